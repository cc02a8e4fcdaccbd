"""Guests: the generators that lend their theme and their commands; each can be replaced."""

"""Nouns: frozen values on which everything rests."""

"""Doors: everything that touches the world; none knows another."""

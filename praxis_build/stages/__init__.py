"""Verbs: pure functions from values to values; none knows another."""

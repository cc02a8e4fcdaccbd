"""The bench: a generated corpus and the cost of building it."""

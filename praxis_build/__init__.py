"""Praxis: notes and communities in Markdown become a linked, searchable static site."""

__version__ = "0.1.0"

__all__ = ["__version__"]

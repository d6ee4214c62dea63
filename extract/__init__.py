"""News articles to JSON that people can trust: declared once, grounded, checked."""

__version__ = "0.1.0"

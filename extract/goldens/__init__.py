"""Goldens: made, imported, agreed on, tested against, brought to a new form."""

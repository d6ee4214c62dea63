"""Scoring of extractions against goldens."""

"""Proper names: where they stand, what each is the name of, and which are names of one thing."""

"""Cue sentences of the declarations as patterns over predicates and their arguments."""

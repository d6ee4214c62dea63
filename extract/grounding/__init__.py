"""The parts of finding quotes in a text; :mod:`extract.ground` is their face."""

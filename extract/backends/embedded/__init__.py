"""The embedded backend: spaCy's parser and the cues of the declarations."""

"""Documents in the forms of the tools that people go on with: spaCy, CoNLL, Label Studio, Argilla."""

"""What changed between two runs, and between two versions of the schemas."""

"""What people and machines are told about a run or a score, as text."""

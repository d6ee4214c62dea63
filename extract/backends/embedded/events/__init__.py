"""Events of a page: mentions found by cues, their slots filled, those of one occasion merged."""

"""Who and what the page speaks of: names and noun phrases that denote one thing, gathered."""

"""Many documents as one: the same entity, the same event, and copies of one text."""

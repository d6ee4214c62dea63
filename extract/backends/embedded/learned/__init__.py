"""The trained reader: what it looks at in a parsed page, what it scores, and the records that it decides on."""

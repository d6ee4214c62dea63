"""The parse of a page, and what can be read off it by grammar and vocabulary alone."""

"""Division of an article into its body, its readers' comments and what is neither."""

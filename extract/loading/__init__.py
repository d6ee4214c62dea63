"""Reading of files, folders, pages and tables into articles."""

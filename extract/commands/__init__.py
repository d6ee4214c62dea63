"""The commands of the command line, one a module: options -> one call. Only click is imported before a command runs."""

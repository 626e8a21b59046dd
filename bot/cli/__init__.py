"""The command line: commands stay light, and whatever is heavy is imported inside the command that needs it."""

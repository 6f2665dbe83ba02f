"""Looking whether a project is what was written, all of it."""

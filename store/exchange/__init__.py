"""Formats in which a project is given to other programs, a module a format."""

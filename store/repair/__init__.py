"""Mending a damaged project from what is left of it, its mirror, its backups and its sources."""

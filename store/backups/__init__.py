"""Copies of a project: made while people work, and brought back."""

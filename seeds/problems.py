"""Errors that a user can act on."""

from __future__ import annotations


class Problem(Exception):
    """One line that says what is wrong, where, and what to do.

    `message` is an English template with {named} fields; it is also the key under which the
    interface finds its translation. `values` fill the fields.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        return self.message.format(**self.values)


class Unreadable(Problem):
    """A source that cannot be read as an article."""

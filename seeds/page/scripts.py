"""Lines in traditional characters: read by the patterns for simplified ones, quoted as they are written."""

from __future__ import annotations

from seeds import traditional

_LONGEST = 400


def simplified(line: str) -> str:
    """The line with simplified characters, one for one; a long line, which no pattern reads, as it is."""
    return traditional.simplified(line) if len(line) <= _LONGEST and not line.isascii() else line


def as_written(value: str, line: str) -> str:
    """A value that was read in the simplified form of `line`, as the line has it."""
    at = simplified(line).find(value)
    return line[at : at + len(value)] if at >= 0 else value

"""JSON Lines: an object a line, an article an object."""

from __future__ import annotations

import io
from collections.abc import Iterator

from seeds.readers.containers.fields import Mapped
from seeds.readers.containers.json_objects import Came, Objects
from seeds.readers.containers.lines import characters, numbered


def pieces(stream: io.BufferedReader, name: str, mapped: Mapped) -> Iterator[Came]:
    """An article of each line, or why there is none. Raises Unreadable where it is no text."""
    with characters(stream, name, newline="\n") as text:
        lines = ((at, line) for at, line in numbered(text) if not line.isspace())
        yield from Objects(name, mapped, "jsonl").pieces(lines)

"""JSON that is not a line an object: one list of objects, or objects one after the other, of any length.

The text is cut into its objects by its brackets and quotes alone, so that memory is taken for one at a
time, and each is parsed by itself.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator

from seeds.problems import Unreadable
from seeds.readers.containers.fields import Mapped
from seeds.readers.containers.json_objects import Came, Objects, object_in
from seeds.readers.containers.lines import RECORD_LIMIT, characters
from seeds.readers.containers.streams import CHUNK, Damaged

_STRUCTURE = re.compile(r'["\[\]{},]')
_STRING = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"', re.DOTALL)
_BLANK = " \t\r\n\ufeff"


def pieces(stream: io.BufferedReader, name: str, mapped: Mapped) -> Iterator[Came]:
    """An article of each object, numbered from 1, or why there is none.

    An object that holds no text but a list of objects stands for that list. Raises Unreadable where it is
    no text, and Damaged where the list does not end.
    """
    with characters(stream, name, newline="") as text:
        values = _Values(text)
        written = values.in_list() if values.begin_list() else _opened(values.in_a_row(), mapped)
        yield from Objects(name, mapped, "json").pieces(enumerate(written, 1))
        if values.something_follows():
            yield Unreadable("{path}: something follows the end of its list, which was left", path=name)


def _opened(written: Iterator[str], mapped: Mapped) -> Iterator[str]:
    """The objects, and instead of one without text those in its lists."""
    for text in written:
        try:
            objects = _listed(object_in(text, ""), mapped)
        except Unreadable:
            objects = []
        yield from map(json.dumps, objects) if objects else [text]


def _listed(found: dict[str, object], mapped: Mapped) -> list[dict[str, object]]:
    """The objects in the lists of an object that is no article itself."""
    if "schema" in found or mapped.knows_text(found):
        return []
    lists = [value for value in found.values() if isinstance(value, list)]
    return [item for items in lists for item in items if isinstance(item, dict)]


class _Values:
    """The values of a JSON text as they are written, cut out without being understood."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._buffer = ""
        self._list_ended = False
        self._start = self._at = 0
        """Where the value under way starts in the buffer, and how far it was looked at."""

    def begin_list(self) -> bool:
        """Whether the text is a list, whose bracket is then passed."""
        while self._more():
            self._buffer = self._buffer.lstrip(_BLANK)
            if self._buffer:
                break
        if not self._buffer.startswith("["):
            return False
        self._start = self._at = 1
        return True

    def in_list(self) -> Iterator[str]:
        """The items of the list that was begun. Raises Damaged where it does not end."""
        depth = 0
        while (mark := self._next_mark()) is not None:
            if mark in "[{":
                depth += 1
            elif depth and mark in "]}":
                depth -= 1
            elif not depth and mark in ",]}":
                item = self._buffer[self._start : self._at - 1].strip(_BLANK)
                self._start = self._at
                if item or mark == ",":
                    yield item
                if mark != ",":
                    self._list_ended = True
                    return
            if self._at - self._start > RECORD_LIMIT:
                yield self._rest()
                return
        raise Damaged

    def in_a_row(self) -> Iterator[str]:
        """The objects one after the other; what is none is given as it stands."""
        depth = 0
        while (mark := self._next_mark()) is not None:
            if mark in "[{":
                depth += 1
            elif mark in "]}":
                depth -= 1
                if depth <= 0:
                    depth = 0
                    yield self._buffer[self._start : self._at]
                    self._start = self._at
            if self._at - self._start > RECORD_LIMIT:
                break
        if rest := self._rest().strip(_BLANK):
            yield rest

    def something_follows(self) -> bool:
        """Whether there is more than blank space behind the end of the list."""
        while self._list_ended and not self._buffer[self._start :].strip(_BLANK):
            self._start = self._at = len(self._buffer)
            if not self._more():
                return False
        return self._list_ended

    def _next_mark(self) -> str | None:
        """The next bracket, brace or comma outside of strings; None at the end."""
        while True:
            found = _STRUCTURE.search(self._buffer, self._at)
            if found is not None and found[0] != '"':
                self._at = found.end()
                return found[0]
            if found is not None:
                string = _STRING.match(self._buffer, found.start())
                if string is not None:
                    self._at = string.end()
                    continue
            self._at = found.start() if found is not None else len(self._buffer)
            if len(self._buffer) - self._start > RECORD_LIMIT or not self._more():
                self._at = len(self._buffer)
                return None

    def _more(self) -> bool:
        """Read on; as much again as is held, so that a long string is not searched over and over."""
        self._buffer = self._buffer[self._start :]
        self._at -= self._start
        self._start = 0
        more = self._text.read(max(CHUNK, len(self._buffer)))
        self._buffer += more
        return bool(more)

    def _rest(self) -> str:
        rest = self._buffer[self._start :]
        self._buffer, self._start, self._at = "", 0, 0
        return rest

"""HTML inside Markdown: its words, without its tags."""

from __future__ import annotations

import html
import re
from itertools import chain

from seeds.readers.markdown.located import Located
from seeds.readers.traced_text import TracedText

_UNSEEN = r"<(?P<unseen>script|style|head|template)\b.*?(?:</(?P=unseen)\s*>|\Z)"
_TAGS = rf"{_UNSEEN}|</?(?P<tag>[a-zA-Z][\w-]*)[^<>]*>|(?P<reference>&#?\w{{1,32}};)|[\n\r]+"
_PIECE = re.compile(rf"<!--.*?-->|{_TAGS}", re.IGNORECASE | re.DOTALL)
# Behind the last end of a comment, what begins one would hide all the rest.
_LAST_PIECE = re.compile(rf"<!-*|{_TAGS}", re.IGNORECASE | re.DOTALL)
_INLINE_TAGS = (
    "a abbr b bdi bdo big cite code del em font i img ins kbd mark q s samp small span strong sub sup"
)
_INLINE = frozenset(_INLINE_TAGS.split()) | {"tt", "u", "var", "wbr"}
_CELLS = frozenset({"td", "th"})


def write_markup(located: Located, page: TracedText) -> None:
    """Add the words of a block of HTML to the page, a line for each of its blocks and rows of a table."""
    text = located.text
    writing = _Lines(located, page)
    at = 0
    behind = text.rfind("-->") + 1
    pieces = chain(_PIECE.finditer(text, 0, behind + 2), _LAST_PIECE.finditer(text, behind + 2))
    for found in pieces if behind else _LAST_PIECE.finditer(text):
        writing.words(at, found.start())
        at = found.end()
        tag = (found["tag"] or "").lower()
        if found["reference"]:
            writing.reference(found.start(), found.end())
        elif tag in _CELLS:
            writing.cell()
        elif tag and tag not in _INLINE:
            writing.end()
    writing.words(at, len(text))
    writing.end()


class _Lines:
    def __init__(self, located: Located, page: TracedText) -> None:
        self._located = located
        self._page = page
        self._start: int | None = None
        self._new_cell = False

    def words(self, start: int, end: int) -> None:
        """Characters as they stand; blank ones say nothing at a line's beginning."""
        for text, at in self._located.pieces(start, end):
            bare = text.strip() if self._start is None else text
            if at >= 0 and bare:
                self._begin()
                self._page.add(bare, "", at + text.index(bare))

    def reference(self, start: int, end: int) -> None:
        """A character that is written as a reference."""
        char = html.unescape(self._located.text[start:end])
        self._begin()
        self._page.add(char, "", self._located.at(start), end - start)

    def cell(self) -> None:
        """A cell of a table begins or ends."""
        self._new_cell = self._start is not None

    def end(self) -> None:
        """A line ends."""
        if self._start is not None:
            self._page.mark(self._start, "body")
        self._start, self._new_cell = None, False

    def _begin(self) -> None:
        if self._start is None:
            if self._page.size and not self._page.ended:
                self._page.joint("\n")
            self._start = self._page.size
        elif self._new_cell:
            self._page.joint("\t")
        self._new_cell = False

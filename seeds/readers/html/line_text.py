"""Lines of text put together from pieces of a source, blank characters as a browser shows them."""

from __future__ import annotations

import re

import msgspec

from seeds.readers.html.references import REFERENCE, resolved
from seeds.readers.traced_text import MarkKind, TracedText

LINE, PARAGRAPH = 1, 2
"""What parts the text from the text before it: the end of a line, or of a block."""
_BLANK = " \t\n\r\f"
_PIECE = re.compile(rf"{REFERENCE}|[ \t\n\r\f]{{2,}}+|[\t\n\r\f]")
_LINE_END = re.compile(r"\r\n|\n|\r")


class TextLine(msgspec.Struct, frozen=True):
    """A line of the page's text and the innermost node that it begins in."""

    start: int
    end: int
    node: int


class LineText:
    """The text of a page so far. `unknown` counts the references that name no character."""

    def __init__(self, source: str) -> None:
        self._source = source
        self.traced = TracedText()
        self.lines: list[TextLine] = []
        self.unknown = 0
        self.is_preserving = False
        self._node = self._line_start = self._line_node = 0
        self._break = 0
        self._space = -1  # where a space that is not put yet stands in the source
        self._is_apart = False
        self._last = ""
        self._put_to = self._text_from = 0  # of the source: the end of what was put; the start of the text

    @property
    def size(self) -> int:
        """The length of the text so far."""
        return self.traced.size

    def part(self, by: int) -> None:
        """What follows begins a line of its own; two line ends part paragraphs."""
        self._break = PARAGRAPH if by == PARAGRAPH else min(self._break + 1, PARAGRAPH)

    def set_apart(self) -> None:
        """What follows stands apart from what stands before it on the line."""
        self._is_apart = True

    def mark(self, start: int, kind: MarkKind) -> None:
        """Say what the text from `start` to here is."""
        self.traced.mark(start, kind)

    def put(self, start: int, end: int, node: int) -> None:
        """Put the text of the source's [start, end), which is directly in `node`."""
        self._node = node
        at = self._text_from = start
        for found in _PIECE.finditer(self._source, start, end):
            if found.start() > at:
                self._put_plain(at, found.start())
            at = found.end()
            if found[0][0] == "&":
                self._put_reference(found)
            else:
                self._blank(found.start(), at)
        if at < end:
            self._put_plain(at, end)

    def end_line(self) -> None:
        """End the line that the text is in, if it holds anything, and begin the next."""
        if self.size > self._line_start:
            self.lines.append(TextLine(self._line_start, self.size, self._line_node))
            self.traced.joint("\n" * max(LINE, self._break))
        self._line_start, self._line_node = self.size, self._node
        self._break = 0

    def _put_reference(self, found: re.Match[str]) -> None:
        start, end = found.span()
        stands_for, size = resolved(found[0])
        if stands_for in _BLANK:
            if size:
                self._blank(start, start + size)
        else:
            self.unknown += stands_for == "\ufffd"
            self._put(stands_for, start, size, is_reference=True)
        if start + size < end:
            self._put_plain(start + size, end)

    def _put_plain(self, start: int, end: int) -> None:
        """Put characters that stand for themselves, with single spaces at most among them."""
        if self._source[start] == " ":
            if self._space < 0:
                self._space = start
            start += 1
        closes_with_space = end > start and self._source[end - 1] == " "
        end -= closes_with_space
        if end > start:
            self._put(self._source[start:end], start, end - start)
        if closes_with_space:
            self._space = end

    def _blank(self, start: int, end: int) -> None:
        if self.is_preserving:
            for line_end in _LINE_END.finditer(self._source, start, end):
                self.part(LINE)
                start = line_end.end()
        if self._space < 0:
            self._space = min(start, end - 1)

    def _put(self, text: str, at: int, size: int, *, is_reference: bool = False) -> None:
        if self._break:
            self.end_line()
        elif self.size > self._line_start:
            if self._space >= 0:
                self._put_space(text[0])
            elif self._is_apart:
                self.traced.joint(" ")
        self._space, self._is_apart = -1, False
        self._last, self._put_to = text[-1], at + size
        self.traced.add(text, "", at, size if is_reference else None)

    def _put_space(self, following: str) -> None:
        """Put the blank between two pieces; a line end between wide characters of one text is none."""
        at = self._space
        if self._source[at] == " ":
            self.traced.add(" ", "", at)
        elif self._put_to <= self._text_from or not (_is_wide(self._last) and _is_wide(following)):
            self.traced.joint(" ")


def _is_wide(char: str) -> bool:
    return char >= "\u2010"

"""Markdown: the words that a person sees, block by block, with where each character stands in the file."""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec
from markdown_it.token import Token

from seeds.article import Note, Page
from seeds.problems import Unreadable
from seeds.readers.markdown.front_matter import front_matter
from seeds.readers.markdown.inline import write_inline
from seeds.readers.markdown.located import Located, SourceLine, lines_of
from seeds.readers.markdown.markup import write_markup
from seeds.readers.markdown.parser import FOOTNOTE, NESTING, parser
from seeds.readers.pasted import marks_of
from seeds.readers.text import decoded_text, read_text, remarks, source_of
from seeds.readers.traced_text import MarkKind, TracedText

_LIMIT = 2 << 20
"""Characters above which a file is read as the plain text that it also is: to parse it would take long."""
_MORE_CELLS = re.compile(r"[^|\s](?:[^|]*[^|\s])?")
_HAN = re.compile("[\u4e00-\u9fff]")


def read_markdown(data: bytes, *, path: str) -> Page:
    """The page of a Markdown file; its head, if it has one, says what `declared` says.

    Every character that shows is in the text; marks, addresses of links and the head are not. Raises
    Unreadable where there is nothing to read or it is not text.
    """
    decoded = decoded_text(data, path=path)
    lines = lines_of(decoded.text)
    declared, head = front_matter(lines)
    body = [line._replace(text=line.text.replace("\0", "\ufffd")) for line in lines[head:]]
    tokens = _parsed(body) if len(decoded.text) <= _LIMIT else None
    if tokens is None:
        note = Note("too long or too deeply nested to be read as Markdown; read as plain text")
        plain = read_text(data, path=path)
        return msgspec.structs.replace(plain, notes=(*plain.notes, note))
    page = TracedText()
    _Blocks(body, page).write(tokens)
    if not page.text.strip():
        raise Unreadable("{path}: there is no text in it", path=path)
    return Page(
        source=source_of(data, path=path, form="markdown", encoding=decoded.encoding),
        text=page.text,
        notes=remarks(decoded),
        marks=marks_of(page),
        declared=declared,
        origins=page.origins,
    )


def _parsed(lines: list[SourceLine]) -> list[Token] | None:
    """The tokens of a file, None if it is nested too deeply for all of it to be in them."""
    tokens = parser().parse("\n".join(line.text for line in lines))
    return tokens if all(token.level < NESTING - 1 for token in tokens) else None


class _Row(NamedTuple):
    """A row of a table: its line, where it starts on the page, and what of it is written: cells, columns."""

    line: SourceLine
    start: int
    cells: int = 0
    column: int = 0


class _Blocks:
    """The blocks of a file, one after the other, each a line of the page."""

    def __init__(self, lines: list[SourceLine], page: TracedText) -> None:
        self._lines = lines
        self._page = page
        self._waiting: list[tuple[str, int]] = []
        self._marker_end = (-1, 0)
        self._row: _Row | None = None

    def write(self, tokens: list[Token]) -> None:
        """Add the words of all tokens to the page."""
        title = _title(tokens)
        kind: MarkKind = "body"
        for at, token in enumerate(tokens):
            match token.type:
                case "heading_open":
                    kind = "title" if at == title else "heading"
                case "heading_close":
                    kind = "body"
                case "inline" if self._row is not None:
                    self._row = self._with_cell(token, self._row)
                case "inline":
                    self._paragraph(token, kind)
                case "list_item_open" if token.info:
                    self._await_marker(token)
                case "list_item_close" if self._waiting:
                    self._line(self._page.size, "body")
                case "tr_open":
                    self._row = _Row(self._lines[_first(token)], self._begin())
                case "tr_close" if self._row is not None:
                    self._end_row(self._row)
                    self._row = None
                case "code_block" | "fence":
                    self._code(token)
                case "html_block":
                    located = Located.of_lines(token.content, self._of(token))
                    self._end_line()
                    write_markup(located, self._page)
                case _:
                    pass

    def _of(self, token: Token) -> list[SourceLine]:
        first, behind = token.map or (0, 0)
        return self._lines[first:behind]

    def _paragraph(self, token: Token, kind: MarkKind) -> None:
        located = Located.of_lines(token.content, self._of(token))
        start = self._begin()
        images = write_inline(token, located, self._page)
        note = kind == "body" and FOOTNOTE.match(token.content)
        self._line(start, "furniture" if note else kind)
        for image in images:
            start = self._begin()
            write_inline(image.token, image.located, self._page)
            # img_0731 is the name of a file, not the words for a picture.
            self._line(start, "caption" if _HAN.search(image.located.text) else "furniture")

    def _with_cell(self, token: Token, row: _Row) -> _Row:
        located, end = Located.of_cell(token.content, row.line, row.column)
        if row.cells:
            self._page.joint("\t")
        write_inline(token, located, self._page)
        return row._replace(cells=row.cells + 1, column=end)

    def _end_row(self, row: _Row) -> None:
        """Cells beyond those of the table's head show nowhere, but somebody wrote them: they are added."""
        for cell in _MORE_CELLS.finditer(row.line.text, row.column):
            self._page.joint("\t")
            self._page.add(cell[0], "", row.line.at + cell.start())
        self._line(row.start, "body")

    def _code(self, token: Token) -> None:
        lines = self._of(token)[1:] if token.type == "fence" else self._of(token)
        located = Located.of_lines(token.content, lines)
        start = 0
        for line in token.content.split("\n"):
            begin = self._begin() if line.strip() else self._page.size
            for text, at in located.pieces(start, start + len(line)):
                if at >= 0:
                    self._page.add(text, "", at)
            self._line(begin, "body")
            start += len(line) + 1

    def _await_marker(self, token: Token) -> None:
        """The number of a list's item shows; it stands before the item's first line."""
        line, marker = _first(token), token.info + token.markup
        column = self._marker_end[1] if self._marker_end[0] == line else 0
        column = self._lines[line].text.find(marker, column)
        if column >= 0:
            self._waiting.append((marker, self._lines[line].at + column))
            self._marker_end = (line, column + len(marker))

    def _begin(self) -> int:
        """Begin a line; numbers of items that wait for their first line go before it."""
        self._end_line()
        start = self._page.size
        for marker, at in self._waiting:
            self._page.add(marker, "", at)
            self._page.joint(" ")
        self._waiting.clear()
        return start

    def _line(self, start: int, kind: MarkKind) -> None:
        if self._waiting:
            start = self._begin()
        self._page.mark(start, kind)

    def _end_line(self) -> None:
        if self._page.size and not self._page.ended:
            self._page.joint("\n")


def _first(token: Token) -> int:
    return token.map[0] if token.map else 0


def _title(tokens: list[Token]) -> int:
    """The index of the heading that is the title: the first, if none other ranks as high; -1 without one."""
    headings = [(at, token.tag) for at, token in enumerate(tokens) if token.type == "heading_open"]
    if not headings or any(tag <= headings[0][1] for _at, tag in headings[1:]):
        return -1
    return headings[0][0]

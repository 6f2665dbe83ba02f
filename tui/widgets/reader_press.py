"""The reader's rows as strips: margin, gutter, text and minimap, drawn when they are first seen."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Size
from textual.strip import Strip

from seeds.article import Span
from tui.text.width import cell_width
from tui.text.wrap import wrap
from tui.widgets.reader_ink import Inks, Marks, pieces
from tui.widgets.reader_page import Line, Page, Place, index_at
from tui.widgets.reader_spans import SpanIndex, Spanned

TEXT_WIDTH = 84
"""The widest column of text, in cells: 42 Chinese characters, about what a printed line has."""
GUTTER = 2
MINIMAP = 1
CURRENT_MARK, WAITING_MARK, CARET_MARK = "▸", "∙", "|"
MAP_MARK = "▐"
_KEPT_STRIPS = 2048


def column_width(width: int) -> int:
    """The width of the text on a page of `width` cells."""
    return max(2, min(TEXT_WIDTH, width - GUTTER - MINIMAP - 1))


class Press:
    """Prints the rows of one page in one size. What is marked is given with each row and may change."""

    def __init__(self, page: Page, spans: SpanIndex, inks: Inks, size: Size) -> None:
        self._page = page
        self._spans = spans
        self._inks = inks
        self._size = size
        self._left = max(0, size.width - MINIMAP - GUTTER - page.width - 1) // 2
        self._strips: LRUCache[int, dict[tuple[str, str], Strip]] = LRUCache(_KEPT_STRIPS)
        self._waits: list[bool] = []
        self._map_edges: list[int] = []
        self.redraw_map()

    def strip(self, y: int, top: int, marks: Marks) -> Strip:
        """Row `y` of a view that has the page's row `top` at its top."""
        cell = self._map_cell(y, top, marks)
        strips = self._strips.get(top + y)
        if strips is None:
            strips = self._strips[top + y] = {}
        if cell not in strips:
            mark, role = cell
            strips[cell] = self._print(top + y, Segment(mark, self._inks.role(role)), marks)
        return strips[cell]

    def forget(self, rows: range) -> None:
        """Draw these rows anew when they are next in view."""
        for row in rows:
            self._strips.discard(row)

    def redraw_map(self) -> list[int]:
        """Look again where suggestions wait; the rows of the view in which the minimap changed."""
        before, height = self._waits, self._size.height
        self._waits = [False] * height
        if self._page.height > height:
            edges = [self._page.offset_from(y * self._page.height // height) for y in range(height + 1)]
            self._map_edges = edges
            self._waits = [self._spans.waits(edges[y], edges[y + 1]) for y in range(height)]
        return [y for y, now in enumerate(self._waits) if y < len(before) and before[y] != now]

    def place_at(self, x: int, row: int) -> Place | None:
        """The character at column `x` of a row; None beside the text."""
        line = self._page.line(row)
        index = line and index_at(line, x - self._left - GUTTER)
        return None if line is None or index is None else Place(line.number, index)

    def _map_cell(self, y: int, top: int, marks: Marks) -> tuple[str, str]:
        """A mark where suggestions wait or, while something is found, on its ground where that stands."""
        height, whole = self._size.height, self._page.height
        if whole <= height or y >= height:
            return " ", "map"
        if marks.hits and self._has_hit(y, marks.hits):
            return MAP_MARK if self._waits[y] else " ", "hit"
        in_view = top * height // whole <= y < -(-(top + height) * height // whole)
        return MAP_MARK if self._waits[y] else " ", "view" if in_view else "map"

    def _has_hit(self, y: int, hits: Sequence[Span]) -> bool:
        """Whether one of the hits, in order, begins in what the row `y` of the minimap stands for."""
        first = bisect_left(hits, (self._map_edges[y], 0))
        return first < len(hits) and hits[first].start < self._map_edges[y + 1]

    def _print(self, row: int, map_cell: Segment, marks: Marks) -> Strip:
        page_style = self._inks.role("page")
        room = self._size.width - MINIMAP
        line = self._page.line(row)
        if line is None:
            return Strip([Segment(" " * room, page_style), map_cell], self._size.width)
        line = self._without_hanging_spaces(line)
        over = self._spans.between(*line.span) if line.span else []
        marks = marks.on(line.span)
        segments = [Segment(" " * self._left, page_style), self._gutter(line, over, marks)]
        segments += [Segment(text, self._inks.style(ink)) for text, ink in pieces(line, over, marks)]
        used = self._left + GUTTER + cell_width(line.text) + len(line.notes)
        if used > room:
            return Strip([*Strip(segments, used).crop(0, room), map_cell], self._size.width)
        return Strip([*segments, Segment(" " * (room - used), page_style), map_cell], self._size.width)

    def _without_hanging_spaces(self, line: Line) -> Line:
        if cell_width(line.text) <= self._page.width:
            return line
        return line._replace(end=line.start + len(line.text.rstrip()))

    def _gutter(self, line: Line, over: list[Spanned], marks: Marks) -> Segment:
        if line.span and marks.caret is not None and line.span.start <= marks.caret < line.span.end:
            return Segment(f"{CARET_MARK} ", self._inks.role("gutter"))
        if any(spanned.id == marks.current for spanned in over):
            return Segment(f"{CURRENT_MARK} ", self._inks.role("gutter"))
        if any(spanned.state == "suggested" for spanned in over):
            return Segment(f"{WAITING_MARK} ", self._inks.role("waiting"))
        return Segment(" " * GUTTER, self._inks.role("page"))


def notice(words: str, size: Size, y: int, style: Style) -> Strip:
    """Row `y` of a view that holds nothing but `words`, centred in its upper part."""
    lines = wrap(words, max(2, size.width - 4))
    at = y - max(0, size.height // 3 - len(lines) // 2)
    text = words[slice(*lines[at])].rstrip() if 0 <= at < len(lines) else ""
    left = max(0, size.width - cell_width(text)) // 2
    return Strip([Segment(" " * left + text, style)]).adjust_cell_length(size.width, style)

"""Running heads, running feet and folios: what stands at the edges of pages and is none of their text."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from seeds.page.furniture import is_page_mark
from seeds.page.lines import NARROW
from seeds.readers.pdf.lines import row_letters
from seeds.readers.pdf.rows import Row
from seeds.readers.pdf.sheets import Rect

_ZONE = 0.12
_ROWS = 3
_LONGEST = 60
_SAME_PLACE = 1.5
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")


class Margins(NamedTuple):
    """The rows of a page: running ones above, its text, running ones below."""

    head: list[Row]
    text: list[Row]
    foot: list[Row]


class _Edge(NamedTuple):
    """A row near an edge of a page, and what stays of it from page to page."""

    page: int
    row: Row
    key: tuple[bool, str]


def margins_of(pages: list[list[Row]], frames: list[Rect]) -> list[Margins]:
    """The margins of all pages, whose rows are given from the top down.

    A row is a running one where another page has the same in the same place, but for its numbers, or where
    it is a folio or an issue line and nothing but running rows stands between it and the edge.
    """
    seen: defaultdict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    edges = []
    for page, (rows, frame) in enumerate(zip(pages, frames, strict=True)):
        top = [_edge(page, row, head=True) for row in rows[:_ROWS] if _in_zone(row, frame, head=True)]
        rest = rows[len(top) :][-_ROWS:]
        low = [_edge(page, row, head=False) for row in reversed(rest) if _in_zone(row, frame, head=False)]
        edges.append((top, low))
        for edge in (*top, *low):
            seen[edge.key].append(edge)
    made = []
    for rows, (top, low) in zip(pages, edges, strict=True):
        above, below = _running(top, seen), _running(low, seen)
        made.append(Margins(rows[:above], rows[above : len(rows) - below], rows[len(rows) - below :]))
    return made


def plain(row: Row) -> str:
    """What a row says, as rules for lines of a page take it."""
    return "".join(letter.text for letter in row_letters(row)).translate(NARROW)


def _edge(page: int, row: Row, *, head: bool) -> _Edge:
    return _Edge(page, row, (head, _DIGITS.sub("#", _SPACE.sub("", plain(row)))))


def _in_zone(row: Row, frame: Rect, *, head: bool) -> bool:
    depth = _ZONE * (frame.top - frame.bottom)
    return row.base > frame.top - depth if head else row.base < frame.bottom + depth


def _running(edges: list[_Edge], seen: dict[tuple[bool, str], list[_Edge]]) -> int:
    """How many of a page's rows, counted from its edge, are running ones."""
    count = 0
    for at, edge in enumerate(edges, start=1):
        if _repeats(edge, seen[edge.key]) or (count == at - 1 and is_page_mark(plain(edge.row))):
            count = at
    return count


def _repeats(edge: _Edge, alike: list[_Edge]) -> bool:
    near = _SAME_PLACE * edge.row.size
    return len(edge.key[1]) <= _LONGEST and any(
        other.page != edge.page and abs(other.row.base - edge.row.base) <= near for other in alike
    )

"""Text with some of it lit, cut to a width: around a hit, or from its beginning."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from seeds.article import Span
from tui.text.visible import visible
from tui.text.width import ELLIPSIS, cell_edges, cell_width

_LEAD = 3
"""The share of the width that what stands before a hit gets: a third, and what the rest leaves over."""


class Piece(NamedTuple):
    """A run of text, lit or not."""

    text: str
    lit: bool


def around(text: str, marks: Sequence[Span], at: int, width: int) -> list[Piece]:
    """What fits in `width` cells of a text around its character `at`, on one line; the marks are lit.

    An ellipsis stands where something is left out.
    """
    shown = visible(text.replace("\n", " "))
    edges = cell_edges(shown)
    total = edges[-1]
    lead = width // _LEAD
    # Text that begins with an ellipsis has its cells less for what follows.
    last = total - width + cell_width(ELLIPSIS) if total > width else 0
    first = max(0, min(edges[min(at, len(shown))] - lead, last))
    start = bisect_right(edges, first - 1) if first else 0
    return _cut(shown, marks, start, width)


def from_start(text: str, marks: Sequence[Span], width: int) -> list[Piece]:
    """What fits in `width` cells of a text from its beginning, on one line; the marks are lit."""
    return _cut(visible(text.replace("\n", " ")), marks, 0, width)


def pieces_width(pieces: Sequence[Piece]) -> int:
    """The cells that pieces take."""
    return sum(cell_width(piece.text) for piece in pieces)


def _cut(shown: str, marks: Sequence[Span], start: int, width: int) -> list[Piece]:
    """The text from `start` on, with ellipses where it is cut."""
    edges = cell_edges(shown)
    before = ELLIPSIS if start else ""
    room = width - cell_width(before)
    if edges[-1] - edges[start] <= room:
        end, after = len(shown), ""
    else:
        room -= cell_width(ELLIPSIS)
        end, after = bisect_right(edges, edges[start] + room) - 1, ELLIPSIS
    if room < 0:
        return []
    pieces = [Piece(before, lit=False), *_lit(shown, marks, start, end), Piece(after, lit=False)]
    return [piece for piece in pieces if piece.text]


def _lit(shown: str, marks: Sequence[Span], start: int, end: int) -> Iterator[Piece]:
    at = start
    for mark in marks:
        first, last = max(at, mark.start), min(end, mark.end)
        if first < last:
            yield Piece(shown[at:first], lit=False)
            yield Piece(shown[first:last], lit=True)
            at = last
    yield Piece(shown[at:end], lit=False)

"""Rows of tables that hold data: their cells are words of one line, parted by tabs."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import pairwise

from seeds.readers.html.elements import CELLS
from seeds.readers.html.line_text import TextLine
from seeds.readers.html.rendering import Rendering

_FEWEST_CELLS, _MOST_CELLS = 2, 30
_LONGEST_CELL = 40
_WHITE = {1: "\t", 2: " \t"}


def with_rows(page: Rendering, text: str) -> str:
    """`text`, as long as it is, with a tab for the line ends between the cells of a row of data.

    Tables that lay out a page have cells of several lines, of long lines or of links.
    """
    starts = [line.start for line in page.lines]
    cells = Counter(node.parent for node in page.nodes if node.name in CELLS and node.start < node.end)
    links = [mark.start for mark in page.text.marks if mark.kind == "link"]
    parts: list[str] = []
    at = 0
    for index, node in enumerate(page.nodes):
        if node.name != "tr" or node.start < at or not _FEWEST_CELLS <= cells[index] <= _MOST_CELLS:
            continue
        first, last = bisect_left(starts, node.start), bisect_left(starts, node.end)
        linked = bisect_left(links, node.start) < bisect_left(links, node.end)
        if last - first != cells[index] or linked or not _are_short(page.lines[first:last]):
            continue
        for line, following in pairwise(page.lines[first:last]):
            parts += [text[at : line.end], _WHITE[following.start - line.end]]
            at = following.start
    return "".join([*parts, text[at:]])


def _are_short(lines: list[TextLine]) -> bool:
    return all(line.end - line.start <= _LONGEST_CELL for line in lines)

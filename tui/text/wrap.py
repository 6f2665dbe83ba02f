"""Lines for one paragraph of Chinese, by cell width.

Chinese may break between any two characters, but for the rules of GB/T 15834 (no closing mark begins a
line, no opening mark ends one, —— and …… are not parted) and of plain sense: a number stays with its
unit, a date and a Latin word stay whole. Each such run is a *cluster*. A line is filled by width and then
drawn back to the start of the cluster that it would cut; only a cluster wider than a line is cut.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from seeds.article import Span
from tui.text.width import cell_edges

_SPACE = " \u00a0\u3000"
_OPENING = re.escape("（(《〈「『【〔〖［[｛{“‘﹁﹃$¥￥€£№＃#")
_CLOSING = re.escape("。，、；：？！…·）)》〉」』】〕〗］]｝}”’﹂﹄,.;:?!%％‰℃°′″～．/／")
_COMBINING = "\u0300-\u036f\u20d0-\u20ff"
_WORD = "0-9A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f０-９Ａ-Ｚａ-ｚ" + _COMBINING
_JOINING = re.escape("'’._-@#&+/:%~=?")
_UNIT = "平方公里|平方米|立方米|个百分点|百分点|公里|公顷|公斤|小时|分钟|[一-鿿]"

_AFTER = f"(?:[{_SPACE}]*+[{_CLOSING}{_COMBINING}])*+"
_RUN = (
    f"[{_WORD}](?:(?:[{_WORD}{_JOINING}]|,(?=[0-9]))*[{_WORD}])?"
    f"(?:(?<=[0-9０-９])[十百千万亿]*[多余几]?(?:{_UNIT}))?"
)
_RANGE = "[%％‰]?[—–~～](?=[0-9０-９])"
_WHOLE = f"第?{_RUN}(?:(?:{_RANGE})?{_RUN}){{0,2}}|[—─－]+"
_CLUSTER = re.compile(
    f"(?:(?:[{_OPENING}][{_SPACE}]*+)++(?:{_WHOLE}|[^{_OPENING}{_SPACE}])?|{_WHOLE}"
    f"|.(?=[{_SPACE}{_CLOSING}{_COMBINING}])){_AFTER}(?P<hanging>[{_SPACE}]*+)",
    re.DOTALL,
)


class _Clusters(NamedTuple):
    """Where clusters of more than one character begin and end; `inks`: the ends without trailing spaces."""

    starts: list[int]
    inks: list[int]
    ends: list[int]


def wrap(text: str, width: int, noted: Sequence[int] = ()) -> list[Span]:
    """The lines of `text`, in order and without gaps, each at most `width` cells.

    `noted` are indices, in order, before each of which a note of one cell stands, on the line of the
    character that it follows.

    Spaces at a line's end hang: they belong to the line and are not counted in its width. Where `width`
    is less than a character takes, a line holds that one character. An empty text is one empty line.
    """
    edges = noted_edges(cell_edges(text), noted)
    if edges[-1] <= width:
        return [Span(0, len(text))]
    clusters = _clusters(text)
    indent = len(text) - len(text.lstrip(_SPACE))
    lines: list[Span] = []
    start = 0
    while start < len(text):
        end = _line_end(edges, clusters, start, max(start, indent), width)
        lines.append(Span(start, end))
        start = end
    return lines


def noted_edges(edges: list[int], noted: Sequence[int]) -> list[int]:
    """The edges of characters between which notes of one cell stand, each counted to what it follows."""
    if not noted:
        return edges
    return [edge + bisect_right(noted, index) for index, edge in enumerate(edges)]


def folded(text: str, width: int) -> list[str]:
    """The lines of `text`, without the spaces at their ends."""
    return [text[line.start : line.end].strip() for line in wrap(text, max(2, width))]


def _clusters(text: str) -> _Clusters:
    found = _Clusters([], [], [])
    for match in _CLUSTER.finditer(text):
        found.starts.append(match.start())
        found.inks.append(match.start("hanging"))
        found.ends.append(match.end())
    return found


def _line_end(edges: list[int], clusters: _Clusters, start: int, floor: int, width: int) -> int:
    """Where the line from `start` ends; it may not break at or before `floor`, the end of an indent."""
    filled = bisect_right(edges, edges[start] + width) - 1
    if filled == len(edges) - 1:
        return filled
    at = bisect_left(clusters.starts, filled) - 1
    if at < 0 or clusters.ends[at] <= filled:
        return max(filled, start + 1)
    first, ink = max(clusters.starts[at], start), clusters.inks[at]
    if ink <= filled:
        return clusters.ends[at]
    fits_below = edges[ink] - edges[first] <= width
    little_room = edges[filled] - edges[first] < width // 2
    if first > floor and (fits_below or little_room):
        return first
    return max(filled, start + 1)

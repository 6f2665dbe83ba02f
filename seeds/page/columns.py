"""Two columns of a printed page that were copied line by line: found, and put back in order.

A line of such a page is a left fragment, a space and a right fragment; the space looks like any
other. What tells them apart is width: a column's lines are as wide as the column, but for the first
line of a paragraph (two characters less, its indent lost) and the last. Widths are in em, the width
of a Chinese character, under a small model of how wide other characters were set.
"""

from __future__ import annotations

import re
from itertools import product, zip_longest
from typing import NamedTuple

import msgspec

from seeds.page.furniture import is_page_mark
from seeds.page.lines import Line
from seeds.page.widths import MARKS, Ruler, Setting, width
from seeds.traditional import SIMPLIFIED

_SPACES = re.compile(r"\s+")
_SENTENCE_END = "。!?”"
_SPEAKER = re.compile(r"^[^\s:,。]{2,6}:$")
# A number stands before its measure word, in its own line or at the start of the next.
_SIMPLIFIED_MEASURES = "户人个亩万亿元年月日时块只头项名次公里平方米吨斤台座条期岁家处所位多余倍成%"
_MEASURES = _SIMPLIFIED_MEASURES + "".join(
    char for char, plain in SIMPLIFIED.items() if plain in _SIMPLIFIED_MEASURES
)
_MEASURED = re.compile(rf"[\d.,:—-]+\s*[{_MEASURES}]")
_LONGEST, _SHORTEST, _FEWEST = 240, 8.0, 8
_SAMPLE, _REACH, _POOR = 400, 0.6, 3.2
_MOST_GAPS = 24
_INDENT = 2.0
_SURE = 1.0
_SETTINGS = [Setting(*values) for values in product((1.0, 0.5), (0.5, 0.6), (0.5, 0.25, 0.0))]


class Columns(msgspec.Struct, frozen=True, kw_only=True):
    """The width of a page's two columns and the setting that it was measured in."""

    width: float
    setting: Setting


class Split(NamedTuple):
    """Where a line parts: its left fragment ends at `left`, the right one starts at `right`.

    `margin` is how much better this place is than the next best.
    """

    left: int
    right: int
    margin: float


class _Row(NamedTuple):
    """A line of the sample: its ruler and fragments in one setting, and what no setting changes.

    `gaps` are the runs of space in it and `fragments` the widths of what stands to the left and to the
    right of each; `parts_wide` says that a gap stands between wide characters, and `is_pointed` that the
    line has marks of prose.
    """

    ruler: Ruler
    fragments: list[tuple[float, float]]
    gaps: list[tuple[int, int]]
    parts_wide: bool
    is_pointed: bool

    def under(self, setting: Setting) -> _Row:
        """The same line in another setting."""
        ruler, size = self.ruler.under(setting), len(self.ruler.view)
        fragments = [(ruler.width(0, left), ruler.width(right, size)) for left, right in self.gaps]
        return self._replace(ruler=ruler, fragments=fragments)


class Segment(NamedTuple):
    """Lines that follow each other; `flows` where they may be one paragraph broken into lines."""

    lines: list[Line]
    flows: bool


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Lines in reading order; `columns` where they were two columns, `unsure` splits among them.

    `starts_full`: the first line of the first column is a full one, so the page begins inside a
    paragraph.
    """

    segments: list[Segment]
    columns: Columns | None = None
    unsure: int = 0
    starts_full: bool = False


def in_reading_order(lines: list[Line]) -> Reading:
    """The lines of a page in the order of reading: each page's left column before its right one."""
    columns = find_columns(lines)
    if columns is None:
        return Reading(segments=[Segment(lines, flows=True)])
    segments: list[Segment] = []
    unsure = 0
    first: Line | None = None
    for sheet in _sheets(lines):
        head, left, right, tail, doubtful = _column_order(sheet, columns)
        first = first or next(iter(left), None)
        segments += [
            Segment(head, flows=False),
            Segment(left + right, flows=True),
            Segment(tail, flows=False),
        ]
        unsure += doubtful
    starts_full = first is not None and abs(width(first.view, columns.setting) - columns.width) <= _SURE
    return Reading(segments=segments, columns=columns, unsure=unsure, starts_full=starts_full)


def find_columns(lines: list[Line]) -> Columns | None:
    """The columns of an interleaved page, or None where the lines are ordinary ones."""
    views = [line.view for line in lines[:_SAMPLE] if _SHORTEST <= len(line.view) <= _LONGEST]
    sample = [_row(view, gaps) for view in views if len(gaps := _gaps(view)) <= _MOST_GAPS]
    if len(sample) < _FEWEST or sum(row.parts_wide for row in sample) < _FEWEST // 2:
        return None
    best: tuple[float, Columns | None] = (0.0, None)
    for setting in _SETTINGS:
        rows = [row.under(setting) for row in sample]
        for columns in _measure(rows, setting):
            quality = _quality(rows, columns)
            best = max(best, (quality, columns), key=lambda entry: entry[0])
    return best[1]


def _row(view: str, gaps: list[tuple[int, int]]) -> _Row:
    parts_wide = any(_between_wide(view, *gap) for gap in gaps)
    is_pointed = any(mark in view for mark in ",。、")
    return _Row(Ruler(view, _SETTINGS[0]), [], gaps, parts_wide, is_pointed)


def _measure(rows: list[_Row], setting: Setting) -> list[Columns]:
    """The widths that left fragments near the middle of the page often have, and right ones like them."""
    widths = sorted(row.ruler.whole for row in rows)
    full = widths[len(widths) * 4 // 5]
    pairs = [pair for row in rows for pair in row.fragments]
    measured = []
    for left in _densest([left for left, _ in pairs if 0.3 * full <= left <= 0.7 * full], most=3):
        rights = _densest([right for near, right in pairs if abs(near - left) <= 1], most=1)
        if rights and abs(left - rights[0]) <= max(2.0, 0.12 * left):
            measured.append(Columns(width=left, setting=setting))
    return measured


def _quality(rows: list[_Row], columns: Columns) -> float:
    """How well the page's lines part into columns of this width; 0 where they do not."""
    rows = [row for row in rows if row.ruler.whole >= _SHORTEST]
    long = [row for row in rows if row.ruler.whole > 1.25 * columns.width]
    if len(rows) < _FEWEST or 4 * len(long) < len(rows) or len(long) < _FEWEST // 2:
        return 0.0
    if sum(row.is_pointed for row in long) < 0.6 * len(long):
        return 0.0  # a table
    near = sum(any(abs(left - columns.width) <= 1 for left, _ in row.fragments) for row in long)
    if near < 0.35 * len(long) or sum(row.parts_wide for row in long) < 0.4 * len(long):
        return 0.0
    misfits = (_least_misfit(row, columns) for row in long)
    fits = [_POOR - misfit for misfit in misfits if misfit < _POOR]
    return sum(fits) if len(fits) >= 0.6 * len(long) else 0.0


def _least_misfit(row: _Row, columns: Columns) -> float:
    """How badly a line fits its columns where it parts best, `_POOR` at most."""
    view, least = row.ruler.view, _POOR
    for (end, _), (left, right) in zip(row.gaps, row.fragments, strict=True):
        misfit = _fit(left, view[end - 1], columns)
        if misfit < least:  # else the right fragment cannot make it better
            least = min(least, misfit + _fit(right, view[-1], columns))
    return least


def _misfit(ruler: Ruler, left: int, right: int, columns: Columns) -> float:
    """How badly the two parts of a line fit their columns."""
    size = len(ruler.view)
    return _fit(ruler.width(0, left), ruler.view[left - 1], columns) + _fit(
        ruler.width(right, size), ruler.view[-1], columns
    )


def _fit(measured: float, last: str, columns: Columns) -> float:
    """How badly a fragment fits the column: 0 for a full line, little for a paragraph's first or last.

    `measured` is its width and `last` its last character.
    """
    full = columns.width
    over = measured - full
    full_line = max(0.0, over - 0.5) if over > 0 else -over
    if full_line > 1:
        full_line *= 1.5
    cost = min(full_line, 0.5 + abs(measured - (full - _INDENT)))
    if over < 0 and last not in ",、":
        cost = min(cost, 1.0 if last in _SENTENCE_END else 2.2)
    return cost + max(0.0, 2 * (over - 1.2))


def split(view: str, columns: Columns, below: str = "") -> Split | None:
    """Where the line parts into its two columns, or None where it belongs to one.

    `below` is the next line: a number at a column's end may have its measure word there.
    """
    if len(view) > _LONGEST:
        return None
    ruler = Ruler(view, columns.setting)
    whole = ruler.whole
    gaps = _gaps(view)
    places = sorted((_cost(ruler, left, right, columns, below), left, right) for left, right in gaps)
    if not places:
        return None
    cost, left, right = places[0]
    if whole <= columns.width + 1.5:  # two last lines of paragraphs, or one line with a space in it
        ended = len(places) == 1 and view[left - 1] in _SENTENCE_END
        return Split(left, right, _SURE) if ended and _between_wide(view, left, right) else None
    margin = places[1][0] - cost if len(places) > 1 else 9.0
    clear = len(places) == 1 or margin >= _SURE or view[left - 1] == "。"
    if (
        right - left >= 4
        or (clear and _between_wide(view, left, right))
        or (whole >= 1.6 * columns.width and cost <= 8)
        or cost <= 4
    ):
        return Split(left, right, margin)
    return None


def _cost(ruler: Ruler, left: int, right: int, columns: Columns, below: str) -> float:
    """How unlikely it is that the columns part here rather than at another space of the line."""
    before, after, run = ruler.view[left - 1], ruler.view[right], right - left
    cost = _misfit(ruler, left, right, columns)
    cost -= 3 if run >= 4 else 1 if run >= 2 else 0
    if _is_digit(before) != _is_digit(after):
        cost += 0.6
    if before.isdigit():
        cost += -1 if below and below[0] in _MEASURES else 1
    if after.isdigit():
        cost += 0 if _MEASURED.match(ruler.view, right) else 1
    if before in "+/-·" or after in "+/-·":
        cost += 2
    if _SPEAKER.match(ruler.view[:left]):
        cost += 0.8
    return cost


def _column_order(
    sheet: list[Line], columns: Columns
) -> tuple[list[Line], list[Line], list[Line], list[Line], int]:
    """One page's lines above the columns, of the left one, of the right one, below; and unsure splits."""
    splits = [
        None if is_page_mark(line.view) else split(line.view, columns, below.view if below else "")
        for line, below in zip_longest(sheet, sheet[1:])
    ]
    mixed = [at for at, found in enumerate(splits) if found]
    if not mixed:
        return sheet, [], [], [], 0
    first, last = mixed[0], mixed[-1]
    while first > 0 and _is_column_line(sheet[first - 1], columns):
        first -= 1
    while last + 1 < len(sheet) and _is_column_line(sheet[last + 1], columns):
        last += 1
    left: list[Line] = []
    right: list[Line] = []
    for line, found in zip(sheet[first : last + 1], splits[first : last + 1], strict=True):
        if found:
            left.append(line.part(0, found.left))
            right.append(line.part(found.right, len(line.view)))
        elif line.indent / 2 >= 0.8 * columns.width:
            right.append(line.part(0, len(line.view)))
        else:
            left.append(line)
    unsure = sum(found.margin < _SURE for found in splits if found)
    return sheet[:first], left, right, sheet[last + 1 :], unsure


def _is_column_line(line: Line, columns: Columns) -> bool:
    """Whether a line next to the mixed ones is one column's line alone: prose, no wider than it."""
    if is_page_mark(line.view) or not any(char in MARKS for char in line.view):
        return False
    measured = width(line.view, columns.setting)
    ended = line.view[-1] in _SENTENCE_END and measured <= columns.width + 1
    return abs(measured - columns.width) <= 1 or ended


def _sheets(lines: list[Line]) -> list[list[Line]]:
    """The lines page by page: a run of page marks (folios, issue lines) starts a new page."""
    sheets: list[list[Line]] = [[]]
    marked = False
    for line in lines:
        mark = is_page_mark(line.view)
        if mark and not marked and any(not is_page_mark(held.view) for held in sheets[-1]):
            sheets.append([])
        marked = mark
        sheets[-1].append(line)
    return sheets


def _gaps(view: str) -> list[tuple[int, int]]:
    return [found.span() for found in _SPACES.finditer(view)]


def _between_wide(view: str, left: int, right: int) -> bool:
    return _is_wide(view[left - 1]) and _is_wide(view[right])


def _is_digit(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_wide(char: str) -> bool:
    return char >= "\u2000" or char in MARKS


def _densest(widths: list[float], most: int) -> list[float]:
    """The centres of up to `most` separate windows that hold the most widths, the fullest first."""
    left = sorted(widths)
    centres: list[float] = []
    while left and len(centres) < most:
        best = (0, 0)
        start = 0
        for end, high in enumerate(left):
            while high - left[start] > 2 * _REACH:
                start += 1
            if end + 1 - start > best[1] - best[0]:
                best = (start, end + 1)
        centre = sum(left[best[0] : best[1]]) / (best[1] - best[0])
        centres.append(centre)
        left = [size for size in left if abs(size - centre) > 2 * _REACH]
    return centres

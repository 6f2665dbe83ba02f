"""The order of reading: a page is cut into columns where no line crosses from one side to the other.

Of all the places where a column may begin, and all stretches of rows that nothing crosses there, the
longest is cut first: what is above it, its left side, its right side, what is below it; then each of these
in the same way. Three columns, a heading over two of them and two articles beside each other are so found
without a rule of their own. A table is not cut: its cells do not fill their columns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from seeds.readers.pdf.rows import Row
from seeds.readers.pdf.sheets import Rect

_FEWEST, _FEWEST_KNOWN = 3, 1
_FEWEST_IN_ONE, _FEWEST_TOGETHER = 2, 6
_CANDIDATES, _MOST_GUTTERS = 12, 24
_MOST_ROWS, _MOST_CUTS = 3_000, 400
_NARROWEST = 6.0
_FILLED = 0.55
_CLEAR = 0.3
_LARGE = 1.25
_PARTED = 1.9


class Column(NamedTuple):
    """Rows that are read from the top down, between `left` and `right`, in points."""

    rows: list[Row]
    left: float
    right: float


class _Cut(NamedTuple):
    """The rows from `start` to `stop` are parted at `x`, in points."""

    x: float
    start: int
    stop: int
    height: float


class _Part(NamedTuple):
    """A part of a page that is still to be cut, and where it reaches at least."""

    rows: list[Row]
    left: float
    right: float


def columns_of(
    rows: list[Row], rules: list[Rect], pictures: list[Rect], gutters: list[float]
) -> list[Column]:
    """The columns of a page, in the order of reading. `rows` are given from the top down.

    `gutters` are the places, in points, where pages of the file were cut; those of this page are added.
    """
    if not rows:
        return []
    size = _usual_size(rows)
    ruled = [Row((rule.bottom + rule.top) / 2, [], rule) for rule in rules]
    todo = [_Part(sorted(rows + ruled, key=lambda row: -row.base), *_reach(rows))]
    if len(todo[0].rows) > _MOST_ROWS:
        return [_column(todo[0])]
    cutter = _Cutter(size, pictures, gutters)
    cutter.look_over(todo[0])
    columns: list[Column] = []
    while todo:
        part = todo.pop()
        if not any(row.pieces for row in part.rows):
            continue
        cut = cutter.best(part) if cutter.cuts < _MOST_CUTS else None
        if cut is None:
            columns.append(_column(part))
        else:
            todo += reversed(_parts(part, cut))
    return columns


def _parts(part: _Part, cut: _Cut) -> list[_Part]:
    between = part.rows[cut.start : cut.stop]
    left = list(_side(between, cut.x, right=False))
    right = list(_side(between, cut.x, right=True))
    beside = _reach(left)[1], _reach(right)[0]
    return [
        _Part(part.rows[: cut.start], part.left, part.right),
        _Part(left, part.left, beside[0]),
        _Part(right, beside[1], part.right),
        _Part(part.rows[cut.stop :], part.left, part.right),
    ]


def _side(rows: list[Row], x: float, *, right: bool) -> Iterator[Row]:
    """What the rows have on one side of `x`; rules go to the side where most of them is."""
    for row in rows:
        if row.rule:
            if ((row.rule.left + row.rule.right) / 2 > x) is right:
                yield row
            continue
        pieces = [piece for piece in row.pieces if (piece.left + piece.right > 2 * x) is right]
        if pieces:
            yield Row(pieces[0].base, pieces)


def _reach(rows: list[Row]) -> tuple[float, float]:
    pieces = [piece for row in rows for piece in row.pieces]
    return min(piece.left for piece in pieces), max(piece.right for piece in pieces)


def _column(part: _Part) -> Column:
    return Column([row for row in part.rows if row.pieces], part.left, part.right)


def _usual_size(rows: list[Row]) -> float:
    sizes: Counter[float] = Counter()
    for row in rows:
        for piece in row.pieces:
            sizes[piece.size] += len(piece.glyphs)
    return max(sizes, key=lambda size: (sizes[size], size))


class _Cutter:
    """Finds where parts of one page are cut. `size` is that of most of its characters, in points."""

    def __init__(self, size: float, pictures: list[Rect], gutters: list[float]) -> None:
        self._size = size
        self._pictures = pictures
        self._gutters = gutters
        self.cuts = 0

    def look_over(self, page: _Part) -> None:
        """Learn the gutters that many short stretches have in common."""
        for x in self._beginnings(page):
            cuts = list(self._stretches(page, x, _FEWEST_IN_ONE))
            if sum(cut.stop - cut.start for cut in cuts) >= _FEWEST_TOGETHER:
                self._learn(x)

    def best(self, part: _Part) -> _Cut | None:
        """The longest stretch of rows that is two columns; None where there is none."""
        found = [cut for x in self._beginnings(part) for cut in self._stretches(part, x, _FEWEST)]
        if not found:
            near = [x for x in self._gutters if part.left < x < part.right]
            found = [cut for x in near for cut in self._stretches(part, x, _FEWEST_KNOWN)]
        if not found:
            return None
        best = max(found, key=lambda cut: (round(cut.height / self._size), -cut.x))
        self._learn(best.x)
        self.cuts += 1
        return best

    def _learn(self, x: float) -> None:
        if len(self._gutters) < _MOST_GUTTERS and all(
            abs(x - known) > self._size / 2 for known in self._gutters
        ):
            self._gutters.append(x)

    def _beginnings(self, part: _Part) -> list[float]:
        """Where a second column may begin: a little before the places where many pieces do."""
        lefts: Counter[int] = Counter()
        for row in part.rows:
            for piece in row.pieces:
                if piece.left >= part.left + _NARROWEST * self._size:
                    lefts[round(2 * piece.left / self._size)] += 1
        common = [place for place, count in lefts.most_common(_CANDIDATES) if count >= _FEWEST]
        return [(place / 2 - _CLEAR - 0.25) * self._size for place in common]

    def _stretches(self, part: _Part, x: float, fewest: int) -> Iterator[_Cut]:
        """The stretches of rows that nothing crosses at `x` and that have columns of prose on both sides."""
        start = 0
        rows = part.rows
        for at in range(len(rows) + 1):
            if at < len(rows) and not self._crosses(rows, at, x):
                continue
            cut = self._trimmed(rows, x, start, at)
            if cut and self._are_columns(part, cut, fewest):
                yield cut
            start = at + 1

    def _crosses(self, rows: list[Row], at: int, x: float) -> bool:
        row, clear = rows[at], _CLEAR * self._size
        if row.rule:
            return row.rule.left < x - 2 * self._size and row.rule.right > x + 2 * self._size
        if any(piece.left < x - clear and piece.right > x + clear for piece in row.pieces):
            return True
        return self._stands_over(rows, at, x) or self._is_title_in_two(row, x)

    def _is_title_in_two(self, row: Row, x: float) -> bool:
        """Whether large pieces on both sides are one line: they stand close together about `x`."""
        before = [piece for piece in row.pieces if piece.right <= x]
        after = [piece for piece in row.pieces if piece.left >= x]
        if not before or not after:
            return False
        one, other = before[-1], after[0]
        is_large = min(one.size, other.size) >= _LARGE * self._size and one.size == other.size
        return is_large and other.left - one.right <= 3 * one.size

    def _stands_over(self, rows: list[Row], at: int, x: float) -> bool:
        """Whether a large line on one side heads what is on both: nothing stands beside it, but below."""
        row = rows[at]
        size = row.size
        sides = _sides(row, x)
        if size < _LARGE * self._size or len(sides) == 2:
            return False
        low, high = row.base - 0.6 * size, row.base + 1.4 * size
        beside = below = False
        for other in rows[max(0, at - 8) : at + 40]:
            if _sides(other, x) - sides:
                beside = beside or low < other.base < high
                below = below or other.base <= low
        pictured = any(
            (picture.right > x) not in sides and picture.bottom < high and picture.top > low
            for picture in self._pictures
        )
        return below and not beside and not pictured

    def _trimmed(self, rows: list[Row], x: float, start: int, stop: int) -> _Cut | None:
        """The stretch without what stands on one side alone and apart from the rest, above and below."""
        held = [at for at in range(start, stop) if rows[at].pieces]
        held = held[_lone(rows, held, x) :]
        held = held[: len(held) - _lone(rows, held[::-1], x)]
        if not held:
            return None
        height = rows[held[0]].base - rows[held[-1]].base + self._size
        return _Cut(x, held[0], held[-1] + 1, height)

    def _are_columns(self, part: _Part, cut: _Cut, fewest: int) -> bool:
        rows = part.rows[cut.start : cut.stop]
        sides = [list(_side(rows, cut.x, right=right)) for right in (False, True)]
        return all(self._is_column([row for row in side if row.pieces], fewest) for side in sides)

    def _is_column(self, rows: list[Row], fewest: int) -> bool:
        if len(rows) < fewest:
            return False
        left, right = _reach(rows)
        if right - left < _NARROWEST * self._size:
            return False
        inked = median(sum(piece.right - piece.left for piece in row.pieces) for row in rows)
        return inked >= _FILLED * (right - left)


def _lone(rows: list[Row], held: list[int], x: float) -> int:
    """How many of the `held` rows, from their first, stand apart on one side of `x`."""
    sides: set[bool] = set()
    first_of_both = next(
        (place for place, at in enumerate(held) if len(sides := sides | _sides(rows[at], x)) == 2),
        0,
    )
    steps = [abs(rows[one].base - rows[other].base) for one, other in pairwise(held)]
    if not first_of_both or not steps:
        return 0
    wide = _PARTED * median(steps)
    return max((place + 1 for place in range(first_of_both) if steps[place] > wide), default=0)


def _sides(row: Row, x: float) -> set[bool]:
    """On which sides of `x` the row has pieces: True for the right one."""
    return {piece.left + piece.right > 2 * x for piece in row.pieces}

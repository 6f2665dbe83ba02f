"""Charts as lines of text: a course in time in Braille dots, bars in eighths of a cell."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from textual.content import Content

from tui.charts.chart import Bar, Chart, all_amounts, ticks
from tui.language import _
from tui.text.bars import bar
from tui.text.figures import number, short_number, short_period
from tui.text.visible import visible
from tui.text.width import cell_width, clip

COLOURS = (
    "$text-primary",
    "$text-accent",
    "$text-success",
    "$text-warning",
    "$text-error",
    "$text-secondary",
)
SIGNS = "ox+*#@"
"""Of the lines, by which they are told apart without colours."""
_QUIET = "$foreground-muted"
_BLANK = 0x2800
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bits of the dots of a Braille cell, by row and column."""
_LEGEND_ROWS = 2
_LEAST = 4
"""Rows below which no axes fit; columns, four times as many."""
_PLAIN = (1e-6, 1e16)
"""Amounts that are written without an exponent."""
_LOW = 9
"""Rows below which there is no legend."""


def drawn(chart: Chart, width: int, height: int) -> Content:
    """The chart in so many cells."""
    rows = list(_course(chart, width, height) if chart.kind == "course" else _bars(chart, width, height))
    return Content("\n").join(rows[:height])


def amount_told(amount: float) -> str:
    """An amount as short as it can be read: 1.6亿, 12.3, 0.74."""
    if amount and not _PLAIN[0] <= abs(amount) < _PLAIN[1]:
        return f"{amount:.2e}"
    exact = Decimal(f"{amount:.6g}")
    return short_number(exact) if abs(exact) >= 10_000 else number(exact)


def place_told(name: str | None) -> str:
    """The name of a place, or what is said where there is none."""
    return visible(name) if name else _("no place")


def class_told(one: Bar) -> str:
    """A class of amounts."""
    return f"{amount_told(one.low)}–{amount_told(one.high)}"


# A course in time


class _Canvas:
    """Cells of Braille dots, each of the colour of what was drawn there last; signs lie over them."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self._dots: dict[tuple[int, int], int] = {}
        self._colours: dict[tuple[int, int], str] = {}
        self._signs: dict[tuple[int, int], str] = {}

    def dot(self, x: float, y: float, colour: str) -> None:
        """A dot at a share of the width from the left and of the height from below."""
        column, row = round(x * (2 * self.width - 1)), round((1 - y) * (4 * self.height - 1))
        cell = (row // 4, column // 2)
        self._dots[cell] = self._dots.get(cell, 0) | _DOTS[row % 4][column % 2]
        self._colours[cell] = colour

    def line(self, start: tuple[float, float], end: tuple[float, float], colour: str) -> None:
        """Dots from one place to another."""
        far = max(abs(end[0] - start[0]) * 2 * self.width, abs(end[1] - start[1]) * 4 * self.height)
        steps = max(1, math.ceil(far))
        for step in range(steps + 1):
            part = step / steps
            self.dot(start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part, colour)

    def sign(self, x: float, y: float, sign: str, colour: str) -> None:
        """A sign that stands for a value."""
        cell = (round((1 - y) * (self.height - 1)), round(x * (self.width - 1)))
        self._signs[cell], self._colours[cell] = sign, colour

    def row(self, at: int) -> Content:
        """A row of cells."""
        return Content.assemble(
            *(
                (
                    self._signs.get((at, column)) or chr(_BLANK + self._dots.get((at, column), 0)),
                    self._colours.get((at, column), ""),
                )
                if (at, column) in self._colours
                else " "
                for column in range(self.width)
            )
        )


def _course(chart: Chart, width: int, height: int) -> Iterator[Content]:
    """Axes, lines with a sign for each value, and a legend."""
    if not chart.lines:
        yield Content.styled(_("No figures with a time"), _QUIET)
        return
    if width < _LEAST * 4 or height < _LEAST:
        yield Content.styled(_("Too little room"), _QUIET)
        return
    legend = list(_legend(chart, width))[: _LEGEND_ROWS if height >= _LOW else 0]
    rows = height - len(legend) - 2
    amounts = all_amounts(chart.lines)
    marks = ticks(
        min(0.0, *amounts) if min(amounts) < max(amounts) / 3 else min(amounts),
        max(amounts),
        max(2, rows // 3),
    )
    low, high = marks[0], marks[-1]
    names = [amount_told(mark) for mark in marks]
    margin = max(map(cell_width, names))
    canvas = _Canvas(max(1, width - margin - 1), rows)
    first, last = _span_of(chart)
    for at, line in enumerate(chart.lines):
        places = [
            ((moment - first) / (last - first), (amount - low) / (high - low))
            for moment, amount in zip(line.moments, line.amounts, strict=True)
        ]
        for start, end in pairwise(places):
            canvas.line(start, end, COLOURS[at])
    for at, line in enumerate(chart.lines):
        for moment, amount in zip(line.moments, line.amounts, strict=True):
            canvas.sign(
                (moment - first) / (last - first), (amount - low) / (high - low), SIGNS[at], COLOURS[at]
            )
    named = {
        round((1 - (mark - low) / (high - low)) * (rows - 1)): name
        for mark, name in zip(marks, names, strict=True)
    }
    for row in range(rows):
        name = named.get(row, "")
        yield Content.assemble(
            (" " * (margin - cell_width(name)) + name, _QUIET),
            ("┤" if name else "│", _QUIET),
            canvas.row(row),
        )
    yield from _time_axis(first, last, margin, canvas.width)
    yield from legend


def _step_between(named: Sequence[tuple[int, str]]) -> int:
    """How many moments to go on from one that is named to the next, so that names stand apart."""
    closest = min((other[0] - one[0] for one, other in pairwise(named)), default=1)
    needed = max((len(name) + 2 for _at, name in named), default=1)
    return -(-needed // max(1, closest))


def _span_of(chart: Chart) -> tuple[float, float]:
    """The time that the axis has: some room on either side of the first and the last moment."""
    moments = [moment for line in chart.lines for moment in line.moments]
    first, last = min(moments), max(moments)
    room = (last - first) * 0.02 or 0.5
    return first - room, last + room


def _time_axis(first: float, last: float, margin: int, width: int) -> Iterator[Content]:
    """A rule with a notch at the middle of each year that is named, or of each month of a short time."""
    places: dict[int, str] = {}
    free = 0
    named = [
        (round((moment - first) / (last - first) * (width - 1)), name)
        for moment, name in moments_named(first, last)
    ]
    for at, name in named[:: _step_between(named)]:
        begin = max(0, min(at - len(name) // 2, width - len(name)))
        if begin >= free and len(name) <= width:
            places[at] = name
            free = begin + len(name) + 2
    rule = "".join("┬" if at in places else "─" for at in range(width))
    yield Content.styled(" " * margin + "└" + rule, _QUIET)
    told = ""
    for at, name in places.items():
        begin = max(0, min(at - len(name) // 2, width - len(name)))
        told += " " * (begin - len(told)) + name
    yield Content.styled(" " * (margin + 1) + told, _QUIET)


def moments_named(first: float, last: float) -> Iterator[tuple[float, str]]:
    """The middles of the years between two moments with their names; of the months where that is short."""
    if last - first < 2:
        for month in range(math.floor(first * 12), math.ceil(last * 12) + 1):
            moment = (month + 0.5) / 12
            if first <= moment <= last:
                yield moment, f"{month // 12}-{month % 12 + 1:02}"
        return
    for year in range(math.floor(first), math.ceil(last) + 1):
        if first <= year + 0.5 <= last:
            yield year + 0.5, str(year)


def _legend(chart: Chart, width: int) -> Iterator[Content]:
    """The lines by their signs and places, as many on a row as there is room."""
    row, used = Content(""), 0
    for at, line in enumerate(chart.lines):
        name = clip(place_told(line.place), max(4, width // 2))
        told = Content.assemble((f"{SIGNS[at]} ", f"{COLOURS[at]} bold"), (name, COLOURS[at]))
        if used and used + 3 + told.cell_length > width:
            yield row
            row, used = Content(""), 0
        row = row + ("   " if used else "") + told
        used = row.cell_length
    if used:
        yield row


# Bars


def _bars(chart: Chart, width: int, height: int) -> Iterator[Content]:
    """A row for each place or class: its name, a bar, its number."""
    if not chart.bars:
        words = _("No figures with a place and a time") if chart.kind == "places" else _("No figures")
        yield Content.styled(words, _QUIET)
        return
    shown = chart.bars[: max(1, height - 1)] if len(chart.bars) > height else chart.bars
    names = [class_told(one) if chart.kind == "spread" else place_told(one.name) for one in shown]
    numbers = [amount_told(one.amount) for one in shown]
    times = [short_period(visible(one.period or "")) for one in shown]
    margin = min(max(map(cell_width, names)), max(8, width // 3))
    right = max(map(cell_width, numbers))
    late = max(map(cell_width, times)) + 2 if any(times) and width >= 60 else 0
    room = max(1, width - margin - right - late - 3)
    most = max((abs(one.amount) for one in shown), default=0.0) or 1.0
    for one, name, told, time in zip(shown, names, numbers, times, strict=True):
        name = clip(name, margin)
        block = bar(abs(one.amount) / most, room)
        yield Content.assemble(
            " " * (margin - cell_width(name)) + name + " ",
            (block, COLOURS[0]),
            " " * (room - len(block) + 1 + right - cell_width(told)),
            (told, "bold"),
            (f"  {time}" if late else "", _QUIET),
        )
    if len(shown) < len(chart.bars):
        more = len(chart.bars) - len(shown)
        yield Content.styled(_("and {count} more").format(count=f"{more:,}"), _QUIET)

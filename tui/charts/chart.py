"""What is in a chart of one metric: its course in time, its places side by side, or how it is spread."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median
from typing import Literal, get_args

import msgspec

from seeds.measures import measure_of
from seeds.moments import moment_of
from store.figures import Point, Subject

Kind = Literal["course", "places", "spread"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MOST_LINES = 6
"""Places that one chart tells apart."""
MOST_BARS = 40
_BINS = 12
_LEAST = 1e-12
"""What is less is nothing to a chart."""
_SKEWED = 100
"""How many times the lowest the highest is, from where classes grow with what is in them."""


class Line(msgspec.Struct, frozen=True):
    """What a place came to over time: moments in years, ascending, and at each the median of what is said."""

    place: str | None
    moments: tuple[float, ...]
    amounts: tuple[float, ...]


class Bar(msgspec.Struct, frozen=True):
    """A place and its latest amount with its period, or a class [low, high) and how many are in it."""

    name: str | None
    amount: float
    period: str | None = None
    low: float = 0.0
    high: float = 0.0


class Chart(msgspec.Struct, frozen=True, kw_only=True):
    """A chart. `unit` is what amounts are in; `figures` are in it, `left` could not be: without a time or a
    place, or of places for which there is no room."""

    kind: Kind
    metric: str
    unit: str
    lines: tuple[Line, ...] = ()
    bars: tuple[Bar, ...] = ()
    figures: int = 0
    left: int = 0


def chart_of(kind: Kind, subject: Subject, points: Sequence[Point]) -> Chart:
    """The chart of a subject's figures, in the unit in which most of them are said."""
    unit = Counter(point.unit for point in points).most_common(1)[0][0] if points else None
    size = float(measure_of(unit).size)
    chart = Chart(kind=kind, metric=subject.metric, unit=unit or "")
    draw = {"course": _course, "places": _places, "spread": _spread}[kind]
    return draw(chart, [msgspec.structs.replace(point, amount=point.amount / size) for point in points])


def _course(chart: Chart, points: Sequence[Point]) -> Chart:
    """Lines of the places of which most moments are known."""
    by_place: dict[str | None, dict[float, list[float]]] = defaultdict(lambda: defaultdict(list))
    for point in points:
        if (moment := moment_of(point.period)) is not None:
            by_place[point.place][moment].append(point.amount)
    ranked = sorted(by_place.items(), key=lambda item: (-len(item[1]), -_count(item[1]), item[0] or ""))
    shown = ranked[:MOST_LINES]
    lines = tuple(
        Line(place, tuple(sorted(found)), tuple(median(found[moment]) for moment in sorted(found)))
        for place, found in shown
    )
    figures = sum(_count(found) for _place, found in shown)
    return msgspec.structs.replace(chart, lines=lines, figures=figures, left=len(points) - figures)


def _places(chart: Chart, points: Sequence[Point]) -> Chart:
    """The latest that is known of each place, the greatest first; of several of one time the median."""
    latest: dict[str, tuple[float, str]] = {}
    amounts: dict[tuple[str, str], list[float]] = defaultdict(list)
    for point in points:
        moment = moment_of(point.period)
        if point.place is None or point.period is None or moment is None:
            continue
        amounts[point.place, point.period].append(point.amount)
        latest[point.place] = max(latest.get(point.place, (0.0, "")), (moment, point.period))
    bars = [Bar(place, median(amounts[place, period]), period) for place, (_moment, period) in latest.items()]
    bars.sort(key=lambda bar: (-bar.amount, bar.name or ""))
    shown = bars[:MOST_BARS]
    figures = sum(len(amounts[bar.name or "", bar.period or ""]) for bar in shown)
    return msgspec.structs.replace(chart, bars=tuple(shown), figures=figures, left=len(points) - figures)


def _spread(chart: Chart, points: Sequence[Point]) -> Chart:
    """How many figures there are in each class of amounts."""
    amounts = sorted(point.amount for point in points)
    edges = _edges(amounts)
    counts = Counter(_class_of(amount, edges) for amount in amounts)
    bars = tuple(Bar(None, counts[at], low=low, high=high) for at, (low, high) in enumerate(pairwise(edges)))
    return msgspec.structs.replace(chart, bars=bars, figures=len(amounts))


def _edges(amounts: Sequence[float]) -> list[float]:
    """The edges of some ten classes, round numbers; of equal width, or each some times the one before."""
    if not amounts:
        return []
    low, high = amounts[0], amounts[-1]
    if high - low < _LEAST:
        return [low, low + (abs(low) or 1.0)]
    usual_low, usual_high = amounts[len(amounts) // 20], amounts[-1 - len(amounts) // 20]
    if low > 0 and usual_high / usual_low > _SKEWED:
        first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
        per_decade: Sequence[int] = (1, 2, 5) if last - first <= 4 else (1,)
        edges = [part * 10.0**decade for decade in range(first, last + 2) for part in per_decade]
        begun = max(at for at, edge in enumerate(edges) if edge <= low)
        ended = min((at for at, edge in enumerate(edges) if edge > high), default=len(edges) - 1)
        return edges[begun : ended + 1]
    step = round_step((high - low) / _BINS)
    first = math.floor(low / step)
    return [at * step for at in range(first, math.floor(high / step) + 2)]


def _class_of(amount: float, edges: Sequence[float]) -> int:
    found = sum(edge <= amount for edge in edges) - 1
    return max(0, min(found, len(edges) - 2))


def round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10 … that is not below `least`."""
    least = max(least, _LEAST)
    decade = 10.0 ** math.floor(math.log10(least))
    return next(part * decade for part in (1, 2, 5, 10) if part * decade >= least * (1 - 1e-9))


def _count(found: dict[float, list[float]]) -> int:
    return sum(map(len, found.values()))


def ticks(low: float, high: float, most: int) -> list[float]:
    """Up to `most` round numbers, at least two, from not above `low` to not below `high`."""
    if high - low < _LEAST:
        low, high = min(0.0, low), max(0.0, high)
        high = high if high - low >= _LEAST else 1.0
    for parts in range(max(1, most - 1), 0, -1):
        step = round_step((high - low) / parts)
        first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
        if last - first <= max(1, most - 1):
            return [at * step for at in range(first, last + 1)]
    return [low, high]


def all_amounts(lines: Iterable[Line]) -> list[float]:
    """Every amount of some lines."""
    return [amount for line in lines for amount in line.amounts]

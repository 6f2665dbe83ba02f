"""Figures of benches, with their budgets, as a table: a line for what is measured, a column for a size."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import msgspec

Unit = Literal["ms", "×", "MB", "a second", "calls"]


class Budget(msgspec.Struct, frozen=True):
    """What a figure may be at most, or has to be at least."""

    limit: float
    at_least: bool = False

    def keeps(self, value: float) -> bool:
        """Whether the figure is within the budget."""
        return value >= self.limit if self.at_least else value <= self.limit

    def told(self, unit: Unit) -> str:
        """The budget in words."""
        return f"{'≥' if self.at_least else '≤'} {shown(self.limit, unit)}"


class Figure(msgspec.Struct, frozen=True):
    """Something measured in a project of `count` articles; without a count, in none of a certain size."""

    what: str
    value: float
    unit: Unit = "ms"
    budget: Budget | None = None
    count: int | None = None

    @property
    def kept(self) -> bool:
        """Whether it is within its budget, if it has one."""
        return self.budget is None or self.budget.keeps(self.value)


def at_most(limit: float) -> Budget:
    """A figure's upper bound."""
    return Budget(limit)


def at_least(limit: float) -> Budget:
    """A figure's lower bound."""
    return Budget(limit, at_least=True)


def p50(seconds: Sequence[float]) -> float:
    """The median, in milliseconds."""
    return 1000 * statistics.median(seconds)


def p95(seconds: Sequence[float]) -> float:
    """What 95 of 100 stay below, in milliseconds."""
    return 1000 * sorted(seconds)[max(0, -(-95 * len(seconds) // 100) - 1)]


def shown(value: float, unit: Unit) -> str:
    """A figure with its unit, as exact as it is worth."""
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    number = f"{value:,.{digits}f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    return number if unit == "calls" else f"{number} {unit}"


def table(figures: Iterable[Figure]) -> Iterator[str]:
    """A Markdown table. `growth` is the largest project's figure over the smallest's."""
    lines: dict[str, list[Figure]] = {}
    for figure in figures:
        lines.setdefault(figure.what, []).append(figure)
    counts: list[int | None] = []
    counts += sorted({f.count for line in lines.values() for f in line if f.count is not None})
    counts = counts or [None]
    heads = ("" if count is None else f"{count:,}" for count in counts)
    yield f"| what | budget | {' | '.join(heads)} | growth | |"
    yield f"|---|---|{'---:|' * len(counts)}---:|---|"
    for what, line in lines.items():
        yield _row(what, line, counts)


def _row(what: str, line: list[Figure], counts: list[int | None]) -> str:
    first = line[0]
    budget = first.budget.told(first.unit) if first.budget else ""
    measured = {figure.count: figure for figure in line}
    if None in measured:  # of no size: under the largest
        measured = {counts[-1]: first}
    cells = [
        shown(measured[count].value, measured[count].unit) if count in measured else "" for count in counts
    ]
    sizes = [figure for figure in line if figure.count is not None]
    growth = ""
    if len(sizes) > 1 and (least := min(sizes, key=_size)).value:
        growth = shown(max(sizes, key=_size).value / least.value, "×")
    mark = "" if first.budget is None else "kept" if all(f.kept for f in line) else "**missed**"
    return f"| {' | '.join((what, budget, *cells, growth, mark))} |"


def _size(figure: Figure) -> int:
    return figure.count or 0

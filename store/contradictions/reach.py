"""What a figure leaves open: how far the truth may lie from what is told, and still be told rightly.

12,000 is told of 12,345 as well as of 11,950, for it may stand as 1.2万; 12,345 is told of nothing else.
"""

from __future__ import annotations

from decimal import Decimal
from math import inf, isclose
from typing import NamedTuple

from store.figures import Figure

_ROUGHLY = 0.1
"""What 约 leaves open, to either side."""
_SAME = 1e-9
"""Amounts that differ by so small a share are one: they went through a binary fraction."""
_IN_WAN = 10_000
"""From here on numbers are written in 万 and 亿, and all zeros at their end may be what that left out."""


class Reach(NamedTuple):
    """The amounts between `low` and `high` are what a figure may mean. `step` is one in its last place.

    It `is_bare` where only that place leaves anything open: no bound, no 约, no range.
    """

    amount: float
    low: float
    high: float
    step: float
    is_bare: bool


def reach_of(figure: Figure) -> Reach | None:
    """What the figure may mean; None of a ratio and of what has no number."""
    value, amount = figure.value, figure.amount
    if amount is None or not isinstance(value, Decimal):
        return None
    size = amount / float(value) if value else 1.0
    step = float(last_place(value)) * size
    # The last place may have been rounded or cut off.
    low, high = amount - step / 2, amount + step
    if figure.high is not None:
        high = float(figure.high) * size + step
    match figure.op:
        case "~":
            low, high = low - _ROUGHLY * abs(amount), high + _ROUGHLY * abs(amount)
        case ">" | ">=":
            low, high = amount, inf
        case "<" | "<=":
            low, high = -inf, amount
        case "=":
            pass
    return Reach(amount, low, high, step, figure.op == "=" and figure.high is None)


def agree(one: Reach, other: Reach) -> bool:
    """Whether two figures may tell the same. Told with one precision, they do where they are equal."""
    if isclose(one.amount, other.amount, rel_tol=_SAME, abs_tol=_SAME):
        return True
    if one.is_bare and other.is_bare:
        fine, coarse = sorted((one, other), key=lambda reach: reach.step)
        is_finer = fine.step < coarse.step and not isclose(fine.step, coarse.step, rel_tol=_SAME)
        return is_finer and coarse.low <= fine.amount < coarse.high
    return one.low <= other.high and other.low <= one.high


def last_place(value: Decimal) -> Decimal:
    """One in the last place that a value tells: of 0.74 a hundredth, of 1.35亿 a million, of 3,400 ten."""
    exponent = value.normalize().as_tuple().exponent if value else 0
    if not isinstance(exponent, int) or exponent < 0:
        return Decimal(10) ** exponent if isinstance(exponent, int) else Decimal(1)
    zeros = exponent if abs(value) >= _IN_WAN else max(0, exponent - 1)
    return Decimal(10) ** zeros

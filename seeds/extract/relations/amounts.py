"""An indicator's value as relations compare it, and as their messages write it."""

from __future__ import annotations

import re
from decimal import Decimal

from seeds.article import Indicator
from seeds.extract.numerals import scale

_WRITTEN = re.compile(r"\d+(?:\.(?P<decimals>\d+))?\s*(?P<scale>[十百千]?[万亿萬億]?[亿億]?)")
_SIMPLIFIED = str.maketrans("萬億", "万亿")


def value_of(item: Indicator) -> Decimal:
    """The value in the indicator's unit; 0 for a ratio, which no relation compares."""
    return item.value if isinstance(item.value, Decimal) else Decimal(0)


def written(item: Indicator) -> str:
    """The figure as the text has it, without layout spaces; as a person corrected it, where one did."""
    if item.state in ("corrected", "added"):
        return like(item, value_of(item))
    return "".join(item.text.split())


def precision(item: Indicator) -> Decimal:
    """The unit of the last place that is written: 1.35亿 is exact to 1,000,000."""
    match = _WRITTEN.search(item.text)
    if not match:
        return Decimal(1)
    return Decimal(10) ** -len(match["decimals"] or "") * scale(match["scale"].translate(_SIMPLIFIED))


def is_rounded(*items: Indicator) -> bool:
    """Whether any of the figures is written in a way that rounds: with decimals, or in 万 and 亿."""
    return any("." in item.text or re.search("[万萬亿億]", item.text) for item in items)


def rounding(*items: Indicator) -> Decimal:
    """By how much a right sum or difference of these figures may be out: half a last place of each.

    Exact figures leave no room.
    """
    return sum((precision(item) / 2 for item in items), Decimal(0)) if is_rounded(*items) else Decimal(0)


def plain(value: Decimal) -> str:
    """A number without trailing zeros or an exponent."""
    return f"{value.normalize():f}"


def percent(value: Decimal) -> str:
    """A percentage with two decimals at most."""
    return f"{plain(value.quantize(Decimal('0.01')))}%"


def like(item: Indicator, value: Decimal) -> str:
    """A value in the scale and unit that the text writes `item` in: 34,000 beside 3.2万亩 is 3.4万亩."""
    match = _WRITTEN.search(item.text)
    size = match["scale"] if match else ""
    return f"{plain(value / scale(size.translate(_SIMPLIFIED)))}{size}{item.unit or ''}"


def signed(item: Indicator, value: Decimal) -> str:
    """A difference with its sign, in the scale and unit of `item`: +47公斤, −10.7万人."""
    return f"{'+' if value > 0 else '−'}{like(item, abs(value))}"


def related(first: str | None, second: str | None) -> bool:
    """Whether two metrics may name one thing: the same words, or one with a word before: 综合|失业率."""
    if not first or not second:
        return False
    short, long = sorted((first, second), key=len)
    return short == long or (len(short) > 2 and long.endswith(short))


def compatible(first: str | None, second: str | None) -> bool:
    """Whether two places or periods may be one: neither says anything else than the other."""
    return first is None or second is None or first == second

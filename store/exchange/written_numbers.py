"""Numbers as text that holds them exactly: `160000000`, `0.50`, the ratio `1.1:50.3`."""

from __future__ import annotations

import re
from decimal import Decimal

from seeds.article import Number

_DIGITS = 60
_PLAIN = re.compile(rf"[-+]?[0-9]{{1,{_DIGITS}}}(?:\.[0-9]{{1,{_DIGITS}}})?", re.ASCII)


def written(number: Number | None) -> str:
    """The number written out, without exponent; "" for none."""
    if number is None:
        return ""
    if isinstance(number, tuple):
        return ":".join(f"{part:f}" for part in number)
    return f"{number:f}"


def number_in(text: str) -> Number | None:
    """The number that `written` wrote, however a person spaced it; None where the text is no such number."""
    parts = [part.strip() for part in text.split(":")]
    if not all(_PLAIN.fullmatch(part) for part in parts):
        return None
    numbers = tuple(Decimal(part) for part in parts)
    return numbers if len(numbers) > 1 else numbers[0]

"""Numbers as text that holds them exactly: `160000000`, `0.50`, the ratio `1.1:50.3`."""

from __future__ import annotations

import re
from decimal import Decimal

from seeds.article import Number

_DIGITS = 60
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", re.ASCII)
"""As spreadsheets write a cell that is shown with separators: `160,000,000`."""
_PLAIN = re.compile(rf"[-+]?[0-9]{{1,{_DIGITS}}}(?:\.[0-9]{{1,{_DIGITS}}})?", re.ASCII)


def written(number: Number | None) -> str:
    """The number written out, without exponent; "" for none."""
    if number is None:
        return ""
    if isinstance(number, tuple):
        return ":".join(f"{part:f}" for part in number)
    return f"{number:f}"


def number_in(text: str) -> Number | None:
    """The number that `written` wrote, however a person spaced it or a spreadsheet grouped its digits; None
    where the text is no such number."""
    parts = [_ungrouped(part.strip()) for part in text.split(":")]
    if not all(_PLAIN.fullmatch(part) for part in parts):
        return None
    numbers = tuple(Decimal(part) for part in parts)
    return numbers if len(numbers) > 1 else numbers[0]


def _ungrouped(text: str) -> str:
    return text.replace(",", "") if _GROUPED.fullmatch(text) else text

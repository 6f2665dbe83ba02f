"""How the interface writes an indicator's value."""

from __future__ import annotations

from decimal import Decimal

from seeds.article import Indicator, Op
from tui.language import _

OP_SIGNS: dict[Op, str] = {"=": "", "~": "≈", ">": ">", ">=": "≥", "<": "<", "<=": "≤"}

_SCALES = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))


def number(value: Decimal) -> str:
    """A number with its thousands parted: 160000000 → 160,000,000; never in exponent form."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def short_number(value: Decimal) -> str:
    """A number in 亿 or 万 where that is exact and shorter: 160000000 → 1.6亿, 12345678 → 12,345,678."""
    whole = number(value)
    scaled = [(value / scale, sign) for scale, sign in _SCALES if abs(value) >= scale]
    written = (number(count) + sign for count, sign in scaled)
    return next((short for short in written if len(short) < len(whole)), whole)


def figure(indicator: Indicator) -> str:
    """An indicator's value as people write it: ≥ 3万 名, 3–5 年, 1.1:50.3:48.6."""
    value = indicator.value
    if value is None:
        return _("no value")
    if isinstance(value, tuple):
        text = ":".join(number(part) for part in value)
    else:
        text = short_number(value)
        if indicator.high is not None:
            text += "–" + short_number(indicator.high)
    sign = OP_SIGNS[indicator.op]
    parts = [f"{sign} {text}" if sign else text]
    if indicator.unit:
        parts.append(indicator.unit)
    return " ".join(parts)


def normal_form(indicator: Indicator) -> str:
    """The whole record's value in full, for the editor: ≥ 160,000,000 元."""
    value = indicator.value
    if value is None:
        return ""
    numbers = value if isinstance(value, tuple) else (value,)
    text = ":".join(number(part) for part in numbers)
    if indicator.high is not None:
        text += "–" + number(indicator.high)
    return " ".join(part for part in (OP_SIGNS[indicator.op], text, indicator.unit or "") if part)


def short_period(period: str) -> str:
    """An ISO period as short as it can be read: 2019-11-19/2019-11-22 → 2019-11-19–22."""
    start, slash, end = period.partition("/")
    if not slash:
        return period
    parts = list(zip(start.split("-"), end.split("-"), strict=False))
    same = next((at for at, (first, last) in enumerate(parts) if first != last), len(parts))
    if start.count("-") != end.count("-"):
        same = 0
    return f"{start}–{'-'.join(end.split('-')[same:])}" if same < len(parts) else period

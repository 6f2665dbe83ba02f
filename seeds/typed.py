"""What a person types into a record: values as `1.6亿`, `近七成`, `3–5`, periods as `2018年底`."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import msgspec

from seeds.article import Number, Op
from seeds.extract.dates import calendar_dates
from seeds.extract.numerals import ARABIC, CHINESE, number
from seeds.extract.units import COMPOUND
from seeds.folding import fold
from seeds.problems import Problem


class TypedValue(msgspec.Struct, frozen=True, kw_only=True):
    """A value as a record holds it: multiplied out, with its comparator and unit."""

    value: Number
    high: Decimal | None
    unit: str | None
    op: Op


_BEFORE: dict[str, Op] = {
    ">=": ">=", "≥": ">=", "不低于": ">=", "不少于": ">=", "至少": ">=",
    "<=": "<=", "≤": "<=", "不超过": "<=", "不高于": "<=", "至多": "<=",
    ">": ">", "超过": ">", "超": ">", "高于": ">", "<": "<", "低于": "<", "不到": "<", "不足": "<",
    "~": "~", "≈": "~", "近": "~", "约": "~", "大约": "~", "将近": "~", "=": "=",
}  # fmt: skip
_AFTER: dict[str, Op] = {"多": ">=", "余": ">=", "以上": ">=", "以下": "<=", "以内": "<=", "左右": "~"}

_SCALED = rf"(?:(?:{ARABIC})[十百千万亿]*|{CHINESE})"
_VALUE = re.compile(
    rf"""(?P<before>{"|".join(sorted(map(re.escape, _BEFORE), key=len, reverse=True))})?
    (?P<minus>-)?
    (?P<percent>百分之|千分之)?
    (?P<low>{_SCALED})
    (?:(?:-|–|—+|~|至|到)(?P<high>{_SCALED})|(?P<ratio>(?::(?:{ARABIC}))+))?
    (?P<more>[多余])?(?P<scale>[万亿])?
    (?P<unit>{COMPOUND}|成)?
    (?P<after>以上|以下|以内|左右)?""",
    re.VERBOSE,
)
_ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def typed_value(typed: str, unit: str | None) -> TypedValue:
    """Read a typed value. A unit that is typed with it goes before `unit`, the one of the record.

    Raises Problem where it cannot be understood or cannot be.
    """
    view = fold(typed.strip()).text
    found = _VALUE.fullmatch(view)
    if not view:
        raise Problem("type a number, such as 2513, 1.6亿, 近七成 or 3–5")
    if unit is not None and any(char.isdigit() for char in unit):
        raise Problem("{unit} is no unit; write the measure word alone, such as 户, 元 or %", unit=unit)
    if found is None:
        raise Problem("{typed} is no number; write it as 2513, 1.6亿, 近七成 or 3–5", typed=typed.strip())
    op = _AFTER.get(found["after"] or found["more"] or "") or _BEFORE.get(found["before"] or "", "=")
    low, high = _numbers(found)
    if high is not None and high <= low:
        raise Problem("the range ends at {high}, which is not above {low}", low=f"{low:f}", high=f"{high:f}")
    written_unit = found["unit"] or None
    if found["percent"]:
        written_unit = {"百分之": "%", "千分之": "‰"}[found["percent"]]
    elif written_unit == "成":
        low, high, written_unit = low * 10, high * 10 if high is not None else None, "%"
    if found["ratio"]:
        parts = (low, *(Decimal(part) for part in found["ratio"][1:].split(":")))
        return TypedValue(value=parts, high=None, unit=written_unit or unit, op=op)
    exact_high = _exact(high) if high is not None else None
    return TypedValue(value=_exact(low), high=exact_high, unit=written_unit or unit, op=op)


def typed_period(typed: str, published: str | None) -> str | None:
    """Read a typed period as ISO 8601; `published` is the day that 今年 and 去年底 are counted from.

    Raises Problem where it is no date, month, year or interval. Nothing typed is no period.
    """
    view = fold(typed.strip()).text
    if not view:
        return None
    ends = view.split("/")
    if len(ends) <= 2 and all(_ISO.fullmatch(end) for end in ends):
        if not all(_is_real(end) for end in ends):
            raise Problem("{typed} is not in the calendar", typed=view)
        if ends[-1] < ends[0]:
            raise Problem("the period {typed} ends before it begins", typed=view)
        return view
    for found in calendar_dates(view, published):
        if found.start == 0 and found.end == len(view) and found.value:
            return found.value
    raise Problem(
        "{typed} is no period; write it as 2019, 2019-12, 2019-12-05 or 2018年底", typed=typed.strip()
    )


def _numbers(found: re.Match[str]) -> tuple[Decimal, Decimal | None]:
    """The low and high number, multiplied out. 3-5万 scales both."""
    scale = {"万": 10**4, "亿": 10**8, None: 1}[found["scale"]]
    sign = -1 if found["minus"] else 1
    try:
        low = number(found["low"]) * scale * sign
        high = number(found["high"]) * scale if found["high"] else None
    except ValueError:
        raise Problem(
            "{typed} is no number; write it as 2513, 1.6亿, 近七成 or 3–5", typed=found[0]
        ) from None
    tail = re.search(r"[万亿]+$", found["high"] or "")
    if tail and found["low"][-1:] not in "万亿" and high is not None and low < high:
        low *= number("1" + tail[0])
    return low, high


def _exact(value: Decimal) -> Decimal:
    """The same number without trailing zeros or an exponent, so that equal values are written alike."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _is_real(day: str) -> bool:
    """Whether an ISO date, month or year is in the calendar."""
    try:
        date.fromisoformat((day + "-01-01")[:10] if len(day) < 10 else day)
    except ValueError:
        return False
    return True

"""What a person types into a record: values as `1.6亿`, `近七成`, `3–5`, periods as `2018年底`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection
from decimal import Decimal
from difflib import SequenceMatcher

import msgspec

from seeds.article import Number, Op, Span
from seeds.extract.dates import calendar_dates
from seeds.extract.numerals import ARABIC, CHINESE, number
from seeds.extract.units import COMPOUND, KIND_OF
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
_UNIT = rf"{COMPOUND}|成(?P<half>半)?"


def _value_pattern(unit: str) -> re.Pattern[str]:
    return re.compile(
        rf"""(?P<before>{"|".join(sorted(map(re.escape, _BEFORE), key=len, reverse=True))})?
        (?P<minus>-)?
        (?P<percent>百分之|千分之)?
        (?P<low>{_SCALED})
        (?:(?:-|–|—+|~|至|到)(?P<high>{_SCALED})|(?P<ratio>(?::(?:{ARABIC}))+))?
        (?P<more>[多余])?(?P<scale>[万亿])?
        (?P<unit>{unit})?
        (?P<after>以上|以下|以内|左右)?""",
        re.VERBOSE,
    )


_VALUE = _value_pattern(_UNIT)
_VALUE_OF_ANYTHING = _value_pattern(rf"{_UNIT}|(?P<other>[^\W\d_]{{1,8}}?)")
_ISO = re.compile(r"\d{4}(?:-\d{1,2}(?:-\d{1,2})?)?")
_YEARS = re.compile(r"(\d{4})[-–~至到](\d{4})年?")
_DAY = re.compile(
    r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?(?!\d)"
    r"|(?:(?P<in_year>\d{4})年)?(?<!\d)(?P<in_month>\d{1,2})月(?:(?P<on_day>\d{1,2})[日号])?"
)
_LEAP_YEAR = 2000
_ALIKE, _ALIKE_SHOWN = 0.4, 5


def typed_value(typed: str, unit: str | None, known: Collection[str] = ()) -> TypedValue:
    """Read a typed value. A unit that is typed with it goes before `unit`, the one of the record.

    `known` are units beside those of the language. Raises Problem where it cannot be understood or cannot be.
    """
    view = fold(typed.strip()).text.replace("∶", ":")
    found = _VALUE_OF_ANYTHING.fullmatch(view)
    if not view:
        raise Problem("type a number, such as 2513, 1.6亿, 近七成 or 3–5")
    if unit is not None and any(char.isdigit() for char in unit):
        raise Problem("{unit} is no unit; write the measure word alone, such as 户, 元 or %", unit=unit)
    if found is None:
        raise Problem("{typed} is no number; write it as 2513, 1.6亿, 近七成 or 3–5", typed=typed.strip())
    if found["other"]:
        typed_unit(found["other"], known)
    op = _AFTER.get(found["after"] or found["more"] or "") or _BEFORE.get(found["before"] or "", "=")
    low, high = _numbers(found)
    if high is not None and high <= low:
        raise Problem("the range ends at {high}, which is not above {low}", low=f"{low:f}", high=f"{high:f}")
    written_unit = found["unit"] or None
    if found["percent"]:
        written_unit = {"百分之": "%", "千分之": "‰"}[found["percent"]]
    elif written_unit is not None and written_unit.startswith("成"):
        half = 5 if found["half"] else 0
        low, high, written_unit = low * 10 + half, high * 10 + half if high is not None else None, "%"
    if found["ratio"]:
        parts = (low, *(Decimal(part) for part in found["ratio"][1:].split(":")))
        return TypedValue(value=parts, high=None, unit=written_unit or unit, op=op)
    exact_high = _exact(high) if high is not None else None
    return TypedValue(value=_exact(low), high=exact_high, unit=written_unit or unit, op=op)


def typed_unit(typed: str, known: Collection[str] = ()) -> str | None:
    """Read a typed unit: one of the language, a rate of two of them (元/亩), or one of `known`.

    Raises Problem where it is none of them, with the ones that are alike. Nothing typed is no unit.
    """
    view = fold(typed.strip()).text
    if not view:
        return None
    if view in known or re.fullmatch(COMPOUND, view):
        return view
    if any(char.isdigit() for char in view):
        raise Problem("{unit} is no unit; write the measure word alone, such as 户, 元 or %", unit=view)
    if alike := _units_like(view, known):
        raise Problem("no unit {unit} is known; alike are: {alike}", unit=view, alike=", ".join(alike))
    raise Problem("no unit {unit} is known, neither in the language nor in this article", unit=view)


def typed_period(typed: str, published: str | None) -> str | None:
    """Read a typed period as ISO 8601; `published` is the day that 今年 and 去年底 are counted from.

    Raises Problem where it is no date, month, year or interval. Nothing typed is no period.
    """
    view = fold(typed.strip()).text
    if not view:
        return None
    for day in _DAY.finditer(view):
        _refuse_what_is_in_no_calendar(day)
    if years := _YEARS.fullmatch(view):
        view = f"{years[1]}/{years[2]}"
    ends = view.split("/")
    if len(ends) <= 2 and all(_ISO.fullmatch(end) for end in ends):
        ends = ["-".join(part.zfill(2) for part in end.split("-")) for end in ends]
        if any(end.startswith("0000") for end in ends):
            raise Problem("{typed} is not in the calendar", typed=view)
        if ends[-1] < ends[0]:
            raise Problem("the period {typed} ends before it begins", typed=view)
        return "/".join(ends)
    for found in calendar_dates(view, published):
        if found.start == 0 and found.end == len(view) and found.value:
            return found.value
    raise Problem(
        "{typed} is no period; write it as 2019, 2019-12, 2019-12-05 or 2018年底", typed=typed.strip()
    )


def number_within(surface: str) -> Span:
    """Where the longest number with its unit stands in characters that were selected; all where none does."""
    view = fold(surface)
    found = max(_VALUE.finditer(view.text), key=lambda match: match.end() - match.start(), default=None)
    return view.span(*found.span()) if found else Span(0, len(surface))


def date_within(surface: str, published: str | None) -> Span:
    """Where the first date stands in characters that were selected; all of them where none does."""
    view = fold(surface)
    dates = (view.span(found.start, found.end) for found in calendar_dates(view.text, published))
    return next(dates, Span(0, len(surface)))


def _units_like(unit: str, known: Collection[str]) -> list[str]:
    """The units that a person may have meant, the most alike first."""

    def likeness(other: str) -> float:
        return SequenceMatcher(None, unit, other).ratio()

    named = dict.fromkeys((*known, *KIND_OF))
    alike = sorted((other for other in named if likeness(other) >= _ALIKE), key=likeness, reverse=True)
    return alike[:_ALIKE_SHOWN]


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


def _refuse_what_is_in_no_calendar(day: re.Match[str]) -> None:
    """Raises Problem for a month 13 and for a 30th of February."""
    year = int(day["year"] or day["in_year"] or _LEAP_YEAR)
    month = int(day["month"] or day["in_month"])
    number_of_day = day["day"] or day["on_day"]
    if not 1 <= month <= 12:
        raise Problem("{typed} is not in the calendar: there is no month {month}", typed=day[0], month=month)
    if number_of_day and not 1 <= int(number_of_day) <= (last := monthrange(max(year, 1), month)[1]):
        raise Problem(
            "{typed} is not in the calendar: month {month} has {last} days",
            typed=day[0],
            month=month,
            last=last,
        )

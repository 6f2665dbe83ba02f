"""Calendar expressions in running text and the ISO 8601 date, month, year or interval each stands for.

Absolute (`2018年9月`, `2013—2020年`, `二〇一九年`) and relative ones (`今年`, `去年底`, `11月19日至22日`,
`昨天`, `上周五`) count; vague ones (`目前`, `近年来`, `日前`, `当天`, `每年`, `半年内`) do not.
Relative ones are resolved against the day of publication, months without a year against the year that
the paragraph speaks of.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

import msgspec

from seeds.extract.date_pieces import JOIN
from seeds.extract.date_readings import FROM_SPOKEN, Reading, on_day, readings


class CalendarDate(msgspec.Struct, frozen=True, kw_only=True):
    """A calendar expression: a range of the view, and its ISO 8601 value where it can be told.

    `value` is `2019`, `2019-11`, `2019-11-18` or an interval of two of these, `2019-11-19/2019-11-22`.
    """

    start: int
    end: int
    value: str | None


# 18日 alone must open a clause or follow a preposition; 年底 and 年内 must not end another word
# (半年内, 青年底).
_OPENING = re.compile(r"(?:^|[\s,。;:!?、()“”—于在从至自到的和按据截即将])$")
_OTHER_WORD = re.compile(r"[\d半一二两三四五六七八九十百千几数多余每当某青少成学周常往历老中]$")


def calendar_dates(view: str, published: str | None, reported: int | None = None) -> list[CalendarDate]:
    """The calendar expressions of a folded view, in order, without overlaps.

    `published` is the article's own date, YYYY-MM or longer; without it relative expressions are
    found but have no value. `reported` is the year that the article reports on where its title names
    one: 年末 and months without a year are of that year.
    """
    return list(_dates(view, published, reported))


@lru_cache(maxsize=2)
def _dates(view: str, published: str | None, reported: int | None) -> tuple[CalendarDate, ...]:
    """The dates of the view last read: entities and indicators both ask for them."""
    found = readings(view, published, reported)
    dates: list[CalendarDate] = []
    at = 0
    while at < len(found):
        first, at = found[at], at + 1
        last = found[at] if at < len(found) else None
        if last and last.kind != "edge" and JOIN.fullmatch(view, first.end, last.start):
            at += 1
            dates.append(_interval(first, last))
        elif _stands_alone(view, first):
            dates.append(CalendarDate(start=first.start, end=first.end, value=_iso(first)))
    return tuple(dates)


def _stands_alone(view: str, reading: Reading) -> bool:
    """Whether it is a date without a range around it: `三月` may be three months, `末` any end."""
    if reading.kind in ("third", "month_han") and reading.day is None:
        return view[reading.end - 1] == "份"
    if reading.kind == "edge" and view[reading.start] != "年":
        return False
    before = view[max(0, reading.start - 1) : reading.start]
    if reading.kind in ("edge", "within", "quarter"):
        return not _OTHER_WORD.match(before)
    if view[reading.start] in FROM_SPOKEN:
        # 当年 by itself is as vague as 当天.
        return reading.year is not None and (view[reading.start] != "当" or reading.end - reading.start > 2)
    if reading.kind == "day":
        return bool(_OPENING.match(before)) and view[reading.end - 1] in "日号"
    if reading.kind == "day_han":
        return False
    return not (
        reading.kind in ("month", "year") and view[reading.end - 1].isdigit() and view[reading.end] != "、"
    )


def _interval(first: Reading, last: Reading) -> CalendarDate:
    """`11月19日至22日`: the right end takes the year and month of the left where it has none of its own."""
    if last.kind in ("day", "day_han"):
        last = last._replace(year=first.year, month=first.month)
    elif last.kind not in ("year", "year_han", "year_rel", "iso", "decade", "day_rel", "weekday"):
        last = last._replace(year=first.year)
    if first.kind == last.kind == "weekday" and _as_date(last) < _as_date(first):
        # 周三至周五, told on a Thursday: the last such day before publication is the end's, a week late.
        first = on_day(first, _as_date(first) - timedelta(days=7))
    return CalendarDate(start=first.start, end=last.end, value=_iso(first, last))


def _as_date(reading: Reading) -> date:
    return date(reading.year or 1, reading.month or 1, reading.day or 1)


def _iso(first: Reading, last: Reading | None = None) -> str | None:
    low = _point(first.year, first.month, first.day)
    if last is None:
        last = first._replace(year=first.last_year or first.year)
    high = _point(last.last_year or last.year, last.last_month or last.month, last.day)
    if low is None or high is None:
        return low
    return low if low == high else f"{low}/{high}"


def _point(year: int | None, month: int | None, day: int | None) -> str | None:
    if year is None:
        return None
    return "-".join(
        [f"{year:04}", *(f"{part:02}" for part in (month, day if month else None) if part is not None)]
    )

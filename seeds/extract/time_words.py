"""The times that words give: 目前, 全年, 届时, 当年, 上年同期, “十三五”期间, 三年来.

Some have no value: 近年来, 两年前. They only end the time told of before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from seeds.extract.anchored import anchored
from seeds.extract.clauses import Clauses
from seeds.extract.dates import CalendarDate
from seeds.extract.numerals import number
from seeds.extract.reporting import Sections
from seeds.extract.timeframes import (
    COMPARED,
    DAY,
    OPENS,
    SAME_TIME_EARLIER,
    SINCE,
    SPAN_OF_YEARS,
    YEARS_LISTED,
    Timeframe,
    named_before,
)

_DATES_BACK = 40
"""So many dates back 全年 may look for its year."""
_NOW = re.compile(r"截至目前|截止目前|目前|当前(?!的)|现在|眼下|迄今|至今(?!年)|如今")
_THEN = anchored(
    r"届时|到时|(?:(?<=^)|(?<=[,。;:“\n]))(?:当时|那一?年)(?=[,全该村县镇乡家他她有还就的]?)(?!的)",
    "届时|到时|当时|那",
    reach=0,
)
# A day that a story goes back to: 那一天,…; 这是全村人难忘的日子。…
_THAT_DAY = anchored(
    r"(?:(?<=^)|(?<=[,。;:“\n]))(?:(?P<that>那一?天(?!的))|[这那](?:也|就)?是[^,。;:]{2,30}的(?P<day>日子"
    r"|一天|时刻)(?=。))",
    "[那这]",
    reach=0,
)
_STORY = 400
"""A story goes back to a day or a year named so many characters before at most."""
_THAT_YEAR = anchored(r"(?<=[,。;:“])当年(?!的|没|少|轻)", "当年", reach=0)
_WHOLE_YEAR = anchored(r"(?<![安健完保成])全年|期末(?=[全城参])", "全年|期末", reach=0)
_RUNNING = re.compile(r"连续(?P<count>\d{1,2}|[两二三四五六七八九十])年(?=[,一-鿿])")
_PLAN = re.compile(
    r"“?十(?P<plan>[一二三四五])五”?(?:规划)?(?:(?P<since>以来)|(?P<last>期?末)|时期|期间)(?!的)"
)
_ATTRIBUTE = re.compile(r"[^,。;:\d]{1,16}的(?=\d)")
_MARK = re.compile(r"[,。;)\n]")
_UNTOLD = re.compile(
    r"(?=[近过最这多几历常以往从原下今将一两三四五六七八九十\d,])(?:"
    r"(?:近|过去|最近)(?:几|些|十几)?年(?!来?[底末初])来?|(?<![今去前明本上同当\d])(?:这些|多|几|历|常)年来"
    r"|(?:近期|下一?步|今后|将来)(?=每年|[^,。;:\d]{0,8}[,将])|以往|往年|从前|(?:(?<=^)"
    r"|(?<=[,。;:“\n]))(?:过去|以前|原来|原先)"
    r"|(?:[一两三四五六七八九十几]|\d{1,2})年多?[以之]?前|(?<=以来)(?=,)"
    r"|(?<=[,。;:“\n])(?:[两三四五六七八九十]|\d)年(?:时?间|里|多时间)(?!断))"
)
_YEARS = re.compile(
    r"(?:近|过去|最近|这)的?(?P<past>[一两二三四五六七八九十]|\d{1,2})年(?:多|间|中|时间)?来?"
    r"|(?P<since>[一两二三四五六七八九十])(?:个?学)?年(?:多)?来(?!自)"
)


def spoken_times(
    view: str, dates: Sequence[CalendarDate], day: str, sections: Sections
) -> Iterator[Timeframe]:
    """目前 is the day of publication, 全年 the year that the article speaks of, 届时 the date just named."""
    reach = len(view) + 1
    yield from _pointing(view, dates, sections)
    for match in _WHOLE_YEAR.finditer(view):
        told = sections.at(match.start()).period
        year = int(told.rpartition("/")[2][:4]) if told else _year_before(view, dates, match.start())
        if year is None and day:
            year = int(day[:4]) - (day[5:7] in ("01", "02", "03"))
        if year is not None:
            yield Timeframe(match.start(), match.end(), str(year), reach)
    if not day:
        return
    for match in _NOW.finditer(view):
        begun = named_before(dates, match.start()) if match[0] == "至今" else None
        if begun and SINCE.fullmatch(view, begun.end, match.end()):
            continue
        yield Timeframe(match.start(), match.end(), day, reach, now=True)
    for match in _RUNNING.finditer(view):
        count, year = int(number(match["count"])), int(day[:4])
        yield Timeframe(match.start(), match.start(), f"{year - count + 1}/{year}", match.end())


def _pointing(view: str, dates: Sequence[CalendarDate], sections: Sections) -> Iterator[Timeframe]:
    """届时 and 当时 point back to the date just named, 当年 to its year, 上年同期为… to a year before it."""
    reach = len(view) + 1
    for pattern in (_THEN, _THAT_YEAR):
        for match in pattern.finditer(view):
            then = named_before(dates, match.start())
            retold = pattern is _THAT_YEAR and match.start() - (then.end if then else 0) < _STORY
            if then and then.value and (retold or "\n" not in view[then.end : match.start()]):
                year = then.value.rpartition("/")[2][:4]
                value = year if pattern is _THAT_YEAR else then.value
                yield Timeframe(match.start(), match.end(), value, reach)
    for match in _THAT_DAY.finditer(view):
        named = named_before(dates, match.start())
        if named and named.value and DAY.fullmatch(named.value) and match.start() - named.end < _STORY:
            yield Timeframe(match.start(match.lastgroup or 0), match.end(), named.value, reach)
    for match in SAME_TIME_EARLIER.finditer(view):
        value_before = _year_before_told(view, dates, match.start(), sections)
        compared = COMPARED.search(view, max(0, match.start() - 4), match.start())
        if value_before and (not compared or view[match.end()] == "("):
            end = _MARK.search(view, match.end())
            stop = end.start() if end else len(view)
            yield Timeframe(match.start(), match.start() + 4, value_before, stop, leads=False)


def planned_times(clauses: Clauses, day: str) -> Iterator[Timeframe]:
    """“十三五”期间: the years of a plan. Its quoted name is a name, the word behind it is not."""
    for match in _PLAN.finditer(clauses.view):
        start = match.start()
        compared = COMPARED.search(clauses.view, max(0, start - 3), start)
        if (
            not compared
            and not _ATTRIBUTE.match(clauses.view, match.end())
            and clauses.unnamed[match.end() - 1] != "□"
        ):
            yield Timeframe(start, match.end(), _plan_years(match, day), len(clauses.view) + 1)


def _plan_years(match: re.Match[str], day: str) -> str:
    """“十三五”时期 is 2016/2020, its end 2020; 以来 goes up to the publication."""
    first = 2001 + 5 * int(number(match["plan"]))
    last = first + 4
    if match["last"]:
        return str(last)
    if match["since"] and day and first < int(day[:4]):
        last = min(last, int(day[:4]))
    return f"{first}/{last}"


def untold_times(clauses: Clauses, dates: Sequence[CalendarDate], sections: Sections) -> Iterator[Timeframe]:
    """近年来 and 两年前 are times of their own without a value, 三年来 has one in an address alone."""
    view = clauses.unnamed
    reach = len(view) + 1
    for match in _YEARS.finditer(view):
        count = int(number(match["past"] or match["since"]))
        value = sections.last_years(count, match.start()) or _span_of(count, dates, match.start())
        if OPENS.search(view, max(0, match.start() - 24), match.start()):
            yield Timeframe(match.start(), match.end(), value, reach)
    for match in _UNTOLD.finditer(view):
        start = max(0, match.start() - 24)
        if match[0] and not OPENS.search(view, start, match.start()):
            continue
        date = named_before(dates, match.start())
        told = date.end if date else start
        if match[0] or (
            (told < start or re.search(r"[,。;\n]", view[told : match.start()]))
            and not _PLAN.search(clauses.view, start, match.end())
        ):
            yield Timeframe(match.start(), match.end(), None, reach)


def _span_of(count: int, dates: Sequence[CalendarDate], offset: int) -> str | None:
    """三年来 where 2015—2017年 was named before: the last span of so many years."""
    stop = bisect_left(dates, offset, key=lambda date: date.start)
    for date in reversed(dates[max(0, stop - _DATES_BACK) : stop]):
        if date.value and SPAN_OF_YEARS.fullmatch(date.value):
            return date.value if int(date.value[5:]) - int(date.value[:4]) + 1 == count else None
    return None


def _year_before_told(
    view: str, dates: Sequence[CalendarDate], offset: int, sections: Sections
) -> str | None:
    """The time that the sentences before `offset` tell of, a year earlier."""
    stop = bisect_left(dates, offset, key=lambda date: date.start)
    told = None
    for date in reversed(dates[max(0, stop - YEARS_LISTED) : stop]):
        if (
            date.value
            and "\n" not in view[date.end : offset]
            and OPENS.search(view[max(0, date.start - 24) : date.start])
        ):
            told = date.value
            break
    told = told or sections.at(offset).period
    if told is None:
        return None
    return "/".join(f"{int(part[:4]) - 1}{part[4:]}" for part in told.split("/"))


def _year_before(view: str, dates: Sequence[CalendarDate], offset: int) -> int | None:
    """The year of the date that opened a clause last before `offset`."""
    stop = bisect_left(dates, offset, key=lambda date: date.start)
    for date in reversed(dates[max(0, stop - _DATES_BACK) : stop]):
        before = view[max(0, date.start - 24) : date.start]
        if date.value and OPENS.search(before) and not COMPARED.search(before):
            return int(date.value[:4])
    return None

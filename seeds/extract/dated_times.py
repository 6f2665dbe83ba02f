"""The times that calendar dates give: how far each dates the figures that follow, and what it dates not.

A year that something is compared with (比上年), one that names a document and the day on which a dispatch was
filed (5月9日电) date nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from seeds.extract.dates import CalendarDate
from seeds.extract.timeframes import (
    COMPARED,
    DAY,
    FROM,
    OPENS,
    SAME_TIME_EARLIER,
    SINCE,
    SPAN_OF_YEARS,
    YEARS_LISTED,
    Timeframe,
)

_YEAR = re.compile(r"\d{4}")
_LISTED = re.compile("[、和与及]|以及")
_OWN_FIGURE = re.compile(r"(?:的?约?|\((?:[一-鿿]{0,4}(?![一-鿿]))?-?)(?=[\d零一二两三四五六七八九十])")
# 是2016年800万元的3倍: what the first figure is of is not the time of the second.
_MEASURED_BY = re.compile(r"的?\d[\d.]*[^,。;:的\d]{0,6}的约?[\d.]+(?:多?倍|%)")
# 为确保今年脱贫,…: what is done to that end is not of that time.
_PURPOSE = re.compile(r"(?:^|[,。;:“\n])为了?(?!期)[^,。;:\d]{0,8}$")
_BEFORE = re.compile("之前|以前|前(?![后期往列沿])")
# 年底分红3000元, told before the year ends, is what comes every year.
_PAID_OUT = re.compile(r"[^,。;:\d]{0,6}(?:分红|分得|分到|拿到|领到|兑现|结算|返还|结账)")
_REACHED = re.compile(r"[升降减增长高加少大展缩提变][到至](?:了?)$")
_COMPARED_AFTER = re.compile(r"(?:末|底)?(?:同期|相比|的?基础)")
# 石楼县2019年…, 该村去年…: the subject of the clause, and nothing else, stands before the time.
_SUBJECT = re.compile(
    r"(?:^|[,;:。!?\n“”()—\s])"
    r"(?![^,;:。!?\n“”()—\s]*[在于从自到至比较与把被由的是为将])[一-鿿A-Za-z0-9、□]{0,12}"
    r"(?:[省市县区州旗乡镇村社屯□]|公司|集团|基地|园区|部门|学校|医院|法院|检察院|银行|全[省市县区州旗乡镇村]"
    r"|他|她|们|家|收入|产值|总值|产量|面积|总量|支出|总额|规模|经济|人口|率|投资|资金)$"
)
_ONCE = re.compile(
    r"[^,。;:\d]{0,4}(?:起|开始|被|成立|出生|毕业|结婚|退休|退伍|返乡|回乡|入党|来到|搬|识别|确定|列入|列为"
    r"|评为|\d+岁)"
)
_OF_A_LIFE = re.compile(r"的|[^,。;:\d]{0,2}(?:被|出生|毕业|结婚|退休|退伍)")
_AIMED = re.compile(r"(?:(?:^|[。!?\n“;:,—])(?:到|至)|(?:力争|预计|计划|确保)到?)$")
_MULTIPLE = re.compile(r"的[\d.]+倍")
_TURN = re.compile(r"[升降减增高加少大展缩提变]?[到至为]")
_FILED = re.compile(r" ?(?:电|讯|消息|报道|日电)(?=[ (,:】]|[一-鿿])(?![话影力视子商网脑器动站台])")


def dated_times(view: str, dates: Sequence[CalendarDate], day: str) -> Iterator[Timeframe]:
    """The timeframes of `dates` in a view without names; `day` is that of publication, or empty."""
    end_of_view = len(view) + 1
    for at, date in enumerate(dates):
        before, after = _around(view, date)
        if date.value is None or _dates_nothing(view, date):
            continue
        compared = _is_compared(before, after)
        own_figure = _OWN_FIGURE.match(after)
        if (compared and not own_figure) or _COMPARED_AFTER.match(after):
            continue
        since, spanned = SINCE.match(after), SPAN_OF_YEARS.fullmatch(date.value)
        turn = None if compared or since or spanned else _turn_from(view, date)
        reach = end_of_view
        if compared:
            reach = date.end + (own_figure.end() if own_figure else 0) + 1
        elif turn is not None:
            reach = turn
        elif _PURPOSE.search(before) and (stop := view.find(",", date.end, date.end + 40)) > 0:
            reach = stop
        first = _first_listed(view, dates, at)
        holds = reach == end_of_view
        leads = holds and _opens(view, date, first) and not _OF_A_LIFE.match(after)
        reached = holds and not leads and bool(_REACHED.search(before))
        yield Timeframe(
            date.start,
            date.end,
            _value(view, date, first, day),
            reach,
            leads or reached,
            reached or bool(_AIMED.search(before)) or view.startswith("年初", date.end - 2),
            turned=turn is not None,
            reached=reached,
        )


def _around(view: str, date: CalendarDate) -> tuple[str, str]:
    """What stands right before and behind a date."""
    return view[max(0, date.start - 24) : date.start], view[date.end : date.end + 24]


def _dates_nothing(view: str, date: CalendarDate) -> bool:
    """Whether a date is that of a dispatch or a measure: 5月9日电, 2016年的3倍, 上年同期为2890万元."""
    return any(pattern.match(view, date.end) for pattern in (_MULTIPLE, _FILED)) or bool(
        SAME_TIME_EARLIER.match(view, date.start)
    )


def _is_compared(before: str, after: str) -> bool:
    return COMPARED.search(before) is not None or _MEASURED_BY.match(after) is not None


def _opens(view: str, date: CalendarDate, first: CalendarDate) -> bool:
    """Whether a date, whose list of years begins with `first`, opens a clause or follows its subject."""
    before, after = _around(view, date)
    if _AIMED.search(before) or _is_span_of_days(date.value or "") or _follows_subject(before, after):
        return True
    since = SINCE.match(after)
    return bool(OPENS.search(_around(view, first)[0])) or (
        since is not None and after[since.end() :].startswith(",")
    )


def _value(view: str, date: CalendarDate, first: CalendarDate, day: str) -> str | None:
    """The ISO 8601 value of what is dated; None for 2012年以前 and for what is paid 年底, every year."""
    before, after = _around(view, date)
    value = date.value or ""
    if _BEFORE.match(after) and len(value) == 4 and value < day[:4]:
        return None
    if view[date.start] == "年" and value > day and _PAID_OUT.match(after) and not _AIMED.search(before):
        return None
    if first is not date:
        return f"{first.value}/{value}"
    return _up_to(value, day) if SINCE.match(after) else value


def _turn_from(view: str, date: CalendarDate) -> int | None:
    """Where 从2016年的… turns to what came of it (…减少到), up to which that year reaches."""
    if not FROM.search(view, max(0, date.start - 6), date.start):
        return None
    turn = _TURN.search(view, date.end + 1, date.end + 40)
    return turn.end() if turn else None


def _first_listed(view: str, dates: Sequence[CalendarDate], at: int) -> CalendarDate:
    """The first of the successive years that `dates[at]` ends: 2016、2017年."""
    first = dates[at]
    for earlier in reversed(dates[max(0, at - YEARS_LISTED) : at]):
        years = (earlier.value or "", first.value or "")
        follows = all(_YEAR.fullmatch(year) for year in years) and int(years[0]) + 1 == int(years[1])
        if not follows or not _LISTED.fullmatch(view, earlier.end, first.start):
            break
        first = earlier
    return first


def _is_span_of_days(value: str) -> bool:
    return "/" in value and bool(DAY.match(value))


def _follows_subject(before: str, after: str) -> bool:
    return bool(_SUBJECT.search(before)) and not _ONCE.match(after)


def _up_to(start: str, day: str) -> str:
    """2016年以来 is from 2016 to the year of publication; what began this year is still this year."""
    last = day[: len(start)]
    return f"{start}/{last}" if "/" not in start and len(last) == len(start) and start < last else start

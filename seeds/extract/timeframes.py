"""Time words, and how far each of them dates the figures that follow.

A calendar date, 目前 (the day of publication), 全年 (the year spoken of), 2016年以来 (an interval up to the
publication), “十三五”期间, 三年来. A year that something is compared with (比上年), one that names a
document and the day on which a dispatch was filed (5月9日电) date nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from seeds.extract.clauses import Clauses
from seeds.extract.dates import CalendarDate
from seeds.extract.numerals import number
from seeds.extract.reporting import Sections


class Timeframe(NamedTuple):
    """A time word. It dates figures up to `reach`; it `leads` where it opens a clause.

    Its value is None where it says only that the time is another, untold one: 近年来, 两年前.
    """

    start: int
    end: int
    value: str | None
    reach: int
    leads: bool = True
    passing: bool = False
    """An aim (力争今年底…) and a state of the past (年初…) date their own sentence, not the next."""
    turned: bool = False
    """A change is measured from it: 从2016年底的256万人减少到…."""
    reached: bool = False
    """A change is measured up to it: …减少到2018年底的111万人."""
    now: bool = False
    """目前 and its like, the day of publication."""


DAY = re.compile(r"\d{4}-\d\d-\d\d")
_DATES_BACK = 40
"""So many dates back 全年 may look for its year."""

_NOW = re.compile(r"截至目前|截止目前|目前|当前(?!的)|现在|眼下|迄今|至今(?!年)|如今")
_THEN = re.compile(
    r"届时|到时|(?:(?<=^)|(?<=[,。;:“\n]))(?:当时|那一?年)(?=[,全该村县镇乡家他她有还就的]?)(?!的)"
)
# A day that a story goes back to: 那一天,…; 这是全村人难忘的日子。…
_THAT_DAY = re.compile(
    r"(?:(?<=^)|(?<=[,。;:“\n]))(?:(?P<that>那一?天(?!的))|[这那](?:也|就)?是[^,。;:]{2,30}的(?P<day>日子|一天|时刻)(?=。))"
)
_STORY = 400
"""A story goes back to a day or a year named so many characters before at most."""
_THAT_YEAR = re.compile(r"(?<=[,。;:“])当年(?!的|没|少|轻)")
_WHOLE_YEAR = re.compile(r"(?<![安健完保成])全年|期末(?=[全城参])")
_RUNNING = re.compile(r"连续(?P<count>\d{1,2}|[两二三四五六七八九十])年(?=[,一-鿿])")
_PLAN = re.compile(
    r"“?十(?P<plan>[一二三四五])五”?(?:规划)?(?:(?P<since>以来)|(?P<last>期?末)|时期|期间)(?!的)"
)
_ATTRIBUTE = re.compile(r"[^,。;:\d]{1,16}的(?=\d)")
_COMPARED = re.compile(r"(?:比|较|与|同|相比|超过|高于|低于|对比|距离?|离)$")
# 上年同期为2890万元: the time told of, a year before.
_SAME_TIME_EARLIER = re.compile(r"[上去]年同期(?=(?:只|仅|约|则)?[为是有达]?[^,。;:\d的]{0,4}\(?\d)")
_MARK = re.compile(r"[,。;)\n]")
_SPAN_OF_YEARS = re.compile(r"\d{4}/\d{4}")
_YEAR = re.compile(r"\d{4}")
_YEARS_LISTED = 5
_LISTED = re.compile("[、和与及]|以及")
_OWN_FIGURE = re.compile(r"(?:的?约?|\((?:[一-鿿]{0,4}(?![一-鿿]))?-?)(?=[\d零一二两三四五六七八九十])")
# 是2016年800万元的3倍: what the first figure is of is not the time of the second.
_MEASURED_BY = re.compile(r"的?\d[\d.]*[^,。;:的\d]{0,6}的约?[\d.]+(?:多?倍|%)")
# 为确保今年脱贫,…: what is done to that end is not of that time.
_PURPOSE = re.compile(r"(?:^|[,。;:“\n])为了?(?!期)[^,。;:\d]{0,8}$")
_BEFORE = re.compile("之前|以前|前(?![后期往列沿])")
_REACHED = re.compile(r"[升降减增长高加少大展缩提变][到至](?:了?)$")
_COMPARED_AFTER = re.compile(r"(?:末|底)?(?:同期|相比|的?基础)")
_OPENS = re.compile(
    r"(?:^|[,;:。!?\n“”()—、\s★●■▲◆])(?:其中,?|而|但|不过|同时|并且?|另外,?|此外,?)?"
    r"(?:截至|截止到?|在|自|从|早在|此前,?|仅|据统计,?|预计|计划|根据[^,。]{0,20},)?$"
)
# 石楼县2019年…, 该村去年…: the subject of the clause, and nothing else, stands before the time.
_SUBJECT = re.compile(
    r"(?:^|[,;:。!?\n“”()—\s])(?![^,;:。!?\n“”()—\s]*[在于从自到至比较与把被由的是为将])[一-鿿A-Za-z0-9、□]{0,12}"
    r"(?:[省市县区州旗乡镇村社屯□]|公司|集团|基地|园区|部门|学校|医院|法院|检察院|银行|全[省市县区州旗乡镇村]"
    r"|他|她|们|家|收入|产值|总值|产量|面积|总量|支出|总额|规模|经济|人口|率|投资|资金)$"
)
_ONCE = re.compile(
    r"[^,。;:\d]{0,4}(?:起|开始|被|成立|出生|毕业|结婚|退休|退伍|返乡|回乡|入党|来到|搬|识别|确定|列入|列为|评为|\d+岁)"
)
_OF_A_LIFE = re.compile(r"的|[^,。;:\d]{0,2}(?:被|出生|毕业|结婚|退休|退伍)")
_AIMED = re.compile(r"(?:(?:^|[。!?\n“;:,—])(?:到|至)|(?:力争|预计|计划|确保)到?)$")
_MULTIPLE = re.compile(r"的[\d.]+倍")
_FROM = re.compile(r"(?:从|由|自)(?:(?:原来|原先|过去|当初)的?)?$")
_TURN = re.compile(r"[升降减增高加少大展缩提变]?[到至为]")
_FILED = re.compile(r" ?(?:电|讯|消息|报道|日电)(?=[ (,:】]|[一-鿿])(?![话影力视子商网脑器动站台])")
_SINCE = re.compile(
    r"(?:(?!以来|至今|[到至]现在)[^,。;:!?\d\n]){0,16}(?:以来|至今|[到至]现在)|来(?=,)|起至今"
)
_UNTOLD = re.compile(
    r"(?=[近过最这多几历常以往从原下今将一两三四五六七八九十\d,])(?:"
    r"(?:近|过去|最近)(?:几|些|十几)?年(?!来?[底末初])来?|(?<![今去前明本上同当\d])(?:这些|多|几|历|常)年来"
    r"|(?:近期|下一?步|今后|将来)(?=[^,。;:\d]{0,8}[,将])|以往|往年|从前|(?:(?<=^)|(?<=[,。;:“\n]))(?:过去|以前|原来|原先)"
    r"|(?:[一两三四五六七八九十几]|\d{1,2})年多?[以之]?前|(?<=以来)(?=,)|(?<=[,。;:“\n])(?:[两三四五六七八九十]|\d)年(?:时?间|里|多时间)(?!断))"
)
_YEARS = re.compile(
    r"(?:近|过去|最近|这)的?(?P<past>[一两二三四五六七八九十]|\d{1,2})年(?:多|间|中|时间)?来?|(?P<since>[一两二三四五六七八九十])(?:个?学)?年(?:多)?来(?!自)"
)


def timeframes(
    clauses: Clauses, dates: Sequence[CalendarDate], published: str | None, sections: Sections
) -> list[Timeframe]:
    """The time words of a view whose `dates` are given, in order; those inside names are none.

    `published` is the article's own date, YYYY-MM or longer.
    """
    view, day = clauses.unnamed, (published or "")[:10]
    return sorted(
        [
            *_dated(view, dates, day),
            *_spoken(view, dates, day, sections),
            *_planned(clauses, day),
            *_untold(clauses, dates, sections),
        ],
        key=lambda frame: (frame.start, frame.end),
    )


def _dated(view: str, dates: Sequence[CalendarDate], day: str) -> Iterator[Timeframe]:
    end_of_view = len(view) + 1
    for at, date in enumerate(dates):
        before = view[max(0, date.start - 24) : date.start]
        after = view[date.end : date.end + 24]
        if date.value is None or _MULTIPLE.match(after) or _FILED.match(after):
            continue
        if _SAME_TIME_EARLIER.match(view, date.start):
            continue
        compared = bool(_COMPARED.search(before) or _MEASURED_BY.match(after))
        own_figure = _OWN_FIGURE.match(after)
        if (compared and not own_figure) or _COMPARED_AFTER.match(after):
            continue
        reach = end_of_view
        since = _SINCE.match(after)
        spanned = bool(_SPAN_OF_YEARS.fullmatch(date.value))
        turn = None if compared or since or spanned else _turn_from(view, date)
        if compared:
            reach = date.end + (own_figure.end() if own_figure else 0) + 1
        elif turn is not None:
            reach = turn
        elif _PURPOSE.search(before) and (stop := view.find(",", date.end, date.end + 40)) > 0:
            reach = stop
        aim = bool(_AIMED.search(before))
        first = _first_listed(view, dates, at)
        head = view[max(0, first.start - 24) : first.start]
        opens = aim or _is_span_of_days(date.value) or bool(_OPENS.search(head))
        opens = (
            opens
            or _follows_subject(before, after)
            or (since is not None and after[since.end() :][:1] == ",")
        )
        leads = opens and reach == end_of_view and not _OF_A_LIFE.match(after)
        passing = aim or view.startswith("年初", date.end - 2)
        value: str | None = _up_to(date.value, day) if since else date.value
        if first is not date:
            value = f"{first.value}/{date.value}"
        if _BEFORE.match(after) and len(date.value) == 4 and date.value < day[:4]:
            value = None
        reached = bool(_REACHED.search(before)) and reach == end_of_view and not leads
        yield Timeframe(
            date.start,
            date.end,
            value,
            reach,
            leads or reached,
            passing or reached,
            turned=turn is not None,
            reached=reached,
        )


def _turn_from(view: str, date: CalendarDate) -> int | None:
    """Where 从2016年的… turns to what came of it (…减少到), up to which that year reaches."""
    if not _FROM.search(view, max(0, date.start - 6), date.start):
        return None
    turn = _TURN.search(view, date.end + 1, date.end + 40)
    return turn.end() if turn else None


def _first_listed(view: str, dates: Sequence[CalendarDate], at: int) -> CalendarDate:
    """The first of the successive years that `dates[at]` ends: 2016、2017年."""
    first = dates[at]
    for earlier in reversed(dates[max(0, at - _YEARS_LISTED) : at]):
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


def _spoken(view: str, dates: Sequence[CalendarDate], day: str, sections: Sections) -> Iterator[Timeframe]:
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
        begun = _named_before(dates, match.start()) if match[0] == "至今" else None
        if begun and _SINCE.fullmatch(view, begun.end, match.end()):
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
            then = _named_before(dates, match.start())
            retold = pattern is _THAT_YEAR and match.start() - (then.end if then else 0) < _STORY
            if then and then.value and (retold or "\n" not in view[then.end : match.start()]):
                year = then.value.rpartition("/")[2][:4]
                value = year if pattern is _THAT_YEAR else then.value
                yield Timeframe(match.start(), match.end(), value, reach)
    for match in _THAT_DAY.finditer(view):
        named = _named_before(dates, match.start())
        if named and named.value and DAY.fullmatch(named.value) and match.start() - named.end < _STORY:
            yield Timeframe(match.start(match.lastgroup or 0), match.end(), named.value, reach)
    for match in _SAME_TIME_EARLIER.finditer(view):
        value_before = _year_before_told(view, dates, match.start(), sections)
        compared = _COMPARED.search(view, max(0, match.start() - 4), match.start())
        if value_before and (not compared or view[match.end()] == "("):
            end = _MARK.search(view, match.end())
            stop = end.start() if end else len(view)
            yield Timeframe(match.start(), match.start() + 4, value_before, stop, leads=False)


def _planned(clauses: Clauses, day: str) -> Iterator[Timeframe]:
    """“十三五”期间: the years of a plan. Its quoted name is a name, the word behind it is not."""
    for match in _PLAN.finditer(clauses.view):
        start = match.start()
        compared = _COMPARED.search(clauses.view, max(0, start - 3), start)
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


def _untold(clauses: Clauses, dates: Sequence[CalendarDate], sections: Sections) -> Iterator[Timeframe]:
    """近年来 and 两年前 are times of their own without a value, 三年来 has one in an address alone."""
    view = clauses.unnamed
    reach = len(view) + 1
    for match in _YEARS.finditer(view):
        count = int(number(match["past"] or match["since"]))
        value = sections.last_years(count, match.start()) or _span_of(count, dates, match.start())
        if _OPENS.search(view, max(0, match.start() - 24), match.start()):
            yield Timeframe(match.start(), match.end(), value, reach)
    for match in _UNTOLD.finditer(view):
        start = max(0, match.start() - 24)
        if match[0] and not _OPENS.search(view, start, match.start()):
            continue
        date = _named_before(dates, match.start())
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
        if date.value and _SPAN_OF_YEARS.fullmatch(date.value):
            return date.value if int(date.value[5:]) - int(date.value[:4]) + 1 == count else None
    return None


def _named_before(dates: Sequence[CalendarDate], offset: int) -> CalendarDate | None:
    at = bisect_left(dates, offset, key=lambda date: date.start)
    return dates[at - 1] if at else None


def _year_before_told(
    view: str, dates: Sequence[CalendarDate], offset: int, sections: Sections
) -> str | None:
    """The time that the sentences before `offset` tell of, a year earlier."""
    stop = bisect_left(dates, offset, key=lambda date: date.start)
    told = None
    for date in reversed(dates[max(0, stop - _YEARS_LISTED) : stop]):
        if (
            date.value
            and "\n" not in view[date.end : offset]
            and _OPENS.search(view[max(0, date.start - 24) : date.start])
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
        if date.value and _OPENS.search(before) and not _COMPARED.search(before):
            return int(date.value[:4])
    return None

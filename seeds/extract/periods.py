"""The time a figure is as of, or covers.

A time word of its own clause counts first, then one that opens a clause of the sentence, then one
that opened an earlier sentence of the paragraph, as long as its topic goes on. A year that something
is compared with (比上年) and an attribute of another noun (今年的工作) date nothing. Without any, there
is no period.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from seeds.article import Span, Status
from seeds.extract.clauses import Clauses
from seeds.extract.dates import CalendarDate
from seeds.extract.numerals import number


class Period(NamedTuple):
    """An ISO 8601 value and the characters that say it."""

    value: str
    span: Span | None


_REPORT = re.compile(
    r"(?P<year>20\d\d)年(?!.*20\d\d年).{0,24}?(?:公报|年报|年鉴|报告|统计|总结|决算|(?:运行|执行|收支|完成|基本)情况)"
)


def reporting_year(title: str | None, published: str | None) -> int | None:
    """The year that an article's title says it reports on: 某县2020年统计公报 → 2020.

    Only a year that was over when the article appeared: what a report of its own year says is partly
    of the year before and partly ahead.
    """
    match = _REPORT.search(title or "")
    if not match or not published or int(match["year"]) >= int(published[:4]):
        return None
    return int(match["year"])


class _Frame(NamedTuple):
    """A time word. It dates figures up to `reach`; it `leads` where it opens a clause."""

    start: int
    end: int
    value: str
    reach: int
    leads: bool = True
    passing: bool = False
    """An aim (力争今年底…) and a state of the past (年初…) date their own sentence, not the next."""


_CARRIED = 2
"""A time word holds for so many sentences behind its own."""

_DATES_BACK = 40
"""So many dates back 全年 may look for its year."""

# A day dates its sentence wherever it stands in it; a year inside a clause may be an attribute.
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NOW = re.compile(r"截至目前|截止目前|目前|当前(?!的)|现在|眼下|迄今|至今|如今")
_THEN = re.compile("届时|到时")
_WHOLE_YEAR = re.compile(r"(?<![安健完保成])全年|期末(?=[全城参])")
_RUNNING = re.compile(r"连续(?P<count>\d{1,2}|[两二三四五六七八九十])年(?=[一-鿿])")
_PLAN = re.compile(r"“?十(?P<plan>[一二三四五])五”?(?:规划)?(?:时期|期间|以来|末)")
_COMPARED = re.compile(r"(?:比|较|与|同|相比|超过|高于|低于|对比|距离?|离)$")
_COMPARED_AFTER = re.compile(r"(?:末|底)?(?:同期|相比|的?基础)")
_OPENS = re.compile(
    r"(?:^|[,;:。!?\n“(—、\s★●■▲◆])(?:其中,?|而|但|不过|同时|并且?)?(?:截至|截止到?|在|自|从|早在|仅|据统计,?|预计|计划|根据[^,。]{0,20},)?$"
)
_AIMED = re.compile(r"(?:(?:^|[。!?\n“;])(?:到|至)|(?:力争|预计|计划|确保)到?)$")
_MULTIPLE = re.compile(r"的[\d.]+倍")
_FROM = re.compile(r"(?:从|由|自)(?:(?:原来|原先|过去|当初)的?)?$")
_TURN = re.compile(r"[升降减增高加少大展缩提变]?[到至为]")
_TOPIC = re.compile(
    r"[“—]|(?:第[一二三四五六七八九十]|[一二三四五六七八九十]是|首先|其次|其[一二三四五]|另外|此外|今后|下一步"
    r"|[一-鿿]{2,8}(?:介绍|表示|说|认为|告诉|强调|指出))"
)


class Periods:
    """Finds the period of any figure of one view."""

    def __init__(
        self,
        clauses: Clauses,
        dates: Sequence[CalendarDate],
        published: str | None,
        reported: int | None = None,
    ) -> None:
        """`reported` is the year that the article reports on, where its title names one."""
        self._clauses = clauses
        spoken = _spoken(clauses.unnamed, dates, published, reported)
        self._frames = sorted([*_dated(clauses.unnamed, dates), *spoken])
        self._starts = [frame.start for frame in self._frames]
        self._default = _default(clauses.view, reported)

    def of(self, start: int, status: Status = "actual") -> Period | None:
        """The period of a figure at `start`; a standard has one only from the clause it stands in."""
        clause = self._clauses.clause(start)
        frame = self._last(clause.start, start, start)
        if frame is None and status != "standard" and not self._is_origin(clause, start):
            sentence = self._clauses.sentence(start)
            frame = self._last(sentence.start, clause.start, start, leading=True)
            within = None if frame else self._last(sentence.start, clause.start, start)
            if within is not None:
                frame = within if _DAY.fullmatch(within.value) else None
            elif frame is None:
                frame = self._carried(sentence)
            if frame is None and status == "actual":
                return self._default
        return Period(frame.value, Span(frame.start, frame.end)) if frame else None

    def _last(self, start: int, end: int, figure: int, *, leading: bool = False) -> _Frame | None:
        """The last time word within [start, end) that reaches the figure."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        for frame in reversed(self._frames[low:high]):
            if frame.end <= end and figure < frame.reach and (frame.leads or not leading):
                return frame
        return None

    def _is_origin(self, clause: Span, start: int) -> bool:
        """从12.7%下降到0.98%: where it came from is of an earlier, untold time."""
        view = self._clauses.view
        return bool(_FROM.search(view, max(clause.start, start - 4), start)) and bool(
            re.search(r"[到至为]", view[start : clause.end])
        )

    def _carried(self, sentence: Span) -> _Frame | None:
        """The time that opened an earlier sentence of the paragraph, unless a new topic has begun since."""
        paragraph = self._clauses.paragraph(sentence.start)
        here = sentence
        for _ in range(_CARRIED):
            if here.start <= paragraph.start:
                return None
            if _TOPIC.match(self._clauses.view, here.start):
                return None
            here = self._clauses.sentence(here.start - 1)
            frame = self._last(here.start, here.end, here.end, leading=True)
            if frame:
                return None if frame.passing else frame
        return None


def _default(view: str, reported: int | None) -> Period | None:
    """The year that the article reports on, with where the text, mostly in its title, first names it."""
    if reported is None:
        return None
    at = view.find(f"{reported}年")
    return Period(str(reported), Span(at, at + 5) if at >= 0 else None)


def _dated(view: str, dates: Sequence[CalendarDate]) -> Iterator[_Frame]:
    end_of_view = len(view) + 1
    for date in dates:
        before = view[max(0, date.start - 24) : date.start]
        after = view[date.end : date.end + 6]
        if _MULTIPLE.match(after):
            continue
        own_figure = re.match(r"的?约?(?=[\d零一二两三四五六七八九十])", after)
        if (
            date.value is None
            or (_COMPARED.search(before) and not own_figure)
            or _COMPARED_AFTER.match(after)
        ):
            continue
        reach = end_of_view
        if _COMPARED.search(before):
            reach = date.end + 2
        elif _FROM.search(before) and (turn := _TURN.search(view, date.end + 1, date.end + 40)):
            reach = turn.end()
        aim = bool(_AIMED.search(before))
        leads = (aim or bool(_OPENS.search(before))) and not after.startswith("的") and reach == end_of_view
        passing = aim or view.startswith("年初", date.end - 2)
        yield _Frame(date.start, date.end, date.value, reach, leads, passing)


def _spoken(
    view: str, dates: Sequence[CalendarDate], published: str | None, reported: int | None
) -> Iterator[_Frame]:
    """目前 is the day of publication, 全年 the year that the article speaks of, 届时 the date just named."""
    reach = len(view) + 1
    day = (published or "")[:10]
    for match in _THEN.finditer(view):
        then = _named_before(dates, match.start())
        if then and then.value and "\n" not in view[then.end : match.start()]:
            yield _Frame(match.start(), match.end(), then.value, reach)
    for match in _PLAN.finditer(view):
        first = 2001 + 5 * int(number(match["plan"]))
        yield _Frame(match.start(), match.end(), f"{first}/{first + 4}", reach)
    if not day:
        return
    for match in _NOW.finditer(view):
        yield _Frame(match.start(), match.end(), day, reach)
    for match in _RUNNING.finditer(view):
        count, year = int(number(match["count"])), int(day[:4])
        yield _Frame(match.start(), match.start(), f"{year - count + 1}/{year}", match.end())
    for match in _WHOLE_YEAR.finditer(view):
        told = reported or _year_before(view, dates, match.start())
        if told is None:
            told = int(day[:4]) - (day[5:7] in ("01", "02", "03"))
        yield _Frame(match.start(), match.end(), str(told), reach)


def _named_before(dates: Sequence[CalendarDate], offset: int) -> CalendarDate | None:
    at = bisect_left(dates, offset, key=lambda date: date.start)
    return dates[at - 1] if at else None


def _year_before(view: str, dates: Sequence[CalendarDate], offset: int) -> int | None:
    """The year of the date that opened a clause last before `offset`."""
    stop = bisect_left(dates, offset, key=lambda date: date.start)
    for date in reversed(dates[max(0, stop - _DATES_BACK) : stop]):
        before = view[max(0, date.start - 24) : date.start]
        if date.value and _OPENS.search(before) and not _COMPARED.search(before):
            return int(date.value[:4])
    return None

"""What time an article reports on as a whole, or in one of its sections, where no sentence says it.

A communiqué or a review names its time once, in its title (2019年统计公报, 2020年上半年经济运行情况) or
in the heading of a section (2018年工作回顾, 2019年工作安排), and its sentences leave it out.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from seeds.article import Span
from seeds.extract.dates import CalendarDate, calendar_dates

_REPORT = re.compile(
    r"[^\d]{0,24}?(?:公报|年报|年鉴|报告|统计|总结|小结|决算|通报|汇报|(?:运行|执行|收支|完成|基本|工作"
    r"|进展)情况)"
    r"|[^\d,。:]{0,6}?(?:经济(?:运行|发展|增长|形势|社会)|主要(?:经济)?指标)"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ADDRESS = re.compile(r"(?:政府|常委会|党委|委员会)?工作报告|述职")
_SEASON_OF_ADDRESSES = ("12", "01", "02", "03")
_PLAN_TITLE = re.compile(
    r"(?:规划|方案|(?:行动|工作|实施|攻坚)计划|工作要点|工作安排|工作打算)(?:纲要)?(?:的?(?:通知|公告"
    r"|批复))?(?:\([^)]*\))?$"
)
_REVIEW = re.compile(
    r"回顾|总结|成效|成绩|成就|(?:完成|运行|执行|工作|进展|发展|基本)情况|现状|(?:工作|发展)基础"
)
_OUTLOOK = re.compile(
    r"(?:工作|任务|发展|年)的?(?:总体|初步|主要|重点)?(?:安排|打算|计划|思路|重点|要点|谋划|部署|目标|任务)$"
    r"|(?:目标|主要|重点)任务$|(?:主要|预期|总体|发展)目标$|预算(?:草案|安排)|(?<![一-鿿])(?:下一?步"
    r"|下一?阶段|今后)"
)
# 聚焦重点任务 heads what was done about them.
_TACKLED = re.compile("聚焦|紧[盯扣抓]|围绕|完成|落实|瞄准|锚定|锁定|压实|强化|突出|抓好|对照|部署(?!$)")
_PAST_YEARS = re.compile(r"过去的?(?P<past>[一三五两四])年|(?P<since>[一三五两四])年来")
_COUNT = {"一": 1, "两": 2, "三": 3, "四": 4, "五": 5}
_WORDS = re.compile(r"[一-鿿\d]+")
_SHORT_LINE = re.compile(r"^[^\n。;,:!?]{2,30}[^\n。;,:!?”)]$", re.MULTILINE)


class Section(NamedTuple):
    """A stretch of the article up to the next: its time, who says it, and whether it tells of plans."""

    start: int
    period: str | None = None
    span: Span | None = None
    plan: bool = False


NO_SECTION = Section(0)
"""What is headed by nothing."""


def reporting_period(title: str | None, published: str | None) -> str | None:
    """The ISO 8601 time that an article's title says it reports on: 某县2020年统计公报 → `2020`.

    A part of a year (上半年, 1—9月) is an interval of months. None where the title names none or one
    that is still ahead, and for an address: what 2020年政府工作报告 tells is partly of 2019 and partly
    ahead, unless it appeared when 2020 was over.
    """
    for date in calendar_dates(title or "", published):
        if date.value is None or _DAY.search(date.value):
            continue
        if _REPORT.match(title or "", date.end):
            return date.value if _is_told(title or "", date.value, published) else None
    return None


def reporting_year(title: str | None, published: str | None) -> int | None:
    """The year of `reporting_period`."""
    period = reporting_period(title, published)
    return int(period[:4]) if period else None


def _is_told(title: str, period: str, published: str | None) -> bool:
    if _ADDRESS.search(title):
        return published is not None and int(period[:4]) == int(published[:4]) - 1
    last = period.rpartition("/")[2]
    return published is None or last <= published[: len(last)]


def _year_of_address(title: str | None, published: str | None) -> int | None:
    """The last year that an address looks back on (过去一年, 五年来): it is given when that year ends."""
    if not title or not _ADDRESS.search(title):
        return None
    if named := re.search(r"20\d\d(?=年)", title):
        return int(named[0]) - 1
    if published and published[5:7] in _SEASON_OF_ADDRESSES:
        return int(published[:4]) - 1
    return None


class Sections:
    """The sections of one view, by the time or the plans that their headings name."""

    def __init__(
        self,
        view: str,
        headings: Sequence[Span],
        dates: Sequence[CalendarDate],
        title: str | None,
        published: str | None,
    ) -> None:
        """`headings` and `dates` are those of the view, in order."""
        self._address = _year_of_address(title, published)
        self._whole = _whole(view, title, published)
        self._sections = [self._whole, *self._headed(view, headings, dates, title)]
        self._starts = [section.start for section in self._sections]

    def at(self, offset: int) -> Section:
        """The section of the character at `offset`."""
        return self._sections[bisect_right(self._starts, offset) - 1]

    def last_years(self, count: int, offset: int) -> str | None:
        """五年来 at `offset`: the years up to the one reported on; None where none is."""
        section = self.at(offset)
        last = self._address
        if last is None and section.period and not section.plan:
            last = int(section.period[:4])
        return _years(count, last) if last else None

    def _headed(
        self, view: str, headings: Sequence[Span], dates: Sequence[CalendarDate], title: str | None
    ) -> Iterator[Section]:
        starts = [date.start for date in dates]
        plan = self._whole.plan
        for line in sorted({*headings, *_lines_like_headings(view)}):
            if not line.start and title and _bare(view[: line.end]) == _bare(title):
                continue
            at = bisect_left(starts, line.start)
            dated = dates[at] if at < len(dates) and dates[at].end <= line.end else None
            review, outlook = (pattern.search(view, line.start, line.end) for pattern in (_REVIEW, _OUTLOOK))
            past = _PAST_YEARS.search(view, line.start, line.end)
            if outlook and not review and not _TACKLED.search(view, line.start, line.end):
                section = Section(line.start, *_told(dated), plan=True)
            elif review and dated and dated.value:
                section = Section(line.start, *_told(dated))
            elif past and self._address:
                count = _COUNT[past["past"] or past["since"]]
                section = Section(line.start, _years(count, self._address), Span(*past.span()))
            elif review and plan:
                section = self._whole._replace(start=line.start, plan=False)
            else:
                continue
            plan = section.plan
            yield section


def _whole(view: str, title: str | None, published: str | None) -> Section:
    """The article as one section; its time is said where the text, mostly in its title, first names it."""
    period = reporting_period(title, published)
    plan = bool(_PLAN_TITLE.search(title or ""))
    if period is None:
        return Section(0, plan=plan)
    at = view.find(f"{period[:4]}年")
    return Section(0, period, Span(at, at + 5) if at >= 0 else None, plan)


def _bare(line: str) -> str:
    return "".join(_WORDS.findall(line))


def _lines_like_headings(view: str) -> Iterator[Span]:
    """Short lines of the body without a stop at their end that page parsing took for paragraphs."""
    for match in _SHORT_LINE.finditer(view):
        yield Span(*match.span())


def _told(date: CalendarDate | None) -> tuple[str | None, Span | None]:
    return (date.value, Span(date.start, date.end)) if date and date.value else (None, None)


def _years(count: int, last: int) -> str:
    return str(last) if count == 1 else f"{last - count + 1}/{last}"

"""The time a figure is as of, or covers.

A time word of its own clause counts first, then one that opens a clause of the sentence, then one
that opened an earlier sentence of the paragraph, as long as its topic goes on, then the time that the
section or the article reports on. Without any, there is no period.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from seeds.article import Span, Status
from seeds.extract.carried_times import CarriedTimes
from seeds.extract.clauses import Clauses
from seeds.extract.comparison_years import ComparisonYears
from seeds.extract.dates import CalendarDate
from seeds.extract.reporting import Sections
from seeds.extract.time_index import TimeIndex
from seeds.extract.time_shares import TimeShares
from seeds.extract.timeframes import DAY, Timeframe


class Period(NamedTuple):
    """An ISO 8601 value and the characters that say it."""

    value: str
    span: Span | None


AGES = frozenset({"岁", "周岁"})

_COUNTED = re.compile(r"[\d.]+[万亿]?[多余]?(?:[个户名人家]|[亩棵株头只]的?)")
_NOUN_TO_DATE = re.compile(r"[^,。;:\d的了在到至比较从自由]{1,12}(?:将|已|均|要|计划|拟)?[于在]?")
_DIGIT = re.compile(r"\d")
# 去年出栏肉羊150只, but not 2014年搬来的人家 nor 2016年开始养蜂3箱.
_DATES_FIGURE = re.compile(
    r"(?!的|度|[^,。;:]{0,6}(?:起|开始|被|出生|毕业|退休|退伍|确定|列入|列为|评为|以来))[^,。;:\d的]{1,14}\d"
)
# An event with which something begins, and what came up since then.
_BEGINS = re.compile(
    r"[^,。;:\d]{0,14}(?:成立|组建|创办|创建|注册|开始|启动|起步|确定|确立|列[为入]|评为|被|结对|结缘|进驻"
    r"|来到|承包|返乡|设立)"
)
_SINCE_THEN = re.compile("[^,。;:\\d]{0,6}(?:先后|累计|至今|已(?!经?于)|陆续)")
_YEARLY = re.compile(r"(?:每年|年(?:均|产|收|可|增|销|获|节|发))[^,。;:\d]{0,12}$")
_HABIT = re.compile(r"现[有存共]|剩余|尚有|仍有|还剩|每[天日周]|(?<![全这那])一[天年](?!来)[^,。;:\d]{0,6}$")


class Periods:
    """Finds the period of any figure of one view."""

    def __init__(
        self,
        clauses: Clauses,
        dates: Sequence[CalendarDate],
        published: str | None,
        sections: Sections,
    ) -> None:
        """`dates` are those of the view outside names, `sections` what its headings and title report on."""
        self._clauses = clauses
        self._sections = sections
        self._published = published
        self._times = TimeIndex(clauses, dates, published, sections)
        self._shares = TimeShares(clauses, self._times)
        self._carried = CarriedTimes(clauses, self._times, published, sections)
        self._compared = ComparisonYears(clauses, dates)

    def of(self, start: int, status: Status = "actual", unit: str | None = None) -> Period | None:
        """The period of a figure at `start`; a standard and an age have one only from their own clause."""
        clause = self._clauses.clause(start)
        frame = self._times.last(clause.start, start, start)
        own = status == "standard" or unit in AGES
        if frame is None and not own:
            frame = self._behind(clause, start)
        if frame is None and not own:
            frame = self._of_context(clause, start, status)
            if self._shares.is_origin(clause, start) and not self._shares.has_beginning(frame, clause):
                return None
            if frame is None:
                return self._reported(start, status)
        if frame is None or frame.value is None:
            return None
        value = self._shares.share_of(frame, clause, start)
        if not value:
            return None
        return Period(self._compared.since(value, clause, start), Span(frame.start, frame.end))

    def _behind(self, clause: Span, start: int) -> Timeframe | None:
        """20个村将于今年退出: the time between the noun that is counted and its verb."""
        view = self._clauses.unnamed
        behind = _COUNTED.match(view, start, clause.end)
        for frame in self._times.next_two(start) if behind else ():
            noun = view[behind.end() : frame.start] if behind else ""
            if frame.end < clause.end and _NOUN_TO_DATE.fullmatch(noun) and view[frame.end] != "的":
                return frame
        return None

    def _of_context(self, clause: Span, start: int, status: Status) -> Timeframe | None:
        """The time that an earlier clause or sentence gives."""
        sentence = self._clauses.sentence(start)
        frame = self._times.last(sentence.start, clause.start, start, leading=True)
        if frame is None:
            within = self._times.last(sentence.start, clause.start, start)
            if within is not None:
                frame = within if self._holds_on(within) else None
            else:
                frame = (
                    None
                    if self._is_habitual(clause, start)
                    else self._carried.before(sentence, start, status)
                )
        if frame is not None and self._is_begun(frame, clause, start):
            return None
        day = frame is not None and not frame.now and frame.value and DAY.fullmatch(frame.value)
        if day and self._is_yearly(clause, start):
            return None
        return frame

    def _is_begun(self, frame: Timeframe, clause: Span, start: int) -> bool:
        """1997年被列为联系点,先后派出21批: what has come up since an event is not of its year."""
        view = self._clauses.view
        if (
            frame.value is None
            or frame.end > clause.start
            or not _SINCE_THEN.match(view, clause.start, start)
        ):
            return False
        past = frame.value[:4] < (self._published or "")[:4] and "/" not in frame.value
        event = view[frame.end : clause.start].lstrip(",")
        return past and bool(_BEGINS.match(event)) and not _DIGIT.search(event)

    def _holds_on(self, within: Timeframe) -> bool:
        """Whether a time inside a clause holds for the next: a day, and what dates a figure of its own.

        张启明2017年3月贷款5万元,买回12头牛.
        """
        if within.value is None or DAY.match(within.value):
            return within.value is not None
        view = self._clauses.unnamed
        end = self._clauses.clause(within.start).end
        return within.reach > end and _DATES_FIGURE.match(view, within.end, end) is not None

    def _is_yearly(self, clause: Span, start: int) -> bool:
        """预计年可增收4万元: what comes every year is of no day."""
        return bool(_YEARLY.search(self._clauses.view, clause.start, start))

    def _is_habitual(self, clause: Span, start: int) -> bool:
        """每天工作10小时 and 现有企业86家 are of no sentence but their own."""
        return bool(_HABIT.search(self._clauses.view, clause.start, start))

    def _reported(self, start: int, status: Status) -> Period | None:
        """The time of the section, for facts in what looks back and for aims in what looks ahead."""
        section = self._sections.at(start)
        if section.period is None or status != ("target" if section.plan else "actual"):
            return None
        return Period(section.period, section.span)

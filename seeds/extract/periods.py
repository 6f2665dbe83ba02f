"""The time a figure is as of, or covers.

A time word of its own clause counts first, then one that opens a clause of the sentence, then one
that opened an earlier sentence of the paragraph, as long as its topic goes on, then the time that the
section or the article reports on. Without any, there is no period.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from seeds.article import Span, Status
from seeds.extract.clauses import Clauses
from seeds.extract.comparison_years import ComparisonYears
from seeds.extract.dates import CalendarDate
from seeds.extract.reporting import Sections
from seeds.extract.timeframes import DAY, Timeframe, timeframes


class Period(NamedTuple):
    """An ISO 8601 value and the characters that say it."""

    value: str
    span: Span | None


_SILENCE = 2
"""A time word holds over so many sentences without a figure."""

_SENTENCES_BACK = 24
"""So many sentences are gone back for a time or for the first item of a list, however long the paragraph."""

AGES = frozenset({"岁", "周岁"})

_LIST_BACK = 12
"""A line that announces a list governs so many lines behind it."""

_FROM = re.compile(r"(?:从|由|自)(?:(?:原来|原先|过去|当初)的?)?$")
_OUTCOME = re.compile(r"[从由][^,。;:]{0,12}\d[^,。;:]{0,12}[到至为]了?$")
# The years of a list before its last, and the figures of a list.
_IN_TURN = re.compile(r"\d{4}年?(?:[、和与及]|以及)$")
_VALUE = re.compile(r"(?<![\d.])\d[\d.]*")
_SHARE = re.compile(r"\d[^、和及,;。]{0,6}(?:[、和及]|以及)(?=\d)")
_SPAN_OF_YEARS = re.compile(r"\d{4}/\d{4}")
_SINCE = re.compile("[^,。;:]{0,16}(?:以来|至今)")
# What is counted over the whole of a change.
_OVER = re.compile(r"[^,。;:\d]{0,8}?(?:累计|总?共(?!同)|年均|平均每?年)")
_SCENE = re.compile(r",?(?:正?是|这是)")
_PRESENT = re.compile(r"目前|现|已|了|正在|拥有|截[至止]|同比")
_ATTAINED = re.compile(r"达到?|提高到|超过|突破|以上|控制在|实现|建成|打造|培育|新增|完成|覆盖|降[到至]")
_COUNTED = re.compile(r"[\d.]+[万亿]?[多余]?[个户名人家]")
_NOUN_TO_DATE = re.compile(r"[^,。;:\d的了在到至比较从自由]{1,12}(?:将|已|均|要|计划|拟)?[于在]?")
_OWNED = re.compile(r"(?:辖|(?<![只仅没具享拥还仍才])有)(?=\d)")
_DIGIT = re.compile(r"\d")
_TOPIC = re.compile(r"[“—]|今后|下一?步|[一-鿿]{2,8}(?:介绍|表示|说|认为|告诉|强调|指出)")
_ITEM = re.compile(
    r"[一二三四五六七八九十]是|第[一二三四五六七八九十][,、是]|首先|其次|再次|最后,|其[一二三四五],?"
)
_FIRST_ITEM = re.compile("一是|第一|首先|其一")
_LISTED = re.compile(
    r"(?:[一二三四五六七八九十]是|第[一二三四五六七八九十]|\(?[一二三四五六七八九十\d]{1,2}[)、.]|[—●■▲◆·-])"
)
_ANNOUNCES = re.compile(r":\s*$")
# 去年出栏肉羊150只, but not 2014年搬来的人家 nor 2016年开始养蜂3箱.
_DATES_FIGURE = re.compile(
    r"(?!的|度|[^,。;:]{0,6}(?:起|开始|被|出生|毕业|退休|退伍|确定|列入|列为|评为|以来))[^,。;:\d的]{1,14}\d"
)
# An event with which something begins, and what came up since then.
_BEGINS = re.compile(
    r"[^,。;:\d]{0,14}(?:成立|组建|创办|创建|注册|开始|启动|起步|确定|确立|列[为入]|评为|被|结对|结缘|进驻|来到|承包|返乡|设立)"
)
_SINCE_THEN = re.compile("[^,。;:\\d]{0,6}(?:先后|累计|至今|已(?!经?于)|陆续)")
_REPORTER = re.compile("记者|笔者|采访|走进")
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
        self._frames = timeframes(clauses, dates, published, sections)
        self._starts = [frame.start for frame in self._frames]
        self._compared = ComparisonYears(clauses, dates)

    def of(self, start: int, status: Status = "actual", unit: str | None = None) -> Period | None:
        """The period of a figure at `start`; a standard and an age have one only from their own clause."""
        clause = self._clauses.clause(start)
        frame = self._last(clause.start, start, start)
        own = status == "standard" or unit in AGES
        if frame is None and not own:
            frame = self._behind(clause, start)
        if frame is None and not own:
            frame = self._of_context(clause, start, status)
            if self._is_origin(clause, start) and not self._has_beginning(frame, clause):
                return None
            if frame is None:
                return self._reported(start, status)
        if frame is None or frame.value is None:
            return None
        value = self._share_of(frame, clause, start)
        if not value:
            return None
        return Period(self._compared.since(value, clause, start), Span(frame.start, frame.end))

    def _share_of(self, frame: Timeframe, clause: Span, start: int) -> str | None:
        """What a figure has of a span of years, or of the time that a change took.

        From 2013 to 2017 由31%降至11% is 31% of the first and 11% of the last year; 累计减少 is of all.
        """
        value, view = frame.value or "", self._clauses.view
        first, _, last = value.partition("/")
        origin, outcome = self._is_origin(clause, start), self._is_outcome(clause, start)
        if self._is_span(frame) and (origin or outcome):
            return first if origin else last
        if _SPAN_OF_YEARS.fullmatch(value) and (year := self._allotted(frame, clause, start)):
            return str(year)
        turned = self._turned_before(clause, frame)
        if turned is None or turned.value is None:
            return value
        if origin:
            return turned.value
        if _OVER.match(view, clause.start, start):
            return f"{turned.value}/{value}"
        return value if outcome or not frame.reached else None

    def _allotted(self, frame: Timeframe, clause: Span, start: int) -> int | None:
        """2016、2017年分别投入3亿元、5亿元: the year of a figure where there are as many figures as years."""
        view = self._clauses.view
        listed = _IN_TURN.search(view, max(0, frame.start - 12), frame.start)
        if not listed and "分别" not in view[clause.start : start]:
            return None
        first, _, last = (frame.value or "").partition("/")
        values = [match.start() for match in _VALUE.finditer(view, max(frame.end, clause.start), clause.end)]
        joined = sum(1 for _ in _SHARE.finditer(view, max(frame.end, clause.start), clause.end))
        if start not in values or len(values) != int(last) - int(first) + 1 or joined != len(values) - 1:
            return None
        return int(first) + values.index(start)

    def _is_span(self, frame: Timeframe) -> bool:
        """2013年至2017年, but not 2013年以来."""
        view = self._clauses.view
        return bool(_SPAN_OF_YEARS.fullmatch(frame.value or "")) and (
            view[frame.start].isdigit() and not _SINCE.match(view, frame.end)
        )

    def _turned_before(self, clause: Span, frame: Timeframe) -> Timeframe | None:
        """The time from which a change is measured that the sentence told of before this clause."""
        low = bisect_left(self._starts, self._clauses.sentence(clause.start).start)
        high = bisect_left(self._starts, clause.start)
        if frame.start >= clause.start or not low < high:
            return None
        return next((other for other in reversed(self._frames[low:high]) if other.turned), None)

    def _behind(self, clause: Span, start: int) -> Timeframe | None:
        """20个村将于今年退出: the time between the noun that is counted and its verb."""
        view = self._clauses.unnamed
        behind = _COUNTED.match(view, start, clause.end)
        at = bisect_left(self._starts, start)
        for frame in self._frames[at : at + 2] if behind else ():
            noun = view[behind.end() : frame.start] if behind else ""
            if frame.end < clause.end and _NOUN_TO_DATE.fullmatch(noun) and view[frame.end] != "的":
                return frame
        return None

    def _of_context(self, clause: Span, start: int, status: Status) -> Timeframe | None:
        """The time that an earlier clause or sentence gives."""
        sentence = self._clauses.sentence(start)
        frame = self._last(sentence.start, clause.start, start, leading=True)
        if frame is None:
            within = self._last(sentence.start, clause.start, start)
            if within is not None:
                frame = within if self._holds_on(within) else None
            else:
                frame = None if self._is_habitual(clause, start) else self._carried(sentence, start, status)
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

    def _last(self, start: int, end: int, figure: int, *, leading: bool = False) -> Timeframe | None:
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

    def _is_outcome(self, clause: Span, start: int) -> bool:
        """由12.7%下降到0.98%: what it came to."""
        return bool(_OUTCOME.search(self._clauses.view, clause.start, start))

    def _has_beginning(self, frame: Timeframe | None, clause: Span) -> bool:
        """Whether a time has a beginning that a change in it was measured from."""
        if frame is None:
            return False
        listed = _IN_TURN.search(self._clauses.view, max(0, frame.start - 12), frame.start)
        from_first = self._is_span(frame) and not listed
        return from_first or self._turned_before(clause, frame) is not None

    def _carried(self, sentence: Span, figure: int, status: Status) -> Timeframe | None:
        """The time that opened an earlier sentence of the paragraph, unless a new topic has begun since."""
        view = self._clauses.view
        paragraph = self._clauses.paragraph(sentence.start)
        here, silence = self._announced(sentence, paragraph), 0
        behind = here
        for _ in range(_SENTENCES_BACK):
            if here.start <= paragraph.start or silence >= _SILENCE:
                break
            if _TOPIC.match(view, here.start):
                return None
            here = self._clauses.sentence(here.start - 1)
            frame = self._last(here.start, here.end, here.end, leading=True)
            if frame:
                near = here.end == behind.start
                return frame if self._goes_on(frame, here, figure, status, near=near) else None
            silence = 0 if _DIGIT.search(view, here.start, here.end) else silence + 1
            first = self._announced(here, paragraph)
            here, behind = (first, first) if first != here else (here, behind)
        if here.start <= paragraph.start and _LISTED.match(view, paragraph.start):
            return self._of_announcement(paragraph)
        return None

    def _goes_on(self, frame: Timeframe, sentence: Span, figure: int, status: Status, *, near: bool) -> bool:
        """Whether a time holds behind its sentence: not that of an aim, of a quotation or of a visit.

        A day, and the time of an event told without a figure, hold for the `near` sentence alone, the
        latter not for what a place has (2018年,他来到村里。村里有8个小组).
        """
        view = self._clauses.view
        if frame.passing and not self._is_aimed_on(frame, figure, status, near=near):
            return False
        if _SCENE.match(view, frame.end):
            return True
        spoken = view[frame.end : figure]
        if spoken.count("”") > spoken.count("“"):
            return False
        day = frame.value is not None and DAY.fullmatch(frame.value)
        told = _DIGIT.search(view, frame.end, sentence.end)
        if not near and (day or not told):
            return False
        if not told and _OWNED.search(view, self._clauses.clause(figure).start, figure + 1):
            return False
        return not (day and _REPORTER.search(view, sentence.start, sentence.end))

    def _is_aimed_on(self, frame: Timeframe, figure: int, status: Status, *, near: bool) -> bool:
        """到2025年,… ends with its sentence, unless the next ones go on with what will have come about."""
        if not frame.leads or frame.value is None or frame.value.endswith("-01"):
            return False
        if status == "target" and self._sections.at(figure).plan:
            return True
        ahead = frame.value[:4] > (self._published or "9999")[:4]
        if status != "actual" or not ahead:
            return ahead and status == "target"
        sentence = self._clauses.sentence(figure)
        return (
            near
            and not _PRESENT.search(self._clauses.view, sentence.start, sentence.end)
            and bool(_ATTAINED.search(self._clauses.view, sentence.start, sentence.end))
        )

    def _announced(self, sentence: Span, paragraph: Span) -> Span:
        """The first item of the list that a sentence is a later item of (二是… → 一是…), else itself."""
        view, here = self._clauses.view, sentence
        if not _ITEM.match(view, sentence.start):
            return sentence
        for _ in range(_SENTENCES_BACK):
            if here.start <= paragraph.start or _FIRST_ITEM.match(view, here.start):
                break
            here = self._clauses.sentence(here.start - 1)
        return here if _FIRST_ITEM.match(view, here.start) else sentence

    def _of_announcement(self, paragraph: Span) -> Timeframe | None:
        """The time of the line that announces the list whose item a paragraph is.

        It ends with a colon; in plans the aims that head the list need none.
        """
        view, start = self._clauses.view, paragraph.start
        for _ in range(_LIST_BACK):
            if start <= 0:
                return None
            line = self._clauses.paragraph(start - 1)
            if self._sections.at(start).plan and not _LISTED.match(view, line.start):
                return self._last(line.start, line.end, line.end, leading=True)
            if _ANNOUNCES.search(view, line.start, line.end):
                last = self._clauses.sentence(max(line.start, line.end - 2))
                return self._last(last.start, line.end, line.end, leading=True)
            if not _LISTED.match(view, line.start):
                return None
            start = line.start
        return None

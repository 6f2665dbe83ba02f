"""Times that hold on from sentence to sentence, and those that a line announces for its list.

The time that opened an earlier sentence of the paragraph goes on as long as its topic does.
"""

from __future__ import annotations

import re

from seeds.article import Span, Status
from seeds.extract.clauses import Clauses
from seeds.extract.reporting import Sections
from seeds.extract.time_index import TimeIndex
from seeds.extract.timeframes import DAY, Timeframe

_SILENCE = 2
"""A time word holds over so many sentences without a figure."""
_SENTENCES_BACK = 24
"""So many sentences are gone back for a time or for the first item of a list, however long the paragraph."""
_LIST_BACK = 12
"""A line that announces a list governs so many lines behind it."""

_SCENE = re.compile(r",?(?:正?是|这是)")
_PRESENT = re.compile(r"目前|现|已|了|正在|拥有|截[至止]|同比")
_ATTAINED = re.compile(r"达到?|提高到|超过|突破|以上|控制在|实现|建成|打造|培育|新增|完成|覆盖|降[到至]")
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
_REPORTER = re.compile("记者|笔者|采访|走进")


class CarriedTimes:
    """Finds the time that a sentence of one view takes over from those before it."""

    def __init__(self, clauses: Clauses, times: TimeIndex, published: str | None, sections: Sections) -> None:
        self._clauses = clauses
        self._times = times
        self._published = published
        self._sections = sections

    def before(self, sentence: Span, figure: int, status: Status) -> Timeframe | None:
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
            frame = self._times.last(here.start, here.end, here.end, leading=True)
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
                return self._times.last(line.start, line.end, line.end, leading=True)
            if _ANNOUNCES.search(view, line.start, line.end):
                last = self._clauses.sentence(max(line.start, line.end - 2))
                return self._times.last(last.start, line.end, line.end, leading=True)
            if not _LISTED.match(view, line.start):
                return None
            start = line.start
        return None

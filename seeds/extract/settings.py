"""The administrative place that a figure is about.

The nearest place named before the figure in its sentence governs it, else the place that the paragraph
speaks of, else the place in the heading of its section, else the article's subject. 全县, 全市 stand
for the subject; the nation, national offices and companies without a place, and national thresholds,
for no place; what is given or sent belongs to the place that receives it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from seeds.article import Span, Status
from seeds.extract.clauses import Clauses
from seeds.extract.governors import Bodies, Governor, Governors, Named
from seeds.extract.quantities import Quantity

__all__ = ["Named", "Setting", "Settings"]


class Setting(NamedTuple):
    """A place by the name that the text uses, the characters that name it, and how it was found."""

    place: str | None
    span: Span | None = None
    rule: str = "named"


_SENT = re.compile(
    r"(?:选派|派驻|派出|抽调|投入|捐赠|捐款|援助|支援|支持|安排|拨付|下达|落实|输送|帮扶|协作|对口)"
)
_RECEIVER = re.compile(r"(?:到|向|给|赴|为|支援|帮扶|援助|支持|对)$")
_GIVEN = re.compile(r"捐赠|捐款|捐资|援助|支援|援建|帮扶")
_DONOR = re.compile(r"[帮支]扶县|支援方|帮扶单位")
_ENUMERATED = re.compile(r"[、和与及]|以及")
_NATIONAL_RULE = re.compile("国家|全国")
_SETTLEMENT = re.compile(r"(?:[乡镇村屯]|街道|社区|嘎查|苏木|[林农牧]场)$")
# What may stand before the topic of a sentence: a time, a source, 在.
_LEAD_IN = 14
# A place holds for so many sentences after the one that opens with it.
_CARRIED = 2
# A longer paragraph, in characters, is a page without paragraphs, which has no one topic.
_LONGEST_PARAGRAPH = 600


class Settings:
    """Finds the place of any figure of one view.

    `places` are the places named in it, `bodies` the companies and national offices; `headings` are
    ranges of the view and `subject` is the place that the article is about.
    """

    def __init__(
        self,
        clauses: Clauses,
        places: Sequence[Named],
        headings: Sequence[Span],
        subject: str | None,
        bodies: Sequence[Span] = (),
    ) -> None:
        self._clauses = clauses
        self._places = sorted((place for place in places if not place.abroad), key=lambda place: place.start)
        self._starts = [place.start for place in self._places]
        self._governors = Governors(clauses.view, places)
        self._bodies = Bodies(bodies)
        self._headings = sorted(headings)
        self._subject = subject
        self._counts = Counter(place.name for place in self._places)

    def of(self, here: Quantity, status: Status) -> Setting:
        """The place of one figure."""
        view = self._clauses.view
        sentence = self._clauses.sentence(here.start)
        clause = self._clauses.clause(here.start)
        if status == "standard" and _NATIONAL_RULE.search(view, clause.start, clause.end):
            return Setting(None, rule="nation")
        received = self._received(clause, here)
        if received:
            return received
        if _DONOR.match(view, here.end):
            return Setting(self._subject, rule="subject")
        governor = self._governing(sentence, here)
        if governor:
            return self._given(governor, here) or self._setting(governor)
        if self._is_of_body(sentence, here):
            return Setting(None, rule="body")
        carried = self._carried_to(sentence) or self._section(here)
        if carried or self._subject:
            return carried or Setting(self._subject, rule="subject")
        return self._topic(sentence) or Setting(None, rule="unplaced")

    def _governing(self, sentence: Span, here: Quantity) -> Governor | None:
        before = self._governors.between(sentence.start, here.start)
        while before and (before[-1].end > here.start or self._is_list(before, here)):
            if before[-1].end <= here.start:
                return None
            before = before[:-1]
        return before[-1] if before else None

    def _is_list(self, before: Sequence[Governor], here: Quantity) -> bool:
        """青岚、禾坪、临溪3县: the list is what is counted; the figures belong to a unit above it."""
        last = before[-1]
        if len(before) < 2 or not _ENUMERATED.fullmatch(self._clauses.view, before[-2].end, last.start):
            return False
        return "分别" not in self._clauses.view[last.end : here.start]

    def _setting(self, governor: Governor) -> Setting:
        span = Span(governor.start, governor.end)
        if governor.level:
            return self._for_level(governor.level, span)
        if governor.place is None:
            return Setting(None, rule="nation")
        return Setting(governor.place, span)

    def _received(self, clause: Span, here: Quantity) -> Setting | None:
        view = self._clauses.view
        if not _SENT.search(view, clause.start, here.start):
            return None
        for place in self._between(here.end, clause.end):
            if _RECEIVER.search(view, max(0, place.start - 4), place.start):
                return Setting(place.name, Span(place.start, place.end))
        return None

    def _given(self, governor: Governor, here: Quantity) -> Setting | None:
        """杭州市捐赠资金1.6亿元: what another place gives is received where the article is about."""
        giver = governor.place
        if not giver or not self._subject or _SETTLEMENT.search(giver):
            return None
        if giver in self._subject or self._subject in giver:
            return None
        view = self._clauses.view
        if _RECEIVER.search(view, max(0, governor.start - 4), governor.start):
            return None
        if not _GIVEN.search(view, governor.end, here.start):
            return None
        return Setting(self._subject, rule="subject")

    def _between(self, start: int, end: int) -> Sequence[Named]:
        """The places that begin in [start, end)."""
        return self._places[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _is_of_body(self, sentence: Span, here: Quantity) -> bool:
        """Whether a company or national office opens the sentence and gives nothing away in it."""
        body = self._bodies.opening(sentence.start, min(sentence.start + _LEAD_IN, here.start))
        if body is None or body.end > here.start:
            return False
        if self._between(sentence.start, sentence.end):
            return False
        return not _SENT.search(self._clauses.view, sentence.start, here.start)

    def _carried_to(self, sentence: Span, reach: int = _CARRIED) -> Setting | None:
        """The place that one of the `reach` sentences before opened with, the last that names any."""
        paragraph = self._clauses.paragraph(sentence.start)
        if not reach or sentence.start <= paragraph.start:
            return None
        before = self._clauses.sentence(sentence.start - 1)
        governors = self._governors.between(before.start, before.end)
        if not governors:
            if self._bodies.opening(before.start, before.start + _LEAD_IN):
                return None
            return self._carried_to(before, reach - 1)
        topic = governors[0]
        if topic.level or topic.start - before.start > _LEAD_IN:
            return None
        if topic.place and not self._holds(topic, governors):
            return None
        return self._setting(topic)._replace(rule="carried")

    def _holds(self, topic: Governor, governors: Sequence[Governor]) -> bool:
        """Whether a place that opens a sentence is the topic of the next: the only place, and no mere scene.

        In an article about one place another holds only if it is abroad.
        """
        if len({governor.place for governor in governors}) > 1:
            return False
        if topic.abroad:
            return True
        scene = self._clauses.view.endswith("在", 0, topic.start)
        return not (scene or self._subject or _SETTLEMENT.search(topic.place or ""))

    def _topic(self, sentence: Span) -> Setting | None:
        """In an article about several places, the one that the first sentence of the paragraph leads with."""
        paragraph = self._clauses.paragraph(sentence.start)
        if paragraph.end - paragraph.start > _LONGEST_PARAGRAPH or sentence.start == paragraph.start:
            return None
        first = self._clauses.clause(paragraph.start)
        governors = self._governors.between(first.start, first.end)
        if not governors or governors[0].start - first.start > _LEAD_IN:
            return None
        if len(governors) > 1 and _ENUMERATED.fullmatch(
            self._clauses.view, governors[-2].end, governors[-1].start
        ):
            return None
        return self._setting(governors[-1])._replace(rule="carried")

    def _for_level(self, level: str, span: Span) -> Setting:
        subject = self._subject or ""
        if subject.endswith(level) or (level == "区" and subject.endswith("自治区")):
            return Setting(subject, span)
        paragraph = self._clauses.paragraph(span.start)
        nearest = [place.name for place in reversed(self._between(paragraph.start, span.start))]
        for name in [*nearest, *(name for name, _ in self._counts.most_common())]:
            if name.endswith(level) and not name.endswith("地区"):
                return Setting(name, span)
        return Setting(None if level == "省" else self._subject, span)

    def _section(self, here: Quantity) -> Setting | None:
        at = bisect_right(self._headings, here.start, key=lambda span: span.start) - 1
        if at < 0:
            return None
        named = self._between(*self._headings[at])
        if not named:
            return None
        return Setting(named[-1].name, Span(named[-1].start, named[-1].end), "section")

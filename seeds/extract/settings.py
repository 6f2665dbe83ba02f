"""The administrative place that a figure is about.

The nearest place named before the figure in its sentence governs it, else the place that the paragraph
speaks of (see scenes), else the place in the heading of its section, else the article's subject. 全县,
全市 stand for the unit of that level (see levels); the nation, national offices and companies without
a place, and national thresholds, for no place; what is given or sent belongs to the place that
receives it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from seeds.article import Span, Status
from seeds.extract.assistance import is_donor
from seeds.extract.clauses import Clauses
from seeds.extract.governors import Bodies, Governor, Governors, Named
from seeds.extract.levels import Levels, is_settlement
from seeds.extract.quantities import Quantity
from seeds.extract.scenes import LEAD_IN, Scenes
from seeds.extract.units import kind_of

__all__ = ["Named", "Setting", "Settings"]


class Setting(NamedTuple):
    """A place by the name that the text uses, the characters that name it, and how it was found."""

    place: str | None
    span: Span | None = None
    rule: str = "named"


# Verbs of giving and sending, and the parties that give.
_SENT = re.compile(
    r"(?:选派|派驻|派出|抽调|投入|筹集|筹措|捐赠|捐款|援助|支援|支持|安排|拨付|下达|落实|输送|帮扶|协作|对口)"
)
_RECEIVER = re.compile(r"(?:到|向|给|赴|为|进驻|入驻|前往|派往|支援|帮扶|援助|支持|对)$")
# 选派3人组成工作队,正式进驻石桥村.
_MOVES_IN = re.compile("(?:并|正式|分别|全部|陆续)*(?:进驻|入驻|进村|派往|赴|到|前往|深入|为|用于|支援|帮助)")
# 30多个县来到石桥村学习: guests are counted where they go.
_VISIT = re.compile(
    r"[^,。;:\d]{0,10}?(?P<to>(?:先后|陆续)?(?:来到?|到|前来|赴))[^,。;:\d]{2,14}?(?:考察|学习|观摩|参观"
    r"|调研|取经|旅游|观光)"
)
_GIVEN = re.compile(r"捐赠|捐款|捐资|援助|支援|援建|帮扶")
_DONOR = re.compile(r"[帮支]扶县|支援方|帮扶单位")
_CLAUSE_END = re.compile("[,;。]")
_ENUMERATED = re.compile(r"[、和与及]|以及")
# What stands behind a place that is not the only one meant.
_LISTED = re.compile(r"[、和及]|以及|等")
# A figure of a list with the marks that part it from the next.
_SHARE = re.compile(r"\d[^、和及,;。]{0,6}(?:[、和及]|以及)")
# 居全国31个省(区、市)第二位: what is counted of the nation, where the rank is that of a place.
_OF_NATION = re.compile("全国$")
_COUNTS = ("count", "administrative")
_NATIONAL_RULE = re.compile("国家|全国")
# What a giving region does for another: 浙江累计落实到位资金33.9亿元.
_PROVIDED = re.compile(
    r"落实|到位|安排|投入|拨付|实施|选派|派出|派驻|派遣|帮助|引进|引导|引入|采购|购买|捐|援|帮扶|助力|建成"
    r"|建设|培训"
)
_ARRIVED = re.compile(r"[一-鿿]{0,4}(?:到位|到账)")


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
        self._governors = Governors(clauses.view, places, subject)
        self._scenes = Scenes(clauses, self._governors, subject)
        self._levels = Levels((place.name for place in self._places), subject)
        self._bodies = Bodies(bodies)
        self._headings = sorted(headings)
        self._subject = subject

    def of(self, here: Quantity, status: Status) -> Setting:
        """The place of one figure."""
        view = self._clauses.view
        sentence = self._clauses.sentence(here.start)
        clause = self._clauses.clause(here.start)
        if status == "standard" and _NATIONAL_RULE.search(view, clause.start, clause.end):
            return Setting(None, rule="nation")
        if self._governors.between(here.start, here.start + 1):
            return Setting(None, rule="nation")
        if _OF_NATION.search(view, clause.start, here.start) and kind_of(here.unit) in _COUNTS:
            return Setting(None, rule="nation")
        received = self._received(clause, here)
        if received:
            return received
        if _DONOR.match(view, here.end):
            return Setting(self._subject, rule="subject")
        governor = self._allotted(sentence, here) or self._governing(sentence, here)
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

    def _allotted(self, sentence: Span, here: Quantity) -> Governor | None:
        """青岚县、禾坪县分别为5%和6%: the first place has the first figure, the second the next."""
        view = self._clauses.view
        at = view.rfind("分别", sentence.start, here.start)
        if at < 0 or _CLAUSE_END.search(view, at, here.start):
            return None
        listed: list[Governor] = []
        for governor in reversed(self._governors.between(sentence.start, at)):
            if listed and not _ENUMERATED.fullmatch(view, governor.end, listed[0].start):
                break
            listed.insert(0, governor)
        index = len(_SHARE.findall(view[at : here.start]))
        return listed[index] if len(listed) > 1 and index < len(listed) else None

    def _is_list(self, before: Sequence[Governor], here: Quantity) -> bool:
        """青岚、禾坪、临溪3县: the list is what is counted; the figures belong to a unit above it."""
        last = before[-1]
        if len(before) < 2 or not _ENUMERATED.fullmatch(self._clauses.view, before[-2].end, last.start):
            return False
        return "分别" not in self._clauses.view[last.end : here.start]

    def _setting(self, governor: Governor) -> Setting:
        span = Span(governor.start, governor.end)
        if governor.level and not governor.place:
            return self._for_level(governor)
        if governor.place is None:
            return Setting(None, rule="nation")
        return Setting(governor.place, span)

    def _received(self, clause: Span, here: Quantity) -> Setting | None:
        view = self._clauses.view
        visited = _VISIT.match(view, here.end, clause.end)
        if visited and (seen := self._between(visited.end("to"), visited.end("to") + 1)):
            return Setting(seen[0].name, Span(seen[0].start, seen[0].end))
        if not _SENT.search(view, clause.start, here.start):
            return None
        end = clause.end
        if view[end - 1 : end] == "," and _MOVES_IN.match(view, end):
            end = self._clauses.clause(end).end
        for place in self._between(here.end, end):
            if _RECEIVER.search(view, max(0, place.start - 4), place.start):
                listed = _LISTED.match(view, place.end)
                return None if listed else Setting(place.name, Span(place.start, place.end))
        return None

    def _given(self, governor: Governor, here: Quantity) -> Setting | None:
        """杭州市捐赠资金1.6亿元: what another place gives is received where the article is about."""
        giver = governor.place
        if not giver or not self._subject or is_settlement(giver):
            return None
        if giver in self._subject or self._subject in giver:
            return None
        view = self._clauses.view
        if _RECEIVER.search(view, max(0, governor.start - 4), governor.start):
            return None
        pair = is_settlement(self._subject) or (is_donor(giver) and not is_donor(self._subject))
        given = (_PROVIDED if pair else _GIVEN).search(view, governor.end, here.start)
        if not given and not (pair and _ARRIVED.match(view, here.end)):
            return None
        return Setting(self._subject, rule="subject")

    def _between(self, start: int, end: int) -> Sequence[Named]:
        """The places that begin in [start, end)."""
        return self._places[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _is_of_body(self, sentence: Span, here: Quantity) -> bool:
        """Whether a company or national office opens the sentence and gives nothing away in it."""
        body = self._bodies.opening(sentence.start, min(sentence.start + LEAD_IN, here.start))
        if body is None or body.end > here.start:
            return False
        if self._between(sentence.start, sentence.end):
            return False
        return not _SENT.search(self._clauses.view, sentence.start, here.start)

    def _carried_to(self, sentence: Span) -> Setting | None:
        """The place of the sentences before, where the paragraph still speaks of it."""
        settlement = self._scenes.settlement(sentence) or self._scenes.announced(sentence)
        if settlement:
            return self._setting(settlement)._replace(rule="carried")
        if sentence.start > self._clauses.paragraph(sentence.start).start:
            before = self._clauses.sentence(sentence.start - 1)
            if self._bodies.opening(before.start, before.start + LEAD_IN):
                return None
        topic = self._scenes.topic_before(sentence)
        return self._setting(topic)._replace(rule="carried") if topic else None

    def _topic(self, sentence: Span) -> Setting | None:
        topic = self._scenes.of_paragraph(sentence)
        return self._setting(topic)._replace(rule="carried") if topic else None

    def _for_level(self, governor: Governor) -> Setting:
        paragraph = self._clauses.paragraph(governor.start)
        before = [place.name for place in self._between(paragraph.start, governor.start)]
        meant = self._levels.meant(governor.level, before, pointing=governor.pointing)
        return Setting(meant, Span(governor.start, governor.end))

    def _section(self, here: Quantity) -> Setting | None:
        at = bisect_right(self._headings, here.start, key=lambda span: span.start) - 1
        if at < 0:
            return None
        named = self._between(*self._headings[at])
        if not named:
            return None
        return Setting(named[-1].name, Span(named[-1].start, named[-1].end), "section")

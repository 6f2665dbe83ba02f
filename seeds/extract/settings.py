"""The administrative place that a figure is about.

The nearest place named before the figure in its sentence governs it, else the place in the heading of
its section, else the article's subject. 全县, 全市 stand for the subject; 全国 and 全省 without a name,
and national thresholds, for no place; what is given or sent belongs to the place that receives it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from seeds.article import Span, Status
from seeds.extract.clauses import Clauses
from seeds.extract.quantities import Quantity


class Setting(NamedTuple):
    """A place by the name that the text uses, and the characters that name it, if any do."""

    place: str | None
    span: Span | None = None


class Named(NamedTuple):
    """A place name in the view."""

    name: str
    start: int
    end: int


_GENERIC = re.compile(
    r"(?<!抽调)(?<!选派)(?<![从比较于])(?:全|(?<![一-鿿])我|本)(?P<level>[县市省区旗州盟国])(?!际|民|家|级|委|政)|(?<![一-鿿])(?P<nation>全国|国家)"
)
_SENT = re.compile(
    r"(?:选派|派驻|派出|抽调|投入|捐赠|捐款|援助|支援|支持|安排|拨付|下达|落实|输送|帮扶|协作|对口)"
)
_RECEIVER = re.compile(r"(?:到|向|给|赴|为|支援|帮扶|援助|支持|对)$")
_DONOR = re.compile(r"[帮支]扶县|支援方|帮扶单位")
_ENUMERATED = re.compile(r"[、和与及]|以及")


class Settings:
    """Finds the place of any figure of one view."""

    def __init__(
        self, clauses: Clauses, places: Sequence[Named], headings: Sequence[Span], subject: str | None
    ) -> None:
        self._clauses = clauses
        self._places = sorted(places, key=lambda place: place.start)
        self._starts = [place.start for place in self._places]
        self._headings = sorted(headings)
        self._subject = subject
        self._counts = Counter(place.name for place in places)

    def of(self, here: Quantity, status: Status) -> Setting:
        """The place of one figure."""
        view = self._clauses.view
        sentence = self._clauses.sentence(here.start)
        clause = self._clauses.clause(here.start)
        if status == "standard" and re.search(r"国家|全国", view[clause.start : clause.end]):
            return Setting(None)
        received = self._received(clause, here)
        if received:
            return received
        if _DONOR.match(view, here.end):
            return Setting(self._subject)
        generic = _last_match(_GENERIC, view, sentence.start, here.start)
        named = self._governing(sentence, here)
        if generic and (named is None or generic.start() > named.end):
            return self._for_level(generic)
        if named:
            return Setting(named.name, Span(named.start, named.end))
        return self._section(here) or Setting(self._subject)

    def _governing(self, sentence: Span, here: Quantity) -> Named | None:
        before = [
            place for place in self._places if sentence.start <= place.start and place.end <= here.start
        ]
        if not before or self._is_list(before, here):
            return None
        return before[-1]

    def _between(self, start: int, end: int) -> Sequence[Named]:
        """The places that begin in [start, end)."""
        return self._places[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _is_list(self, before: Sequence[Named], here: Quantity) -> bool:
        """青岚、禾坪、临溪3县: the list is what is counted; the figures belong to a unit above it."""
        last = before[-1]
        if len(before) < 2 or not _ENUMERATED.fullmatch(self._clauses.view, before[-2].end, last.start):
            return False
        return not re.search(r"分别|[,;。]", self._clauses.view[last.end : here.start])

    def _received(self, clause: Span, here: Quantity) -> Setting | None:
        view = self._clauses.view
        if not _SENT.search(view, clause.start, here.start):
            return None
        for place in self._between(here.end, clause.end):
            if _RECEIVER.search(view, max(0, place.start - 4), place.start):
                return Setting(place.name, Span(place.start, place.end))
        return None

    def _for_level(self, generic: re.Match[str]) -> Setting:
        if generic["nation"] or generic["level"] == "国":
            return Setting(None)
        level = generic["level"]
        span = Span(*generic.span())
        subject = self._subject or ""
        if subject.endswith(level) or (level == "区" and subject.endswith("自治区")):
            return Setting(subject, span)
        for name, _ in self._counts.most_common():
            if name.endswith(level) and not name.endswith("地区"):
                return Setting(name, span)
        return Setting(None if level == "省" else self._subject, span)

    def _section(self, here: Quantity) -> Setting | None:
        heading = next((span for span in reversed(self._headings) if span.start < here.start), None)
        if heading is None:
            return None
        named = self._between(heading.start, heading.end)
        return Setting(named[-1].name, Span(named[-1].start, named[-1].end)) if named else None


def _last_match(pattern: re.Pattern[str], view: str, start: int, end: int) -> re.Match[str] | None:
    last = None
    for match in pattern.finditer(view, start, end):
        last = match
    return last

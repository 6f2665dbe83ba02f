"""Places that hold beyond their sentence: the topic of a paragraph, and the village a reporter goes to.

A figure whose sentence names no place belongs to the village or township that the paragraph has just
brought in (走进石桥村, 石桥村村民…), as long as no other place and no word for a wider unit was named since.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from seeds.article import Span
from seeds.extract.clauses import Clauses
from seeds.extract.governors import Governor, Governors
from seeds.extract.levels import is_settlement, is_village, lies_in

# What may stand before the topic of a sentence: a time, a source, 在.
LEAD_IN = 14
# A place holds for so many sentences after the one that opens with it, and a village for more.
_CARRIED, _CARRIED_SETTLEMENT = 2, 5
# A longer paragraph, in characters, is a page without paragraphs, which has no one topic.
_LONGEST_PARAGRAPH = 600
_LONGEST_QUOTE = 200
# A speaker of a wider unit than a village.
_OFFICIAL = re.compile("[县市区省州旗局办]")
_ENUMERATED = re.compile(r"[、和与及]|以及")
# What stands between the beginning of a clause and a village that is its scene or its topic.
_SCENE = re.compile(
    r"(?:[一二三四五六七八九十]是|\d{1,4}[年月日]|[初底]|[去今前]年|近日|日前|如今|记者|笔者|以|如|据|像|同"
    r"|与)*"
    r"(?:.{0,10}(?:在|走进|走入|步入|来到|位于|地处|漫步|受益的(?:还有|是)))?"
    r"(?:[一-鿿]{2,6}(?:山区|地区|高原|腹地|深处|脚下|岸边|之滨|[河江湖海]?畔|交界处?)的?)?"
)
_CLAUSE_PART = re.compile(r"[^,:;“”]*$")
_LONGEST_SCENE = 24
_PEOPLE = re.compile(
    r"(?:的?(?:村民|贫困户|脱贫户|低保户|种植户|养殖户|农户|农民|居民|牧民|茶农|果农|党员)"
    r"|“?两委|党总?支部|党委|支书|村支书|村主任|主任|第一书记|驻村|书记|镇长|乡长)"
)
_RESIDENT = re.compile(rf"(?:{_PEOPLE.pattern}|的)+(?P<name>[一-鿿]{{2}})")
# Reports of a whole unit, which go through its parts a sentence each, name themselves in their head.
_REPORT = re.compile(r"工作报告|公报|工作总结|工作要点|规划|实施方案")
_HEAD = 60
# A sentence that opens so tells of the whole again.
_ELSEWHERE = re.compile(
    r"(?:据统计|此外|与此同时|另外|下一步|截[至止]|(?:[^,。;]{0,6},)?[县市省区旗州盟](?:[里上委]|政府|财政"
    r"|级))"
)
# 在青岚、白水等三个乡镇: more places than one.
_SEVERAL = re.compile(
    r"[^。;]{0,24}?(?:[\d两二三四五六七八九十几多]个?|各|多个)(?:乡镇|镇|乡|村|行政村|贫困村|社区|街道|县"
    r"|市|区)(?![级长一-鿿]?[里内])"
)


def _close_of_quote(view: str, paragraph: Span) -> int | None:
    """Where the quotation that opens a paragraph closes, if that is in sight."""
    close = view.find("”", paragraph.start, min(paragraph.end, paragraph.start + _LONGEST_QUOTE))
    while (
        close >= 0 and view.count("“", paragraph.start, close) > view.count("”", paragraph.start, close) + 1
    ):
        close = view.find("”", close + 1, min(paragraph.end, paragraph.start + _LONGEST_QUOTE))
    return close if close >= 0 else None


class Scenes:
    """The places that the paragraphs of one view carry from sentence to sentence."""

    def __init__(self, clauses: Clauses, governors: Governors, subject: str | None) -> None:
        self._clauses = clauses
        self._governors = governors
        self._subject = subject
        self._is_report = _REPORT.search(clauses.view, 0, _HEAD) is not None

    def settlement(self, sentence: Span) -> Governor | None:
        """The village or township in which the paragraph is, before a sentence that names none."""
        paragraph = self._clauses.paragraph(sentence.start)
        at = sentence
        for _ in range(_CARRIED_SETTLEMENT):
            if self._widens(at):
                return None
            if at.start <= paragraph.start:
                return self._home(paragraph)
            at = self._clauses.sentence(at.start - 1)
            governors = self._governors.between(at.start, at.end)
            if governors:
                return self._staged(at, governors)
        return None

    def _home(self, paragraph: Span) -> Governor | None:
        """The village of the person whom a paragraph goes on about: 柳湾村的周大山…。/周大山去年…."""
        if not paragraph.start:
            return None
        view = self._clauses.view
        before = self._clauses.paragraph(paragraph.start - 1)
        for governor in reversed(self._governors.between(before.start, before.end)):
            person = _RESIDENT.match(view, governor.end)
            if (
                person
                and is_village(governor.place or "")
                and view.startswith(person["name"], paragraph.start)
            ):
                return governor
        return None

    def _widens(self, sentence: Span) -> bool:
        """Whether a sentence opens with words for the whole, or for several places."""
        view = self._clauses.view
        return bool(
            _ELSEWHERE.match(view, sentence.start)
            or (
                view.startswith(("在", "对", "全面"), sentence.start) and _SEVERAL.match(view, sentence.start)
            )
        )

    def announced(self, sentence: Span) -> Governor | None:
        """The village of the speaker whom the sentence behind an opening quotation names."""
        view = self._clauses.view
        paragraph = self._clauses.paragraph(sentence.start)
        if not view.startswith("“", paragraph.start):
            return None
        close = _close_of_quote(view, paragraph)
        if close is None or not sentence.start < close < paragraph.end - 1:
            return None
        after = self._clauses.sentence(close + 1)
        governors = self._governors.between(close, after.end)
        if governors or _OFFICIAL.search(view, close, after.end):
            return self._staged(after, governors, speaker=True)
        return self._only_settlement(paragraph)

    def _only_settlement(self, paragraph: Span) -> Governor | None:
        """The settlement that the paragraph before is about, if it names no other: its people speak on."""
        if not paragraph.start:
            return None
        before = self._clauses.paragraph(paragraph.start - 1)
        governors = self._governors.between(before.start, before.end)
        alike = len({governor.place for governor in governors}) == 1
        return governors[-1] if alike and is_settlement(governors[-1].place or "") else None

    def _staged(
        self, sentence: Span, governors: Sequence[Governor], *, speaker: bool = False
    ) -> Governor | None:
        """The settlement that a sentence is about: the last in the one chain of places that it names."""
        if not governors:
            return None
        last = governors[-1]
        if not self._is_part(last, sentence):
            return None
        # 全村 repeats the village that the sentence has named.
        governors = [
            governor for governor in governors if not (governor.place and governor.level)
        ] or governors
        if governors[-1].place != last.place:
            return None
        last = governors[-1]._replace(level=last.level)
        chain = [
            one
            for same in governors
            if same.place == last.place
            for one in self._chain(governors[: governors.index(same) + 1], same)
        ]
        if any(
            is_settlement(other.place or "") and other.place != last.place
            for other in governors
            if other not in chain
        ):
            return None
        if last.level or _PEOPLE.match(self._clauses.view, last.end):
            return last
        if self._is_report and not self._clauses.view.startswith("在", sentence.start):
            return None
        before = self._clauses.view[max(sentence.start, chain[0].start - _LONGEST_SCENE) : chain[0].start]
        opening = _CLAUSE_PART.search(before)
        return last if speaker or (opening and _SCENE.fullmatch(opening[0])) else None

    def _is_part(self, governor: Governor, sentence: Span) -> bool:
        """Whether a place is small beside the subject: a settlement, or a county opening the paragraph."""
        name = governor.place or ""
        if is_settlement(name):
            return True
        opens = sentence.start == self._clauses.paragraph(sentence.start).start
        return bool(name and opens and self._subject and lies_in(name, self._subject))

    def _chain(self, governors: Sequence[Governor], last: Governor) -> list[Governor]:
        """The places that end in `last`, each right behind the one around it: 青岚县|石桥镇|柳湾村."""
        chain = [last]
        for governor in reversed(governors[:-1]):
            if governor.end != chain[0].start:
                break
            chain.insert(0, governor)
        return chain

    def _chain_from(self, governors: Sequence[Governor]) -> Sequence[Governor]:
        """The first of `governors` and those that stand right behind it, each inside the one before."""
        size = 1
        while size < len(governors) and governors[size].start == governors[size - 1].end:
            size += 1
        return governors[:size]

    def topic_before(self, sentence: Span, reach: int = _CARRIED) -> Governor | None:
        """The place that one of the `reach` sentences before opened with, the last that names any."""
        paragraph = self._clauses.paragraph(sentence.start)
        if not reach or sentence.start <= paragraph.start:
            return None
        before = self._clauses.sentence(sentence.start - 1)
        governors = self._governors.between(before.start, before.end)
        if not governors:
            return self.topic_before(before, reach - 1)
        opening = governors[0]
        if opening.level or opening.start - before.start > LEAD_IN:
            return None
        # 湖北省|咸丰县 is one place.
        topic = self._chain_from(governors)[-1]
        if topic.place and not self._holds(topic, governors):
            return None
        return topic

    def _holds(self, topic: Governor, governors: Sequence[Governor]) -> bool:
        """Whether a place that opens a sentence is the topic of the next: the only place, and no mere scene.

        In an article about one place another holds only if it is abroad.
        """
        chain = self._chain_from(governors)
        if len({governor.place for governor in governors[len(chain) - 1 :]}) > 1:
            return False
        if topic.abroad:
            return True
        scene = self._clauses.view.endswith("在", 0, chain[0].start)
        return not (scene or self._subject or is_settlement(topic.place or ""))

    def of_paragraph(self, sentence: Span) -> Governor | None:
        """In an article about several places, the one that the first sentence of the paragraph leads with."""
        paragraph = self._clauses.paragraph(sentence.start)
        if paragraph.end - paragraph.start > _LONGEST_PARAGRAPH or sentence.start == paragraph.start:
            return None
        first = self._clauses.clause(paragraph.start)
        governors = self._governors.between(first.start, first.end)
        if not governors or governors[0].start - first.start > LEAD_IN:
            return None
        if len(governors) > 1 and _ENUMERATED.fullmatch(
            self._clauses.view, governors[-2].end, governors[-1].start
        ):
            return None
        return governors[-1]

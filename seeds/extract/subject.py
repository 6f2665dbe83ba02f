"""The place that an article is about, which its figures belong to where nothing else is said."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from seeds.article import Block
from seeds.extract.assistance import aided, is_donor
from seeds.extract.gazetteer import Gazetteer, Level, level_of_name, short_name
from seeds.extract.governors import is_dateline
from seeds.extract.mentions import Mention
from seeds.extract.settled_subject import settled_subject

_ROLE_WEIGHT = {"title": 12.0, "heading": 1.5}
_LEAD, _LEAD_WEIGHT = 400, 2.0
# 全县, 县委 and their like tell at which level an article speaks.
_LEVEL_WORD = re.compile(
    r"(?=[全我县旗区市州盟省])(?:(?P<county>[全我][县旗区](?![域员])|(?<![一-鿿])[县旗][委里])"
    r"|(?P<city>[全我][市州盟]|(?<![一-鿿])[市州盟][委里])|(?P<province>[全我]省|(?<![一-鿿])省委))"
)
_LEVEL_WEIGHT, _LEVEL_MOST = 1.0, 10
_LEVEL_SHARE: dict[Level, float] = {"county": 1.15, "city": 1.0, "province": 0.7}
_LEAST_WEIGHT, _LEAST_ALONE = 2.5, 2.0
_LEAST_SHARE, _LEAST_SHARE_UNENTITLED = 0.3, 0.45
# A division that the title does not name is spoken of so often, and once in so many characters.
_LEAST_MENTIONS, _RARELY = 3, 600
_NATION = re.compile(
    r"(?=[中全各国多我])(?:我国|国内|全球|中[美欧日韩英法德俄]|(?<![县市省区州旗])(?:多地|各地)|多个(?:省"
    r"|地区|城市)"
    r"|全国(?!人大|政协|“?两会|劳模|先进|优秀|[一-鿿]{0,6}(?:单位|县|市|镇|村)(?![一-鿿])))"
)
_NO_DIVISION = ("settlement", "zone", "road", "region", "letter")


def subject_of(
    view: str,
    places: Iterable[Mention],
    blocks: Iterable[tuple[Block, int, int]],
    gazetteer: Gazetteer,
    source: str | None = None,
) -> str | None:
    """The place that an article is about, in the fullest form that its text has.

    That is the village or township of a feature (see settled_subject); in an article on aid between
    regions the one that receives it; else the division that the article speaks of most.
    """
    named, rows = list(places), list(blocks)
    settlement = settled_subject(view, named, rows)
    if settlement:
        return settlement
    division = _division_of(view, named, rows, gazetteer)
    if division is None or is_donor(division):
        names = [view[place.start : place.end] for place in named if not place.rule.startswith(_NO_DIVISION)]
        return aided(view, names, source) or division
    return division


def _division_of(
    view: str, places: Sequence[Mention], blocks: Iterable[tuple[Block, int, int]], gazetteer: Gazetteer
) -> str | None:
    """The division that an article speaks of most.

    What the title and the lead name weighs more, and a county more than the province around it. None
    where no division stands out: the nation and places abroad weigh against every division, and
    divisions against each other unless one lies in the other.
    """
    said = _Tally(view, blocks, gazetteer)
    said.count(places)
    if not said.weights:
        return None
    best, weight = min(said.weights.items(), key=lambda item: (-item[1], item[0]))
    if weight < (_LEAST_ALONE if len(said.weights) == 1 else _LEAST_WEIGHT):
        return None
    rivals = sum(_rivals(best, said.weights, said.forms, gazetteer)) + said.elsewhere
    share = weight / (weight + rivals)
    often = said.mentions(best) >= max(_LEAST_MENTIONS, len(view) / _RARELY)
    if best in said.entitled:
        stands_out = share >= _LEAST_SHARE
    else:
        stands_out = not rivals or (often and share >= _LEAST_SHARE_UNENTITLED)
    return _form(said.forms[best]) if stands_out else None


class _Tally:
    """How much a text says of each division, by its name without level, and of all that is elsewhere."""

    def __init__(self, view: str, blocks: Iterable[tuple[Block, int, int]], gazetteer: Gazetteer) -> None:
        self._view = view
        self._gazetteer = gazetteer
        self._rows = [(start, end, block.role) for block, start, end in blocks]
        self._spoken = Counter(hit.lastgroup for hit in _LEVEL_WORD.finditer(view))
        self._levels: dict[str, Level] = {}
        self.forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.weights: defaultdict[str, float] = defaultdict(float)
        self.entitled: set[str] = set()
        self.elsewhere = 0.0

    def count(self, places: Sequence[Mention]) -> None:
        """Weigh the places, the nation, and the words for levels (全县)."""
        self.elsewhere += sum(self._weight(hit.start()) for hit in _NATION.finditer(self._view))
        begun = {place.start for place in places if not place.rule.startswith(_NO_DIVISION)}
        for place in places:
            if place.rule.startswith("abroad:"):
                self.elsewhere += self._weight(place.start)
            elif is_dateline(self._view, place.start, place.end):
                continue
            elif place.end not in begun and not place.rule.startswith(_NO_DIVISION):
                # 山西省 in 山西省榆社县 only tells where that lies.
                self._add(place)
        for stem in self.weights:
            self.weights[stem] += _LEVEL_WEIGHT * self._spoken_of(stem)
            self.weights[stem] *= _LEVEL_SHARE[self._levels[stem]]

    def mentions(self, stem: str) -> int:
        """How often the division is named or meant by a word for its level."""
        return self.forms[stem].total() + self._spoken_of(stem)

    def _spoken_of(self, stem: str) -> int:
        return min(_LEVEL_MOST, self._spoken[self._levels[stem]])

    def _add(self, place: Mention) -> None:
        name = self._view[place.start : place.end]
        full = place.rule.removeprefix("short:") if place.rule.startswith("short:") else name
        level = self._gazetteer.level(full) or level_of_name(full)
        if level is None:
            return
        stem, weight = short_name(full), self._weight(place.start)
        self.weights[stem] += weight
        self.forms[stem][name] += 1
        if weight == _ROLE_WEIGHT["title"]:
            self.entitled.add(stem)
        self._levels.setdefault(stem, level)
        if self._gazetteer.is_full(name) or place.rule.startswith("unlisted:"):
            self._levels[stem] = level

    def _weight(self, start: int) -> float:
        """What a mention at `start` weighs by where it stands."""
        at = bisect_right(self._rows, start, key=lambda row: row[0]) - 1
        role = self._rows[at][2] if at >= 0 and start < self._rows[at][1] else "paragraph"
        if role == "paragraph" and start < _LEAD:
            return _LEAD_WEIGHT
        return _ROLE_WEIGHT.get(role, 1.0)


def _rivals(
    best: str, weights: Mapping[str, float], forms: Mapping[str, Counter[str]], gazetteer: Gazetteer
) -> Iterator[float]:
    """The weights of the divisions that are neither above nor below `best`."""
    kin = {short_name(above) for name in forms[best] for d in gazetteer.divisions(name) for above in d[2:4]}
    for stem, weight in weights.items():
        parents = {
            short_name(above) for name in forms[stem] for d in gazetteer.divisions(name) for above in d[2:4]
        }
        if stem != best and stem not in kin and best not in parents:
            yield weight


def _form(forms: Counter[str]) -> str:
    """The fullest form; but 阿旗 rather than 阿鲁科尔沁旗, of which it is no part, where it is commoner."""
    fullest = max(forms, key=lambda form: (len(form), form))
    common = max(forms, key=lambda form: (forms[form], len(form), form))
    return fullest if common in fullest else common

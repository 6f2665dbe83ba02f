"""Which unit a word for a level means: 全县 the county that the article is about, 该县 the one just named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from seeds.extract.gazetteer import Gazetteer, short_name

# Words for the people and offices of a village that is spoken of; 农村民居, 贫困村集体 are of none.
OF_VILLAGE = (
    "(?<![农乡山渔困贫范各每驻帮多个名外新有分些数])"
    "村(?:里|内|民(?!小组|委|宿|居)|集体|“?两委|党支部|支部|支书|委会)"
)
# So many names before a word for a level are looked at.
_REACH = 12


class Levels:
    """The units of an article by level. `names` are its places in reading order, `subject` its topic."""

    def __init__(self, names: Iterable[str], subject: str | None) -> None:
        self._subject = subject
        self._gazetteer = Gazetteer.load()
        self._by_frequency = [name for name, _ in Counter(names).most_common()]

    def meant(self, level: str, before: Sequence[str], *, pointing: bool) -> str | None:
        """The unit of `level` (县); `before` are the places named earlier in the paragraph.

        A `pointing` word (该县) means the nearest of them, any other the subject first. 全省 means no
        place where the article does not name its province.
        """
        near = self._nearest(level, before, short=pointing or not self._subject)
        if pointing and near:
            return near
        if self._subject and self._is_of(self._subject, level, short=True):
            return self._subject
        if near:
            return near
        for name in self._by_frequency:
            if self._is_of(name, level, short=False):
                return name
        return None if level == "省" or is_settlement(self._subject or "") else self._subject

    def _nearest(self, level: str, before: Sequence[str], *, short: bool) -> str | None:
        for name in islice(reversed(before), _REACH):
            if self._is_of(name, level, short=short):
                return name
        return None

    def _is_of(self, name: str, level: str, *, short: bool) -> bool:
        """Whether a name has this level; a `short` one (安徽) where a full name that it stands for does."""
        if name.endswith(level):
            return not name.endswith("地区")
        return short and any(division.name.endswith(level) for division in self._gazetteer.divisions(name))


_SETTLEMENTS = ("乡", "镇", "村", "屯", "街道", "社区", "嘎查", "苏木", "林场", "农场", "牧场", "片区")
_VILLAGES = ("村", "屯", "嘎查", "社区")


def is_settlement(name: str) -> bool:
    """Whether a name is that of a township, a village or a part of them."""
    return name.endswith(_SETTLEMENTS)


def is_village(name: str) -> bool:
    """Whether a name is that of a village or neighbourhood."""
    return name.endswith(_VILLAGES)


def lies_in(name: str, subject: str) -> bool:
    """Whether the table of divisions has `name` in the province or city `subject`."""
    gazetteer = Gazetteer.load()
    # 新疆 stands for 新疆维吾尔自治区, which a rule would shorten otherwise.
    around = {short_name(subject), *(short_name(division.name) for division in gazetteer.divisions(subject))}
    return any(
        not around.isdisjoint((short_name(division.parent), short_name(division.province)))
        for division in gazetteer.divisions(name)
        if short_name(division.name) not in around
    )

"""What may govern the place of a figure: places named, the nation, and bodies known beyond any place.

A place that something merely comes from, goes to or is compared with (来自, 销往, 高于) governs nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from seeds.article import Span

NATION = ("中国", "中國")


class Named(NamedTuple):
    """A place in the view by the name that the text uses; `abroad` if it is a country or lies in one."""

    name: str
    start: int
    end: int
    abroad: bool = False


class Governor(NamedTuple):
    """A range of the view that settles the place of the figures behind it.

    `place` is None for the nation and the world. `level` is that of 全县, whose place is the unit of
    that level that the article names. `abroad` is that of the place.
    """

    start: int
    end: int
    place: str | None = None
    level: str = ""
    abroad: bool = False


_LEVEL = re.compile(
    r"(?<!抽调)(?<!选派)(?<![从比较于])(?:全|(?<![一-鿿])我|本)(?P<level>[县市省区旗州盟])(?![际民家级委政])"
)
# 全国, but not in what a title or an award says: 全国首个, 全国文明村.
_NATION = re.compile(
    r"全国(?![首第最各人政两]|先进|文明|优秀|劳模|劳动模范|十[大佳]|百强|唯一|示范|重点|知名|闻名|范围)"
    r"|(?<![一-鿿])国家(?![级重])|[我本]国(?!首|第一)|国内(?![首外最知])|(?<![一-鿿])(?:全球|世界)(?![首最第知各闻])"
)
_PASSING = re.compile(
    r"(?:来自|从|距离?|离|比|比较|较|[高低多少快慢优]于|超过|毕业于|[前飞运销发通去]往|返回|卸任|离开|告别|辞去|远销|[卖送带销]到了?|出口到?|途经)$"
)
_PASSING_NATION = re.compile(r"(?:面向|走向|推向|辐射|[居列]|占|占到|相当于|为|是|被|获|获得|乃至|在)$")
_PASSING_ABROAD = re.compile(r"(?:[与同跟和对向赴往被]|引进|进口)$")
# 美国对…加征关税, 受美国…影响: the conditions of what is told of somewhere else.
_ACTING_ABROAD = re.compile(r"[^,。;]{0,4}(?:[对向]|加征|制裁|打压)")
_CONDITION = re.compile(r"(?:如果|若|一旦|假如|由于|因为?|受|随着|尽管|面对|应对|即使)[^,。;]{0,6}$")
_REGARDED = re.compile(r"的?(?:情况|数据)?来?看")


class Governors:
    """The governors of one view, in order."""

    def __init__(self, view: str, places: Iterable[Named]) -> None:
        found = [*_places(view, places), *_nation(view)]
        found += [Governor(*match.span(), level=match["level"]) for match in _LEVEL.finditer(view)]
        self._all = sorted(found)
        self._starts = [governor.start for governor in self._all]

    def between(self, start: int, end: int) -> Sequence[Governor]:
        """The governors that begin in [start, end)."""
        return self._all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def _places(view: str, places: Iterable[Named]) -> Iterator[Governor]:
    for name, start, end, abroad in places:
        before = view[max(0, start - 4) : start]
        if _PASSING.search(before) and not _REGARDED.match(view, end):
            continue
        if name in NATION:
            if not _PASSING_NATION.search(before):
                yield Governor(start, end)
        elif not (abroad and _is_aside(view, start, end)):
            yield Governor(start, end, name, abroad=abroad)


def _is_aside(view: str, start: int, end: int) -> bool:
    """Whether a place abroad is only what somebody deals with, or part of a condition."""
    before = view[max(0, start - 8) : start]
    return bool(
        _PASSING_ABROAD.search(before) or _CONDITION.search(before) or _ACTING_ABROAD.match(view, end)
    )


def _nation(view: str) -> Iterator[Governor]:
    for match in _NATION.finditer(view):
        before = view[max(0, match.start() - 4) : match.start()]
        if not (_PASSING.search(before) or _PASSING_NATION.search(before)):
            yield Governor(*match.span())


class Bodies:
    """Companies and national offices, whose own figures belong to no place unless one is named."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]

    def opening(self, start: int, end: int) -> Span | None:
        """The last body that begins in [start, end)."""
        at = bisect_right(self._starts, end - 1) - 1
        return self._spans[at] if at >= 0 and self._spans[at].start >= start else None

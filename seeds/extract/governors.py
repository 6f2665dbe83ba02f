"""What may govern the place of a figure: places named, the nation, and bodies known beyond any place.

A place that something merely comes from, goes to or is compared with (来自, 销往, 高于), where a report
was filed (本报北京5月9日电) or that only heads a list (大连等14个城市) governs nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from seeds.article import Span
from seeds.extract.anchored import anchored
from seeds.extract.gazetteer import Gazetteer, level_of_name
from seeds.extract.levels import OF_VILLAGE, is_village
from seeds.extract.settlements import is_class

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
    that level that the article names, and `pointing` tells 该县 from 全县. `abroad` is that of the place.
    """

    start: int
    end: int
    place: str | None = None
    level: str = ""
    abroad: bool = False
    pointing: bool = False


_LEVEL = re.compile(
    r"(?=[全我本该])(?<!抽调)(?<!选派)(?<![从比较于占])(?:全|(?<![一-鿿])我|本|(?P<pointing>(?<!应)该))"
    r"(?P<level>[县市省区旗州盟])(?![际民家级委政域间场块])"
)
# Words for the township or village that is spoken of: 全镇, 该村; and for its people: 村民, 村集体.
_SETTLED = anchored(
    r"(?<![从比较于占])(?:[全该本]|(?<![一-鿿])我)(?P<level>[村镇屯]|乡(?!村)|嘎查|苏木|街道|社区)"
    rf"|{OF_VILLAGE}",
    "全|该|本|我|村里|村内|村民|村集体|村“|村两委|村党支部|村支|村委会",
    reach=0,
)
# 全国, but not in what a title or an award says: 全国首个, 全国文明村.
_NATION = re.compile(
    r"(?=[全国我本世])(?:全国(?![首第最各人政两]|[一二三四五六七八九十\d]{1,2}大|先进|文明|优秀|劳模"
    r"|劳动模范|十[大佳]|百强|唯一|示范|重点|知名|闻名|范围)"
    r"|(?<![一-鿿])国家(?![级重])|[我本]国(?!首|第一)|国内(?![首外最知])|(?<![一-鿿])(?:全球"
    r"|世界)(?![首最第知各闻]))"
)
_PASSING = re.compile(
    r"(?:来自|从|距离?|离|(?<!相)比|比较|较|[高低多少快慢优]于|超过|毕业于|[前飞运销发通去]往|返回|卸任"
    r"|离开|告别|辞去|远销|[卖送带销]到了?|出口到?|途经|占到?|(?<![定聚分旅移散])居|位列)$"
)
# Between a place and the one that it lies in: 青岚县地处湖北西南部.
_SITUATED = re.compile(r"(?:也|就|则)?(?:位[于於]|地处|坐落[于在]|隶属于?|属于?|在|(?:还|曾|曾经)?是)")
_PASSING_NATION = re.compile(r"(?:对|面向|走向|推向|辐射|[居列]|占|占到|相当于|为|是|被|获|获得|乃至|在)$")
_PASSING_ABROAD = re.compile(r"(?:[与同跟和对向赴往被]|引进|进口)$")
# 美国对…加征关税, 受美国…影响: the conditions of what is told of somewhere else.
_ACTING_ABROAD = re.compile(r"[^,。;]{0,4}(?:[对向]|加征|制裁|打压)")
_CONDITION = re.compile(r"(?:如果|若|一旦|假如|由于|因为?|受|随着|尽管|面对|应对|即使)[^,。;]{0,6}$")
_REGARDED = re.compile(r"的?(?:情况|数据)?来?看")
_DATELINE = re.compile(r"(?:(?:\d{1,2}月)?\d{1,2}日)?(?:专?电|讯)(?=[ (:]|$|[一-鿿])")
_FILED = re.compile(r"(?:本报|[社网报])$")
# Visitors: 浙江企业到我省投资.
_VISITING = re.compile(r"(?:企业|客商|商人|游客|专家|学者|老板|老师|医生)(?:[到来赴]|落户|入驻)")
# What is called after the place that it is from: 将养殖的固始鸡.
_BREED = re.compile("[鸡鸭鹅羊牛猪驴马鱼蟹虾茶米枣梨桃橘橙柚瓜杏酒醋菜椒蒜姜](?![农场塘业区县市镇乡村])")
_EXAMPLE = re.compile(
    r"(?:[、和][一-鿿]{2,5}){0,6}等"
    r"(?:[一-鿿]{0,6}?[\d两三四五六七八九十几多]+余?多?个?(?:[一-鿿]{0,4}[省市县区旗州镇乡村(]|城市|地区"
    r"|国家)"
    r"|(?:地|县|市|区|旗|省|乡镇|乡|镇|村|国|州|县市|县区|省份|省市|城市|地区|国家)(?![一-鿿]?名))"
)
_TRACT = anchored(r"(?<![一-鿿])(?P<stem>(?![各该每全本整第])[一-鿿]{2,3})片区(?=\d)", "片区", reach=3)
_PARKS = ("产业园", "工业园", "科技园", "物流园", "创业园", "示范园", "园区")
_ENUMERATED = re.compile(r"[、和与及]|以及")
# Counted provinces stand for the nation, but not as a market or as partners.
_PROVINCES = re.compile(r"\d+多?个?省(?![级道直辖定内外])")
_REACHED = re.compile(
    r"(?:[居列]全国|销|覆盖|辐射|来自|遍布|走进|进入|走向|跨|涉及|[向与和同往到至])[^,。;]{0,8}$"
)
# How many governors back, and how many characters, a settlement is looked for.
_NEAR, _FAR = 12, 900


class Governors:
    """The governors of one view, in order."""

    def __init__(self, view: str, places: Iterable[Named], subject: str | None = None) -> None:
        found = [*_places(view, list(places)), *_tracts(view), *_nation(view)]
        found += [
            Governor(*match.span(), level=match["level"], pointing=match["pointing"] is not None)
            for match in _LEVEL.finditer(view)
        ]
        settled = [(*match.span(), match["level"] or "") for match in _SETTLED.finditer(view)]
        self._all = _with_settled(view, sorted(found), settled, subject or "")
        self._starts = [governor.start for governor in self._all]

    def between(self, start: int, end: int) -> Sequence[Governor]:
        """The governors that begin in [start, end)."""
        return self._all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def is_dateline(view: str, start: int, end: int) -> bool:
    """Whether the place at [start, end) is where a report was filed: 新华社昆明6月1日电."""
    dated = _DATELINE.match(view, end)
    return dated is not None and (dated.end() - end > 1 or _FILED.search(view, 0, start) is not None)


def _places(view: str, places: Sequence[Named]) -> Iterator[Governor]:
    listed = _examples(view, places)
    passed = -1
    for at, (name, start, end, abroad) in enumerate(places):
        before = view[max(0, start - 4) : start]
        # 从青岚县到石桥县: both are passed.
        passing = _PASSING.search(before) or (0 <= passed <= start and view[passed:start] in ("", "到", "至"))
        situated = at > 0 and _SITUATED.fullmatch(view, places[at - 1].end, start) is not None
        if (passing and not _REGARDED.match(view, end)) or situated:
            passed = end
            continue
        if at in listed or is_dateline(view, start, end) or _VISITING.match(view, end):
            continue
        leads = at + 1 < len(places) and places[at + 1].start == end
        if not leads and not level_of_name(name) and _BREED.match(view, end):
            continue
        if name in NATION:
            if not _PASSING_NATION.search(before):
                yield Governor(start, end)
        elif name.endswith("片区") and at and places[at - 1].end == start:
            # 石桥镇东湾片区: a tract is no unit of its own beside the township.
            continue
        elif name.endswith(_PARKS):
            if division := _division_of_park(name):
                yield Governor(start, end, division)
        elif not (abroad and _is_aside(view, start, end)):
            yield Governor(start, end, name, abroad=abroad)


def _division_of_park(name: str) -> str | None:
    """The division that a park is called after (乐山产业园); a park is none itself."""
    gazetteer = Gazetteer.load()
    return next((name[:size] for size in (4, 3, 2) if gazetteer.level(name[:size])), None)


def _tracts(view: str) -> Iterator[Governor]:
    """The tracts of a list, each with its figures: 白水片区4条, 青岚片区3条."""
    for match in _TRACT.finditer(view):
        if not is_class(match["stem"]):
            yield Governor(*match.span(), match[0])


def _examples(view: str, places: Sequence[Named]) -> set[int]:
    """The indices of places that a list names for more than them: 青岚县、禾坪县等12个县."""
    found: set[int] = set()
    for at in range(len(places) - 1, -1, -1):
        place = places[at]
        listed = at + 1 in found and _ENUMERATED.fullmatch(view, place.end, places[at + 1].start)
        if listed or _EXAMPLE.match(view, place.end):
            found.add(at)
    return found


def _is_aside(view: str, start: int, end: int) -> bool:
    """Whether a place abroad is only what somebody deals with, or part of a condition."""
    before = view[max(0, start - 8) : start]
    return bool(
        _PASSING_ABROAD.search(before) or _CONDITION.search(before) or _ACTING_ABROAD.match(view, end)
    )


def _nation(view: str) -> Iterator[Governor]:
    for match in _NATION.finditer(view):
        before = view[max(0, match.start() - 4) : match.start()]
        counted = before.endswith("在") and view[match.end() : match.end() + 1].isdigit()
        if counted or not (_PASSING.search(before) or _PASSING_NATION.search(before)):
            yield Governor(*match.span())
    for match in _PROVINCES.finditer(view):
        if not _REACHED.search(view, max(0, match.start() - 12), match.start()):
            yield Governor(*match.span())


def _with_settled(
    view: str, governors: Sequence[Governor], settled: Iterable[tuple[int, int, str]], subject: str
) -> list[Governor]:
    """`governors` and those words for a settlement (全镇, 村民) whose settlement was named before.

    该村 means the last village named in this paragraph or the one before, else that of the subject; 村民
    only the one that is spoken of, so that nothing else was named since.
    """
    merged: list[Governor] = []
    rest = iter([*governors, Governor(len(view), len(view))])
    upcoming = next(rest)
    for start, end, level in settled:
        while upcoming.start < start:
            merged.append(upcoming)
            upcoming = next(rest)
        if merged and merged[-1].end > start:
            continue
        place = _settlement_before(view, merged, start, level)
        if not place and level and _is_of(subject, level):
            place = subject
        if place:
            merged.append(Governor(start, end, place, level=level or "村"))
    return [*merged, upcoming, *rest][:-1]


def _settlement_before(view: str, merged: Sequence[Governor], start: int, level: str) -> str | None:
    for governor in merged[:-_NEAR:-1]:
        paragraphs = view.count("\n", governor.end, start) if start - governor.end < _FAR else 2
        name = governor.place or ""
        if not level:
            return name if is_village(name) and not paragraphs else None
        if paragraphs > 1:
            return None
        if _is_of(name, level):
            return name
    return None


def _is_of(name: str, level: str) -> bool:
    return name.endswith(level) or (level == "村" and is_village(name))


class Bodies:
    """Companies and national offices, whose own figures belong to no place unless one is named."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]

    def opening(self, start: int, end: int) -> Span | None:
        """The last body that begins in [start, end)."""
        at = bisect_right(self._starts, end - 1) - 1
        return self._spans[at] if at >= 0 and self._spans[at].start >= start else None

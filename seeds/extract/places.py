"""Places that the table of divisions knows, under their full, short and one-letter names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from seeds.extract.field_words import either, qualifiers
from seeds.extract.gazetteer import Gazetteer, is_ordinary, is_plain_noun, is_plain_word, short_name
from seeds.extract.landmarks import landmarks_of
from seeds.extract.letters import letters_of
from seeds.extract.mentions import Mention, outermost
from seeds.extract.settlements import settlements_of
from seeds.extract.short_places import short_places_of
from seeds.extract.sites import sites_of
from seeds.extract.unlisted import unlisted_of
from seeds.extract.vocabulary import is_boundary, straddled_left, straddled_right
from seeds.folding import is_han
from seeds.profile import NO_WORDS, Words

# What closes a list of places, before a word for their class: 青岚、禾坪等|3个|省级|试点县.
_LIST_END = r"(?:等)?(?:[\d一二三四五六七八九十两]+个?)?(?:[国省市]家?级)?(?:深度)?非?"
_BANNER_WINGS = re.compile(r"[左右]翼([前中后])旗$")
# What makes the level of a full name the beginning of another word: 南沙湾|区块, 赫章|县域, 赫章|县级.
_NOT_AFTER_LEVEL = re.compile(
    r"(?<=[县区])级(?![别联])|(?<=[县市区旗])(?:[域帜]|[块场份](?![一-鿿]?[局所公]))"
)
_NOT_A_PLACE_AFTER = re.compile(r"久安|时间")
# 35585名|山区群众: a measure word that seems to begin a name.
_COUNTED = re.compile(r"[\d万千百亿多余][名户个位口家元]")
_GOING = re.compile(r"(?:[到赴抵往从至]|来自|前往|位于)$")
_SEAT = re.compile(r"委|政府|人民政府|县委|县长|人大|政协")
# 任县委书记 is no committee of 任县: these family names of counties are verbs and particles first.
_OPENERS = "任和代完新成通道理定应原易高"
# 富县强民 is no county, nor is one called 新县城.
_PLAIN_BRIEF = re.compile("[强富兴城域]")
_HELD = re.compile("举行|召开|举办|启动|调研|考察|督导|挂职|$|[,。]")
_TOWNSHIP = re.compile("(?![各全每本])[一-鿿]{2,3}[镇乡](?![村镇级])")
_OF_COUNTY = re.compile(r"[全我该]县|(?<![一-鿿])县[委里]")
# Cities under names that went out of use before this year are known by their full names only.
_STILL_IN_USE = 2005

Accepted = dict[tuple[int, int], float]
"""Ranges of the view that are places, with the confidence of each."""


def places_of(view: str, gazetteer: Gazetteer, words: Words = NO_WORDS) -> list[Mention]:
    """The LOC mentions of a view, one for each administrative level or geographic name, without overlaps.

    `words` are the profile's.
    """
    names = [_before_rank(view, gazetteer, start, end) for start, end in gazetteer.scan(view)]
    # 苏南 is a region, but not in 江苏南京, and 川中 none in 银川中心.
    inner = {
        at
        for start, end in names
        if gazetteer.level(view[start:end]) in ("province", "city")
        for at in range(start + 1, end)
    }
    longest = dict(names)
    landmarks = [
        mark
        for mark in landmarks_of(view)
        # 黔东 is a region, but not in 黔东南州.
        if mark.start not in inner and longest.get(mark.start, 0) <= mark.end
    ]
    taken = {at for mark in landmarks for at in range(mark.start, mark.end)}
    found = [hit for hit in names if hit[0] not in taken and not _COUNTED.match(view, max(0, hit[0] - 1))]
    accepted = _full_names(view, gazetteer, found)
    accepted |= _short_names(view, gazetteer, found, accepted)
    accepted |= _listed_names(view, found, accepted, _list_end(words.places))
    rules = {name: _rule(gazetteer, name) for name in {view[start:end] for start, end in accepted}}
    table = outermost(
        Mention(start, end, "LOC", sure, rules[view[start:end]]) for (start, end), sure in accepted.items()
    )
    extra = [*landmarks, *letters_of(view), *_banners(view, gazetteer, table)]
    listed = outermost([*table, *extra])
    known = outermost([*listed, *unlisted_of(view, listed, gazetteer, words)])
    zones = landmarks_of(view, known)
    known = outermost([*known, *zones])
    settlements = settlements_of(view, known, words)
    named = outermost([*known, *settlements, *short_places_of(view, settlements, known)])
    return outermost([*named, *sites_of(view, named)])


def _before_rank(view: str, gazetteer: Gazetteer, start: int, end: int) -> tuple[int, int]:
    """The range of a name, without a level that belongs to a rank: 山东|省级."""
    ranked = (
        view[end - 1] in "省市" and view.startswith("级", end) and gazetteer.divisions(view[start : end - 1])
    )
    return (start, end - 1) if ranked and view[end + 1 : end + 2] not in ("别", "联") else (start, end)


@lru_cache(maxsize=4)
def _list_end(classes: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{_LIST_END}{either(qualifiers(classes))}?[县市区旗省州地(]")


def _rule(gazetteer: Gazetteer, name: str) -> str:
    return f"gazetteer:{gazetteer.code(name) or name}"


def _full_names(view: str, gazetteer: Gazetteer, found: Iterable[tuple[int, int]]) -> Accepted:
    """Official names. A brief one (文县) needs its province or city before it, or its committee after."""
    accepted: Accepted = {}
    brief: list[tuple[int, int]] = []
    reach = 0
    # 西晋 is a word, but not in 山西晋中市.
    joints = {end for start, end in found if gazetteer.level(view[start:end]) in ("province", "city")}
    for start, end in found:
        if start < reach or not gazetteer.is_full(view[start:end]):
            continue
        if start not in joints and straddled_left(view, start):
            continue
        if _NOT_AFTER_LEVEL.match(view, end):
            continue
        if end - start == 2:
            brief.append((start, end))
        else:
            accepted[start, end] = 0.97
            reach = end
    ends = {end for _, end in accepted}
    licensed = {
        view[start:end]
        for start, end in brief
        if _follows_place(view, start, ends, gazetteer)
        or (
            view[start] not in _OPENERS
            and is_boundary(view, start)
            and (_SEAT.match(view, end) or _entitles(view, start, end) or _hosts(view, start, end))
        )
    }
    accepted.update(
        ((start, end), 0.85)
        for start, end in brief
        if view[start:end] in licensed
        and (_follows_place(view, start, ends, gazetteer) or is_boundary(view, start))
    )
    return accepted


def _hosts(view: str, start: int, end: int) -> bool:
    """Whether something is held in a brief name (在滑县举行), or it opens a clause before its township."""
    if _PLAIN_BRIEF.match(view, end):
        return False
    held = view[start - 1 : start] in ("在", "赴", "到", "于") and _HELD.match(view, end) is not None
    opens = start > 0 and not is_han(view[start - 1])
    return held or (opens and _TOWNSHIP.match(view, end) is not None)


def _entitles(view: str, start: int, end: int) -> bool:
    """Whether a brief name opens the title of a text that speaks of its county: 岷县药材…全县."""
    return start == 0 and not _PLAIN_BRIEF.match(view, end) and _OF_COUNTY.search(view, end) is not None


def _follows_place(view: str, start: int, ends: set[int], gazetteer: Gazetteer) -> bool:
    """Whether a province or city stands right before `start`, in full or short: 河南|嵩县."""
    if start in ends:
        return True
    return any(
        gazetteer.level(view[start - size : start]) in ("province", "city")
        for size in (2, 3)
        if size <= start
    )


def _short_names(
    view: str, gazetteer: Gazetteer, found: Iterable[tuple[int, int]], full: Accepted
) -> Accepted:
    """Short names: provinces and cities as they are, counties where the full name stands in the text too,
    and any after the name of its province or city (陕西平利)."""
    named = {short_name(view[start:end]) for start, end in full}
    named |= {d.short for start, end in full for d in gazetteer.divisions(view[start:end])}
    cities = {view[start:end] for start, end in full}
    above = {end: view[start:end] for start, end in full}
    accepted: Accepted = {}
    covered = {at for start, end in full for at in range(start, end)}
    begun = {start for start, _ in full}
    for start, end in found:
        name = view[start:end]
        if start in covered or gazetteer.is_full(name):
            continue
        if straddled_left(view, start) or (end not in begun and straddled_right(view, end)):
            continue
        if _NOT_A_PLACE_AFTER.match(view, end):
            continue
        if name[0] in "镇乡村" and any(start - size in above for size in (1, 2, 3)):
            # 镇江 in 理塘县甲洼镇江达村.
            continue
        sure = 0.0
        if start in above and _belongs(gazetteer, name, above[start]):
            sure = 0.88
        elif is_ordinary(name):
            going = gazetteer.level(name) == "city" and _GOING.search(view, max(0, start - 2), start)
            known = name in named and not is_plain_word(name)
            sure = 0.75 if going or known else 0.0
        elif name in named or (level := gazetteer.level(name)) == "province":
            sure = 0.88
        elif level == "city" and any(
            d.level == "city" and d.last >= _STILL_IN_USE for d in gazetteer.divisions(name)
        ):
            sure = 0.85
        elif (
            level == "county"
            and is_boundary(view, start)
            and any(d.parent in cities for d in gazetteer.divisions(name))
        ):
            sure = 0.75
        if sure:
            accepted[start, end] = sure
            above[end] = name
            covered.update(range(start, end))
    return accepted


def _belongs(gazetteer: Gazetteer, name: str, parent: str) -> bool:
    stem = short_name(parent)
    return any(stem in (short_name(d.parent), short_name(d.province)) for d in gazetteer.divisions(name))


def _listed_names(
    view: str, found: Iterable[tuple[int, int]], accepted: Accepted, list_end: re.Pattern[str]
) -> Accepted:
    """Short names in a list (赫章、威宁、纳雍3县), if a class of places ends it or half are known places."""
    listed: Accepted = {}
    for run in _lists(view, {start: end for start, end in found if not is_plain_noun(view[start:end])}):
        known = sum(hit in accepted for hit in run)
        opens = is_boundary(view, run[0][0])
        if known * 2 >= len(run) or (opens and list_end.match(view, run[-1][1])):
            listed.update((hit, 0.85) for hit in run if hit not in accepted)
    return listed


def _lists(view: str, ends: Mapping[int, int]) -> Iterator[list[tuple[int, int]]]:
    """The runs of two names and more that only 、 or 和 parts; `ends` maps starts of names to their ends."""
    inside: set[int] = set()
    for start in sorted(ends):
        if start in inside:
            continue
        run = [(start, ends[start])]
        while view[run[-1][1] : run[-1][1] + 1] in ("、", "和", "及", "与") and run[-1][1] + 1 in ends:
            after = run[-1][1] + 1
            run.append((after, ends[after]))
        if len(run) > 1:
            inside.update(at for at, _ in run)
            yield run


def _banners(view: str, gazetteer: Gazetteer, table: Iterable[Mention]) -> list[Mention]:
    """The short forms of banners named in the text: 阿鲁科尔沁旗 → 阿旗, 科尔沁右翼中旗 → 科右中旗."""
    marks = []
    for name in sorted({view[mark.start : mark.end] for mark in table}):
        if len(name) < 4 or not name.endswith("旗") or not gazetteer.is_full(name):
            continue
        wing = _BANNER_WINGS.search(name)
        short = name[0] + (name[wing.start()] + wing[1] if wing else "") + "旗"
        marks += [
            Mention(hit.start(), hit.end(), "LOC", 0.88, f"short:{name}")
            for hit in re.finditer(re.escape(short), view)
        ]
    return marks

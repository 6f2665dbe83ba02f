"""Counties, cities and districts that the table of divisions does not know, by grammar.

A table ages: divisions are renamed and merged, and texts misspell them. Such a name is believed on
evidence from the whole text: where it stands (in the title, before its committee or government, behind
a known place, before its own townships) and how often it begins where a phrase begins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from seeds.extract.field_words import departments
from seeds.extract.gazetteer import Gazetteer
from seeds.extract.lexicon import occurrences
from seeds.extract.mentions import Mention
from seeds.extract.settlements import is_class
from seeds.extract.vocabulary import is_boundary, is_function, is_generic, is_word, straddled_right
from seeds.profile import NO_WORDS, Words

_LEVEL = re.compile(r"(?<=[一-鿿]{2})(?:自治[州县旗]|[县市区旗省州])")
# What makes the level part of another word: 县级, 市场, 市民, 区域, 省份.
_NOT_AFTER = re.compile("[级域份帜场民值盈价别间块直道际略钱事]")
_SEAT = re.compile(
    r"(?:[县市区旗省州])?(?:委(?![员托派任屈婉培])|人民政府|政府|长(?![期远久江大])|人大|政协|纪委|监委|"
    r"统计局|融媒体中心|人民医院|人民法院|人民检察院)"
)
_TOWNSHIP = re.compile(r"([一-鿿]{2,3})(?:镇|乡|村|街道|社区)")
# Characters that no such name ends in, for they make a class: 农业大县, 牧业旗, 产粮县.
_CLASS_END = frozenset(
    "大小强弱穷富新老重贫邻外业粮茶油畜牧林果菜棉糖盐全各本该每某个座多两几城都副正区县市旗"
)
# Numerals and pronouns; and verbs that stand right before a name.
_NEVER_INSIDE = frozenset("一二三四五六七八九十百千万亿两几个名各每某该本此我你他她它们这那年月日号第级")
_BEFORE = "访系赴抵进驻援由称属辖离距入返赞助住"
# Levels whose characters end many other words (山区, 红旗) need a place or a seat beside the name.
_DOUBTFUL = ("区", "旗", "州")
_ENOUGH = 3
# Province, city, county: what one of them tells of the next takes as many rounds.
_LEVELS = 3


class _Evidence(NamedTuple):
    """What speaks for a name: `points` in all, `clean` of them for beginnings of phrases; `strong` says
    that a place, a seat or a township is beside it, or that the title has it."""

    points: int
    clean: int
    strong: bool


def unlisted_of(
    view: str, places: Sequence[Mention], gazetteer: Gazetteer, words: Words = NO_WORDS
) -> list[Mention]:
    """LOC mentions of divisions that `gazetteer` lacks, and of their short forms; `places` are those found
    before, `words` the profile's. The rule of a short form names the full one, as that of a banner does."""
    covered = {at for place in places for at in range(place.start, place.end)}
    ends = {place.end for place in places}
    sites: dict[str, list[int]] = {}
    for name, start in _candidates(view, covered, gazetteer, words):
        sites.setdefault(name, []).append(start)
    names: dict[str, _Evidence] = {}
    edges, begun = set(ends), {start for starts in sites.values() for start in starts}
    for _ in range(_LEVELS):
        # A county may stand behind a city that is itself unlisted, and one rarely comes alone.
        company = bool(names)
        names = {
            name: _weighed(view, name, starts, edges, begun, words, company=company)
            for name, starts in sites.items()
        }
        names = {name: seen for name, seen in names.items() if _believed(name, seen)}
        edges = ends | {start + len(name) for name in names for start in sites[name]}
    kept = [name for name in names if not _absorbed(name, names)]
    return [*_marks(view, kept, names, covered), *_short_marks(view, kept, covered)]


def _candidates(
    view: str, covered: set[int], gazetteer: Gazetteer, words: Words
) -> Iterator[tuple[str, int]]:
    """Every stem of two or three characters before a level that could be a name, with its level."""
    for hit in _LEVEL.finditer(view):
        if hit.start() in covered or is_word(view[hit.start() - 1 : hit.start() + 1]):
            continue
        if _NOT_AFTER.match(view, hit.end()) and not _SEAT.match(view, hit.end()):
            continue
        for size in (2, 3):
            start = hit.start() - size
            if start < 0 or start in covered or not _is_stem(view[start : hit.start()], words):
                continue
            name = view[start : hit.end()]
            if not gazetteer.divisions(name):
                yield name, start


def _is_stem(stem: str, words: Words) -> bool:
    """Whether `stem` can be a name: Han characters, none that parts phrases or counts, and no plain words."""
    if not re.fullmatch("[一-鿿]+", stem) or stem[-1] in _CLASS_END or set(stem) & _NEVER_INSIDE:
        return False
    if is_generic(stem) or is_class(stem, words) or any(map(is_function, stem)):
        return False
    return len(stem) == 2 or not (is_word(stem[:2]) or is_word(stem[1:]))


def _weighed(
    view: str,
    name: str,
    starts: Iterable[int],
    edges: set[int],
    begun: set[int],
    words: Words,
    *,
    company: bool,
) -> _Evidence:
    title = max(view.find("\n"), 0)
    clean, strong = 0, False
    for start in starts:
        end = start + len(name)
        strong |= end in begun
        opens = start in edges or is_boundary(view, start) or view[start - 1] in _BEFORE
        if not opens:
            continue
        clean += 1
        strong |= start in edges or start < title or bool(_SEAT.match(view, end))
        strong |= departments(words.departments).at(view, end) is not None
        township = _TOWNSHIP.match(view, end)
        strong |= township is not None and _is_stem(township[1], words)
    stem = name[:-1]
    alone = clean > 0 and occurrences(view, stem) > occurrences(view, name)
    return _Evidence(2 * strong + min(clean, 2) + alone + company, clean, strong)


def _believed(name: str, seen: _Evidence) -> bool:
    return seen.clean > 0 and seen.points >= _ENOUGH and (seen.strong or name[-1] not in _DOUBTFUL)


def _absorbed(name: str, names: dict[str, _Evidence]) -> bool:
    """Whether the rest of `name` is the better name: 访青岚县 beside 青岚县; or `name` is such a rest."""
    if name[1:] in names:
        return names[name[1:]].clean >= names[name].clean
    return any(longer[1:] == name and names[longer].clean > names[name].clean for longer in names)


def _marks(
    view: str, kept: Iterable[str], names: dict[str, _Evidence], covered: set[int]
) -> Iterator[Mention]:
    for name in kept:
        sure = min(0.85, 0.6 + 0.05 * names[name].points)
        for hit in re.finditer(re.escape(name), view):
            if hit.start() not in covered:
                yield Mention(*hit.span(), "LOC", sure, f"unlisted:{name}")


def _short_marks(view: str, kept: Iterable[str], covered: set[int]) -> Iterator[Mention]:
    """The names without their level, where they stand as words of their own: 青岚、禾坪两县."""
    shorts = Counter(name[:-1] for name in kept if len(name) == 3)
    for name in kept:
        short = name[:-1]
        if len(name) != 3 or shorts[short] > 1:
            continue
        for hit in re.finditer(re.escape(short), view):
            start, end = hit.span()
            if start in covered or view.startswith(name[-1], end) or straddled_right(view, end):
                continue
            if is_boundary(view, start) or view[start - 1] in _BEFORE:
                yield Mention(start, end, "LOC", 0.65, f"short:{name}")

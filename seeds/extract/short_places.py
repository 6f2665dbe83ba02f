"""Townships and villages without their level: in a list that a class closes, and after their full name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from seeds.extract.anchored import anchored
from seeds.extract.gazetteer import is_ordinary
from seeds.extract.mentions import Mention
from seeds.extract.numerals import number
from seeds.extract.vocabulary import (
    is_boundary,
    is_function,
    is_generic,
    is_rooted,
    phrase_start,
    straddled_right,
)

# The level of a township or village, and the people that it is named for: 洪塘|白族乡.
_LEVEL = re.compile(
    r"(?:(?:[白苗侗彝瑶壮回满藏傣畲黎水佤羌土京怒]|土家|蒙古|布依|仡佬|哈尼|傈僳|拉祜|纳西|景颇|撒拉|东乡|"
    r"保安|裕固|哈萨克|锡伯|达斡尔|鄂温克|鄂伦春|朝鲜|毛南|仫佬|布朗)族)*(?:街道|社区|嘎查|苏木|镇|乡|村)$"
)
# 平田、黄瓜园、羊街|3个乡镇.
_LIST = re.compile(
    r"[一-鿿]{2,12}(?:[、和及与][一-鿿]{2,4}?)+?(等)?([\d一二三四五六七八九十两]+)个?"
    r"(?:乡镇|镇|乡|行政村|村(?!级|民)|街道|社区|嘎查|苏木|办事处|片区)"
)
# What may close such a list; it and the list stand in one stretch of such characters.
_CLOSING = re.compile(
    r"[\d一二三四五六七八九十两]个?(?:乡镇|镇|乡|行政村|村|街道|社区|嘎查|苏木|办事处|片区)"
)
_STRETCH = re.compile(r"[一-鿿、\d]+")
_PARTS = re.compile("、|[和及与](?=[^、]*$)")
# A project area: 平田|片区.
_AREA = anchored(r"([一-鿿]{2,3})片区(?![县域])", "片区", reach=3)
_NO_AREA = re.compile(
    r".*(?:[东西南北中上下前后]部?|[城老新核心个各该本全大小贫困特重点连亩级类处区域段号房建改化品业]|[一二三四五六七八九十两])$"
)
# 大山, 小河 are no names where they stand alone.
_NATURE = re.compile("[大小新老高低东西南北上下前后中][山河水路湾桥田沟坡岭村庄街井塘树]|.[家边脚头里下上]")


def short_places_of(view: str, settlements: Sequence[Mention], places: Iterable[Mention]) -> list[Mention]:
    """LOC mentions of townships and villages under short names. `settlements` are those under full names,
    `places` the other places found before; the mentions returned keep clear of both.

    桂竹 counts where the text has 桂竹村, 羊街片区 where 羊街 is known or the name opens a phrase.
    """
    known = [*settlements, *places]
    covered = {at for place in known for at in range(place.start, place.end)}
    ends = {place.end for place in known}
    marks = [mark for mark in _closed_lists(view, ends) if mark.start not in covered]
    shorts = {name: f"settlement:short:{full}" for name, full in _short_names(view, settlements)}
    shorts |= {view[mark.start : mark.end]: mark.rule for mark in marks}
    for name, rule in shorts.items():
        for hit in re.finditer(re.escape(name), view):
            start, end = hit.span()
            if start not in covered and (start in ends or is_boundary(view, start)) and _ends(view, end):
                marks.append(Mention(start, end, "LOC", 0.7, rule))
    names = {*shorts, *(_LEVEL.sub("", view[mark.start : mark.end]) for mark in settlements)}
    return [*marks, *_areas(view, covered, {mark.end for mark in settlements}, names)]


def _closed_lists(view: str, ends: set[int]) -> Iterator[Mention]:
    """The names of a list that the number and class of its members close: 石门、青岩两个村."""
    for hit in _lists(view):
        stop = hit.start(1) if hit[1] else hit.start(2)
        first = _PARTS.search(view, hit.start(), stop)
        if not first:
            continue
        start = max((end for end in ends if hit.start() <= end < first.start()), default=-1)
        if start < 0:
            start = phrase_start(view, first.start(), limit=8)
        spans, at = [], start
        for part in [*_PARTS.finditer(view, first.start(), stop), None]:
            end = part.start() if part else stop
            spans.append((at, end))
            at = part.end() if part else stop
        names = [view[begin:end] for begin, end in spans]
        counted = not hit[1] and number(hit[2]) == len(names)
        if not all(2 <= end - begin <= 4 and _is_clean(view, begin, end) for begin, end in spans):
            continue
        if counted or sum(map(is_generic, names)) * 2 < len(names):
            for begin, end in spans:
                if not _LEVEL.search(view[begin:end]):
                    yield Mention(begin, end, "LOC", 0.75, "settlement:list")


def _lists(view: str) -> Iterator[re.Match[str]]:
    """The matches of `_LIST`, which is tried only in stretches that have what may close one."""
    done = 0
    for closing in _CLOSING.finditer(view):
        start = closing.start()
        while start > done and _STRETCH.match(view[start - 1]):
            start -= 1
        if start >= done and (stretch := _STRETCH.match(view, start)):
            yield from _LIST.finditer(view, *stretch.span())
            done = stretch.end()


def _is_clean(view: str, start: int, end: int) -> bool:
    """Whether no character that parts phrases is in the name."""
    return not any(is_function(view[at]) and not is_rooted(view, at) for at in range(start, end))


def _short_names(view: str, settlements: Iterable[Mention]) -> Iterator[tuple[str, str]]:
    """The names of the settlements without their level, where those are no words of their own."""
    for full in sorted({view[mark.start : mark.end] for mark in settlements}):
        short = _LEVEL.sub("", full)
        if len(short) < 2 or short == full or is_ordinary(short) or is_generic(short):
            continue
        if not _NATURE.fullmatch(short):
            yield short, full


def _ends(view: str, end: int) -> bool:
    """Whether a short name may end at `end`: it cuts no word in two, and begins no longer name."""
    return not straddled_right(view, end) and view[end : end + 1] not in (
        *"省市县区州旗盟路街河水桥江湖山沟岭",
    )


def _areas(view: str, covered: set[int], ends: set[int], known: set[str]) -> list[Mention]:
    """平田片区. One alone that stands behind no township may be any part of a town (农贸片区)."""
    marks = list(_area_marks(view, covered, ends))
    names = {view[mark.start : mark.end - len("片区")] for mark in marks}
    sure = len(names) > 1 or bool(names & known) or any(mark.start in ends for mark in marks)
    return marks if sure else []


def _area_marks(view: str, covered: set[int], ends: set[int]) -> Iterator[Mention]:
    for hit in _AREA.finditer(view):
        for start in (hit.start(), hit.start() + 1):
            name = view[start : hit.end(1)]
            if len(name) < 2 or start in covered or is_generic(name) or _NO_AREA.match(name):
                continue
            if start in ends or is_boundary(view, start):
                yield Mention(start, hit.end(), "LOC", 0.7, "settlement:area")
                break

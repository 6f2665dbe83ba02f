"""Lists and the numbers that count them: 榆树、杨树、柳树三种, 两项任务(一项…), 三个方面:一是…."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from seeds.article import Check, Indicator
from seeds.extract.numerals import number
from seeds.extract.relations.sequences import points
from seeds.extract.vocabulary import phrase_start

_COUNT = r"(?P<count>(?<!\d)\d{1,2}|[两双二三四五六七八九](?![十百千万])|十[一二三四五六七八九]?)"
_CLASSES = r"方面|乡镇|个|大|项|条|件|类|种|县|市|区|旗|省|乡|镇|村|州|化|轮|家|所|支|名|位|者|地|级"
_NUMBER = re.compile(
    rf"(?=[\d两双二三四五六七八九十])(?<![第几一二三四五六七八九十百千万亿\d.]){_COUNT}(?P<measure>(?:个|大)?(?:{_CLASSES}))"
)
# A list before its number is in one clause with it, without other figures or brackets.
_PARTING = re.compile(r"[,。;:!?…()《》\n\d]")
_LONGEST_LIST = 160
_QUOTED_ROW = re.compile(r"(?:“[^“”、]{1,12}”){2,}\Z")
_NAME = r"[^、,。;:!?…()“”《》\n\d]{1,16}"
# A number and its list: 三个村(甲、乙、丙), 四大工程:甲、乙、丙、丁.
_BEHIND = re.compile(
    rf"[^、,。;:!?()\n\d]{{0,8}}(?:\((?P<inside>{_NAME}(?:、{_NAME}){{1,20}})\)"
    rf"|(?::|——)(?P<after>{_NAME}(?:、{_NAME}){{1,20}})(?=[。;\n]|$))"
)
_JOINT = re.compile(r"(?<=[^、“”])[和与及](?=[^、“”])")
# Where each thing listed is surely one of those counted: divisions by name, aspects, classes.
_CERTAIN = re.compile(r"(?:个|大)?(?:方面|类|县|市|区|旗|省|乡|镇|村|州|化)")
_DIVISIONS = "县市区旗省乡镇村州"
_WIDE = ("县", "市", "区", "旗", "省", "州")
_TERM = re.compile(rf"[、和]?(?:\d+|[一两二三四五六七八九十]+)个?[{_DIVISIONS}]")
_TERM_BEFORE = re.compile(rf"(?:\d|[一两二三四五六七八九十])个?[{_DIVISIONS}][、和]?\Z")
# 4个县(市、区) names the kinds that are counted, and 5个村(含移民村、…) some of them.
_KIND = re.compile(r"[县市区旗省乡镇村州盟]|乡镇|街道|办事处|苏木|嘎查|社区|[农林]场|园区|(?:高新|开发)区")
_SELECTED = re.compile(r"其中|不?含|包括|例?如|特别|尤其|除|主要")
_TWO = re.compile(r"个?(?:方面|县|市|区|旗|省|乡|镇|村|州|地|者)")
_NEAR = 2
"""A number that is out by more than so many counts something else than the list."""


# Figures at one place: a number may be part of another's unit (3个万亩片区), no deeper.
_OVERLAPPING = 3


class _List(NamedTuple):
    """What stands in a row: at least `least` things and, with those that 和 may join, at most `most`.

    `is_open` where 等 ends it; `is_certain` where its number can count nothing else.
    """

    names: tuple[str, ...]
    least: int
    most: int
    is_open: bool = False
    is_certain: bool = False


def enumerations(items: Sequence[Indicator], view: str) -> Iterator[tuple[int, Check]]:
    """Each list beside its number, with the offset of the number, which may be no indicator (四大工程)."""
    ordered = sorted(items, key=lambda item: item.start)
    starts = [item.start for item in ordered]
    for hit in _NUMBER.finditer(view):
        count = 2 if hit["count"] == "双" else int(number(hit["count"]))
        if count < 2:
            continue
        at, end = hit.span("count")
        before = bisect_right(starts, at)
        counting = [item for item in ordered[max(0, before - _OVERLAPPING) : before] if end <= item.end]
        wording = _wording(view, hit, counting)
        lists = [_list_before(view, hit, count), _list_behind(view, hit)]
        if _is_term(view, hit):
            lists = [listed and listed._replace(is_certain=False) for listed in lists]
        said = [_counted(listed, count, wording) for listed in lists if listed]
        for holds, message in filter(None, (*said, points(view, hit, count))):
            ids = tuple(item.id for item in counting)
            yield at, Check(kind="list", holds=holds, message=message, indicators=ids)


def _is_term(view: str, hit: re.Match[str]) -> bool:
    """Whether the number is told with another, so that a list may be of both: 三省一市, 2镇3村."""
    return bool(
        _TERM.match(view, hit.end()) or _TERM_BEFORE.search(view, max(0, hit.start() - 6), hit.start())
    )


def _wording(view: str, hit: re.Match[str], counting: Sequence[Indicator]) -> str:
    """The number with what it counts: 3县, 4个试点县, 四大工程."""
    end = hit.end()
    if hit["measure"] == "大":
        end += 2
    for item in counting:
        if item.metric and view.startswith(item.metric, item.end):
            end = item.end + len(item.metric)
    if hit["measure"] == "个" and view[hit.start() - 1] == "“":
        closing = view.find("”", end, end + 4)
        end = max(end, closing)
    return view[hit.start("count") : end].rstrip("”,。;:、")


def _list_before(view: str, hit: re.Match[str], count: int) -> _List | None:
    end = hit.start()
    end -= view[end - 1 : end] == "“"
    is_open = view[end - 1 : end] == "等"
    end -= is_open
    if row := _QUOTED_ROW.search(view, max(0, end - 80), end):
        quoted = tuple(row[0].strip("“”").split("”“"))
        return _List(quoted, len(quoted), len(quoted), is_open)
    start = max(0, end - _LONGEST_LIST)
    for mark in _PARTING.finditer(view, start, end):
        start = mark.end()
    clause = view[start:end]
    if len(clause) < 2 or clause.endswith(("的", "、", "”")):
        return None
    names = clause.split("、")
    if view[start - 1 : start].isdigit():
        # What is left of an earlier figure is no name: 高中5|所、中职2所, but 4|个县以及甲、乙2区.
        names[0] = names[0].partition("以及")[2]
        if not names[0]:
            return None
    if len(names) == 1:
        return _two(clause, is_open) if count == 2 and _TWO.fullmatch(hit["measure"]) else None
    listed = _parted(names, is_open)
    return listed._replace(is_certain=_is_certain(listed, hit["measure"]))


def _two(clause: str, is_open: bool) -> _List | None:
    """甲县和乙县两县: what 和 joins, with no mark between them."""
    joints = list(_JOINT.finditer(clause))
    if len(joints) != 1:
        return None
    at, behind = joints[0].span()
    return _List((clause[phrase_start(clause, at, limit=10) : at], clause[behind:]), 2, 2, is_open)


def _list_behind(view: str, hit: re.Match[str]) -> _List | None:
    behind = _BEHIND.match(view, hit.end())
    if not behind:
        return None
    text = behind["inside"] or behind["after"]
    listed = _parted(text.removesuffix("等").split("、"), text.endswith("等"))
    if _SELECTED.match(text) or all(_KIND.fullmatch(name) for name in listed.names):
        return None
    are_short = all(len(name) <= 8 for name in listed.names)
    are_of_it = hit["measure"][-1] in _DIVISIONS and all(
        name.endswith(hit["measure"][-1]) for name in listed.names
    )
    return listed._replace(is_certain=are_short and (are_of_it or _is_certain(listed, hit["measure"])))


def _parted(names: list[str], is_open: bool) -> _List:
    """A list of its names, the first without the words that lead to it: 涵盖|榆树、杨树."""
    joints = sum(len(_JOINT.findall(name)) for name in names)
    first = names[0]
    lengths = {len(name) for name in names[1:]}
    if len(names) > 2 and len(lengths) == 1 and min(lengths) < len(first):
        first = first[-min(lengths) :]
    first = first[phrase_start(first, len(first), limit=10) :] or first
    return _List((first, *names[1:]), len(names), len(names) + joints, is_open)


def _is_certain(listed: _List, measure: str) -> bool:
    """Whether list and number count the same: names of one length or ending, and a kind that they are."""
    names = listed.names[1:]
    if len(names) < 2 or listed.least != listed.most or not _CERTAIN.fullmatch(measure):
        return False
    alike = len({len(name) for name in names}) == 1 and len(names[0]) <= 4
    if measure[-1] in _DIVISIONS:
        # Short names before a narrow division may be of what it lies in: 石桥、柳湾、大坪5村 of three towns.
        return all(name.endswith(measure[-1]) for name in names) or (alike and measure in _WIDE)
    return alike


def _counted(listed: _List, count: int, wording: str) -> tuple[bool, str] | None:
    names = "、".join(listed.names)
    if listed.least <= count <= listed.most:
        return True, f"{names}: {count} = {wording}"
    if listed.is_open and listed.least < count:
        return True, f"{names}: {listed.least} ≤ {wording}"
    if listed.is_certain and abs(count - listed.least) <= _NEAR:
        return False, f"{names}: {listed.least} ≠ {wording}"
    return None

"""A part is no greater than the whole it lies in; and figures that stand one to one are equal."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from seeds.article import Check, Indicator
from seeds.extract.relations.amounts import compatible, related, value_of, written

# From wide to narrow, by the last character of a place's name.
_LEVELS = {"省": 0, "市": 1, "州": 1, "盟": 1, "县": 2, "区": 2, "旗": 2, "乡": 3, "镇": 3}
_LEVELS |= {"街道": 3, "苏木": 3, "村": 4, "嘎查": 4, "社区": 4, "小区": 4, "组": 5}
_COUNTY = _LEVELS["县"]
_ALL = re.compile(r"(?:全[省市县区旗州乡镇村]|下?辖|现有|共有|总共|境内)[^,。;:\d]{0,6}$")
_DIVISIONS = re.compile(r"(?:乡镇|村|嘎查|社区|县|街道)$")
# What is done there is no part of what is counted: 乡镇|试点.
_DONE_THERE = re.compile(r"(?:先行)?(?:试点|试行|示范|推广|推开|实施|开展)$")
_EXTENT = ("人", "户", "名", "亩", "元", "吨", "个")
_SEPARATELY = re.compile(r"[^,。;:\d]{0,16}分别[^,。;:\d]{1,14}")

# Who is put in charge of every division: 9名干部分别包联某县9个乡镇.
_CHARGE = re.compile(
    r"[^,。;:\d]{0,16}分别(?P<charge>包联|联系|包抓|包保|挂联|挂包|联包|挂钩|负责|包干|联点)[^,。;:\d]{1,14}"
)


def narrower_places(items: Sequence[Indicator]) -> Iterator[Check]:
    """Of one measure at one time a village has no more than the county that the article is about."""
    facts = [item for item in items if item.status == "actual" and item.op == "=" and item.unit in _EXTENT]
    named = Counter(item.place for item in facts if item.place)
    if not named:
        return
    around = named.most_common(1)[0][0]
    wholes: defaultdict[tuple[str | None, str | None], list[Indicator]] = defaultdict(list)
    for item in facts:
        if item.place == around:
            wholes[item.unit, item.period].append(item)
    for part in facts:
        if not part.place or part.role or _level(part.place) <= max(_level(around), 1):
            continue
        alike = wholes[part.unit, part.period]
        whole = next((item for item in alike if _same_measure(item, part)), None)
        if whole:
            holds = value_of(part) <= value_of(whole)
            sign = "≤" if holds else ">"
            message = f"{part.place} {written(part)} {sign} {around} {written(whole)}"
            yield Check(kind="subset", holds=holds, message=message, indicators=(part.id, whole.id))


def _level(place: str) -> int:
    """How narrow a place is by the end of its name; a short name without a level passes for a county."""
    return _LEVELS.get(place[-2:], _LEVELS.get(place[-1:], _COUNTY))


def _same_measure(whole: Indicator, part: Indicator) -> bool:
    per_head = re.search("人均|户均|平均|每", whole.metric or "")
    return (
        related(whole.metric, part.metric)
        and whole.unit == part.unit
        and whole.period is not None
        and whole.period == part.period
        and not per_head
    )


def divisions(items: Sequence[Indicator], view: str) -> Iterator[Check]:
    """全县共有12个乡镇 bounds every other number of its townships."""
    counts = [item for item in items if item.op == "=" and _DIVISIONS.search(_kind(item))]
    for whole in counts:
        if not _ALL.search(view, max(0, whole.start - 12), whole.start):
            continue
        for part in counts:
            if part is whole or _kind(part) != _kind(whole) or part.unit != whole.unit:
                continue
            if value_of(part) == value_of(whole) or not compatible(part.place, whole.place):
                continue
            if part.status != "actual" or _ALL.search(view, max(0, part.start - 12), part.start):
                continue
            holds = value_of(part) < value_of(whole)
            sign = "≤" if holds else ">"
            message = f"{_kind(whole)}: {written(part)} {sign} {written(whole)}"
            yield Check(kind="subset", holds=holds, message=message, indicators=(whole.id, part.id))


def _kind(item: Indicator) -> str:
    return _DONE_THERE.sub("", item.metric or "")


def pairs(items: Sequence[Indicator], view: str) -> Iterator[Check]:
    """9名干部分别联系9个乡镇: one each. Unequal numbers may still be right, so they say nothing."""
    for first, second in pairwise(items):
        is_even = value_of(first) == value_of(second) > 1 and first.op == second.op == "="
        if is_even and first.unit != "%" and _SEPARATELY.fullmatch(view, first.end, second.start):
            message = f"{written(first)} : {written(second)} = 1 : 1"
            yield Check(kind="pair", holds=True, message=message, indicators=(first.id, second.id))


def in_charge(items: Sequence[Indicator], view: str) -> Iterator[Check]:
    """9名干部分别包联某县9个乡镇: all of its townships, which every other number of them lies within."""
    for officials, whole in pairwise(items):
        tied = _CHARGE.fullmatch(view, officials.end, whole.start)
        if not tied or value_of(officials) != value_of(whole) or not _DIVISIONS.search(_kind(whole)):
            continue
        alike = (
            item
            for item in items
            if (_kind(item), item.unit, item.place) == (_kind(whole), whole.unit, whole.place)
            and item.op == "="
            and item.status == "actual"
            and value_of(item) < value_of(whole)
        )
        if part := next(alike, None):
            message = f"{_kind(whole)}: {written(part)} ≤ {written(whole)}"
            yield Check(kind="subset", holds=True, message=message, indicators=(whole.id, part.id))

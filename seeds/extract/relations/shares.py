"""Percentages whose part and whole are both given, and what of a plan has come in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from seeds.article import Check, Indicator
from seeds.extract.relations.amounts import percent, precision, value_of, written

_OF = re.compile(r"[^。;]{0,6}占[^,。;:]{0,16}")
_MAKES = re.compile(r"[^,。;:\d]{0,6}的(?:比例|比重)?[为是达到约]{0,2}")
_OF_GROUP = re.compile(r",?(?:约|大约)?占(?:比|总[数量额]?的?|总[人户]数的?|全部的?)?(?:为|达到?)?")
_PLANNED = re.compile(r"计划|预算|规划|拟|安排|下达")
_COME_IN = re.compile(r"到位|落实|拨付|支出|兑现")


def shares(items: Sequence[Indicator], view: str) -> Iterator[Check]:
    """2.3亿元,占计划3亿元的76.7%: three figures in a row, tied by 占 and 的."""
    for part, whole, share in zip(items, items[1:], items[2:], strict=False):
        if part.unit == whole.unit and share.unit == "%" and share.op == "=" and value_of(whole):
            tied = _OF.fullmatch(view, part.end, whole.start)
            if tied and _MAKES.fullmatch(view, whole.end, share.start):
                yield from _share(part, whole, share)


def shares_of_groups(items: Sequence[Indicator], view: str) -> Iterator[Check]:
    """其中产业7480万元,占55%: the whole is that of the breakdown."""
    wholes = {item.group: item for item in items if item.role == "whole"}
    for part, share in pairwise(items):
        whole = wholes.get(part.group) if part.role == "part" else None
        if not whole or not value_of(whole) or share.unit != "%":
            continue
        if share.op == part.op == whole.op == "=" and _OF_GROUP.fullmatch(view, part.end, share.start):
            yield from _share(part, whole, share)


def _share(part: Indicator, whole: Indicator, share: Indicator) -> Iterator[Check]:
    """Holds within the rounding of the percentage; fails only beyond that of all three figures."""
    if not value_of(part):
        return
    exact = value_of(part) / value_of(whole) * 100
    inexact = precision(part) / value_of(part) + precision(whole) / value_of(whole)
    difference = abs(exact - value_of(share))
    holds = difference <= precision(share) / 2
    if not holds and difference <= precision(share) / 2 + exact * inexact / 2:
        return
    found = written(share) if holds else f"{percent(exact)} ≠ {written(share)}"
    message = f"{written(part)} ÷ {written(whole)} = {found}"
    yield Check(kind="share", holds=holds, message=message, indicators=(part.id, whole.id, share.id))


def deliveries(items: Sequence[Indicator], view: str) -> Iterator[Check]:
    """计划投入5.2亿元,…已到位4.23亿元: no more has come in than was planned; more says nothing."""
    for plan, done in pairwise(items):
        between = view[plan.end : done.start]
        tied = plan.unit == done.unit == "元" and len(between) <= 24 and not re.search("[。;]", between)
        if (
            tied
            and plan.op == done.op == "="
            and not plan.group
            and 0 < value_of(done) <= value_of(plan)
            and done.status == "actual"
            and _PLANNED.search(view, max(0, plan.start - 16), plan.start)
            and _COME_IN.search(between + view[done.end : done.end + 2])
        ):
            part = percent(value_of(done) / value_of(plan) * 100)
            message = f"{written(done)} ≤ {written(plan)} ({part})"
            yield Check(kind="subset", holds=True, message=message, indicators=(plan.id, done.id))

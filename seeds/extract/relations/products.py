"""So many times so much each: N人 × 人均 = total, and every year the same for some years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from seeds.article import Check, Indicator
from seeds.extract.groups import counted
from seeds.extract.numerals import number
from seeds.extract.relations.amounts import like, plain, precision, value_of, written

_NEARBY = 60
"""Figures of one product stand within so many characters."""

_PER_HEAD = {"人", "户", "亩", "只", "头", "村", "吨", "株", "平方米"}
_EACH = re.compile(r"[^。;\d]{0,8}(?:每[人户亩只头村吨株]|人均|户均|亩均)[^,。;\d]{0,8}$")
_IN_ALL = re.compile(r"[^。;\d]{0,8}(?:共计?|合计|总计|总共)[^,。;\d]{0,6}$")
_YEARLY = re.compile(r"每年[^,。;\d]{0,10}$")
_YEARS = re.compile(r"(?P<exact>连续)?(?<![\d每])(?P<years>\d{1,2}|[两二三四五六七八九十])年(?!级|前|后|以)")
_MOST_YEARS = 30


def products(items: Sequence[Indicator], view: str) -> Iterator[Check]:
    """Three figures that multiply exactly are no accident; those that words tie together may also fail."""
    said: set[tuple[str, str]] = set()
    for at, first in enumerate(items):
        near = [item for item in items[at : at + 6] if item.start - first.start <= _NEARBY]
        heads = [item for item in near if _is_count(item)]
        money = [item for item in near if item.unit == "元" and item.op == "="]
        for count in heads:
            for each in money:
                worth = value_of(count) * value_of(each)
                total = next((m for m in money if m is not each and value_of(m) == worth), None)
                if total and first in (count, each, total) and (each.id, total.id) not in said:
                    said.add((each.id, total.id))
                    yield _product(count, each, total, f"= {written(total)}", holds=True)
    for count, each, total in zip(items, items[1:], items[2:], strict=False):
        if _tied(count, each, total, view) and (each.id, total.id) not in said:
            worth = value_of(count) * value_of(each)
            if abs(worth - value_of(total)) <= precision(total) / 2:
                yield _product(count, each, total, f"≈ {written(total)}", holds=True)
            elif abs(worth - value_of(total)) > precision(total) / 2 + value_of(count) * precision(each) / 2:
                yield _product(count, each, total, f"= {like(total, worth)} ≠ {written(total)}", holds=False)


def _is_count(item: Indicator) -> bool:
    return counted(item.unit) in _PER_HEAD and value_of(item) >= 10 and item.op == "="


def _tied(count: Indicator, each: Indicator, total: Indicator, view: str) -> bool:
    """500户每户补助8000元,共补助400万元: nothing but these words between exact figures."""
    return (
        _is_count(count)
        and each.unit == total.unit == "元"
        and each.op == total.op == "="
        and _EACH.fullmatch(view, count.end, each.start) is not None
        and _IN_ALL.fullmatch(view, each.end, total.start) is not None
    )


def _product(count: Indicator, each: Indicator, total: Indicator, result: str, *, holds: bool) -> Check:
    ids = tuple(item.id for item in sorted((count, each, total), key=lambda item: item.start))
    message = f"{written(count)} × {written(each)} {result}"
    return Check(kind="product", holds=holds, message=message, indicators=ids)


def yearly(items: Sequence[Indicator], view: str) -> Iterator[Check]:
    """每年400万元,共计1600万元: a whole number of years, and the stated one where one is stated.

    Only 连续3年 is so exact that another total fails.
    """
    for each, total in pairwise(items):
        if each.unit != total.unit or each.op != "=" or total.op != "=" or not value_of(each):
            continue
        if not _YEARLY.search(view, max(0, each.start - 14), each.start):
            continue
        if not _IN_ALL.fullmatch(view, each.end, total.start):
            continue
        span = _YEARS.search(view, max(0, each.start - 16), total.start)
        years = number(span["years"]) if span else value_of(total) / value_of(each)
        ids = (each.id, total.id)
        if years * value_of(each) == value_of(total) and years == int(years) and 2 <= years <= _MOST_YEARS:
            times = f"{plain(years)}年 × {written(each)}" if span else f"{written(each)} × {plain(years)}"
            message = f"{times} = {written(total)}"
            yield Check(kind="product", holds=True, message=message, indicators=ids)
        elif span and span["exact"]:
            worth = like(total, years * value_of(each))
            message = f"{plain(years)}年 × {written(each)} = {worth} ≠ {written(total)}"
            yield Check(kind="product", holds=False, message=message, indicators=ids)

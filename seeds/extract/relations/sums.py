"""Parts against their whole: breakdowns with 其中, and runs of figures that add up to one beside them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from seeds.article import Check, Indicator
from seeds.extract.groups import counted
from seeds.extract.relations.amounts import is_rounded, like, precision, value_of, written

# Parts by an attribute that others may share (妇女, 党员, 省级) overlap: their sum says nothing.
_OVERLAPPING = re.compile(
    r"女|妇|党员|少数民族|残疾|岁|老年|儿童|低保|大专|本科|深度|重点|示范|[国省市县](?:家)?[级定]"
)
# Rates, prices and averages do not add up.
_NO_AMOUNT = re.compile(r"人均|户均|亩均|平均|每|率|比|增|降|价")
_NO_AMOUNT_UNITS = (None, "%", "‰", "百分点", "倍", "番", "元/人", "岁", "次", "年", "个月", "天")
_SENTENCE = re.compile(r"[。;!?\n]")


def breakdowns(items: Sequence[Indicator]) -> Iterator[Check]:
    """The groups that a sentence makes itself: an exact sum holds, parts beyond the whole fail.

    Parts that come to less are an incomplete breakdown and say nothing.
    """
    groups: dict[str, list[Indicator]] = defaultdict(list)
    for item in items:
        if item.group:
            groups[item.group].append(item)
    for members in groups.values():
        wholes = [item for item in members if item.role == "whole"]
        parts = [item for item in members if item.role == "part"]
        if len(wholes) == 1 and parts and all(item.op == "=" for item in members):
            yield from _sum(wholes[0], parts)


def _sum(whole: Indicator, parts: Sequence[Indicator]) -> Iterator[Check]:
    total = sum((value_of(part) for part in parts), Decimal(0))
    slack = _slack(whole, parts)
    ids = (whole.id, *(part.id for part in parts))
    terms = " + ".join(written(part) for part in parts)
    if len(parts) > 1 and abs(total - value_of(whole)) <= slack:
        sign = "=" if total == value_of(whole) else "≈"
        yield Check(kind="sum", holds=True, message=f"{terms} {sign} {written(whole)}", indicators=ids)
    elif total - value_of(whole) > slack and not any(
        _OVERLAPPING.search(part.metric or "") for part in parts
    ):
        message = f"{terms} = {like(whole, total)} ≠ {written(whole)}"
        if len(parts) == 1:
            message = f"{terms} > {written(whole)}"
        yield Check(kind="sum", holds=False, message=message, indicators=ids)


def _slack(whole: Indicator, parts: Sequence[Indicator]) -> Decimal:
    """How far the parts of a right sum may be from its whole because each figure is rounded.

    Half a last place of the whole, and for the parts the root of the sum of the squares of theirs:
    independent errors add up as their variances do, so four parts err by twice one, not by four times.
    """
    if not is_rounded(whole, *parts):
        return Decimal(0)
    squares = sum(((precision(part) / 2) ** 2 for part in parts), Decimal(0))
    return precision(whole) / 2 + squares.sqrt()


def tallies(items: Sequence[Indicator], view: str) -> Iterator[Check]:
    """Figures of one sentence and unit of which the first or last is exactly the sum of the others.

    No word ties them, so only a sum that can hardly be an accident is said, and none fails.
    """
    for run in _runs(items, view):
        for whole, parts in ((run[0], run[1:]), (run[-1], run[:-1])):
            if _is_telling(whole, parts) and value_of(whole) == sum(map(value_of, parts)):
                yield _held(whole, parts)
                break


def _runs(items: Sequence[Indicator], view: str) -> Iterator[list[Indicator]]:
    """The amounts of each sentence by what they count."""
    runs: dict[str | None, list[Indicator]] = defaultdict(list)
    last = 0
    for item in items:
        if _SENTENCE.search(view, last, item.start):
            yield from runs.values()
            runs.clear()
        last = item.end
        if _is_amount(item) and not item.group:
            runs[counted(item.unit)].append(item)
    yield from runs.values()


def _is_amount(item: Indicator) -> bool:
    return item.op == "=" and item.unit not in _NO_AMOUNT_UNITS and not _NO_AMOUNT.search(item.metric or "")


def _is_telling(whole: Indicator, parts: Sequence[Indicator]) -> bool:
    digits = len("".join(filter(str.isdigit, whole.text)).strip("0"))
    return len(parts) >= 2 and value_of(whole) > 0 and digits + len(parts) >= 5


def collections(items: Sequence[Indicator], view: str) -> Iterator[Check]:
    """10个片区 here, and 3个果品片区、3个蔬菜片区、4个苗木片区 there: kinds of one thing in a row."""
    amounts: defaultdict[tuple[str | None, Decimal], list[Indicator]] = defaultdict(list)
    for item in items:
        if item.op == "=":
            amounts[item.unit, value_of(item)].append(item)
    for parts in _runs(items, view):
        if len(parts) < 3:
            continue
        tails = [(part.metric or "")[-2:] for part in parts]
        common = max(tails, key=tails.count)
        total = sum(map(value_of, parts), Decimal(0))
        wholes = [
            item
            for item in amounts.get((parts[0].unit, total), ())
            if item.end < parts[0].start and (item.metric or "").endswith(common)
        ]
        if wholes and len(common) == 2 and 2 * tails.count(common) >= len(parts):
            yield _held(wholes[-1], parts)


def _held(whole: Indicator, parts: Sequence[Indicator]) -> Check:
    message = f"{' + '.join(map(written, parts))} = {written(whole)}"
    return Check(kind="sum", holds=True, message=message, indicators=(whole.id, *(part.id for part in parts)))

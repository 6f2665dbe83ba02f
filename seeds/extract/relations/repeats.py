"""One figure that is told more than once: whether its mentions agree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from seeds.article import Check, Indicator
from seeds.extract.relations.amounts import compatible, related, rounding, value_of, written

# Counts so small are said of many things.
_SMALL = 3
# Of one place and time there is one such figure; two that differ a little are told wrongly once.
_SINGLE = re.compile(
    r"(?:发生率|认可度|覆盖率|普及率|城镇化率|生产总值|总产量|总产值|总人口|总面积|总投资|可支配收入)$"
)
_CLOSE = Decimal("0.1")
# A metric of so many characters names one thing; measure words that count it alike.
_TELLING = 4
_COUNTERS = {"个", "项", "种", "类", "条"}


def repeats(items: Sequence[Indicator]) -> Iterator[Check]:
    """The same metric and value again: two mentions of one figure agree."""
    seen: defaultdict[tuple[str | None, str | None, Decimal], list[Indicator]] = defaultdict(list)
    for item in items:
        if (
            not item.metric
            or item.op != "="
            or item.unit == "岁"
            or (value_of(item) <= _SMALL and _is_whole(item))
        ):
            continue
        mentions = seen[item.unit, item.place, value_of(item)]
        first = next((other for other in mentions if related(other.metric, item.metric)), None)
        if first is None:
            mentions.append(item)
        else:
            message = f"{item.metric}: {written(first)} = {written(item)}"
            yield Check(kind="repeat", holds=True, message=message, indicators=(first.id, item.id))


def _is_whole(item: Indicator) -> bool:
    return value_of(item) == int(value_of(item))


def floors(items: Sequence[Indicator]) -> Iterator[Check]:
    """至少有3项措施 now and 保证至少有3个 to come: what is promised as a floor is met as one."""
    facts = [item for item in items if _is_floor(item) and item.status == "actual"]
    for promise in items:
        if not _is_floor(promise) or promise.status == "actual":
            continue
        fact = next((item for item in facts if _is_met(promise, item)), None)
        if fact:
            ids = tuple(item.id for item in sorted((fact, promise), key=lambda item: item.start))
            message = f"{promise.metric}: ≥{written(fact)} = ≥{written(promise)}"
            yield Check(kind="repeat", holds=True, message=message, indicators=ids)


def _is_floor(item: Indicator) -> bool:
    return item.op == ">=" and len(item.metric or "") >= _TELLING and value_of(item) > 1


def _is_met(promise: Indicator, fact: Indicator) -> bool:
    """Whether both set the same floor for one thing, which may be counted by another measure word."""
    alike = fact.unit == promise.unit or {fact.unit, promise.unit} <= _COUNTERS
    short, long = sorted((fact.metric or "", promise.metric or ""), key=len)
    return (
        alike
        and value_of(fact) == value_of(promise)
        and fact.place == promise.place
        and (long.startswith(short) or long.endswith(short))
    )


def misprints(items: Sequence[Indicator]) -> Iterator[Check]:
    """1.35亿元 here and 1.53亿元 there: one figure of which two digits have changed places."""
    same: dict[tuple[str, str, str], dict[tuple[str, str | None, str | None], Indicator]] = defaultdict(dict)
    for item in items:
        if item.metric and item.op == "=":
            text = written(item)
            alike = same[item.metric, item.status, "".join(sorted(text))]
            alike.setdefault((text, item.place, item.period), item)
    pairs = (pair for alike in same.values() for pair in combinations(alike.values(), 2))
    for first, second in pairs:
        if _transposed(written(first), written(second)) and _of_one(first, second):
            yield _disagree(first, second)


def contradictions(items: Sequence[Indicator], view: str) -> Iterator[Check]:
    """Two values, a little apart, of what has one value in a place at a time: 10.71万吨 and 10.17万吨.

    Only for measures of a whole, with the same place and a period that is told; two in one sentence
    are from and to, or this and that.
    """
    same: defaultdict[tuple[str, str | None, str | None, str | None], list[Indicator]] = defaultdict(list)
    for item in items:
        is_fact = item.op == "=" and item.status == "actual" and item.role != "part"
        if is_fact and item.period and item.metric and _SINGLE.search(item.metric):
            same[item.metric, item.unit, item.place, item.period].append(item)
    for mentions in same.values():
        once = {value_of(item): item for item in reversed(mentions)}
        for first, second in combinations(sorted(once.values(), key=lambda item: item.start), 2):
            difference = abs(value_of(first) - value_of(second))
            is_close = difference <= _CLOSE * max(value_of(first), value_of(second))
            if not is_close or difference <= rounding(first, second):
                continue
            if _apart(first, second, view) and not _transposed(written(first), written(second)):
                yield _disagree(first, second)


def _apart(first: Indicator, second: Indicator, view: str) -> bool:
    return re.search(r"[。;!?\n]", view[first.end : second.start]) is not None


def _disagree(first: Indicator, second: Indicator) -> Check:
    message = f"{first.metric}: {written(first)} ≠ {written(second)}"
    return Check(kind="repeat", holds=False, message=message, indicators=(first.id, second.id))


def _transposed(first: str, second: str) -> bool:
    """Whether two figures of three digits or more differ by one swap of neighbouring digits."""
    if len(first) != len(second) or sum(char.isdigit() for char in first) < 3:
        return False
    at = [place for place in range(len(first)) if first[place] != second[place]]
    return (
        len(at) == 2
        and at[1] == at[0] + 1
        and first[at[0]] == second[at[1]]
        and first[at[1]] == second[at[0]]
        and (first[at[0]] + first[at[1]]).isdigit()
    )


def _of_one(first: Indicator, second: Indicator) -> bool:
    """Whether two figures may be of one place and time."""
    return compatible(first.place, second.place) and compatible(first.period, second.period)

"""Relations between the figures of an article that hold or fail.

Only what is certain is said: a breakdown that leaves something out is silent, and so is a product
that does not come out. Figures are compared at the precision that they are written with.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from seeds.article import Check, Indicator
from seeds.extract.groups import counted
from seeds.extract.numerals import scale

_NEARBY = 60
"""Figures of one product stand within so many characters."""

_TURN = 24
"""Where it came from and where it went stand within so many characters."""

_PER_HEAD = {"人", "户", "亩", "只", "头", "村", "吨", "株", "平方米"}
_WRITTEN = re.compile(r"\d+(?:\.(?P<decimals>\d+))?\s*(?P<scale>[十百千]?[万亿]?亿?)")
# Parts by an attribute that others may share (妇女, 党员) overlap: their sum says nothing.
_OVERLAPPING = re.compile(r"女|妇|党员|少数民族|残疾|岁|老年|儿童|低保|大专|本科")
_FALL = re.compile(r"(?:下降|减少|降低|压减|缩小|缩短|下滑|回落|降|减)(?:了)?[到至为]")
_RISE = re.compile(r"(?:增加|提高|增长|上升|提升|扩大|攀升|增|升)(?:了)?[到至为]")
_ORIGIN = re.compile(r"(?:从|由)[^,。;:]{0,14}$")


def checks_of(indicators: Sequence[Indicator], text: str = "") -> tuple[Check, ...]:
    """The checks of one article's indicators, in the order of their first figure.

    Kinds: `sum` (parts against whole), `product` (so many times so much each), `threshold`, `repeat`
    (the same figure twice, or twice but for a misprint), and, read from `text`, the article's text,
    `share` (A占B的P%) and `change` (从A下降到B).
    """
    exact = [item for item in indicators if isinstance(item.value, Decimal) and item.high is None]
    place = {item.id: at for at, item in enumerate(indicators)}
    made = [*_sums(exact), *_products(exact), *_thresholds(exact), *_repeats(exact), *_misprints(exact)]
    if text:
        made += [*_shares(exact, text), *_changes(exact, text)]
    return tuple(sorted(made, key=lambda check: min(place[at] for at in check.indicators)))


def _sums(items: Sequence[Indicator]) -> Iterator[Check]:
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
    total = sum((_value(part) for part in parts), Decimal(0))
    slack = _rounding(whole, parts)
    ids = (whole.id, *(part.id for part in parts))
    terms = " + ".join(_text(part) for part in parts)
    if len(parts) > 1 and abs(total - _value(whole)) <= slack:
        sign = "=" if total == _value(whole) else "≈"
        yield Check(kind="sum", holds=True, message=f"{terms} {sign} {_text(whole)}", indicators=ids)
    elif total - _value(whole) > slack and not any(_OVERLAPPING.search(part.metric or "") for part in parts):
        message = f"{terms} = {_in_scale_of(whole, total)} ≠ {_text(whole)}"
        if len(parts) == 1:
            message = f"{terms} > {_text(whole)}"
        yield Check(kind="sum", holds=False, message=message, indicators=ids)


def _rounding(whole: Indicator, parts: Sequence[Indicator]) -> Decimal:
    """How far the parts of a right sum may be from its whole because each figure is rounded.

    Half a last place of the whole, and for the parts the root of the sum of the squares of theirs:
    independent errors add up as their variances do, so four parts err by twice one, not by four times.
    """
    if not _rounded(whole, *parts):
        return Decimal(0)
    squares = sum(((_precision(part) / 2) ** 2 for part in parts), Decimal(0))
    return _precision(whole) / 2 + squares.sqrt()


def _products(items: Sequence[Indicator]) -> Iterator[Check]:
    """N人 × 人均 = total. Three figures that multiply exactly are no accident; others say nothing."""
    said: set[tuple[str, str]] = set()
    for at, first in enumerate(items):
        near = [item for item in items[at : at + 6] if item.start - first.start <= _NEARBY]
        counts = [item for item in near if counted(item.unit) in _PER_HEAD and _value(item) >= 10]
        money = [item for item in near if item.unit == "元" and item.op == "="]
        for heads in counts:
            for each in money:
                total = next(
                    (m for m in money if m is not each and _value(heads) * _value(each) == _value(m)), None
                )
                if total and first in (heads, each, total) and heads.op == "=":
                    if (each.id, total.id) in said:
                        continue
                    said.add((each.id, total.id))
                    ids = tuple(item.id for item in sorted((heads, each, total), key=lambda item: item.start))
                    message = f"{_text(heads)} × {_text(each)} = {_text(total)}"
                    yield Check(kind="product", holds=True, message=message, indicators=ids)


def _thresholds(items: Sequence[Indicator]) -> Iterator[Check]:
    """A fact against the standard of the same metric: the fact said last before it."""
    for at, limit in enumerate(items):
        if limit.status != "standard" or limit.op not in ("<=", ">=", "<", ">") or not limit.metric:
            continue
        same = [
            item
            for item in items[:at]
            if item.status == "actual"
            and item.metric == limit.metric
            and item.unit == limit.unit
            and item.op == "="
        ]
        if same:
            fact = same[-1]
            sign = {"<=": "≤", ">=": "≥"}.get(limit.op, limit.op)
            holds = _meets(_value(fact), limit.op, _value(limit))
            message = f"{_text(fact)} {sign if holds else _NOT[sign]} {_text(limit)}"
            yield Check(kind="threshold", holds=holds, message=message, indicators=(fact.id, limit.id))


_NOT = {"≤": ">", "≥": "<", "<": "≥", ">": "≤"}


def _meets(value: Decimal, op: str, limit: Decimal) -> bool:
    return {"<=": value <= limit, ">=": value >= limit, "<": value < limit, ">": value > limit}[op]


def _repeats(items: Sequence[Indicator]) -> Iterator[Check]:
    """The same metric and value again: two mentions of one figure agree."""
    seen: dict[tuple[str, str | None, str | None, Decimal], Indicator] = {}
    for item in items:
        if not item.metric or item.op != "=" or item.unit == "岁" or _value(item) in (0, 1, 2, 3):
            continue
        key = (item.metric, item.unit, item.place, _value(item))
        if key in seen:
            message = f"{item.metric}: {_text(seen[key])} = {_text(item)}"
            yield Check(kind="repeat", holds=True, message=message, indicators=(seen[key].id, item.id))
        else:
            seen[key] = item


def _misprints(items: Sequence[Indicator]) -> Iterator[Check]:
    """1.35亿元 here and 1.53亿元 there: one figure of which two digits have changed places."""
    same: dict[tuple[str, str, str], dict[tuple[str, str | None, str | None], Indicator]] = defaultdict(dict)
    for item in items:
        if item.metric and item.op == "=":
            text = _text(item)
            alike = same[item.metric, item.status, "".join(sorted(text))]
            alike.setdefault((text, item.place, item.period), item)
    pairs = (pair for alike in same.values() for pair in combinations(alike.values(), 2))
    for first, second in pairs:
        if _transposed(_text(first), _text(second)) and _agree(first, second):
            message = f"{first.metric}: {_text(first)} ≠ {_text(second)}"
            yield Check(kind="repeat", holds=False, message=message, indicators=(first.id, second.id))


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


def _agree(first: Indicator, second: Indicator) -> bool:
    """Whether two figures may be of one place and time: neither says anything else than the other."""
    period = first.period is None or second.period is None or first.period == second.period
    return period and (first.place is None or second.place is None or first.place == second.place)


def _shares(items: Sequence[Indicator], text: str) -> Iterator[Check]:
    """2.3亿元,占计划3亿元的76.7%: three figures in a row, tied by 占 and 的."""
    for part, whole, share in zip(items, items[1:], items[2:], strict=False):
        tied = (
            re.search(r"占[^,。;:]{0,16}$", text[part.end : whole.start])
            and len(text[part.end : whole.start]) < 24
        )
        if not tied or part.unit != whole.unit or share.unit != "%" or not _value(whole):
            continue
        if not re.fullmatch(
            r"[^,。;:\d]{0,6}的(?:比例|比重)?[为是达到约]{0,2}", text[whole.end : share.start].strip()
        ):
            continue
        exact = _value(part) / _value(whole) * 100
        slack = (
            _precision(share) / 2
            + exact * (_precision(part) / _value(part) + _precision(whole) / _value(whole)) / 2
        )
        difference = abs(exact - _value(share))
        holds = difference <= _precision(share) / 2
        if not holds and difference <= slack:
            continue
        found = _text(share) if holds else f"{_amount(exact.quantize(Decimal('0.01')))}% ≠ {_text(share)}"
        message = f"{_text(part)} ÷ {_text(whole)} = {found}"
        yield Check(kind="share", holds=holds, message=message, indicators=(part.id, whole.id, share.id))


def _changes(items: Sequence[Indicator], text: str) -> Iterator[Check]:
    """从60户下降到8户: the verb says which of the two is the greater; 从60户、190人下降到8户、21人 is two."""
    for at, first in enumerate(items):
        if not _ORIGIN.search(text[max(0, first.start - 16) : first.start]):
            continue
        last = next((item for item in items[at + 1 : at + 4] if item.unit == first.unit), None)
        between = text[first.end : last.start] if last else ""
        fall, rise = _FALL.search(between), _RISE.search(between)
        if last is None or len(between) > _TURN or "。" in between or bool(fall) == bool(rise):
            continue
        difference = _value(last) - _value(first)
        holds = difference < 0 if fall else difference > 0
        sign = "+" if difference > 0 else "−"
        message = f"{_text(first)} → {_text(last)} ({sign}{_amount(abs(difference))}{first.unit or ''})"
        yield Check(kind="change", holds=holds, message=message, indicators=(first.id, last.id))


def _value(item: Indicator) -> Decimal:
    return item.value if isinstance(item.value, Decimal) else Decimal(0)


def _precision(item: Indicator) -> Decimal:
    """One unit of the last digit written: 1.6亿元 is told to 0.1亿, 10,000,000."""
    match = _WRITTEN.search(item.text)
    if not match:
        return Decimal(1)
    return Decimal(10) ** -len(match["decimals"] or "") * scale(match["scale"])


def _rounded(*items: Indicator) -> bool:
    return any("." in item.text or re.search("[万亿]", item.text) for item in items)


def _amount(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _in_scale_of(whole: Indicator, value: Decimal) -> str:
    """A value as the text writes the whole: 34,000 beside 3.2万亩 is 3.4万亩."""
    match = _WRITTEN.search(whole.text)
    written = match["scale"] if match else ""
    return f"{_amount(value / scale(written))}{written}{whole.unit or ''}"


def _text(item: Indicator) -> str:
    return "".join(item.text.split())

"""From and to, more and less: whether directions and stated differences agree with the figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from seeds.article import Check, Indicator
from seeds.extract.relations.amounts import (
    compatible,
    percent,
    plain,
    precision,
    rounding,
    signed,
    value_of,
    written,
)

_TURN = 24
"""Where it came from and where it went stand within so many characters."""

_COURSE = 60
"""The figures of two years stand within so many characters."""

# A year, or the end of one.
_YEAR = re.compile(r"\d{4}(?:-12)?")
_OF_YEAR = re.compile(r"^(?:年|全年|当年|预计)+")
# A rate of change may fall by more: its figures have no direction of their own.
_OF_CHANGE = re.compile(r"[增降升减]|下滑|回落|同比|环比")
_FALL = re.compile(r"(?:下降|减少|降低|压减|缩小|缩短|下滑|回落|降|减)(?:了)?[到至为]")
_RISE = re.compile(r"(?:增加|提高|增长|上升|提升|扩大|攀升|增|升)(?:了)?[到至为]")
_ORIGIN = re.compile(r"(?:从|由)[^,。;:]{0,14}$")
_MORE = r"增加|增长|提高|上升|提升|扩大|多"
_LESS = r"下降|减少|降低|压减|缩小|缩短|下滑|回落|少"
_BY = re.compile(rf",?(?:累计|共|净|实际|整整)?(?:(?P<more>{_MORE})|(?P<less>{_LESS}))了?")
_THAN = re.compile(r",?(?:同)?比[^,。;:\d]{0,10}(?:的)?")
_EXCEEDS = re.compile(
    r",?(?:已经?|大大|大幅)?(?:(?P<more>超过|高于|多于|超出)|(?P<less>低于|少于))"
    r"[^,。;:\d]{0,8}(?:计划|目标|任务|去年|上年|同期|全国|全省|全市|平均|标准|要求)[^,。;:\d]{0,6}"
)
_MARGIN = re.compile(r"(?P<metric>.+?)(?:超过|超出|高于|超额)(?P<than>.+)")


def turns(items: Sequence[Indicator], view: str) -> Iterator[Check]:
    """从60户下降到8户: the verb says which of the two is the greater; 从60户、190人下降到8户、21人 is two.

    A difference that follows (减少52户) is compared with that of the two.
    """
    for at, first in enumerate(items):
        if not _ORIGIN.search(view, max(0, first.start - 16), first.start):
            continue
        behind = items[at + 1 : at + 4]
        last = next((item for item in behind if item.unit == first.unit), None)
        between = view[first.end : last.start] if last else ""
        fall, rise = _FALL.search(between), _RISE.search(between)
        if last is None or len(between) > _TURN or "。" in between or bool(fall) == bool(rise):
            continue
        change = value_of(last) - value_of(first)
        holds = change < 0 if fall else change > 0
        message = f"{written(first)} → {written(last)} ({signed(last, change)})"
        yield Check(kind="change", holds=holds, message=message, indicators=(first.id, last.id))
        by = next((item for item in behind if item.start >= last.end), None)
        if holds and by and (verb := _BY.fullmatch(view, last.end, by.start)):
            yield from _stated(last, first, by, rises=verb["more"] is not None)


def courses(items: Sequence[Indicator], view: str) -> Iterator[Check]:
    """One metric in two years, one after the other: 2019年收益240万元, 2020年预计年收益400万元.

    Where a verb stands before the later figure (2020年降至8户) it says which is the greater; without
    one the difference is told and nothing judged.
    """
    latest: dict[tuple[str, str | None, str | None], Indicator] = {}
    for now in items:
        is_amount = now.metric and now.op == "=" and not now.role and not _OF_CHANGE.search(now.metric)
        if not now.metric or not is_amount or not _YEAR.fullmatch(now.period or ""):
            continue
        key = (_OF_YEAR.sub("", now.metric), now.unit, now.place)
        then, latest[key] = latest.get(key), now
        if then is None or (then.period or "")[:4] >= (now.period or "")[:4]:
            continue
        between = view[then.end : now.start]
        if (
            len(between) > _COURSE
            or "\n" in between
            or _ORIGIN.search(view, max(0, then.start - 16), then.start)
        ):
            continue
        fall, rise = (re.search(rf"{verb.pattern}\Z", between) for verb in (_FALL, _RISE))
        change = value_of(now) - value_of(then)
        if change:
            holds = not (fall or rise) or (change < 0 if fall else change > 0)
            message = (
                f"{written(then)} ({then.period}) → {written(now)} ({now.period}): {signed(now, change)}"
            )
            yield Check(kind="change", holds=holds, message=message, indicators=(then.id, now.id))


def comparisons(items: Sequence[Indicator], view: str) -> Iterator[Check]:
    """今年80户,比去年的60户增加20户; 完成520户,超过计划的500户."""
    for now, then in pairwise(items):
        if now.unit != then.unit or now.op != "=" or value_of(now) == value_of(then):
            continue
        if verb := _EXCEEDS.fullmatch(view, now.end, then.start):
            is_more = value_of(now) > value_of(then)
            holds = is_more == (verb["more"] is not None)
            message = f"{written(now)} {'>' if is_more else '<'} {written(then)}"
            yield Check(kind="comparison", holds=holds, message=message, indicators=(now.id, then.id))
    for now, then, by in zip(items, items[1:], items[2:], strict=False):
        than = now.unit == then.unit and _THAN.fullmatch(view, now.end, then.start)
        if than and (verb := _BY.fullmatch(view, then.end, by.start)):
            yield from _stated(now, then, by, rises=verb["more"] is not None)


def _stated(now: Indicator, then: Indicator, by: Indicator, *, rises: bool) -> Iterator[Check]:
    """The difference of two figures against the one that the text states, in their unit or per cent."""
    if not now.op == then.op == by.op == "=":
        return
    change = value_of(now) - value_of(then) if rises else value_of(then) - value_of(now)
    if by.unit == now.unit or (by.unit, now.unit) == ("百分点", "%"):
        slack = rounding(now, then, by)
        result = plain(change) + (now.unit or "")
    elif by.unit == "%" and value_of(then):
        change = change / value_of(then) * 100
        slack = precision(by) / 2 + 100 * (precision(now) + precision(then)) / 2 / value_of(then)
        result = percent(change)
    else:
        return
    holds = abs(change - value_of(by)) <= slack
    pair = f"{written(now)} − {written(then)}" if rises else f"{written(then)} − {written(now)}"
    sign = "=" if change == value_of(by) else "≈"
    message = f"{pair} {sign} {written(by)}" if holds else f"{pair} = {result} ≠ {written(by)}"
    yield Check(kind="difference", holds=holds, message=message, indicators=(now.id, then.id, by.id))


def margins(items: Sequence[Indicator]) -> Iterator[Check]:
    """任务1.6万人; 16727人就业,超过任务5个百分点: +4.54 %, which rounds to 5 and is per cent.

    The figure that exceeds stands before the margin, and the one that is exceeded before that.
    """
    for at, margin in enumerate(items):
        parts = _MARGIN.fullmatch(margin.metric or "")
        if not parts or margin.unit not in ("百分点", "%"):
            continue
        same = [
            item
            for item in items[:at]
            if item.metric == parts["metric"] and item.op == "=" and compatible(item.place, margin.place)
        ]
        if len(same) < 2 or same[-1].unit == "%" or not value_of(same[-2]):
            continue
        base, done = same[-2:]
        exact = (value_of(done) / value_of(base) - 1) * 100
        if value_of(done) <= value_of(base):
            continue
        if abs(exact - value_of(margin)) <= precision(margin) / 2:
            message = f"{written(done)} ÷ {written(base)} − 1 = {percent(exact)} ≈ {plain(value_of(margin))}%"
            ids = (base.id, done.id, margin.id)
            yield Check(kind="comparison", holds=True, message=message, indicators=ids)

"""Quantities: every number in a text that measures something.

Numbers are read from the characters, never from segmented words. Figures that stand together are
joined here: the ends of a range (`3—5年`), and the units that a list shares (`3、5、8户`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

import msgspec

from seeds.extract.dates import CalendarDate, calendar_dates
from seeds.extract.figures import Quantity, figures, written_scale
from seeds.profile import NO_WORDS, Words

__all__ = ["Quantity", "quantities"]

# Stretches whose numbers name or number something: titles, document and phone numbers, clock times,
# file names, and short quoted slogans. The lookahead holds every character that one begins with.
_NAMES = re.compile(
    r"(?=[\d《〔\[(第hw“‘])(?:"
    r"《[^》\n]*》"
    r"|(?<=[村庄屯寨社])\d{1,2}组(?![建成])"
    r"|[〔\[(](?:19|20)\d\d[〕\])]\d+号|第\d+(?:\.\d+)?号?|\d{3,4}-\d{7,8}|1[3-9]\d{9}"
    r"|(?<![\d.:∶])\d{1,2}[:时点]\d{2}(?:[:分]\d{2})?分?(?![\d.:∶]|个)|\d{1,2}时(?!\d)|https?://\S+|www\.\S+|\d+(?:[A-Za-z]级|\.0版)"
    r"|“(?![^”\n]{0,11}\d(?:%|元))[^”\n,。;:!?]{1,12}”|‘[^’\n,。;:!?]{1,12}’)"
)
_DASH = re.compile(r"(?:至|到|—{1,2}|―{1,2}|–|~|-)(?=[\d一二两三四五六七八九十])")

_INDEX_CHANGE = re.compile(r"(?:缩小|扩大|上升|下降|提高|降低|回落|上涨)[了至到为]?$")
_FROM = re.compile(r"(?:从|由|自)[^,。;]{0,12}$")
_RESPECTIVELY = re.compile("分别[^,。;:]*$")
_LIST = re.compile(r"[、和与及或]|以及")


def quantities(
    view: str, dates: Sequence[CalendarDate] | None = None, words: Words = NO_WORDS
) -> list[Quantity]:
    """The quantities of a folded view, in order, without overlaps.

    `dates` are the view's calendar expressions, found here where they are not given; `words` are the
    profile's. Times, ordinals, road, document and phone numbers, slogans in quotation marks, titles in
    《》, windows of time and numerals without measuring intent are left out.
    """
    dates = calendar_dates(view, None) if dates is None else dates
    closed = _Stretches([*((d.start, d.end) for d in dates), *(m.span() for m in _NAMES.finditer(view))])
    joined = _share_bounds(view, _share_units(view, _ranges(view, figures(view, closed.cover, words))))
    return [
        quantity
        for quantity in joined
        if quantity.unit or quantity.rule != "bare" or _is_figure(view, quantity)
    ]


def _is_figure(view: str, bare: Quantity) -> bool:
    """突破10万。: a scaled number that ends its clause is a figure also without a unit."""
    return view[bare.end - 1] in "万亿" and bool(
        re.match(r"[^一-鿿A-Za-z\d]|$|左右|上下|以[上下内]", view[bare.end : bare.end + 2])
    )


class _Stretches:
    """Ranges of the view that hold no quantity."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._ranges = sorted(ranges)
        self._starts = [start for start, _ in self._ranges]

    def cover(self, start: int, end: int) -> bool:
        at = bisect_right(self._starts, start)
        before = any(stop > start for _, stop in self._ranges[max(0, at - 3) : at])
        return before or (at < len(self._ranges) and self._starts[at] < end)


def _ranges(view: str, found: Iterable[Quantity]) -> list[Quantity]:
    """3—5年, 30%—40%, 2至3万元: two numbers and a dash are one quantity."""
    joined: list[Quantity] = []
    for quantity in found:
        merged = _range(view, joined[-1], quantity) if joined else None
        if merged:
            joined[-1] = merged
        else:
            joined.append(quantity)
    return joined


def _range(view: str, first: Quantity, last: Quantity) -> Quantity | None:
    """The range that two numbers make, unless a motion leads from one to the other (从60户到8户)."""
    low, high = first.value, last.value
    dash = view[first.end : last.start]
    if not (
        0 < len(dash) <= 2 and _DASH.match(view, first.end) and last.unit and first.unit in (None, last.unit)
    ):
        return None
    if isinstance(low, tuple) or isinstance(high, tuple) or first.high is not None:
        return None
    if dash in ("至", "到") and first.unit and _FROM.search(view, max(0, first.start - 14), first.start):
        return None
    factor = written_scale(view[last.start : last.end])
    if first.unit is None and low * factor <= high:
        low *= factor
    op, bound = (last.op, last.bound) if last.bound else (first.op, first.bound)
    return msgspec.structs.replace(
        last, start=first.start, value=low, high=high, op=op, bound=bound, rule="range"
    )


def _share_units(view: str, found: Sequence[Quantity]) -> list[Quantity]:
    """3、5、8户 and 2个、4个百分点: a number of a list takes the unit of the one behind it."""
    shared = list(found)
    for at in range(len(shared) - 2, -1, -1):
        here, after = shared[at], shared[at + 1]
        unit = _unit_from(view, here, after)
        if unit:
            shared[at] = msgspec.structs.replace(here, unit=unit, rule="shared")
        elif (
            after.rule == "bare"
            and here.rule == "index"
            and _INDEX_CHANGE.search(view, here.end, after.start)
        ):
            shared[at + 1] = msgspec.structs.replace(after, rule="index")
    return shared


def _share_bounds(view: str, found: Sequence[Quantity]) -> list[Quantity]:
    """分别达到85%、90%以上: the comparator behind a list of values in order is that of each."""
    shared = list(found)
    for at in range(len(shared) - 2, -1, -1):
        here, after = shared[at], shared[at + 1]
        listed = here.bound is None and _LIST.fullmatch(view, here.end, after.start)
        behind = after.bound and after.bound.start >= after.end
        if listed and behind and _RESPECTIVELY.search(view, max(0, here.start - 24), here.start):
            shared[at] = msgspec.structs.replace(here, op=after.op, bound=after.bound)
    return shared


def _unit_from(view: str, here: Quantity, after: Quantity) -> str | None:
    """The unit of the number behind: in a list, or of money (每年300万、合计900万元)."""
    gap = view[here.end : after.start]
    if here.unit == "个":
        return after.unit if after.unit == "百分点" and len(gap) <= 2 else None
    if here.rule != "bare":
        return None
    if after.unit and _LIST.fullmatch(gap):
        return after.unit
    money = after.unit == "元" and view[here.end - 1] in "万亿" and len(gap) <= 12 and "。" not in gap
    return "元" if money else None

"""A row of divisions told by name, and the later numbers that recall it: 甲县、乙市、丙区…五县(区、市)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from seeds.article import Check, Indicator
from seeds.extract.anchored import anchored
from seeds.extract.numerals import number
from seeds.extract.relations.amounts import value_of, written
from seeds.extract.vocabulary import is_word, phrase_start

_HAN = "[\u4e00-\u9fff]"
_KINDS = "县市区旗乡镇村州"
_ROW = anchored(
    rf"(?P<first>{_HAN}{{1,24}}[{_KINDS}])、(?P<more>(?:{_HAN}{{1,9}}[{_KINDS}]、){{1,18}})(?P<last>{_HAN}{{2,16}})",
    f"[{_KINDS}]、{_HAN}{{1,9}}[{_KINDS}]、",
    reach=24,
)
_NUMERAL = r"\d{1,2}|[两二三四五六七八九]|十[一二三四五六七八九]?"
# Only a number that names every kind of the row (3个县(区)) or points back (这三个村) recalls it.
_MIXED = re.compile(
    rf"(?<![\d第十百千万余近多])(?P<count>{_NUMERAL})(?P<of>个?{_HAN}{{0,4}}?(?P<kind>[{_KINDS}]))"
    rf"\((?P<others>[{_KINDS}](?:、[{_KINDS}]){{0,3}})\)"
)
_POINTING = re.compile(
    rf"(?:这|上述|以上)(?P<count>{_NUMERAL})(?P<of>个?(?P<kind>[{_KINDS}]))(?P<others>)(?!{_HAN}?[{_KINDS}])"
)
_ONE_EACH = re.compile(r"(?:对口|结对|分别|各自)[^,。;:、\d]{0,14}")
_REACH = 400
"""A row is recalled within so many characters of its end."""


def recalled(items: Sequence[Indicator], view: str) -> Iterator[tuple[int, Check]]:
    """Rows of three divisions or more against the numbers behind them, each wording once.

    Numbers that differ count other divisions, and say nothing.
    """
    rows = list(_ROW.finditer(view))
    for at, row in enumerate(rows):
        names = _names(row)
        if not names:
            continue
        end = row.start("last") + len(names[-1])
        yield from _one_each(items, view, end, names)
        said: set[str] = set()
        stop = rows[at + 1].start() if at + 1 < len(rows) else len(view)
        for hit in _numbers(view, end, min(stop, end + _REACH)):
            kinds = {hit["kind"], *hit["others"].split("、")} - {""}
            if int(number(hit["count"])) != len(names) or kinds != {name[-1] for name in names}:
                continue
            wording = view[hit.start("count") : hit.end()]
            if wording not in said:
                said.add(wording)
                message = f"{'、'.join(names)}: {len(names)} = {wording}"
                ids = _at(items, hit)
                yield hit.start("count"), Check(kind="list", holds=True, message=message, indicators=ids)


def _names(row: re.Match[str]) -> list[str]:
    """The divisions in the row; none where its last name does not end for certain."""
    first = row["first"][phrase_start(row["first"], len(row["first"]), limit=10) :]
    last = _last(row["last"])
    return [first or row["first"], *row["more"].removesuffix("、").split("、"), last] if last else []


def _last(stretch: str) -> str:
    """The name that the stretch begins with: it ends before a word or with the stretch, 大坪区|派出."""
    for end in range(2, len(stretch) + 1):
        ends_here = stretch[end - 1] in _KINDS
        if ends_here and (
            end == len(stretch) or is_word(stretch[end : end + 2]) or stretch[end] in "的和等各共"
        ):
            return stretch[:end]
    return ""


def _numbers(view: str, start: int, end: int) -> Iterator[re.Match[str]]:
    for pattern in (_MIXED, _POINTING):
        yield from pattern.finditer(view, start, end)


def _at(items: Sequence[Indicator], hit: re.Match[str]) -> tuple[str, ...]:
    """The figure that the number is, where it is one."""
    return tuple(item.id for item in items if item.start <= hit.start("count") < item.end)


def _one_each(
    items: Sequence[Indicator], view: str, end: int, names: Sequence[str]
) -> Iterator[tuple[int, Check]]:
    """甲县、乙县、丙县对口帮扶某县的3个乡镇: one each."""
    behind = bisect_right([item.start for item in items], end)
    other = items[behind] if behind < len(items) else None
    is_even = other and other.unit == "个" and value_of(other) == len(names)
    if other and is_even and _ONE_EACH.fullmatch(view, end, other.start):
        message = f"{'、'.join(names)} : {written(other)} = 1 : 1"
        yield other.start, Check(kind="pair", holds=True, message=message, indicators=(other.id,))

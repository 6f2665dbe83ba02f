"""Things told one after another with their numbers: 一是…二是…, 第一,…第二,…, 图一:…图二:…"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count as count_up
from typing import NamedTuple

from seeds.article import Check
from seeds.extract.numerals import number

_ORDINAL = "[一二三四五六七八九十]|十[一二三四五六七八九]"


class _Style(NamedTuple):
    """How points are marked. `is_exact` where a mark is nothing else, so that one too many is a mistake."""

    mark: re.Pattern[str]
    name: str
    is_exact: bool = False


_STYLES = (
    _Style(re.compile(r"(?<![之第统])([一二三四五六七八九])是"), "{}是", is_exact=True),
    _Style(re.compile(rf"(?<=[。;:!\n])第({_ORDINAL})(?=[,、:]|是)"), "第{}"),
    _Style(re.compile(rf"(?<=[。;:!\n])\(({_ORDINAL})\)"), "({})"),
    _Style(re.compile(rf"(?<=\n)({_ORDINAL})(?=、)"), "{}、"),
)
_OPENING = re.compile(r"[^,。;:!?\n\d]{0,8}(?:[:,。]\n?|\n)")
_DASHES = re.compile(r"[^,。;:!?\n\d]{0,8}:\n(?P<points>(?:——[^\n]+(?:\n|\Z)){2,})")
# Captions and sections that begin their lines.
_LINES = (
    ("图{}", re.compile(rf"^图({_ORDINAL}|\d{{1,2}})(?=[:、 ])", re.MULTILINE), 2),
    ("第{}", re.compile(rf"^第({_ORDINAL})(?=[,、:])", re.MULTILINE), 3),
)


def points(view: str, hit: re.Match[str], count: int) -> tuple[bool, str] | None:
    """三个方面:一是…二是…三是…: whether so many points follow as the number `hit` announces.

    Fewer may be told in other words, which says nothing.
    """
    if dashes := _DASHES.match(view, hit.end()):
        told = dashes["points"].rstrip("\n").count("\n") + 1
        announced = view[hit.start("count") : dashes.start("points")].rstrip(":\n")
        is_formula = "”" in announced
        return (True, f"——…——: {told} = {announced}") if told == count and not is_formula else None
    opening = _OPENING.match(view, hit.end())
    if not opening:
        return None
    announced = view[hit.start("count") : opening.end()].rstrip(",。:\n")
    for mark, name, is_exact in _STYLES:
        first = mark.match(view, opening.end())
        if not first or number(first[1]) != 1:
            continue
        last = 0
        for found in mark.finditer(view, opening.end()):
            if number(found[1]) != last + 1:
                break
            last += 1
            latest = found[1]
        if last == count or (is_exact and last > count):
            sign = "=" if last == count else "≠"
            return last == count, f"{name.format(first[1])}…{name.format(latest)}: {last} {sign} {announced}"
    return None


def numbered_lines(view: str) -> Iterator[tuple[int, Check]]:
    """Captions or sections that are numbered from one on without a gap: 图一…图四, 第一…第五.

    A gap says nothing: what the page left out may not be the text's fault.
    """
    for name, mark, least in _LINES:
        found = list(mark.finditer(view))
        numbers = [int(number(line[1])) for line in found]
        if len(found) >= least and all(told == due for told, due in zip(numbers, count_up(1), strict=False)):
            message = f"{name.format(found[0][1])}…{name.format(found[-1][1])}: {len(found)}"
            yield found[0].start(), Check(kind="list", holds=True, message=message, indicators=())

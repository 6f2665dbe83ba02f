"""What a file says of its lines by its markup, styles or layout: the marks of a page, line by line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

import msgspec

from seeds.article import Mark, Span
from seeds.page.lines import Line, Told

_MOSTLY = 0.5
_KINDS: tuple[Told, ...] = get_args(Told)
"""The first that covers most of a line tells what it is: a heading in a menu is furniture."""


def marked(lines: list[Line], marks: tuple[Mark, ...]) -> list[Line]:
    """The lines of a page, in page order, with what its marks tell of each.

    Where a file marks its body, all that it gives a role is the article; else a heading may be a menu's.
    """
    if not marks:
        return lines
    covered = {kind: _covered(lines, marks, kind) for kind in {mark.kind for mark in marks}}
    links = covered.pop("link", None)
    known = [kind for kind in _KINDS if kind in covered]
    told = [next((kind for kind in known if covered[kind][at] > _MOSTLY), None) for at in range(len(lines))]
    whole = "body" in told
    return [
        msgspec.structs.replace(
            line,
            told=told[at],
            linked=links[at] if links else 0.0,
            kept=whole and told[at] not in (None, "furniture"),
        )
        for at, line in enumerate(lines)
    ]


def _covered(lines: list[Line], marks: tuple[Mark, ...], kind: str) -> list[float]:
    """The share of each line that marks of one kind cover."""
    ranges = _merged(Span(mark.start, mark.end) for mark in marks if mark.kind == kind)
    shares: list[float] = []
    first = 0
    for line in lines:
        start, end = line.spans[0].start, line.spans[-1].end
        while first < len(ranges) and ranges[first].end <= start:
            first += 1
        covered, at = 0, first
        while at < len(ranges) and ranges[at].start < end:
            covered += min(end, ranges[at].end) - max(start, ranges[at].start)
            at += 1
        shares.append(covered / (end - start))
    return shares


def _merged(ranges: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(ranges):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged

"""Sentences, for formats that know articles only as sentences of tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from seeds.article import Span

_BREAK = re.compile(r"\n+|[。！？!?；…]+[”’』」）)\"]*\n*")


def sentences(text: str, uncut: Iterable[tuple[int, int]] = ()) -> list[Span]:
    """The text in sentences, each with the marks and the line feeds behind it, together all of it.

    A sentence ends at a full stop or a line feed, but never within one of the ranges `uncut`.
    """
    ends = [match.end() for match in _BREAK.finditer(text)]
    held = sorted(uncut)
    kept, at, reach = [], 0, 0
    for end in ends:
        while at < len(held) and held[at][0] < end:
            reach = max(reach, held[at][1])
            at += 1
        if end >= reach:
            kept.append(end)
    if text and (not kept or kept[-1] != len(text)):
        kept.append(len(text))
    return [Span(start, end) for start, end in pairwise([0, *kept])]

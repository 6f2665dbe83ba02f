"""The fragments in which brat has a span: it stands on one line, or in pieces on several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from seeds.article import Span

_ON_A_LINE = re.compile(r"[^\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
"""What brat, which splits lines as Python does and fields at tabs, takes for one piece."""


def fragments(text: str, start: int, end: int) -> list[Span]:
    """The pieces of the range [start, end) between what would break a line; none where it is only that."""
    return [Span(*match.span()) for match in _ON_A_LINE.finditer(text, start, end)]


def joined(text: str | None, pieces: Sequence[Span]) -> Span | None:
    """The range that the pieces together are, or None where there is text between them.

    Without the text only a single character between two pieces can be a line feed.
    """
    for before, after in pairwise(pieces):
        gap = after.start - before.end
        if gap < 0 or (gap != 1 if text is None else _ON_A_LINE.search(text, before.end, after.start)):
            return None
    whole = Span(pieces[0].start, pieces[-1].end)
    return whole if all(0 <= piece.start < piece.end for piece in pieces) else None


def surface(text: str, pieces: Sequence[Span]) -> str:
    """What brat writes behind a span: its pieces with a space between."""
    return " ".join(text[start:end] for start, end in pieces)

"""The lines of a page. A line keeps where it stands, so that whatever becomes of it can be traced back."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from seeds.article import Span

Kind = Literal[
    "prose",  # a paragraph: sentences with an end
    "short",  # a title, a heading, or unknown furniture
    "caption",
    "furniture",  # never the article, wherever it stands
    "ending",  # furniture that ends the article: related links, copyright
    "dateline",
    "byline",
    "editor",
]

Told = Literal["furniture", "title", "caption", "byline", "heading", "body"]

NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
NARROW |= {ord("〖"): ord("【"), ord("〗"): ord("】")}
NARROW |= dict.fromkeys([0x3000, 0x00A0, 0x2009, 0x202F, 0x09], 0x20)
_FULL_WIDTH_SPACE = "\u3000"
_BREAK = re.compile(r"\r\n|\n|\r")


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A line, a part of one that stands in one column, or several that are one paragraph.

    `spans` are its ranges of the page, without blank characters at their ends. `view` is their text
    with narrow forms for full-width marks, so that patterns are written once; `joints` says, for
    every span, what stands before it in the view ("" or " "). `indent` is the width of the
    blank before the line, in halves of an em; `gap` is the number of empty lines above it. `told` is
    what the file itself says the line is, and `linked` the share of it that is text of links; `kept` that
    the file says it is the article's own, so that no rule may take it away. `has_cells` where tabs part it.
    """

    spans: tuple[Span, ...]
    view: str
    joints: tuple[str, ...] = ("",)
    indent: int = 0
    gap: int = 0
    kind: Kind = "short"
    rule: str = ""
    told: Told | None = None
    linked: float = 0.0
    kept: bool = False
    has_cells: bool = False

    def part(self, start: int, end: int) -> Line:
        """The part of a line of one span that is `view[start:end]`, without space at its ends."""
        text = self.view[start:end]
        bare = text.strip()
        begin = self.spans[0].start + start + (len(text) - len(text.lstrip()))
        return Line(spans=(Span(begin, begin + len(bare)),), view=bare)


def lines_of(page: str) -> list[Line]:
    r"""The lines of `page` that hold anything, broken at \r\n, \n and \r only."""
    lines: list[Line] = []
    at = gap = 0
    for end, following in _line_ends(page):
        raw = page[at:end]
        text = raw.strip()
        if text:
            blank = raw[: len(raw) - len(raw.lstrip())]
            span = Span(at + len(blank), at + len(blank) + len(text))
            indent = len(blank) + blank.count(_FULL_WIDTH_SPACE)
            lines.append(
                Line(
                    spans=(span,), view=text.translate(NARROW), indent=indent, gap=gap, has_cells="\t" in text
                )
            )
            gap = 0
        else:
            gap += 1
        at = following
    return lines


def _line_ends(page: str) -> list[tuple[int, int]]:
    ends = [found.span() for found in _BREAK.finditer(page)]
    return [*ends, (len(page), len(page))]

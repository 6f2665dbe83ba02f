"""Which run of lines is the article."""

from __future__ import annotations

from seeds.article import Span
from seeds.page.lines import Line

_WEIGHTS = {
    "byline": 0.0,
    "caption": 2.0,
    "dateline": -30.0,
    "editor": -120.0,
    "furniture": -25.0,
    "ending": -150.0,
}
_LONGEST = 240
_START_WITHIN = 6
_ARTICLE = 300.0
_MOST_FRESH = 500.0
"""The most that lines above speak for a beginning: in a list of other articles each has its date."""
_LINKED, _MENU = 0.2, 0.5
"""Shares of a line that is text of links: more than prose has; so much that it is a list of links."""


def body_span(lines: list[Line], anchors: dict[int, float]) -> Span | None:
    """The half-open range of `lines` that reads most like an article, from its first sentence; or None.

    Prose counts for its length, furniture against it; the run with the largest sum is the body
    (Kadane's maximum-sum run). A run that begins within a few lines below `anchors`, the lines of
    titles and datelines, has their bonus, for that is where articles begin. What closes a page,
    an editor's line or related links, closes a run that is an article already, unless prose goes on;
    the anchors of that article then speak for nothing below it.
    """
    best = 0.0
    span: Span | None = None
    total = given = 0.0
    begin = 0
    recent: dict[int, float] = {}
    for at, line in enumerate(lines):
        recent = {anchor: bonus for anchor, bonus in recent.items() if at - anchor <= _START_WITHIN}
        fresh = min(sum(recent.values()), _MOST_FRESH)
        if total <= fresh:
            total, given, begin = fresh, fresh, at
        if total >= _ARTICLE and line.kind in ("ending", "editor") and not _prose_goes_on(lines, at):
            recent = {} if total > given else recent
            total = 0.0
        total += weight(line)
        if total > best and line.kind in ("prose", "caption"):
            best, span = total, Span(begin, at + 1)
        if at in anchors:
            recent[at] = anchors[at]
    if span is None:
        return None
    first = next(at for at in range(*span) if lines[at].kind in ("prose", "caption"))
    return Span(first, span.end)


def _prose_goes_on(lines: list[Line], at: int) -> bool:
    return sum(line.kind == "prose" for line in lines[at + 1 : at + 5]) >= 3


def weight(line: Line) -> float:
    """How much a line speaks for being in the article (positive) or not."""
    if line.told == "furniture":
        return 0.0
    size = min(len(line.view), _LONGEST)
    if line.linked > _MENU:
        return -20.0 - 0.2 * size
    if line.kind == "prose":
        return 0.3 * size if line.linked > _LINKED else float(size)
    if line.rule == "row":
        return 0.0
    if line.kind == "short":
        return -7.0 - 0.25 * min(len(line.view), 60)
    if line.rule == "pages":
        return -60.0
    return _WEIGHTS[line.kind]

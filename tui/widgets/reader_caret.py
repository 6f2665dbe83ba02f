"""A caret in an article and what it selects: pure motions on offsets, no screen.

Motions go by *units*: ranges of the text in order, none over another (characters, words, sentences,
paragraphs). Without a selection the caret goes to where units begin. With one, its moving end goes to
where units end on the right of what was first taken, and to where they begin on its left.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from seeds.article import Block, Span
from tui.widgets.reader_page import Page, index_at

_SENTENCE = re.compile(r"[^。！？!?；;…\n]*(?:[。！？!?；;…]+[”’」』）)》]*|$|(?=\n))")
_CLAUSE_MARK = re.compile(r"[，。；：！？;:!?\n…]|(?<!\d),|,(?!\d)")


class Caret(NamedTuple):
    """Without a selection (`anchor` None) the caret stands on the character at `at`.

    With one, `at` is the end that motions move and `anchor` the other. `kept` is what was taken first:
    it stays whole when the moving end goes over to its other side. `origin` is the character at which
    the selection began, which snapping looks around; `cell` is the column that motions by line keep.
    """

    at: int
    anchor: int | None = None
    kept: Span = Span(0, 0)
    origin: int | None = None
    cell: int | None = None

    @property
    def selection(self) -> Span | None:
        """What is selected; never empty."""
        if self.anchor is None:
            return None
        return Span(min(self.at, self.anchor), max(self.at, self.anchor))

    @property
    def under(self) -> int:
        """The offset of the character that the caret is drawn on: the selection's last or first one."""
        return self.at - 1 if self.anchor is not None and self.at > self.anchor else self.at

    @property
    def place(self) -> int:
        """The character that snapping looks around."""
        return self.at if self.origin is None or self.anchor is None else self.origin


def taken(span: Span, origin: int | None = None) -> Caret:
    """A caret that has just selected `span`, its end the one that moves."""
    return Caret(span.end, span.start, span, span.start if origin is None else origin)


def dropped(caret: Caret) -> Caret:
    """The caret without its selection, on the character that it was drawn on."""
    return Caret(caret.under)


def swapped(caret: Caret) -> Caret:
    """The same selection, its other end the one that moves."""
    if caret.anchor is None:
        return caret
    return caret._replace(at=caret.anchor, anchor=caret.at, cell=None)


def moved(caret: Caret, units: Sequence[Span], by: int) -> Caret:
    """The caret a unit further on (`by` 1) or back (-1); as it was where there is none.

    A selection passes over its fixed end without losing what was taken first.
    """
    starts, ends = [unit.start for unit in units], [unit.end for unit in units]
    if caret.anchor is None:
        to = _step(starts, caret.at, by)
        return caret if to is None else Caret(to)
    if caret.at > caret.anchor:
        to = _step(ends, caret.at, by)
        if by < 0 and (to is None or to <= caret.anchor):
            to = _step(starts, caret.kept.start, by)
    else:
        to = _step(starts, caret.at, by)
        if by > 0 and (to is None or to >= caret.anchor):
            to = _step(ends, caret.kept.end, by)
    return caret if to is None else reached(caret, to)


def reached(caret: Caret, to: int) -> Caret:
    """The caret with the moving end of its selection at the boundary `to`."""
    if caret.anchor is None:
        return Caret(to)
    anchor, kept = caret.anchor, caret.kept
    if (caret.at > anchor) == (to > anchor) and to != anchor:
        low, high = min(to, anchor), max(to, anchor)
        shrunk = Span(max(kept.start, low), min(kept.end, high))
        return caret._replace(at=to, kept=shrunk if shrunk.start < shrunk.end else Span(low, high), cell=None)
    far = kept.end if caret.at > anchor else kept.start
    return caret if far == to else caret._replace(at=to, anchor=far, cell=None)


def characters(blocks: Sequence[Block], caret: Caret) -> list[Span]:
    """The characters around the caret, over the ends of blocks."""
    around: list[Span] = []
    for at, block in enumerate(blocks):
        if block.start <= caret.at <= block.end:
            near = range(max(block.start, caret.at - 3), min(block.end, caret.at + 3))
            before, after = blocks[:at], blocks[at + 1 :]
            around += [Span(b.end - 1, b.end) for b in before[-1:]]
            around += [Span(offset, offset + 1) for offset in near]
            around += [Span(b.start, b.start + 1) for b in after[:1]]
    return sorted(set(around))


def sentences(text: str, block: Span) -> list[Span]:
    """The sentences of a block, their closing marks included."""
    found = (match.span() for match in _SENTENCE.finditer(text, block.start, block.end))
    return [Span(start, end) for start, end in found if text[start:end].strip()]


def clause_at(text: str, block: Span, offset: int) -> Span:
    """The clause of a block around `offset`, without the marks that part it from the others."""
    marks = [match.span() for match in _CLAUSE_MARK.finditer(text, block.start, block.end)]
    start = max((end for _start, end in marks if end <= offset), default=block.start)
    end = min((begin for begin, _end in marks if begin >= offset and begin > start), default=block.end)
    return Span(start, end)


def trimmed(text: str, span: Span) -> Span | None:
    """`span` without the white space at its ends; None where there is nothing else."""
    surface = text[span.start : span.end]
    start = span.start + len(surface) - len(surface.lstrip())
    end = span.end - (len(surface) - len(surface.rstrip()))
    return Span(start, end) if start < end else None


def over(spans: Iterable[Span], offset: int) -> Span | None:
    """The shortest of `spans` that covers the character at `offset`."""
    covering = [span for span in spans if span.start <= offset < span.end]
    return min(covering, key=lambda span: span.end - span.start, default=None)


def snapped(caret: Caret, kinds: Iterable[Span | None]) -> Caret:
    """The caret with the next of `kinds` selected (word, number, name, …), after the last the first.

    What is None is not there; what two kinds agree on comes once.
    """
    choices = list(dict.fromkeys(kind for kind in kinds if kind is not None))
    if not choices:
        return caret
    selected = caret.selection
    at = choices.index(selected) + 1 if selected in choices else 0
    return taken(choices[at % len(choices)], caret.place)


def moved_by_line(caret: Caret, page: Page, by: int) -> Caret:
    """The caret `by` lines of the page further down, in the column where the motion began."""
    row, here = _row_and_cell(page, caret.under)
    cell = here if caret.cell is None else caret.cell
    step = 1 if by > 0 else -1
    target = row + by
    while 0 <= target < page.height and ((line := page.line(target)) is None or line.span is None):
        target += step
    line = page.line(target) if 0 <= target < page.height else None
    if line is None or line.span is None:
        return caret
    edges = line.edges
    index = index_at(line, max(0, min(cell, edges[-1] - 1)))
    offset = line.span.start if index is None else line.passage.offset_of(index)
    offset = max(line.span.start, min(line.span.end - 1, line.span.start if offset is None else offset))
    if caret.anchor is None:
        return Caret(offset, cell=cell)
    return reached(caret, offset + (offset >= caret.kept.start))._replace(cell=cell)


def line_of(page: Page, offset: int) -> Span | None:
    """The article's characters on the line that shows `offset`."""
    line = page.line(page.row_at(offset))
    return line.span if line else None


def _row_and_cell(page: Page, offset: int) -> tuple[int, int]:
    row = page.row_at(offset)
    line = page.line(row)
    if line is None:
        return row, 0
    edges = line.edges
    return row, edges[max(0, min(line.passage.index_of(offset) - line.start, len(edges) - 1))]


def _step(edges: Sequence[int], offset: int, by: int) -> int | None:
    """The first edge after `offset`, or the last one before it."""
    at = bisect_right(edges, offset) if by > 0 else bisect_left(edges, offset) - 1
    return edges[at] if 0 <= at < len(edges) else None

"""Moving the boundaries of the current annotation, by a word or by a character."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import partial

from seeds.article import Article, Entity, Indicator, Span
from seeds.problems import Problem
from store import layer as changes
from store.layer import Layer, Values
from tui.language import _
from tui.screens.bench import Bench


class Boundaries(Bench):
    """The part of the workbench that makes an annotation longer or shorter."""

    async def action_move_end(self, by: int) -> None:
        """Move the end of the current annotation by a word: 1 grows it, -1 shrinks it."""
        await self._move(end=by)

    async def action_move_start(self, by: int) -> None:
        """Move the start of the current annotation by a word: -1 grows it, 1 shrinks it."""
        await self._move(start=by)

    def action_move_end_by_character(self, by: int) -> None:
        """Move the end by a character."""
        self._shift(0, by)

    def action_move_start_by_character(self, by: int) -> None:
        """Move the start by a character."""
        self._shift(by, 0)

    async def _move(self, *, start: int = 0, end: int = 0) -> None:
        article, chosen = self.session.article, self.session.chosen()
        if article is None or not isinstance(chosen, Entity | Indicator):
            self.tell(_("Only a span in the text has boundaries"))
            return
        self.deed = partial(self._move, start=start, end=end)
        block = block_of(article, chosen.start)
        edges = await self.session.read(word_edges, article.text, block)
        self._resize(
            next_edge(edges, chosen.start, start) if start else chosen.start,
            next_edge(edges, chosen.end, end) if end else chosen.end,
        )

    def _shift(self, start: int, end: int) -> None:
        chosen = self.session.chosen()
        if not isinstance(chosen, Entity | Indicator):
            self.tell(_("Only a span in the text has boundaries"))
            return
        self.deed = partial(self._shift, start, end)
        self._resize(chosen.start + start, chosen.end + end)

    def _resize(self, start: int, end: int) -> None:
        session = self.session
        article, layer, chosen = session.article, session.layer, session.chosen()
        if article is None or layer is None or not isinstance(chosen, Entity | Indicator):
            return
        block = block_of(article, chosen.start)
        if not block.start <= start < end <= block.end:
            self.tell(_("The span can go no further"))
        elif (twin := twin_of(layer, chosen, start, end)) is not None:
            self.tell(_("There is one of this kind already: {text}").format(text=twin.text))
        else:
            text = article.text[start:end]
            self.take(changes.resize(layer, chosen.id, start, end, text, reread(chosen, text)))
            self.redraw_current()


def block_of(article: Article, offset: int) -> Span:
    """The block that holds `offset`; annotations do not reach over its ends."""
    found = next((block for block in article.blocks if block.start <= offset < block.end), None)
    return Span(found.start, found.end) if found else Span(0, len(article.text))


def word_edges(text: str, block: Span) -> list[int]:
    """Where words of the block begin and end, in offsets of the text."""
    from seeds.words import word_spans

    spans = word_spans(text[block.start : block.end])
    return sorted({block.start + edge for span in spans for edge in span})


def next_edge(edges: Sequence[int], offset: int, by: int) -> int:
    """The next edge after `offset` (`by` 1) or the one before it (-1); `offset` where there is none."""
    at = bisect_right(edges, offset) if by > 0 else bisect_left(edges, offset) - 1
    return edges[at] if 0 <= at < len(edges) else offset


def twin_of(layer: Layer, moved: Entity | Indicator, start: int, end: int) -> Entity | Indicator | None:
    """Another live annotation of the same kind with exactly this span."""
    return next(
        (
            other
            for other in layer.spans()
            if other.id != moved.id
            and type(other) is type(moved)
            and other.state != "rejected"
            and (other.start, other.end) == (start, end)
        ),
        None,
    )


def reread(moved: Entity | Indicator, text: str) -> Values:
    """What the new surface says: the value of an indicator follows its text where that is a number."""
    if isinstance(moved, Entity):
        return {}
    from seeds.typed import typed_value

    try:
        value = typed_value(text, moved.unit)
    except Problem:
        return {}
    # A comparator may stand outside the span (超过5000人), so that a bare number says nothing of it.
    bound = {"op": value.op} if value.op != "=" else {}
    return {"value": value.value, "high": value.high, "unit": value.unit} | bound

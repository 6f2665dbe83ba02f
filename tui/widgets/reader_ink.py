"""How a line of the reader is drawn: which characters get which ink, and what an ink looks like.

What lies inside is drawn over what surrounds it, so that both stay visible: a date keeps its colour inside
a document's title, and the title's underline goes on beneath it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from rich.style import Style
from textual.color import Color
from textual.widget import Widget

from seeds.article import Indicator, Span, State
from tui.widgets.reader_page import Kind, Line
from tui.widgets.reader_spans import Spanned

INDICATOR = "indicator"


class Ink(NamedTuple):
    """What a run of characters is; runs of equal ink are drawn alike."""

    kind: Kind
    spans: tuple[tuple[str, State], ...] = ()
    """The type (or `INDICATOR`) and state of each annotation over it, the outermost first."""
    current: bool = False
    lit: bool = False
    hit: bool = False
    hit_now: bool = False
    selected: bool = False
    caret: bool = False
    letter: bool = False
    """Whether it is no text, but the letter of a type."""


class Marks(NamedTuple):
    """What is marked in the text besides its annotations."""

    current: str | None = None
    """The id of the current annotation."""
    lit: Sequence[Span] = ()
    hits: Sequence[Span] = ()
    """In order, none over another."""
    hit_now: Span | None = None
    selected: Span | None = None
    caret: int | None = None
    """The offset of the character that the caret stands on. While there is a caret it alone leads: the
    current annotation is told by the mark beside its lines."""

    def on(self, span: Span | None) -> Marks:
        """Only what touches `span`."""
        if span is None:
            return Marks(self.current)
        selected = self.selected
        if selected is not None and not (selected.start < span.end and span.start < selected.end):
            selected = None
        first = bisect_right(self.hits, span.start, key=lambda hit: hit.end)
        last = bisect_left(self.hits, span.end, key=lambda hit: hit.start)
        lit = [lit for lit in self.lit if lit.start < span.end and span.start < lit.end]
        return self._replace(lit=lit, hits=self.hits[first:last], selected=selected)


def pieces(line: Line, over: Sequence[Spanned], marks: Marks) -> list[tuple[str, Ink]]:
    """The line's text in runs of one ink. `over` are the annotations on the line, longest first."""
    kind, text = line.passage.kind, line.text
    marked = over or marks.lit or marks.hits or marks.caret is not None
    if line.span is None or not marked:
        return [(text, Ink(kind))]
    origin = line.span.start - (len(text) - (line.span.end - line.span.start))
    runs: list[tuple[str, Ink]] = []
    edges = sorted({0, len(text), *_edges(origin, len(text), over, marks)})
    for start, end in pairwise(edges):
        at = origin + start
        runs.append((text[start:end], _ink(kind, at, over, marks) if at >= line.span.start else Ink(kind)))
        runs += _letters(line, start + line.start, end + line.start)
    return runs


def _letters(line: Line, start: int, end: int) -> Iterable[tuple[str, Ink]]:
    """The notes after the characters from index `start` to `end`."""
    for note in line.notes:
        if start < note.at <= end:
            yield note.letter, Ink(line.passage.kind, letter=True)


def _edges(origin: int, length: int, over: Sequence[Spanned], marks: Marks) -> Iterable[int]:
    ranges = [(spanned.start, spanned.end) for spanned in over]
    if marks.selected is not None:
        ranges.append(marks.selected)
    if marks.caret is not None:
        ranges.append((marks.caret, marks.caret + 1))
    for start, end in (*ranges, *marks.lit, *marks.hits):
        for edge in (start - origin, end - origin):
            if 0 < edge < length:
                yield edge


def _ink(kind: Kind, at: int, over: Sequence[Spanned], marks: Marks) -> Ink:
    here = [spanned for spanned in over if spanned.start <= at < spanned.end]
    return Ink(
        kind,
        tuple((INDICATOR if isinstance(a, Indicator) else a.type, a.state) for a in here),
        marks.caret is None and any(a.id == marks.current for a in here),
        any(start <= at < end for start, end in marks.lit),
        any(start <= at < end for start, end in marks.hits),
        marks.hit_now is not None and marks.hit_now.start <= at < marks.hit_now.end,
        marks.selected is not None and marks.selected.start <= at < marks.selected.end,
        marks.caret == at,
    )


class Inks:
    """Inks as terminal styles. `roles`: by component class; `types`: by entity type."""

    def __init__(self, roles: Mapping[str, Style], types: Mapping[str, Style]) -> None:
        self._roles = roles
        self._types = types
        self._made: dict[Ink, Style] = {}

    def role(self, name: str) -> Style:
        """The style of a component class, over the page's own."""
        return self._roles["page"] + self._roles[name]

    def style(self, ink: Ink) -> Style:
        """The style of an ink."""
        style = self._made.get(ink)
        if style is None:
            style = self._made[ink] = self._make(ink)
        return style

    def _make(self, ink: Ink) -> Style:
        roles = self._roles
        style = roles["page"] + roles[ink.kind]
        for type_, state in ink.spans:
            if state == "rejected":
                style += roles["rejected"]
                continue
            style += roles["indicator"] if type_ == INDICATOR else self._types.get(type_, roles["entity"])
            style += roles[state]
        if ink.letter:
            style += roles["letter"]
        for marked, name in (
            (ink.lit, "lit"),
            (ink.hit, "hit"),
            (ink.hit_now, "hit-now"),
            (ink.current, "current"),
            (ink.selected, "selected"),
            (ink.caret, "caret"),
        ):
            if marked:
                style += roles[name]
        return style


def mixed(reader: Widget, roles: Iterable[str], types: Mapping[str, Color]) -> Inks:
    """The inks for the theme in use, from the component classes `reader--…` of the widget."""
    styles = {role: _own_style(reader, f"reader--{role}") for role in roles}
    colours = {code: Style.from_color(colour.rich_color) for code, colour in types.items()}
    return Inks(styles | {"page": reader.rich_style}, colours)


def _own_style(widget: Widget, name: str) -> Style:
    """What a component class sets itself, its colours blended with what lies beneath."""
    rules, blended = widget.get_component_styles(name), widget.get_component_rich_style(name)
    colour = blended.color if rules.has_rule("color") or rules.has_rule("auto_color") else None
    ground = blended.bgcolor if rules.has_rule("background") else None
    return Style(color=colour, bgcolor=ground) + rules.text_style

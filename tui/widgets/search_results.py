"""What a search found: titles, and places in texts with the words around them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store.catalogue import Row
from store.hits import Hit
from store.searching import TitleHit
from tui.language import ngettext
from tui.text.excerpts import Piece, around, from_start, pieces_width
from tui.text.names import VERDICT_MARKS
from tui.text.visible import visible
from tui.text.width import cell_width, clip

_HERE = "▸ "
_FACTS_FROM = 50
"""Cells of width from which place and date stand beside a title."""
_DATE = len("2019-12-05")
_AHEAD = 5
"""Items before the last at which more are asked for."""


class Heading(NamedTuple):
    """A line above what was found, or in its place; it cannot be chosen."""

    text: str


class More(NamedTuple):
    """Stands for titles that are not shown yet."""

    text: str


Found = TitleHit | Hit
Item = Heading | More | Found


class SearchResults(ScrollView, can_focus=False):
    """Items below each other, one of them marked. Only the lines in view are drawn."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"search--{name}" for name in ("heading", "title", "facts", "context", "words", "here", "cursor")
    }
    DEFAULT_CSS = """
    SearchResults {
        height: auto; background: $surface; overflow-x: hidden; scrollbar-size-vertical: 1;
        & > .search--heading { color: $foreground-muted; text-style: bold; }
        & > .search--title { color: $foreground; }
        & > .search--facts { color: $foreground-muted; }
        & > .search--context { color: $foreground-muted; }
        & > .search--words { color: $accent; text-style: bold underline; }
        & > .search--here { color: $primary; text-style: bold; }
        & > .search--cursor { background: $primary-muted; }
        &:nocolor > .search--cursor { text-style: reverse; }
    }
    """

    @dataclass
    class Chosen(Message):
        """An item was clicked on."""

        item: More | Found

    class NearEnd(Message):
        """The mark comes near the last item."""

    def __init__(self) -> None:
        super().__init__()
        self._items: Sequence[Item] = ()
        self._lines: list[tuple[int, int]] = []
        self._first: list[int] = []
        self._at = 0

    @property
    def marked(self) -> More | Found | None:
        """The item that Enter chooses."""
        item = self._items[self._at] if self._at < len(self._items) else None
        return None if isinstance(item, Heading) else item

    def show(self, items: Sequence[Item], *, keep: bool = False) -> None:
        """Show other items; the first is marked, or where they only `keep` on, the one that was."""
        self._items = items
        self._lines, self._first = [], []
        for at, item in enumerate(items):
            self._first.append(len(self._lines))
            self._lines += [(at, line) for line in range(2 if isinstance(item, Hit) else 1)]
        if not keep or self.marked is None:
            self._at = next((at for at, item in enumerate(items) if not isinstance(item, Heading)), 0)
        width = self.scrollable_content_region.width
        if self.virtual_size != Size(width, len(self._lines)):
            self.virtual_size = Size(width, len(self._lines))
            self.refresh(layout=True)
        if not keep:
            self.scroll_to(y=0, animate=False, force=True)
        self.refresh()

    def move(self, by: int) -> None:
        """Mark an item further on, over headings; at the last one stay there."""
        at = last = self._at
        while by and 0 <= (at := at + (1 if by > 0 else -1)) < len(self._items):
            if not isinstance(self._items[at], Heading):
                last, by = at, by - (1 if by > 0 else -1)
        self._mark(last)

    def turn_page(self, by: int) -> None:
        """Mark an item a page further on."""
        if not self._lines:
            return
        line = self._first[self._at] + by * max(1, self.size.height - 1)
        at, _line = self._lines[max(0, min(line, len(self._lines) - 1))]
        beyond = range(at, len(self._items) if by > 0 else -1, by)
        self._mark(next((n for n in beyond if not isinstance(self._items[n], Heading)), self._at))

    def on_resize(self) -> None:
        """Lines are as wide as the box."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))

    def on_click(self, event: events.Click) -> None:
        """A click chooses an item."""
        at = event.y + self.scroll_offset.y
        if at < len(self._lines):
            item = self._items[self._lines[at][0]]
            if not isinstance(item, Heading):
                self._mark(self._lines[at][0])
                self.post_message(self.Chosen(item))

    def render_line(self, y: int) -> Strip:
        """One line of an item."""
        width = self.scrollable_content_region.width
        base = self.rich_style
        row = y + self.scroll_offset.y
        if row >= len(self._lines):
            return Strip.blank(width, base)
        at, line = self._lines[row]
        item = self._items[at]
        if at == self._at and not isinstance(item, Heading):
            cursor = self.get_component_rich_style("search--cursor")
            base += Style(bgcolor=cursor.bgcolor, reverse=cursor.reverse)
        if isinstance(item, Heading):
            parts = [(f" {clip(visible(item.text), max(0, width - 1))}", "heading")]
        elif line:
            parts = _context(item, width) if isinstance(item, Hit) else []
        else:
            parts = [(_HERE if at == self._at else "  ", "here"), *_title(item, width - len(_HERE) - 1)]
        segments = [Segment(text, base + self._style(role)) for text, role in parts]
        return Strip(segments).adjust_cell_length(width, base)

    def _mark(self, at: int) -> None:
        self._at = at
        if at < len(self._first):
            last = isinstance(self._items[at], Hit)
            # The heading above the first item of a group comes into view with it.
            above = at > 0 and isinstance(self._items[at - 1], Heading)
            region = Region(0, self._first[at] - above, 1, 1 + last + above)
            self.scroll_to_region(region, animate=False, force=True)
        if at >= len(self._items) - _AHEAD:
            self.post_message(self.NearEnd())
        self.refresh()

    def _style(self, role: str) -> Style:
        """The whole style, for its colour is blended with the ground; but the ground is the line's."""
        style = self.get_component_rich_style(f"search--{role}")
        return style.without_color + Style(color=style.color)


def _title(item: More | Found, width: int) -> list[tuple[str, str]]:
    """Verdict and title; at the right, where there is room: how often the words stand there, place, date."""
    if isinstance(item, More):
        return [(clip(item.text, width), "facts")]
    facts = _facts(item, width // 2 if width >= _FACTS_FROM else 0)
    mark = f"{VERDICT_MARKS[item.row.verdict]} "
    room = width - cell_width(mark) - (cell_width(facts) + 2 if facts else 0)
    pieces = from_start(item.row.title, item.marks if isinstance(item, TitleHit) else (), room)
    gap = " " * max(0, room - pieces_width(pieces) + 2)
    return [(mark, "facts"), *_roles(pieces, "title"), *([(gap, "facts"), (facts, "facts")] if facts else [])]


def _facts(item: Found, room: int) -> str:
    row: Row = item.row
    told = [visible(row.place or row.source or ""), (row.published or "")[:_DATE]]
    if isinstance(item, Hit) and item.places > 1:
        count = item.places
        told.insert(0, ngettext("{count} place", "{count} places", count).format(count=f"{count:,}"))
    while told and cell_width(" · ".join(filter(None, told))) > room:
        told.pop()
    return " · ".join(filter(None, told))


def _context(hit: Hit, width: int) -> list[tuple[str, str]]:
    indent = "    "
    return [
        (indent, "context"),
        *_roles(around(hit.excerpt, hit.marks, hit.at, width - len(indent) - 1), "context"),
    ]


def _roles(pieces: Sequence[Piece], role: str) -> list[tuple[str, str]]:
    return [(piece.text, "words" if piece.lit else role) for piece in pieces]

"""A table of any length: rows are asked for as they come into view, and a click on a heading sorts by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.keymap import spelled
from tui.language import anew
from tui.text.width import cell_width, clip

_GAP = 2
_AHEAD = 40
"""Rows above and below those in view that are asked for with them."""


class Heading(NamedTuple):
    """A column: what it is called, the least cells it takes, its share of what is left, where it is dropped.

    `key` is what a click on it sorts by, "" for nothing. Of columns that do not fit those with the highest
    `rank` go first; those of rank 0 stay.
    """

    key: str
    name: str
    least: int
    share: int = 0
    right: bool = False
    rank: int = 0


class Cell(NamedTuple):
    """What stands in a row under a heading, and in which role it is drawn."""

    text: str
    role: str = "plain"


RowAt = Callable[[int], Sequence[Cell] | None]
"""The cells of a row; None where they are not there yet."""


class RuledTable(ScrollView, can_focus=True, inherit_bindings=False):
    """Headings, and below them the rows in view; one of them has the cursor."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("up", "k"), "move(-1)", show=False),
        Binding(spelled("down", "j"), "move(1)", show=False),
        Binding(spelled("g", "home"), "first", show=False),
        Binding(spelled("G", "end"), "last", show=False),
        Binding(spelled("pagedown", "space"), "turn_page(1)", show=False),
        Binding(spelled("pageup", "b"), "turn_page(-1)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"ruled--{name}" for name in ("heading", "plain", "muted", "strong", "wait", "good", "bad", "cursor")
    }
    DEFAULT_CSS = """
    RuledTable {
        background: $surface; overflow-x: hidden; scrollbar-size-vertical: 1;
        & > .ruled--heading { color: $foreground-muted; text-style: bold; }
        & > .ruled--plain { color: $foreground; }
        & > .ruled--muted { color: $foreground-muted; }
        & > .ruled--strong { color: $foreground; text-style: bold; }
        & > .ruled--wait { color: $text-warning; }
        & > .ruled--good { color: $text-success; }
        & > .ruled--bad { color: $text-error; }
        & > .ruled--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
    }
    """

    @dataclass
    class Moved(Message):
        """The cursor stands on another row, or on none (-1)."""

        row: int

        def can_replace(self, message: Message) -> bool:
            """Whether a later move makes this one old."""
            return isinstance(message, RuledTable.Moved)

    @dataclass
    class Wanted(Message):
        """These rows have come into view, or near to it, and are not there yet."""

        rows: range

        def can_replace(self, message: Message) -> bool:
            """Whether rows that came into view later make these not wanted any more."""
            return isinstance(message, RuledTable.Wanted)

    @dataclass
    class Sorted(Message):
        """A heading was clicked on."""

        key: str

    class Taken(Message):
        """The row under the cursor was clicked on."""

    def __init__(self, row_at: RowAt) -> None:
        super().__init__()
        self._row_at = row_at
        self._headings: Sequence[Heading] = ()
        self._sorted: tuple[str, bool] = ("", False)
        self._rows = 0
        self._empty = ""
        self.cursor = -1

    def show(
        self,
        headings: Sequence[Heading],
        rows: int,
        *,
        cursor: int = 0,
        top: int = 0,
        ordered: tuple[str, bool] = ("", False),
        empty: str = "",
    ) -> None:
        """Show so many rows; `ordered` says by which heading, and whether turned. `empty` is said of none."""
        self._headings, self._rows, self._sorted, self._empty = headings, rows, ordered, empty
        self.cursor = max(0, min(cursor, rows - 1)) if rows else -1
        self.virtual_size = Size(self.scrollable_content_region.width, rows + 1)
        self.scroll_to(y=top, animate=False, force=True)
        self._reveal()
        self.post_message(self.Moved(self.cursor))
        self._ask()
        self.refresh()

    def relabel(self) -> None:
        """Name the columns in the language in use."""
        self._headings = [heading._replace(name=anew(heading.name)) for heading in self._headings]
        self._empty = anew(self._empty)
        self.refresh()

    @property
    def top(self) -> int:
        """The first row in view."""
        return self.scroll_offset.y

    def action_move(self, by: int) -> None:
        """Move the cursor by rows."""
        self._stand(self.cursor + by)

    def action_turn_page(self, by: int) -> None:
        """Move the cursor by a page."""
        self._stand(self.cursor + by * max(1, self._page - 1))

    def action_first(self) -> None:
        """Go to the first row."""
        self._stand(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self._stand(self._rows - 1)

    def on_resize(self) -> None:
        """Columns are as wide as there is room, and the cursor stays in view."""
        self.virtual_size = Size(self.scrollable_content_region.width, self._rows + 1)
        self._reveal()
        self._ask()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for what has come into view."""
        super().watch_scroll_y(old_value, new_value)
        self._ask()

    def on_click(self, event: events.Click) -> None:
        """A click on a heading sorts; on a row it moves there, and on the row of the cursor takes it."""
        at = event.get_content_offset(self)
        if at is None:
            return
        if at.y == 0:
            if key := self._heading_at(at.x):
                self.post_message(self.Sorted(key))
        elif (row := at.y - 1 + self.top) < self._rows:
            if row == self.cursor:
                self.post_message(self.Taken())
            self._stand(row)

    def render_line(self, y: int) -> Strip:
        """The headings, then the rows in view."""
        width = self.scrollable_content_region.width
        base = self.rich_style
        row = y - 1 + self.top
        if y == 0:
            return self._line([Cell(self._named(one), "heading") for one in self._headings], base, width)
        if not self._rows and y == 2:
            return Strip([Segment(f" {clip(self._empty, max(0, width - 2))}", self._style("muted", base))])
        if row >= self._rows:
            return Strip.blank(width, base)
        cells = self._row_at(row)
        cells = (
            [Cell("…" if at == 0 else "", "muted") for at in range(len(self._headings))]
            if cells is None
            else cells
        )
        here = row == self.cursor
        return self._line(cells, base, width, cursor=here)

    # Columns

    def _line(self, cells: Sequence[Cell], base: Style, width: int, *, cursor: bool = False) -> Strip:
        over = self.get_component_rich_style("ruled--cursor") if cursor else None
        ground = base + over if over is not None else base
        segments = [Segment(" ", ground)]
        for at, (cell, room) in enumerate(zip(cells, self._widths(width), strict=True)):
            if room:
                text = clip(cell.text, room)
                pad = " " * (room - cell_width(text))
                style = ground if over is not None else self._style(cell.role, base)
                text = pad + text if self._headings[at].right else text + pad
                segments += [Segment(text, style), Segment(" " * _GAP, ground)]
        return Strip(segments).adjust_cell_length(width, ground)

    def _widths(self, width: int) -> list[int]:
        """Of each column its cells; 0 where there is no room for it."""
        kept = list(self._headings)
        while len(kept) > 1 and sum(one.least + _GAP for one in kept) + 1 > width:
            last = max(kept, key=lambda one: one.rank)
            if not last.rank:
                break
            kept.remove(last)
        left = max(0, width - 1 - sum(one.least + _GAP for one in kept))
        shares = sum(one.share for one in kept) or 1
        return [one.least + left * one.share // shares if one in kept else 0 for one in self._headings]

    def _named(self, heading: Heading) -> str:
        key, turned = self._sorted
        return heading.name + (" ▼" if turned else " ▲") * (bool(key) and key == heading.key)

    def _heading_at(self, x: int) -> str:
        at = 1
        for heading, room in zip(
            self._headings, self._widths(self.scrollable_content_region.width), strict=True
        ):
            if room and at <= x < at + room + _GAP:
                return heading.key
            at += room + _GAP if room else 0
        return ""

    def _style(self, role: str, base: Style) -> Style:
        style = self.get_component_rich_style(f"ruled--{role}")
        return base + style.without_color + Style(color=style.color)

    # Rows

    @property
    def _page(self) -> int:
        return max(1, self.size.height - 1)

    def _stand(self, row: int) -> None:
        if not self._rows:
            return
        self.cursor = max(0, min(row, self._rows - 1))
        self._reveal()
        self.refresh()
        self.post_message(self.Moved(self.cursor))

    def _reveal(self) -> None:
        top = max(min(self.top, self.cursor), self.cursor - self._page + 1, 0)
        if top != self.top:
            self.scroll_to(y=top, animate=False, force=True)

    def _ask(self) -> None:
        first, last = max(0, self.top - _AHEAD), min(self._rows, self.top + self._page + _AHEAD)
        in_view = range(self.top, min(self._rows, self.top + self._page))
        if any(self._row_at(row) is None for row in in_view):
            self.post_message(self.Wanted(range(first, last)))

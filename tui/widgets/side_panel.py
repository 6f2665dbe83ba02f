"""The side panel: records, checks and tags of the open article, in step with the reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.color import Color
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from seeds.article import Annotation, Check, Entity, Indicator
from seeds.profile import Profile
from store.layer import Layer
from tui.keymap import bindings
from tui.language import _, anew
from tui.themes.type_looks import NO_MARKS
from tui.widgets.growing_view import GrowingView
from tui.widgets.panel_line import PanelLine, Piece
from tui.widgets.panel_lines import panel_lines

GUTTER, MARGIN = 1, 1
CURRENT_MARK = "▸"
_LEAST_WIDTH = 8
_STYLES = (
    "heading",
    "rule",
    "quiet",
    "name",
    "value",
    "rejected-name",
    "tag",
    "tag-suggested",
    "holds",
    "fails",
    "remark",
    "suggested",
    "accepted",
    "corrected",
    "rejected",
    "added",
    "current",
)


class SidePanel(GrowingView, can_focus=True, inherit_bindings=False):
    """Draws `panel_lines` of a layer, the current annotation marked. Moving here moves it everywhere."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("panel")
    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"panel--{name}" for name in _STYLES}
    DEFAULT_CSS = """
    SidePanel {
        background: $surface;
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        & > .panel--heading { text-style: bold; color: $primary; }
        & > .panel--rule { color: $border; }
        & > .panel--quiet { color: $foreground-muted; }
        & > .panel--name { color: $foreground; }
        & > .panel--value { color: $accent; text-style: bold; }
        & > .panel--rejected-name { color: $foreground-disabled; text-style: strike; }
        & > .panel--tag { color: $secondary; text-style: bold; }
        & > .panel--tag-suggested { color: $secondary; text-style: italic; }
        & > .panel--holds { color: $success; }
        & > .panel--fails { color: $error; text-style: bold; }
        & > .panel--remark { color: $accent; text-style: italic; }
        & > .panel--suggested { color: $warning; text-style: bold; }
        & > .panel--accepted { color: $success; }
        & > .panel--corrected { color: $primary; text-style: bold; }
        & > .panel--rejected { color: $error; }
        & > .panel--added { color: $primary; text-style: bold; }
        & > .panel--current { background: $primary-muted; text-style: bold; }
    }
    """

    @dataclass
    class Chosen(Message):
        """A person moved to this annotation in the panel."""

        rid: str

    empty = ""
    """What is said of an article in which nothing was found."""

    def __init__(self, profile: Profile, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._profile = profile
        self._layer: Layer | None = None
        self._checks: Sequence[Check] = ()
        self._current: str | None = None
        self._colours: Mapping[str, RichColor] = {}
        self._marks: Mapping[str, str] = NO_MARKS
        self._lines: list[PanelLine] = []

    def set_types(self, colours: Mapping[str, str], marks: Mapping[str, str] = NO_MARKS) -> None:
        """The colour of each entity type, and its letter where types are told apart by letters too."""
        self._colours = {code: Color.parse(colour).rich_color for code, colour in colours.items()}
        self._marks = marks
        self._lay_out()

    def show(self, layer: Layer | None, checks: Sequence[Check], current: str | None) -> None:
        """Draw this layer, with `current` marked and in view."""
        if layer is self._layer and checks is self._checks and current == self._current:
            return
        if layer is None or self._layer is None or layer.aid != self._layer.aid:
            self.scroll_to(0, 0, animate=False)
        self._layer, self._checks, self._current = layer, checks, current
        self._lay_out()

    def on_resize(self) -> None:
        """Lines are as wide as the panel."""
        self._lay_out()

    def relabel(self) -> None:
        """Draw the lines in the language in use."""
        self._lay_out()

    def render_line(self, y: int) -> Strip:
        """One line of the panel, padded to its width."""
        width = self.scrollable_content_region.width
        at = y + self.scroll_offset.y
        base = self.rich_style
        if at >= len(self._lines):
            return Strip.blank(width, base)
        line = self._lines[at]
        over, gutter = base, " "
        if line.rid is not None and line.rid == self._current:
            marked = self.get_component_rich_style("panel--current")
            over = base + Style(bgcolor=marked.bgcolor, bold=marked.bold)
            begins = at == 0 or self._lines[at - 1].rid != line.rid
            gutter = CURRENT_MARK if begins else " "
        segments = [Segment(gutter, over)]
        segments += [Segment(piece.text, over + self._style(piece)) for piece in line.pieces]
        return Strip(segments).adjust_cell_length(width, over)

    def action_cursor_down(self) -> None:
        """Go to the next record."""
        self._move(1)

    def action_cursor_up(self) -> None:
        """Go to the record before."""
        self._move(-1)

    def action_page_down(self) -> None:
        """Move a page of records down."""
        self._move(max(1, self.size.height // 2))

    def action_page_up(self) -> None:
        """Move a page of records up."""
        self._move(-max(1, self.size.height // 2))

    def action_first(self) -> None:
        """Go to the first record."""
        self._move(-len(self._lines))

    def action_last(self) -> None:
        """Go to the last record."""
        self._move(len(self._lines))

    def on_click(self, event: events.Click) -> None:
        """A click chooses the record under it."""
        if (rid := self.rid_under(event)) is not None:
            self.post_message(self.Chosen(rid))

    def rid_under(self, event: events.MouseEvent) -> str | None:
        """The annotation whose line is under the mouse."""
        at = event.get_content_offset(self)
        row = at.y + self.scroll_offset.y if at is not None else len(self._lines)
        return self._lines[row].rid if row < len(self._lines) else None

    def _style(self, piece: Piece) -> Style:
        if piece.style.startswith("type:"):
            return Style(color=self._colours.get(piece.style.removeprefix("type:")))
        if not piece.style:
            return Style()
        # The whole style, for its colour is blended with the ground; but the ground is the line's.
        style = self.get_component_rich_style(f"panel--{piece.style}")
        return style.without_color + Style(color=style.color)

    def _move(self, by: int) -> None:
        """Choose the record `by` further on; from an entity, counted from where it stands in the text."""
        if self._layer is None:
            return
        known = self._layer.annotations
        named = dict.fromkeys(line.rid for line in self._lines if line.rid is not None)
        rows = [rid for rid in named if not isinstance(known.get(rid), Entity)]
        if not rows:
            return
        if self._current in rows:
            at = rows.index(self._current) + by
        else:
            here = known.get(self._current or "")
            before = [rid for rid in rows if isinstance(here, Entity) and _starts_before(known[rid], here)]
            at = len(before) + by - (by > 0)
        self.post_message(self.Chosen(rows[max(0, min(at, len(rows) - 1))]))

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if self._layer is None or width < _LEAST_WIDTH:
            self._lines = [] if self._layer else [PanelLine((Piece(_("Nothing is open"), "quiet"),))]
        else:
            room = width - GUTTER - MARGIN
            self._lines = panel_lines(
                self._layer,
                self._checks,
                self._profile,
                room,
                self._current,
                self._marks,
                anew(self.empty),
            )
        self.take_size(Size(width, len(self._lines)))
        self._bring_current_into_view(width)
        self.refresh()

    def _bring_current_into_view(self, width: int) -> None:
        at = [
            row for row, line in enumerate(self._lines) if line.rid is not None and line.rid == self._current
        ]
        if at:
            self.scroll_to_region(Region(0, max(0, at[0] - 1), width, len(at) + 2), animate=False)


def _starts_before(record: Annotation, entity: Entity) -> bool:
    return isinstance(record, Indicator) and record.start < entity.start

"""The borders between the panes, which the mouse draws to where they are wanted."""

from __future__ import annotations

from typing import NamedTuple

from textual import events
from textual.errors import NoWidget

from tui.screens.pane_widths import SidePane
from tui.screens.panes import Panes

_LEFT = 1


class Held(NamedTuple):
    """A border that the mouse holds: whose it is, where it was taken, and how wide its pane was then."""

    pane: SidePane
    column: int
    width: int


class PaneBorders(Panes):
    """The part of the workbench that widens a pane by its border; a double click gives the window back."""

    _held: Held | None = None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a border between two panes."""
        pane = self._border_at(event.screen_x, event.screen_y)
        if event.button == _LEFT and pane is not None:
            self._held = Held(pane, event.screen_x, self.width_of(pane))
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The border follows the mouse."""
        if (held := self._held) is not None:
            drawn = event.screen_x - held.column
            self.choose_width(held.pane, held.width + (drawn if held.pane == "list" else -drawn))

    def on_mouse_up(self) -> None:
        """Let go of the border."""
        if self._held is not None:
            self._held = None
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """A double click on a border gives all panes the widths that they have without a choice."""
        if event.chain == 2 and self._border_at(event.screen_x, event.screen_y) is not None:
            self.action_reset_panes()

    def _border_at(self, x: int, y: int) -> SidePane | None:
        """The side pane whose border with the article is there, on either side of the line."""
        try:
            pane, region = self.get_widget_at(x, y)
        except NoWidget:
            return None
        left, right = x == region.x, x == region.right - 1
        if (pane.id == "list-pane" and right) or (pane.id == "reader-pane" and left):
            return "list" if self.width_of("list") else None
        if (pane.id == "panel-pane" and left) or (pane.id == "reader-pane" and right):
            return "panel" if self.width_of("panel") else None
        return None

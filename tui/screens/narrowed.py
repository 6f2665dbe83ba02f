"""A box with a list that a line of letters narrows."""

from __future__ import annotations

from typing import TypeVar

from textual import events, on
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from tui.screens.over import Over
from tui.text.visible import visible

Answer = TypeVar("Answer")


class Narrowed(Over[Answer], inherit_bindings=False):
    """The line opens when it is asked for; Enter keeps what it leaves, and stepping back drops it first."""

    def narrowed(self) -> Widget:
        """The list."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Show what the letters leave."""
        raise NotImplementedError

    def action_narrow(self) -> None:
        """Type to narrow the list."""
        self.query_one(Input).add_class("-open").focus()
        self.on_resize()

    def dropped_line(self) -> bool:
        """Close the line and show everything again; False where it is not open."""
        box = self.query_one(Input)
        if not box.has_class("-open"):
            return False
        box.value = ""
        box.remove_class("-open")
        self.narrowed().focus()
        self.on_resize()
        return True

    def action_leave(self) -> None:
        """Back to the workbench."""
        if self.is_current:
            self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """A click beside the box leaves it."""
        if self.get_widget_at(*event.screen_offset)[0] is self:
            self.dismiss(None)

    @on(Input.Changed)
    def narrow(self) -> None:
        """Leave what the typed letters can mean."""
        self.redraw()

    @on(Input.Submitted)
    def keep_narrowed(self) -> None:
        """Go to what the letters leave."""
        self.narrowed().focus()

    def say(self, told: str) -> None:
        """Say something on the box's lower edge."""
        self.query_one(Vertical).border_subtitle = Content(visible(told))

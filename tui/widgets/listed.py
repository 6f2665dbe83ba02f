"""A list in a box over the workbench."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList

from tui.keymap import spelled


class Listed(OptionList, inherit_bindings=False):
    """A list whose Enter is the screen's; a click only marks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("up", "k"), "cursor_up", show=False),
        Binding(spelled("down", "j"), "cursor_down", show=False),
        Binding(spelled("g", "home"), "first", show=False),
        Binding(spelled("G", "end"), "last", show=False),
        Binding("pagedown", "page_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("enter", "screen.jump", show=False),
    ]

"""A line for the first letters of something in a list beside it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.keymap import spelled
from tui.widgets.text_line import TextLine


class TypeAhead(TextLine):
    """A blank is not typed: it turns what is marked in the list on or off."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # Here and not on the screen: what an input could type never reaches the bindings around it.
        Binding(spelled("space"), "screen.turn", show=False, priority=True),
    ]

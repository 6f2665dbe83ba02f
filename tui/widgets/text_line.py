"""A line to type in, which may hold text from a file."""

from __future__ import annotations

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.widgets import Input

from tui.text.visible import visible

_EDITING = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding) and binding.action != "submit"
    for key in binding.key.split(",")
}


class _Safe(Highlighter):
    """Draws a sign for each character that a terminal would obey or not show."""

    def highlight(self, text: Text) -> None:
        """Only what is drawn is another: the text in the line stays as it is."""
        text.plain = visible(text.plain)


class TextLine(Input):
    """An input whose text reaches the terminal as all text from files does."""

    def on_mount(self) -> None:
        """Draw it so from the first."""
        self.highlighter = _Safe()

    async def on_key(self, event: events.Key) -> None:
        """Erase and move as soon as letters are taken, which else overtake it where keys come all at once."""
        if (action := _EDITING.get(event.key)) is not None:
            event.stop()
            event.prevent_default()
            await self.run_action(action)

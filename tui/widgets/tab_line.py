"""Names side by side, one of them the present one; a click goes to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.language import anew
from tui.text.width import cell_width


class TabLine(Widget):
    """One line of names; where they do not fit, those before the present one make room. Posts `Chosen`."""

    DEFAULT_CSS = """
    TabLine { height: 1; padding: 0 1; background: $panel; color: $foreground-muted; }
    """
    at: reactive[int] = reactive(0)
    marked: reactive[frozenset[int]] = reactive(frozenset())
    """Which of the names have a dot after them."""

    @dataclass
    class Chosen(Message):
        """A name was clicked on."""

        at: int

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names

    def render(self) -> Content:
        """The names from the first that leaves room for the present one."""
        return Content("").join(
            Content.styled(text, "bold $button-color-foreground on $primary" if at == self.at else "")
            for at, text in self._shown()
        )

    def on_click(self, event: events.Click) -> None:
        """A click goes to a name."""
        x = event.x - 1
        for at, text in self._shown():
            x -= cell_width(text)
            if x < 0:
                self.post_message(self.Chosen(at))
                return

    def _shown(self) -> list[tuple[int, str]]:
        texts = [f" {anew(name)}{'·' if at in self.marked else ' '}" for at, name in enumerate(self._names)]
        room = self.size.width - 2
        first = 0
        while first < self.at and sum(map(cell_width, texts[first : self.at + 1])) > room:
            first += 1
        return [(at, text) for at, text in enumerate(texts) if at >= first]

"""The list below the record editor: what the field that is being typed in can be completed with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tui.language import anew
from tui.text.choices import Choice
from tui.text.visible import visible
from tui.text.width import cell_width, clip

ROWS = 6
"""How many choices are in view at once."""
MARK = "▸ "


class Completions(Widget):
    """Choices, one of them marked or none. Which one is marked is for the editor to say: it has the keys."""

    DEFAULT_CSS = """
    Completions { height: auto; color: $foreground-muted; }
    """

    @dataclass
    class Pressed(Message):
        """A choice was clicked on."""

        choice: Choice

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._choices: Sequence[Choice] = ()
        self._marked: int | None = None
        self._top = 0

    @property
    def marked(self) -> Choice | None:
        """The choice that Enter takes; None where what was typed stands for itself."""
        return None if self._marked is None else self._choices[self._marked]

    def offer(self, choices: Sequence[Choice], marked: int | None = None) -> None:
        """Show other choices, one of them marked or none."""
        self._choices, self._marked, self._top = choices, marked, 0
        self._bring_into_view()
        self.display = bool(choices)
        self.refresh(layout=True)

    def move(self, by: int, start: int | None = None) -> None:
        """Mark the next choice or the one before, round by none at all.

        Where none is marked yet the motion begins at `start`, the choice that the field holds.
        """
        if not self._choices:
            return
        at = start if self._marked is None and start is not None else self._marked
        places = [None, *range(len(self._choices))]
        self._marked = places[(places.index(at) + by) % len(places)]
        self._bring_into_view()
        self.refresh()

    def relabel(self) -> None:
        """Name the choices in the language in use; the marked one stays."""
        self._choices = [
            msgspec.structs.replace(choice, text=anew(choice.text), hint=anew(choice.hint))
            for choice in self._choices
        ]
        self.refresh()

    def render(self) -> Content:
        """The choices in view: text, and what is said beside it as far as there is room."""
        rows = range(self._top, min(self._top + self._rows(), len(self._choices)))
        return Content("\n").join(self._row(self._choices[at], marked=at == self._marked) for at in rows)

    def get_content_height(self, *_sizes: object) -> int:
        """As many rows as there are choices, up to `ROWS`."""
        return min(ROWS, len(self._choices))

    def on_click(self, event: events.Click) -> None:
        """A click takes the choice under it."""
        at = self._top + event.y
        if at < len(self._choices):
            self.post_message(self.Pressed(self._choices[at]))

    def _row(self, choice: Choice, *, marked: bool) -> Content:
        width = self.size.width
        letter = f"{choice.letter}  " if choice.letter else ""
        text = clip((MARK if marked else " " * len(MARK)) + letter + visible(choice.text), width)
        hint = clip(visible(choice.hint), max(0, width - cell_width(text) - 2))
        gap = " " * max(0, width - cell_width(text) - cell_width(hint)) if hint else ""
        row = Content.assemble(text, gap, (hint, "$foreground-muted"))
        return row.stylize("bold reverse") if marked else row

    def _rows(self) -> int:
        return self.size.height or ROWS

    def _bring_into_view(self) -> None:
        if self._marked is not None:
            self._top = max(min(self._top, self._marked), self._marked - self._rows() + 1)

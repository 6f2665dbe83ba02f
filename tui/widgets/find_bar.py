"""The line below the article in which one types what to find, and which hit of how many is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Input, Static

from tui.language import _
from tui.widgets.text_line import TextLine

KEPT = 30
"""Searches that are kept."""


class FindLine(TextLine):
    """↓ and ↑ go from hit to hit; in the empty line they bring what was searched for before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "step(1)", show=False),
        Binding("up,ctrl+p", "step(-1)", show=False),
    ]

    @dataclass
    class Stepped(Message):
        """A person asked for the next hit (`by` 1) or the one before (-1)."""

        by: int

    def __init__(self) -> None:
        super().__init__(id="find", compact=True)
        self.history: Sequence[str] = ()
        """What was searched for, the last first."""
        self._recalled: int | None = None

    def action_step(self, by: int) -> None:
        """Go to a hit, or through the history for as long as nothing else is typed."""
        if self._recalled is not None and self.value != self.history[self._recalled]:
            self._recalled = None
        if self.value and self._recalled is None:
            self.post_message(self.Stepped(by))
        elif self.history:
            at = -1 if self._recalled is None else self._recalled
            self._recall(at - by)

    def _recall(self, at: int) -> None:
        self._recalled = min(at, len(self.history) - 1) if at >= 0 else None
        self.value = "" if self._recalled is None else self.history[self._recalled]
        self.cursor_position = len(self.value)


class FindBar(Horizontal):
    """The line, and beside it the number of the hit that is shown, with arrows for the mouse."""

    DEFAULT_CSS = """
    FindBar {
        height: 1; padding: 0 1; background: $panel; display: none;
        &.-open { display: block; }
        & Input { width: 1fr; background: $panel; padding: 0; }
        & Static {
            width: auto; background: $panel; color: $foreground;
            link-style: none; link-color: $accent; link-style-hover: underline;
            link-background: $panel; link-background-hover: $panel; link-color-hover: $foreground;
        }
    }
    """

    def compose(self) -> ComposeResult:
        """The line and the number."""
        yield FindLine()
        yield Static(markup=False)

    def on_mount(self) -> None:
        """Say what the line is for."""
        self.relabel()

    def relabel(self) -> None:
        """Say it in the language in use."""
        self.line.placeholder = _("Find in the article (↑ what was searched for before)")

    @property
    def line(self) -> FindLine:
        """What one types in."""
        return self.query_one(FindLine)

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self.has_class("-open")

    def open(self) -> None:
        """Show it."""
        self.add_class("-open")

    def close(self) -> None:
        """Put it away, empty."""
        self.remove_class("-open")
        self.fill("")

    def fill(self, words: str) -> None:
        """Put words in the line that have been found already."""
        with self.line.prevent(Input.Changed):
            self.line.value = words

    def show_hit(self, number: int, hits: int) -> None:
        """Say that the page shows this hit of so many."""
        arrows = [_arrow(" ‹", -1), Content(f" {number}/{hits} "), _arrow("›", 1)] if hits else []
        nothing = [Content.styled(_("nothing found"), "$foreground-muted")] if self.line.value else []
        self.query_one(Static).update(Content("").join([*(arrows or nothing), _closing()]))


def _arrow(sign: str, by: int) -> Content:
    return Content.styled(sign, "bold").stylize(Style.from_meta({"@click": f"screen.step_hit({by})"}))


def _closing() -> Content:
    return Content("  ✕").stylize(Style.from_meta({"@click": "screen.close_find"}))

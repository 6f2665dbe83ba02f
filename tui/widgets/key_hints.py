"""The keys of a screen that stands over the workbench, on one line; a click does what its key does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.style import Style
from textual.widgets import Static


class Hint(NamedTuple):
    """A key as it is shown, what it does, and the action of the screen that a click runs."""

    key: str
    name: str
    action: str


class KeyHints(Static):
    """Hints side by side, on as many lines as they take."""

    DEFAULT_CSS = """
    KeyHints {
        height: auto; background: $panel; color: $foreground 80%; padding: 0 1;
        link-style: none; link-color: $foreground 80%; link-style-hover: underline;
        link-background: $panel; link-background-hover: $panel; link-color-hover: $foreground;
    }
    """

    def __init__(self, hints: Sequence[Hint]) -> None:
        super().__init__()
        self._hints = hints

    def on_mount(self) -> None:
        """Draw the hints."""
        self.update(Content("  ").join(_link(hint) for hint in self._hints))


def _link(hint: Hint) -> Content:
    told = Content.assemble((hint.key, "bold $accent"), f" {hint.name}")
    return told.stylize(Style.from_meta({"@click": f"screen.{hint.action}"}))

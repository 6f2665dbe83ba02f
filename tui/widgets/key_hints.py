"""The keys of a screen that stands over the workbench, on one line; a click does what its key does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.style import Style
from textual.widget import Widget

from tui.language import anew

_GAP = Content("  ")
SHORT = 12
"""Lines of a terminal below which a box gives its keys one of them."""


class Hint(NamedTuple):
    """A key as it is shown, what it does, and the action of the screen that a click runs."""

    key: str
    name: str
    action: str


class KeyHints(Widget):
    """Hints side by side, on as many lines as they take; in a short terminal, on one.

    Of what does not fit there the last is kept all the same: it is the way back.
    """

    DEFAULT_CSS = """
    KeyHints {
        height: auto; background: $panel; color: $foreground-muted; padding: 0 1;
        link-style: none; link-color: $foreground-muted; link-style-hover: underline;
        link-background: $panel; link-background-hover: $panel; link-color-hover: $foreground;
    }
    """

    def __init__(self, hints: Sequence[Hint]) -> None:
        super().__init__()
        self._hints = hints

    def relabel(self) -> None:
        """Name what the keys do in the language in use."""
        self._hints = [hint._replace(name=anew(hint.name)) for hint in self._hints]
        self.refresh(layout=True)

    def get_content_height(self, _container: object, _viewport: object, width: int) -> int:
        """As many lines as the hints take in this width."""
        return len(self._lines(width))

    def render(self) -> Content:
        """Those for which there is room."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        short = self.screen.size.height < SHORT
        return _on_lines(_on_one_line(self._hints, width) if short else self._hints, width)


def _on_lines(hints: Sequence[Hint], width: int) -> list[Content]:
    """The hints on as many lines as they take, none of them broken over two."""
    lines: list[list[Content]] = []
    room = 0
    for link in map(_link, hints):
        room -= _GAP.cell_length + link.cell_length
        if not lines or room < 0:
            lines.append([])
            room = width - link.cell_length
        lines[-1].append(link)
    return [_GAP.join(line) for line in lines]


def _on_one_line(hints: Sequence[Hint], width: int) -> list[Hint]:
    """The first of the hints and the last, as many as a line holds."""
    *offered, last = hints
    room = width - _link(last).cell_length
    fitting: list[Hint] = []
    for hint in offered:
        room -= _link(hint).cell_length + _GAP.cell_length
        if room < 0:
            break
        fitting.append(hint)
    return [*fitting, last]


def _link(hint: Hint) -> Content:
    told = Content.assemble((hint.key, "bold $accent"), f" {hint.name}")
    return told.stylize(Style.from_meta({"@click": f"screen.{hint.action}"}))

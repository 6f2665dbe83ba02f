"""Chips: short words side by side, each of which a click takes off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tui.text.visible import visible
from tui.text.width import cell_width, clip

_GAP = 1
_ROOMY = 14
"""Lines of the pane from which the chips may take two."""
_CROSS = " ×"
_LONGEST = 24
"""Cells of a chip that stands beside others."""


class Placed(NamedTuple):
    """A chip at a column of a line, as it is drawn. `chip` is None for the count of those left out."""

    chip: int | None
    x: int
    y: int
    text: str


def placed(labels: Sequence[str], width: int, lines: int) -> list[Placed]:
    """The chips on up to so many lines of `width` cells; what has no room is counted at the end: +3."""
    longest = max(1, min(width, _LONGEST if len(labels) > 1 else width) - 2 - cell_width(_CROSS))
    texts = [f" {clip(visible(label), longest)}{_CROSS} " for label in labels]
    for shown in range(len(texts), -1, -1):
        more = len(texts) - shown
        row = _in_lines([*texts[:shown], *([f"+{more}"] if more else [])], width, lines)
        if row is not None:
            return [Placed(at if at < shown else None, *where) for at, where in enumerate(row)]
    return []


def _in_lines(texts: Sequence[str], width: int, lines: int) -> list[tuple[int, int, str]] | None:
    """Where each text begins: column, line, text; None where they do not fit."""
    found = []
    x = y = 0
    for text in texts:
        cells = cell_width(text)
        if x and x + cells > width:
            x, y = 0, y + 1
        if y >= lines or cells > width:
            return None
        found.append((x, y, text))
        x += cells + _GAP
    return found


class Chips(Widget):
    """The chips of `labels`, on one line or two; no line where there are none. Posts `Pressed`."""

    DEFAULT_CSS = """
    Chips { height: auto; background: $surface; color: $foreground; padding: 0 1; }
    """
    labels: reactive[tuple[str, ...]] = reactive((), layout=True)

    @dataclass
    class Pressed(Message):
        """The chip of that index was clicked on."""

        index: int

    def render(self) -> Content:
        """The chips in their lines."""
        lines: dict[int, list[Content]] = {}
        ends: dict[int, int] = {}
        for chip in self._placed(self.content_size.width):
            line = lines.setdefault(chip.y, [])
            line.append(Content(" " * (chip.x - ends.get(chip.y, 0))))
            style = "$foreground on $primary-muted" if chip.chip is not None else "$foreground-muted"
            line.append(Content.styled(chip.text, style))
            ends[chip.y] = chip.x + cell_width(chip.text)
        return Content("\n").join(Content("").join(lines[y]) for y in sorted(lines))

    def get_content_height(self, _container: object, _viewport: object, width: int) -> int:
        """The lines that the chips take."""
        return max((chip.y + 1 for chip in self._placed(width)), default=0)

    def on_click(self, event: events.Click) -> None:
        """A click takes a chip off."""
        event.stop()
        at = event.get_content_offset(self)
        for chip in self._placed(self.content_size.width) if at is not None else ():
            if at is not None and chip.y == at.y and chip.x <= at.x < chip.x + cell_width(chip.text):
                if chip.chip is not None:
                    self.post_message(self.Pressed(chip.chip))
                return

    def _placed(self, width: int) -> list[Placed]:
        roomy = self.parent is not None and getattr(self.parent, "size", self.size).height >= _ROOMY
        return placed(self.labels, width, 2 if roomy else 1)

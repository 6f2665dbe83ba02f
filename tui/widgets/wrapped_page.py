"""A page of a box whose lines are made anew for each width."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.widgets import Static


class WrappedPage(Static):
    """What it says is for `lines` to say; it is drawn when it has a width, and again with each other one."""

    _width = 0

    def lines(self, width: int) -> Iterable[Content]:
        """All lines, each at most `width` cells."""
        raise NotImplementedError

    def draw(self) -> None:
        """Draw what it says now."""
        if self._width:
            self.update(Content("\n").join(self.lines(self._width)))

    def on_resize(self) -> None:
        """Wrap for the width."""
        if self.size.width != self._width:
            self._width = self.size.width
            self.draw()

"""The application in its terminal's size and widths: what it lays out anew, and how it measures."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.app import App
from textual.filter import LineFilter

from tui import ambiguous


class SizedApp(App[None], inherit_bindings=False):
    """An application laid out by the size of the terminal; style sheets read it from these classes."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (110, "-wide"), (190, "-vast")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (8, "-tall")]  # noqa: RUF012
    _likenesses: Sequence[LineFilter] = ()

    def measure(self, cells: int) -> None:
        """Take it that the terminal gives characters of ambiguous width 1 cell or 2."""
        ambiguous.take(cells)
        self._likenesses = [ambiguous.Likenesses()] if cells == 2 else []

    def get_line_filters(self) -> Sequence[LineFilter]:
        """What becomes of lines and marks on their way to the terminal."""
        return [*super().get_line_filters(), *self._likenesses]

    def on_resize(self, event: events.Resize) -> None:
        """Lay out what a box stands over, too."""
        for screen in self.screen_stack[:-1]:
            screen.post_message(events.Resize(event.size, event.virtual_size))

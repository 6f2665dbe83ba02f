"""A box over the workbench: a list or a page, and below it what its keys do."""

from __future__ import annotations

from typing import TypeVar

from textual.containers import Vertical
from textual.screen import ModalScreen

Answer = TypeVar("Answer")
_SHARE = 0.94
"""Of the terminal's height, what the box may take."""


class Over(ModalScreen[Answer], inherit_bindings=False):
    """The first part of the box scrolls where there is little room; the parts below it are always seen."""

    DEFAULT_CSS = """
    Over {
        align: center middle;
        background: $background 60%;
        & > Vertical {
            max-width: 96%; height: auto; max-height: 94%; background: $surface; border: round $primary;
        }
        & OptionList, & OptionList:focus {
            border: none; padding: 0 1; height: auto; background: $surface; scrollbar-size-vertical: 1;
        }
    }
    """

    def on_resize(self) -> None:
        """Give the first part what the others leave, once these have been laid out."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        first, *below = self.query_one(Vertical).children
        edges = 2
        room = int(self.size.height * _SHARE) - edges - sum(part.outer_size.height for part in below)
        first.styles.max_height = max(1, room)

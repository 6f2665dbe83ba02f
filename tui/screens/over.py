"""A box over the workbench: a list or a page, and below it what its keys do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget

from tui.widgets.key_hints import SHORT

Answer = TypeVar("Answer")
SHARE = 0.94
"""Of the terminal's height, what the box may take."""


class Over(ModalScreen[Answer], inherit_bindings=False):
    """One part of the box scrolls where there is little room; the others are always seen."""

    DEFAULT_CSS = """
    Over {
        align: center middle;
        background: $background 60%;
        & > Vertical {
            max-width: 96%; height: auto; max-height: 94%; background: $surface; border: round $primary;
        }
        &.-short KeyHints { max-height: 1; }
        & OptionList, & OptionList:focus {
            border: none; padding: 0 1; height: auto; background: $surface; scrollbar-size-vertical: 1;
        }
    }
    """

    MOST_LINES: ClassVar[int] = 1_000
    """Lines that the part that scrolls may take."""

    @property
    def leavable(self) -> bool:
        """Whether it may be left for something else that is asked for by its name."""
        return hasattr(self, "action_leave")

    def on_mount(self) -> None:
        """Give the box its title."""
        self.relabel()

    def relabel(self) -> None:
        """Say in the language in use what the box keeps in words: its title, its lines."""

    def on_resize(self) -> None:
        """Give the part that scrolls what the others leave, once these have been laid out."""
        self.set_class(self.size.height < SHORT, "-short")
        self.call_after_refresh(self._fit)

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **values: Any) -> bool:
        """Call it then, unless the box has been left meanwhile: its parts are not there any more."""
        return super().call_after_refresh(lambda: callback(*args, **values) if self.is_attached else None)

    def overhear(self, said: str) -> None:
        """Hear what the workbench tells meanwhile; a box that hides it says so in its place."""

    def scrolling(self) -> Widget:
        """The part that scrolls: the first."""
        return self.query_one(Vertical).children[0]

    def _fit(self) -> None:
        scrolling, box = self.scrolling(), self.query_one(Vertical)
        others = (part for part in box.children if part is not scrolling)
        edges = 2 + box.styles.margin.height
        room = int(self.size.height * SHARE) - edges - sum(part.outer_size.height for part in others)
        scrolling.styles.max_height = max(1, min(room, self.MOST_LINES))

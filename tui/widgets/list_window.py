"""A window on a long list: which rows it shows, where it scrolls for the cursor, where the cursor goes."""

from __future__ import annotations

from typing import NamedTuple

from tui.widgets.list_order import ListOrder

_SCROLL_OFF = 1
"""Rows that stay in view above and below the cursor."""
_FAR = 5_000
"""Rows away from the cursor, above and below, beyond which nothing is near it any more."""


class Window(NamedTuple):
    """A window of `height` lines on `rows` rows of `row_height` lines each; `top` is the first line shown."""

    rows: int
    row_height: int
    height: int
    top: int

    @property
    def page(self) -> int:
        """How many rows the window shows in full, at least one."""
        return max(1, self.height // self.row_height)

    def near(self, pages: float = 0) -> range:
        """The rows in view, also in part, and so many pages above and below."""
        first, more = self.top // self.row_height, int(self.page * pages)
        end = -(-(self.top + self.height) // self.row_height)
        return range(max(0, first - more), min(self.rows, end + more))

    def top_for(self, cursor: int) -> int:
        """The `top` nearest to this one that has the row of the cursor in view, and the rows beside it."""
        off = _SCROLL_OFF if self.page > 2 * _SCROLL_OFF else 0
        highest = (cursor - off) * self.row_height
        lowest = (cursor + 1 + off) * self.row_height - self.height
        last = self.rows * self.row_height - self.height
        return max(0, min(max(lowest, min(self.top, highest)), last))


def place_for_cursor(new: ListOrder, keep: int | None, old: ListOrder, index: int) -> int:
    """Where the cursor goes in a `new` list of ids, when it stood at `index` of the `old` one.

    To `keep`; where the new list does not have it, to what stood nearest to it in the old one and stayed,
    rather the next than the one before; where nothing stayed, to the same place. Without `keep`: the first.
    """
    if keep is None or not len(new):
        return 0
    if (place := new.place_of(keep)) is not None:
        return place
    if (place := old.place_of(keep)) is not None:
        index = place
    for away in range(min(_FAR, max(index + 1, len(old) - index))):
        for at in (index + away, index - away):
            if 0 <= at < len(old) and (place := new.place_of(old[at])) is not None:
                return place
    return min(index, len(new) - 1)

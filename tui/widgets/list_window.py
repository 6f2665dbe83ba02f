"""A window on a long list: which rows it shows, where it scrolls for the cursor, where the cursor goes."""

from __future__ import annotations

from typing import NamedTuple

from tui.widgets.list_order import ListOrder

_SCROLL_OFF = 1
"""Rows that stay in view above and below the cursor."""
_FAR = 5_000
"""Rows away from the cursor, above and below, beyond which nothing is near it any more."""


class Window(NamedTuple):
    """A window of `height` lines on `rows` rows of `row_height` lines each; `top` is the first line shown.

    The row `unfolded` has `extra` lines more.
    """

    rows: int
    row_height: int
    height: int
    top: int
    unfolded: int = 0
    extra: int = 0

    @property
    def lines(self) -> int:
        """How many lines all rows take."""
        return self.rows * self.row_height + self.extra

    def line_of(self, row: int) -> int:
        """The first line of a row, also of one that would come after the last."""
        return row * self.row_height + (self.extra if row > self.unfolded else 0)

    def row_at(self, line: int) -> tuple[int, int]:
        """The row that a line belongs to, and which of the row's lines it is."""
        row = min(line // self.row_height, self.unfolded)
        if line >= self.line_of(row + 1):
            row = (line - self.extra) // self.row_height
        return row, line - self.line_of(row)

    @property
    def page(self) -> int:
        """How many rows the window shows in full, at least one."""
        return max(1, self.height // self.row_height)

    def near(self, pages: float = 0) -> range:
        """The rows in view, also in part, and so many pages above and below."""
        first, more = self.row_at(self.top)[0], int(self.page * pages)
        last = self.row_at(self.top + self.height - 1)[0] if self.height else first - 1
        return range(max(0, first - more), min(self.rows, last + 1 + more))

    def top_for(self, cursor: int) -> int:
        """The `top` nearest to this one that has the row of the cursor in view, and the rows beside it."""
        around = (2 * _SCROLL_OFF + 1) * self.row_height + self.extra
        off = _SCROLL_OFF if around <= self.height else 0
        highest = self.line_of(cursor - off)
        lowest = self.line_of(cursor + 1 + off) - self.height
        last = self.lines - self.height
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

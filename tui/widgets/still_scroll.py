"""A Line-API view that scrolls at once: no animation, and actions for every step a reader takes."""

from __future__ import annotations

from textual.scroll_view import ScrollView

PAGE_OVERLAP = 1
"""Rows of the last page that stay in view on the next."""


class StillScroll(ScrollView, inherit_bindings=False):
    """A scroll view without keys of its own; the keymap binds these actions."""

    def scroll_to_row(self, row: int) -> None:
        """Put `row` at the top, as far as there are rows."""
        self.scroll_to(y=row, animate=False, force=True)

    def _scroll_by(self, rows: int) -> None:
        self.scroll_to_row(self.scroll_offset.y + rows)

    def action_line_down(self) -> None:
        """Scroll a line down."""
        self._scroll_by(1)

    def action_line_up(self) -> None:
        """Scroll a line up."""
        self._scroll_by(-1)

    def action_page_down(self) -> None:
        """Scroll a page down; a line of the old page stays in view."""
        self._scroll_by(max(1, self.size.height - PAGE_OVERLAP))

    def action_page_up(self) -> None:
        """Scroll a page up; a line of the old page stays in view."""
        self._scroll_by(-max(1, self.size.height - PAGE_OVERLAP))

    def action_half_page_down(self) -> None:
        """Scroll half a page down."""
        self._scroll_by(max(1, self.size.height // 2))

    def action_half_page_up(self) -> None:
        """Scroll half a page up."""
        self._scroll_by(-max(1, self.size.height // 2))

    def action_top(self) -> None:
        """Go to the beginning."""
        self.scroll_to_row(0)

    def action_bottom(self) -> None:
        """Go to the end."""
        self.scroll_to_row(self.virtual_size.height)

"""A Line-API view whose number of lines changes with nearly every key."""

from __future__ import annotations

from textual.geometry import Size
from textual.scroll_view import ScrollView


class GrowingView(ScrollView, inherit_bindings=False):
    """A scroll view that becomes longer or shorter without laying the whole screen out."""

    def take_size(self, size: Size) -> None:
        """Be so large. Only where the scroll bar comes or goes is all laid out anew, which takes long."""
        if self.show_vertical_scrollbar == (size.height > self.container_size.height):
            self.set_reactive(GrowingView.virtual_size, size)
            self._scroll_update(size)
        else:
            self.virtual_size = size

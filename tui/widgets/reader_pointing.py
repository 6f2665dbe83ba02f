"""The mouse on the reader's page: a click points at a character, a drag selects text."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.message import Message

from seeds.article import Span
from tui.widgets.reader_page import Place
from tui.widgets.still_scroll import StillScroll

_LEFT = 1


class Pointing(StillScroll, inherit_bindings=False):
    """A page that is pointed at. Posts `Pointed` and `Dragged`; what a click means else is `point`."""

    _pressed: int | None = None
    _dragged = False

    @dataclass
    class Pointed(Message):
        """A person clicked on a character of the article."""

        offset: int

    @dataclass
    class Dragged(Message):
        """A person drew the mouse over text, from where the button went down; never empty.

        `backward` says that the mouse is at its beginning.
        """

        span: Span
        backward: bool

    @dataclass
    class Drawn(Message):
        """The button came up at the end of a drag."""

    def place_under(self, event: events.MouseEvent) -> Place | None:
        """The character of the page under the mouse; None beside the text."""
        raise NotImplementedError

    def offset_of(self, place: Place | None) -> int | None:
        """The article's character at a place of the page; None for one that is not the article's."""
        raise NotImplementedError

    def point(self, event: events.Click) -> None:
        """A click that ends no drag."""
        raise NotImplementedError

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember where a drag may begin."""
        self._dragged = False
        if event.button == _LEFT:
            self._pressed = self.offset_of(self.place_under(event))
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select from where the button went down to the character under the mouse."""
        here = self.offset_of(self.place_under(event)) if self._pressed is not None else None
        if here is None or self._pressed is None or (here == self._pressed and not self._dragged):
            return
        self._dragged = True
        low, high = min(here, self._pressed), max(here, self._pressed)
        self.post_message(self.Dragged(Span(low, high + 1), here < self._pressed))

    def on_mouse_up(self) -> None:
        """The drag ends where the button comes up."""
        if self._dragged:
            self.post_message(self.Drawn())
        self._pressed = None
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """A click points at what is under it, unless it ended a drag."""
        if event.button == _LEFT and not self._dragged:
            self.point(event)

"""What is found on the reader's page: its hits, and going from one to the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.message import Message

from seeds.article import Span
from tui.widgets.reader_find import Finder
from tui.widgets.still_scroll import StillScroll


class Findable(StillScroll, inherit_bindings=False):
    """A page in which words are found. Posts `Found` whenever it comes to show another hit."""

    _finder: Finder

    @dataclass
    class Found(Message):
        """The page shows another hit, or other hits: its `number`, counted from 1, of so many; 0 of none."""

        number: int
        hits: int

    @property
    def top_offset(self) -> int:
        """The offset of the first character of the article that is in view."""
        raise NotImplementedError

    @property
    def hits(self) -> int:
        """How many hits the last query has."""
        return len(self._finder.hits)

    @property
    def hit(self) -> int:
        """The number of the hit that the page shows, counted from 1; 0 where there is none."""
        return self._finder.number

    @property
    def hit_span(self) -> Span | None:
        """The hit that the page shows."""
        return self._finder.hit

    def find(self, query: str) -> int:
        """Mark every occurrence of `query` and go to the next; how many there are. An empty query clears."""
        count = self._finder.find(query, self.top_offset)
        self._redraw_all()
        self._show_hit()
        return count

    def light(self, hits: Sequence[Span], at: int) -> int:
        """Mark these ranges as hits and go to the first that begins at or after the offset `at`; how many."""
        count = self._finder.take(hits, at)
        self._redraw_all()
        self._show_hit()
        return count

    def find_next(self) -> int:
        """Go to the next hit, after the last one to the first; its number."""
        return self._step(1)

    def find_previous(self) -> int:
        """Go to the hit before, from the first one to the last; its number."""
        return self._step(-1)

    def action_find_next(self) -> None:
        """Go to the next hit."""
        self.find_next()

    def action_find_previous(self) -> None:
        """Go to the hit before."""
        self.find_previous()

    def _step(self, by: int) -> int:
        before = self._finder.hit
        self._finder.step(by)
        self._redraw([hit for hit in (before, self._finder.hit) if hit])
        self._show_hit()
        return self._finder.number

    def _show_hit(self) -> None:
        self._bring_into_view(self._finder.hit)
        self.post_message(self.Found(self._finder.number, self.hits))

    def _redraw_all(self) -> None:
        raise NotImplementedError

    def _redraw(self, spans: Iterable[Span]) -> None:
        raise NotImplementedError

    def _bring_into_view(self, span: Span | None) -> None:
        raise NotImplementedError

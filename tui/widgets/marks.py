"""The articles that a person has marked, and the part of the list that marks them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import compress, count

from textual.message import Message

from tui.widgets.growing_view import GrowingView
from tui.widgets.list_order import ListOrder


class Marks:
    """A set of ids in a byte each, so that a hundred thousand of them are marked in a few milliseconds."""

    def __init__(self) -> None:
        self._flags = bytearray()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __contains__(self, aid: int) -> bool:
        return aid < len(self._flags) and bool(self._flags[aid])

    def set(self, aid: int, *, marked: bool) -> None:
        """Mark an article, or take its mark away."""
        if marked != (aid in self):
            self._reach(aid)
            self._flags[aid] = marked
            self._count += 1 if marked else -1

    def add_all(self, aids: array[int]) -> None:
        """Mark these too."""
        self._reach(max(aids, default=0))
        flags = self._flags
        for aid in aids:
            flags[aid] = 1
        self._count = flags.count(1)

    def clear(self) -> None:
        """Take all marks away."""
        self._flags, self._count = bytearray(), 0

    def ids(self) -> array[int]:
        """The marked articles, in order of id."""
        return array("q", compress(count(), self._flags))

    def among(self, aids: array[int]) -> int:
        """How many of these articles are marked."""
        if not self._count:
            return 0
        flags = self._flags
        return (
            sum(map(flags.__getitem__, aids)) if max(aids, default=-1) < len(flags) else self._counted(aids)
        )

    def _counted(self, aids: array[int]) -> int:
        return sum(aid in self for aid in aids)

    def _reach(self, aid: int) -> None:
        if aid >= len(self._flags):
            self._flags.extend(bytes(aid + 1 - len(self._flags)))


class MarkableList(GrowingView, inherit_bindings=False):
    """The part of a list that marks articles. Marks stay where a filter no longer shows their article."""

    @dataclass
    class MarksChanged(Message):
        """Something was marked, or is marked no more. Of several that wait, only the last is delivered."""

        def can_replace(self, message: Message) -> bool:
            """Whether a later change makes this one old."""
            return isinstance(message, MarkableList.MarksChanged)

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.marks = Marks()
        self._order = ListOrder()
        self._index = 0
        self._marked_shown = 0
        self._anchor: int | None = None
        """Where an extension of the marks began."""

    @property
    def marked_shown(self) -> int:
        """How many of the marked articles the list shows."""
        return self._marked_shown

    def action_mark(self) -> None:
        """Mark the article under the cursor, or take its mark away, and go down."""
        if len(self._order):
            self.mark_at(self._index, marked=self._order[self._index] not in self.marks)
            self.move_cursor(self._index + 1)

    def action_extend_marks(self, by: int) -> None:
        """Move, marking what the cursor passes; back towards where that began, unmarking it again."""
        if not len(self._order):
            return
        here, anchor = self._index, self._index if self._anchor is None else self._anchor
        there = max(0, min(here + by, len(self._order) - 1))
        self.mark_at(here, marked=here == anchor or abs(there - anchor) > abs(here - anchor))
        self.mark_at(there, marked=True)
        self.move_cursor(there)
        self._anchor = anchor

    def action_mark_all(self) -> None:
        """Mark all articles that the list shows."""
        self.marks.add_all(self._order.ids)
        self._all_changed()

    def action_unmark_all(self) -> None:
        """Take all marks away, also those of articles that the list does not show."""
        if self.marks:
            self.marks.clear()
            self._all_changed()

    def mark_at(self, place: int, *, marked: bool) -> None:
        """Mark the article at a place of the list, or take its mark away."""
        aid = self._order[place]
        if (aid in self.marks) == marked:
            return
        column = bool(self.marks)
        self.marks.set(aid, marked=marked)
        self._marked_shown += 1 if marked else -1
        if column == bool(self.marks):
            self.repaint([aid])
        else:
            self.refresh()
        self.post_message(self.MarksChanged())

    def mark_up_to(self, place: int) -> None:
        """Mark all articles from the cursor to a place."""
        first, last = sorted((self._index, place))
        self.marks.add_all(self._order.ids[first : last + 1])
        self._all_changed()

    def count_marks(self) -> None:
        """Count the marked articles anew, as the list has come to show others."""
        self._anchor = None
        before, self._marked_shown = self._marked_shown, self.marks.among(self._order.ids)
        if before != self._marked_shown:
            self.post_message(self.MarksChanged())

    def move_cursor(self, place: int) -> None:
        """Put the cursor on the row at a place."""
        raise NotImplementedError

    def repaint(self, aids: Iterable[int]) -> None:
        """Draw the rows of these articles again."""
        raise NotImplementedError

    def _all_changed(self) -> None:
        self._marked_shown = self.marks.among(self._order.ids)
        self.refresh()
        self.post_message(self.MarksChanged())

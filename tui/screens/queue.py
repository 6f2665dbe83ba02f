"""The queue: which annotation comes next, by type or by certainty, how often, and once more."""

from __future__ import annotations

from collections.abc import Awaitable
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from seeds.article import Annotation, Entity, Indicator, Tag
from store import layer as changes
from store.layer import Values
from tui.keymap import count_bindings
from tui.language import _
from tui.screens.bench import Bench
from tui.text.visible import visible
from tui.widgets.bars import TitleBar
from tui.widgets.record_form import RecordForm

MOST_TIMES = 999
"""What a count stops at."""
_FORWARD = frozenset({"accept", "reject", "retype", "repeat"})
"""Deeds that go on to the next suggestion; with a count they end at the last one, and begin not anew."""
COUNTED = _FORWARD | {
    *("next_unreviewed", "previous_unreviewed", "step_annotation", "same_type", "step_article", "candidate"),
    *("move_end", "move_start", "move_end_by_character", "move_start_by_character", "undo", "redo"),
    *("caret_character", "caret_word", "caret_sentence", "caret_paragraph", "caret_line", "caret_hit"),
    *("mark", "extend_marks", "cursor_down", "cursor_up", "line_down", "line_up", "page_down", "page_up"),
    *("half_page_down", "half_page_up", "find_next", "find_previous"),
}
"""The actions that a count before them repeats; before any other it is dropped."""

_REPEATED = frozenset({"metric", "unit", "place", "place_code", "period", "status"})
"""The fields of a record that `.` sets again."""


class Queue(Bench):
    """The part of the workbench that orders, counts and repeats.

    A count is typed with Alt, because digits alone are types.
    """

    BINDINGS: ClassVar[list[BindingType]] = count_bindings()

    count = 0
    """How often the next command is to be done; 0 where nothing was typed."""

    def go_on(self) -> None:
        """Make the next suggestion current."""
        raise NotImplementedError

    # The order

    def action_same_type(self, by: int) -> None:
        """Go to the next or previous suggestion of the current annotation's type, round the end."""
        session, chosen = self.session, self.session.chosen()
        if chosen is None:
            self.go_on()
            return
        begin = session.current
        if not session.step_to(by, unreviewed=True, among=lambda other: _type(other) == _type(chosen)):
            session.current = None
            session.step_to(by, unreviewed=True, among=lambda other: _type(other) == _type(chosen))
        if session.current in (None, begin):
            session.current = begin
            self.tell(_("No other suggestion of this type waits"))
        self.redraw_current()

    def action_uncertain_first(self) -> None:
        """Go through the suggestions from the most uncertain on; again, in reading order from here on."""
        session = self.session
        session.uncertain_first = not session.uncertain_first
        if session.uncertain_first:
            here, session.current = session.current, None
            if not session.step_to(1, unreviewed=True):
                session.current = here
        self.redraw_mode()
        self.redraw_current()

    # Counts

    def action_count(self, digit: str) -> None:
        """Add a digit to the count."""
        self.count = min(self.count * 10 + int(digit), MOST_TIMES)
        self.redraw_mode()

    def drop_count(self) -> None:
        """Forget the count."""
        if self.count:
            self.count = 0
            self.redraw_mode()

    def times(self, action: str) -> int:
        """How often to do an action, as it is written in a binding."""
        return max(1, self.count) if _name(action) in COUNTED else 1

    def went_on(self, action: str, before: str | None) -> bool:
        """Whether there is still something ahead for an action that was just done at `before`."""
        if _name(action) not in _FORWARD:
            return True
        order = {annotation.id: at for at, annotation in enumerate(self.session.queue())}
        return order.get(self.session.current or "", -1) > order.get(before or "", -1)

    def action_leave_mode(self) -> None:
        """Forget the count; without one, go back to reading order."""
        if self.count:
            self.drop_count()
        elif self.session.uncertain_first:
            self.action_uncertain_first()

    # Once more

    async def action_repeat(self) -> None:
        """Do to the current annotation what was done last."""
        if self.deed is None:
            self.tell(_("Nothing was done yet that could be repeated"))
        elif isinstance(doing := self.deed(), Awaitable):
            await doing

    @on(RecordForm.Saved)
    def remember_record(self, event: RecordForm.Saved) -> None:
        """What was set in one record can be set in the next: all but the number, which is its own."""
        was = self.query_one(RecordForm).indicator
        values = {
            name: value
            for name, value in event.values.items()
            if name in _REPEATED and (was is None or value != getattr(was, name))
        }
        if values:
            self.deed = partial(self.revise, values)

    def revise(self, values: Values) -> None:
        """Set fields of the current indicator's record, and go on."""
        layer, chosen = self.session.layer, self.session.chosen()
        if layer is None or not isinstance(chosen, Indicator):
            self.tell(_("Only an indicator has a record; this is not one"))
            return
        self.take(changes.revise(layer, chosen.id, values))
        self.go_on()

    def redraw_mode(self) -> None:
        """Say in the title bar how the queue goes and what count is typed.

        A tag that is current is named too: it has no place in the text, and the panel may be hidden.
        """
        told = [f"{self.count}×"] if self.count else []
        if self.session.uncertain_first:
            told.append(_("uncertain first"))
        if isinstance(chosen := self.session.chosen(), Tag):
            told.append(visible(f"▸ #{chosen.label}"))
        self.query_one(TitleBar).mode = " · ".join(told)


def _type(annotation: Annotation) -> object:
    """An entity's type; whether it is a figure or a tag."""
    return annotation.type if isinstance(annotation, Entity) else type(annotation)


def _name(action: str) -> str:
    return action.partition("(")[0].rpartition(".")[2]

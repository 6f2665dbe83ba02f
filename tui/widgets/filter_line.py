"""The filter line of the list: what is typed is read at once, and completed or put in question below it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from store.catalogue import Filter
from tui.language import _
from tui.text.choices import Choice, is_spelled
from tui.text.filter_offers import begun, completed, settled
from tui.text.query import Trouble, parsed, part_at
from tui.text.visible import visible
from tui.widgets.completion import Completions
from tui.widgets.text_line import TextLine

Offer = Callable[[str, int, bool], Awaitable[Sequence[Choice]]]
"""What a line can be completed with at the caret, found off the event loop; all keys, where asked for."""
_AFTER = 0.08
"""Seconds after the last key after which the line is read."""


class FilterLine(Vertical, can_focus=False):
    """An input for `tui.text.query`; below it what the part at the caret can be completed with.

    ↑ ↓ mark a choice, which Enter and Tab then take; Tab takes the first where none is marked. Posts `Typed`
    while the person types, `Kept` at Enter, `Left` at Esc.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("tab", "complete", show=False),
        Binding("down,ctrl+n", "move(1)", show=False),
        Binding("up,ctrl+p", "move(-1)", show=False),
    ]
    DEFAULT_CSS = """
    FilterLine {
        height: auto; display: none; background: $panel;
        &.-open { display: block; }
        & Input { background: $panel; margin: 0 1; }
        & #filter-trouble { height: auto; max-height: 2; padding: 0 1; display: none; }
        & #filter-trouble { background: $error-muted; }
        & #filter-trouble:ansi, & #filter-trouble:nocolor { text-style: reverse; }
        & #filter-trouble.-open { display: block; }
        & Completions { overlay: screen; width: 1fr; padding: 0 1; background: $boost; display: none; }
        & Completions { max-height: 40vh; }
    }
    """

    @dataclass
    class Typed(Message):
        """What the line asks for now. Of several that wait, only the last is delivered."""

        where: Filter

        def can_replace(self, message: Message) -> bool:
            """Whether a later line makes this one old."""
            return isinstance(message, FilterLine.Typed)

    @dataclass
    class Kept(Message):
        """The person keeps this filter and leaves the line."""

        where: Filter

    @dataclass
    class Left(Message):
        """The person leaves the line and wants the filter that held before."""

    def __init__(self, offer: Offer, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._offer = offer
        self._reading: Timer | None = None
        self._choices: Sequence[Choice] = ()
        self._offered_at: tuple[str, int] | None = None

    def compose(self) -> ComposeResult:
        """The input, what is wrong with it, what it can be completed with."""
        yield TextLine(
            id="filter",
            compact=True,
            select_on_focus=False,
            placeholder=self.asks(),
        )
        yield Static(id="filter-trouble", markup=False)
        yield Completions()

    def asks(self) -> str:
        """What stands in the line while nothing is typed."""
        return _("Filter: words, tag:… verdict:… place:… from:…")

    def open(self, line: str) -> None:
        """Begin to type at the end of this line."""
        self.add_class("-open")
        with self._input.prevent(Input.Changed):
            self._input.value = line
        self._input.cursor_position = len(line)
        self._show(())
        self._input.focus()

    def relabel(self) -> None:
        """Say what is wrong with the line in the language in use."""
        if self.query_one("#filter-trouble").has_class("-open"):
            self._show(parsed(self._input.value).troubles)

    def close(self) -> None:
        """Give the lines back to the list."""
        self._stop()
        self._show(())
        self._offer_nothing()
        self.remove_class("-open")

    @on(Input.Changed, "#filter")
    def read_soon(self, event: Input.Changed) -> None:
        """Read the line once the keys rest."""
        event.stop()
        self._stop()
        self._reading = self.set_timer(_AFTER, self._read)

    @on(Input.Submitted, "#filter")
    def keep_soon(self, event: Input.Submitted) -> None:
        """Take the choice that is marked or spelled; without one, keep the filter, if it can be."""
        event.stop()
        self._stop()
        self._keep()

    @work(group="filter-offers", exclusive=True, exit_on_error=False)
    async def _keep(self) -> None:
        choice = self._completions.marked
        part = begun(*self._place)
        if choice is None and part is not None:
            choices = await self._offers()
            choice = choices[0] if is_spelled(part.value, choices) else None
        query = parsed(self._input.value)
        if choice is not None:
            self._take(choice)
        elif query.troubles:
            self._show(query.troubles)
        else:
            self.post_message(self.Kept(query.where))

    @on(Completions.Pressed)
    def take_pressed(self, event: Completions.Pressed) -> None:
        """A click takes a choice."""
        event.stop()
        self._take(event.choice)
        self._input.focus()

    def action_complete(self) -> None:
        """Take the marked choice or the first; where there is none, offer all keys."""
        self._stop()
        self._complete()

    def action_move(self, by: int) -> None:
        """Mark the next choice; where there is none, offer all keys."""
        if self._choices:
            self._completions.move(by)
        else:
            self.offer(asked=True)

    def action_leave(self) -> None:
        """Leave the choices, then the line."""
        if self._completions.marked is not None:
            self._completions.offer(self._choices)
        else:
            self._stop()
            self.post_message(self.Left())

    @work(group="filter-offers", exclusive=True, exit_on_error=False)
    async def _complete(self) -> None:
        choice = self._completions.marked or next(iter(await self._offers()), None)
        if choice is not None:
            self._take(choice)
        else:
            self.offer(asked=True)

    @work(group="filter-offers", exclusive=True, exit_on_error=False)
    async def offer(self, *, asked: bool = False) -> None:
        """Show what the part at the caret can be completed with."""
        await self._offers(asked=asked)

    async def _offers(self, *, asked: bool = False) -> Sequence[Choice]:
        """What the part at the caret can be completed with, found and shown if it is not shown yet."""
        place = self._place
        if asked or place != self._offered_at:
            choices = await self._offer(*place, asked)
            if self.has_class("-open") and place == self._place:
                self._choices, self._offered_at = choices, place
                self._completions.offer(choices)
        return self._choices if place == self._offered_at else ()

    @property
    def _place(self) -> tuple[str, int]:
        """The line, and where the caret is in it."""
        return self._input.value, self._input.cursor_position

    @property
    def _input(self) -> Input:
        return self.query_one("#filter", Input)

    @property
    def _completions(self) -> Completions:
        return self.query_one(Completions)

    def completed(self, choice: Choice) -> tuple[str, int]:
        """The line with the choice in it, and where the caret is then."""
        return completed(*self._place, choice)

    def _take(self, choice: Choice) -> None:
        line, at = self.completed(choice)
        self._input.value = line
        self._input.cursor_position = at
        self._stop()
        self._read()

    def _read(self) -> None:
        """Say what the line asks for. What is still being typed cannot be wrong yet."""
        typing = part_at(*self._place)
        troubles = parsed(self._input.value).troubles
        self._show([trouble for trouble in troubles if (trouble.key, trouble.value) != typing[2:4]])
        self.post_message(self.Typed(settled(*self._place)))
        self.offer()

    def _show(self, troubles: Sequence[Trouble]) -> None:
        told = self.query_one("#filter-trouble", Static)
        told.update(Content(" · ".join(_told(trouble) for trouble in troubles)))
        told.set_class(bool(troubles), "-open")

    def _offer_nothing(self) -> None:
        self._choices, self._offered_at = (), None
        self._completions.offer(())

    def _stop(self) -> None:
        if self._reading is not None:
            self._reading.stop()
            self._reading = None


def _told(trouble: Trouble) -> str:
    value = visible(trouble.value)
    if trouble.key in ("from", "to"):
        return _("{value} is no year, month or day: 2019, 2019-03 or 2019-03-05").format(value=value)
    return _("no article can be {value}").format(value=value)

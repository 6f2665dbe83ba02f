"""The filter line of the figures: what is typed is read once the keys rest, and completed below it."""

from __future__ import annotations

from dataclasses import dataclass

from textual import work
from textual.message import Message
from textual.widgets import Input

from tui.language import _
from tui.text.choices import Choice, is_spelled
from tui.text.figure_offers import completed, settled
from tui.text.figure_query import part_typed
from tui.widgets.filter_line import FilterLine


class FigureLine(FilterLine, can_focus=False):
    """A filter line for `tui.text.figure_query`, which is always there.

    Posts `Read` while the person types, `Finished` at Enter, and as any filter line `Left` at Esc.
    """

    DEFAULT_CSS = """
    FigureLine { display: block; }
    """

    @dataclass
    class Read(Message):
        """What stands in the line now. Of several that wait, only the last is delivered."""

        line: str

        def can_replace(self, message: Message) -> bool:
            """Whether a later line makes this one old."""
            return isinstance(message, FigureLine.Read)

    class Finished(Message):
        """The person keeps the line."""

    @property
    def line(self) -> str:
        """What stands in it."""
        return self._input.value

    @line.setter
    def line(self, line: str) -> None:
        with self._input.prevent(Input.Changed):
            self._input.value = line
        self._input.cursor_position = len(line)

    def asks(self) -> str:
        """What stands in the line while nothing is typed."""
        return _("Filter: words, metric:… place:… period:… state:… tag:…")

    def completed(self, choice: Choice) -> tuple[str, int]:
        """The line with the choice in it, and where the caret is then."""
        return completed(*self._place, choice)

    def relabel(self) -> None:
        """Say in the language in use what can be typed."""
        self._input.placeholder = self.asks()

    @work(group="filter-offers", exclusive=True, exit_on_error=False)
    async def _keep(self) -> None:
        """Take the choice that is marked, or spelled by its initials; without one, keep the line."""
        choice = self._completions.marked
        _start, _end, key, typed = part_typed(*self._place)
        if choice is None and key is not None and typed.isascii():
            choices = await self._offers()
            choice = choices[0] if is_spelled(typed, choices) else None
        if choice is not None:
            self._take(choice)
        else:
            self.close()
            self.post_message(self.Read(self.line))
            self.post_message(self.Finished())

    def _read(self) -> None:
        self.post_message(self.Read(settled(*self._place)))
        self.offer()

"""By what the list is sorted, and which way round."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from store.catalogue import Order
from store.listing import Column
from tui.keymap import spelled
from tui.language import _
from tui.screens.over import Over
from tui.text.names import COLUMNS, WORDS_FIRST
from tui.text.width import cell_width
from tui.widgets.key_hints import Hint, KeyHints

_LETTERS: dict[Column, str] = {
    "published": "d",
    "title": "t",
    "place": "p",
    "source": "s",
    "verdict": "v",
    "unreviewed": "r",
    "indicators": "f",
    "failing": "c",
    "changed": "l",
    "characters": "n",
    "added": "i",
}
"""The key of each column; `j` and `k` move."""


class ColumnsScreen(Over[Order | None], inherit_bindings=False):
    """The columns, each with its letter; the one that holds with its direction.

    Enter, a letter or a click sorts by a column; by the one that holds, the other way round. ← → turn the
    marked one round without leaving.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("escape", "q", "O"), "leave", show=False),
        Binding(spelled("j"), "move('down')", show=False),
        Binding(spelled("k"), "move('up')", show=False),
        Binding(spelled("left", "right", "space"), "turn", show=False),
        *(Binding(spelled(letter), f"sort('{column}')", show=False) for column, letter in _LETTERS.items()),
    ]
    DEFAULT_CSS = """
    ColumnsScreen { & > Vertical { width: 40; } }
    """

    def __init__(self, order: Order) -> None:
        super().__init__()
        self._held = order
        self._turned: dict[Column, bool] = {order.by: order.descending}

    def compose(self) -> ComposeResult:
        """A line for each column, and the keys."""
        with Vertical():
            yield OptionList(*(Option(self._line(column)) for column in COLUMNS), markup=False)
            yield KeyHints(
                [
                    Hint("Enter", _("sorts"), "take"),
                    Hint("←→", _("turns round"), "turn"),
                    Hint("Esc", _("back"), "leave"),
                ]
            )

    def on_mount(self) -> None:
        """Begin at the column that holds."""
        self._list.focus()
        self._list.highlighted = list(COLUMNS).index(self._held.by)

    def relabel(self) -> None:
        """The title and the columns in the language in use."""
        self.query_one(Vertical).border_title = _("Order")
        for at, column in enumerate(COLUMNS):
            self._list.replace_option_prompt_at_index(at, self._line(column))

    def on_click(self, event: events.Click) -> None:
        """A click beside the box leaves it."""
        if self.get_widget_at(*event.screen_offset)[0] is self:
            self.dismiss(None)

    @on(OptionList.OptionSelected)
    def take_selected(self, event: OptionList.OptionSelected) -> None:
        """Sort by the column that Enter or a click chose."""
        self._take(list(COLUMNS)[event.option_index])

    def action_take(self) -> None:
        """Sort by the marked column."""
        self._take(self._marked)

    def action_sort(self, letter_of: Column) -> None:
        """Sort by the column of a letter."""
        self._take(letter_of)

    def action_turn(self) -> None:
        """Turn the marked column round."""
        column = self._marked
        self._turned[column] = not self._descending(column)
        self._list.replace_option_prompt_at_index(list(COLUMNS).index(column), self._line(column))

    def action_move(self, way: str) -> None:
        """Mark the next column."""
        getattr(self._list, f"action_cursor_{way}")()

    def action_leave(self) -> None:
        """Leave the order as it is."""
        self.dismiss(None)

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def _marked(self) -> Column:
        return list(COLUMNS)[self._list.highlighted or 0]

    def _take(self, column: Column) -> None:
        """Sort by a column; what holds already is turned round."""
        order = Order(column, self._descending(column))
        self.dismiss(Order(column, not order.descending) if order == self._held else order)

    def _descending(self, column: Column) -> bool:
        """Which way round a column sorts here: as it was turned, or as one wants to see it first."""
        return self._turned.get(column, column not in WORDS_FIRST)

    def _line(self, column: Column) -> Content:
        name = _(COLUMNS[column])
        holds = column == self._held.by
        arrow = "▼" if self._descending(column) else "▲"
        return Content.assemble(
            (_LETTERS[column], "bold $accent"),
            (f"  {name}", "bold" if holds else ""),
            " " * max(1, 24 - cell_width(name)),
            (arrow, "" if holds or column in self._turned else "$foreground-disabled"),
            ("  ●", "$primary") if holds else "",
        )

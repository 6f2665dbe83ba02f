"""A menu beside the mouse: what can be done with what is under it, each with its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.commands import Pane
from tui.keymap import shown, spelled
from tui.language import _, anew
from tui.text.visible import visible
from tui.text.width import cell_width, clip

_WIDEST = 44


class MenuItem(NamedTuple):
    """What is to be done and where, how it is called, and its keys, the first of which is shown."""

    name: str
    action: str
    pane: Pane
    keys: tuple[str, ...]


class MenuScreen(ModalScreen[MenuItem | None], inherit_bindings=False):
    """Items to choose from by the mouse, by the arrows or by their own keys. Dismissed with one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding(spelled("j"), "move('down')", show=False),
        Binding(spelled("k"), "move('up')", show=False),
    ]
    DEFAULT_CSS = """
    MenuScreen {
        background: $background 0%;
        & > OptionList, & > OptionList:focus {
            background: $surface; border: round $primary; padding: 0 1;
            height: auto; max-height: 90%; max-width: 100%;
            scrollbar-size-vertical: 1;
        }
    }
    """

    def __init__(self, title: str, items: Sequence[MenuItem], at: Offset) -> None:
        super().__init__()
        self._title = title
        self._items = items
        self._at = at

    def compose(self) -> ComposeResult:
        """A line for each item."""
        yield OptionList(*map(Option, self._lines()), markup=False)

    def on_mount(self) -> None:
        """The arrows move in the menu."""
        self.query_one(OptionList).focus()
        self.relabel()

    def relabel(self) -> None:
        """Name the items in the language in use, and be as wide as they take."""
        menu, lines = self.query_one(OptionList), self._lines()
        for at, line in enumerate(lines):
            menu.replace_option_prompt_at_index(at, line)
        title = clip(visible(anew(self._title)), _WIDEST - 6)
        menu.border_title = Content(title)
        way_out = Content.assemble(("Esc", "bold $accent"), " ", _("back"))
        menu.border_subtitle = way_out.stylize(Style.from_meta({"@click": "screen.leave"}))
        widest = max([cell_width(title) + 2, *(line.cell_length for line in lines)])
        menu.styles.width = min(_WIDEST, widest + 5)
        self.on_resize()

    def on_resize(self) -> None:
        """Stand beside the mouse, and wholly on the screen."""
        menu = self.query_one(OptionList)
        width = int(menu.styles.width.value) if menu.styles.width else _WIDEST
        height = min(len(self._items) + 2, self.size.height * 9 // 10)
        left = max(0, min(self._at.x, self.size.width - width))
        top = max(0, min(self._at.y + 1, self.size.height - height))
        menu.styles.offset = (left, top)

    def on_key(self, event: events.Key) -> None:
        """The key of an item chooses it."""
        chosen = next((item for item in self._items if event.key in spelled(*item.keys).split(",")), None)
        if chosen is not None:
            event.stop()
            self.dismiss(chosen)

    def on_click(self, event: events.Click) -> None:
        """A click beside the menu closes it."""
        if self.get_widget_at(*event.screen_offset)[0] is self:
            self.dismiss(None)

    @on(OptionList.OptionSelected)
    def take(self, event: OptionList.OptionSelected) -> None:
        """Choose the item under the mouse or the cursor."""
        self.dismiss(self._items[event.option_index])

    def action_move(self, way: str) -> None:
        """Move in the menu."""
        getattr(self.query_one(OptionList), f"action_cursor_{way}")()

    def action_leave(self) -> None:
        """Close the menu."""
        self.dismiss(None)

    def _lines(self) -> list[Content]:
        keys = [next(map(shown, item.keys), "") for item in self._items]
        column = max(map(cell_width, keys), default=0)
        return [
            Content.assemble((key + " " * (column - cell_width(key)), "bold $accent"), f"  {anew(item.name)}")
            for key, item in zip(keys, self._items, strict=True)
        ]

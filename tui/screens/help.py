"""All keys, from the table of commands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from seeds.profile import EntityType, Profile
from seeds.readers import printable_path
from tui.commands import COMMANDS, PANES
from tui.config import config_path
from tui.keymap import shown, spelled
from tui.language import _, language
from tui.remapping import DEFAULT_KEYS, Keys
from tui.text.names import STATE_MARKS, STATE_NAMES
from tui.text.visible import visible


class HelpScreen(ModalScreen[None]):
    """What every key does, pane by pane, and what the marks mean."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("escape", "q", "question_mark", "f1"), "dismiss", show=False),
        Binding(spelled("j", "down"), "down", show=False),
        Binding(spelled("k", "up"), "up", show=False),
        Binding(spelled("space", "pagedown"), "page_down", show=False),
        Binding(spelled("b", "pageup"), "page_up", show=False),
        Binding(spelled("g", "home"), "top", show=False),
        Binding(spelled("G", "end"), "bottom", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        background: $background 60%;
        & > VerticalScroll {
            width: 84; max-width: 96%; height: auto; max-height: 94%;
            background: $surface; border: round $primary; padding: 0 1; scrollbar-size-vertical: 1;
        }
    }
    """

    def __init__(self, profile: Profile, keys: Keys = DEFAULT_KEYS) -> None:
        super().__init__()
        self._profile = profile
        self._keys = keys

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        with VerticalScroll() as page:
            page.border_title = _("Keys")
            page.border_subtitle = _("Esc closes")
            yield Static(_page(help_rows(self._profile, self._keys), self.app.theme_variables["accent"]))

    def action_down(self) -> None:
        """Scroll a line down."""
        self.query_one(VerticalScroll).scroll_down(animate=False)

    def action_up(self) -> None:
        """Scroll a line up."""
        self.query_one(VerticalScroll).scroll_up(animate=False)

    def action_top(self) -> None:
        """Go to the beginning."""
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_bottom(self) -> None:
        """Go to the end, where the names of the commands stand."""
        self.query_one(VerticalScroll).scroll_end(animate=False)

    def on_click(self, event: events.Click) -> None:
        """A click beside the page closes it."""
        if self.get_widget_at(*event.screen_offset)[0] is self:
            self.dismiss(None)

    def action_page_down(self) -> None:
        """Scroll a page down."""
        self.query_one(VerticalScroll).scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll a page up."""
        self.query_one(VerticalScroll).scroll_page_up(animate=False)


def help_rows(profile: Profile, keys: Keys = DEFAULT_KEYS) -> list[tuple[str, str]]:
    """Keys and what they do, grouped by pane; then types, states and marks. A heading has no keys."""
    rows: list[tuple[str, str]] = []
    for pane, title in PANES.items():
        rows.append(("", _(title)))
        here = (command for command in COMMANDS if command.pane == pane)
        rows += [(" ".join(map(shown, keys.of(command))) or "—", _(command.does)) for command in here]
        if pane == "workbench":
            rows += _type_rows(profile, keys)
            rows.append(("Alt+1…9", _("A count: the motion or decision that follows is done so often")))
        if pane == "caret":
            does = _("Make an entity of what is selected, or of the candidate or word here")
            rows.append((" ".join(_type_key("caret", kind, keys) for kind in profile.types), does))
    rows.append(("", _("Marks")))
    rows += [(STATE_MARKS[state], _(name)) for state, name in STATE_NAMES.items()]
    rows.append(("○ ◐ ● ⚑", _("article: new, being read, done, flagged")))
    return rows + _own_key_rows(keys)


def _type_rows(profile: Profile, keys: Keys) -> list[tuple[str, str]]:
    does = _("Make the current entity a {type}")
    return [
        (
            _type_key("annotation", kind, keys),
            does.format(type=f"{kind.code} {kind.zh if language() == 'zh' else kind.en}"),
        )
        for kind in profile.types
    ]


def _type_key(group: str, kind: EntityType, keys: Keys) -> str:
    return " ".join(map(shown, keys.chosen_for(f"{group}.type_{kind.key}", (kind.key,)))) or "—"


def _own_key_rows(keys: Keys) -> list[tuple[str, str]]:
    """How to change the keys, and the names of all commands there."""
    where = _("Each command takes other keys in {path}, under [keys]:").format(
        path=visible(printable_path(config_path()))
    )
    rows = [("", _("Your own keys")), ("·", where), ("·", 'annotation.accept = ["y", "F5"]')]
    return rows + [
        (next(map(shown, keys.of(command)), "—"), f"{command.id}: {_(command.name)}") for command in COMMANDS
    ]


def _page(rows: Iterable[tuple[str, str]], accent: str) -> Table:
    """The rows with what a key does beside it, also where that takes two lines."""
    page = Table.grid(padding=(0, 2, 0, 0), expand=True)
    page.add_column(no_wrap=True, style=f"bold {accent}")
    page.add_column(ratio=1)
    for number, (keys, does) in enumerate(rows):
        if not keys and number:
            page.add_row("", "")
        page.add_row(Text(keys), Text(does, style="" if keys else "bold"))
    return page

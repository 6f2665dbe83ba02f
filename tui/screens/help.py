"""All keys, from the table of commands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from seeds.profile import Profile
from tui.commands import COMMANDS, PANES
from tui.keymap import shown
from tui.language import _, language
from tui.text.names import STATE_MARKS, STATE_NAMES


class HelpScreen(ModalScreen[None]):
    """What every key does, pane by pane, and what the marks mean."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,fullwidth_question_mark,f1", "dismiss", show=False),
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
        Binding("space", "page_down", show=False),
        Binding("b", "page_up", show=False),
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

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self._profile = profile

    def compose(self) -> ComposeResult:
        """One scrolling page."""
        with VerticalScroll() as page:
            page.border_title = _("Keys")
            page.border_subtitle = _("Esc closes")
            yield Static(_page(help_rows(self._profile), self.app.theme_variables["accent"]))

    def action_down(self) -> None:
        """Scroll a line down."""
        self.query_one(VerticalScroll).scroll_down(animate=False)

    def action_up(self) -> None:
        """Scroll a line up."""
        self.query_one(VerticalScroll).scroll_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll a page down."""
        self.query_one(VerticalScroll).scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """Scroll a page up."""
        self.query_one(VerticalScroll).scroll_page_up(animate=False)


def help_rows(profile: Profile) -> list[tuple[str, str]]:
    """Keys and what they do, grouped by pane; then types, states and marks. A heading has no keys."""
    rows: list[tuple[str, str]] = []
    for pane, title in PANES.items():
        rows.append(("", _(title)))
        here = (command for command in COMMANDS if command.pane == pane)
        rows += [(" ".join(map(shown, command.keys)), _(command.does)) for command in here]
        if pane == "workbench":
            rows += _type_rows(profile)
    rows.append(("", _("Marks")))
    rows += [(STATE_MARKS[state], _(name)) for state, name in STATE_NAMES.items()]
    rows.append(("○ ◐ ● ⚑", _("article: new, being read, done, flagged")))
    return rows


def _type_rows(profile: Profile) -> list[tuple[str, str]]:
    names = {kind.key: f"{kind.code} {kind.zh if language() == 'zh' else kind.en}" for kind in profile.types}
    does = _("Make the current entity a {type}")
    return [(key, does.format(type=name)) for key, name in names.items()]


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

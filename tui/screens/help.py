"""All keys, from the table of commands."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from seeds.profile import Profile
from tui.commands import COMMANDS, PANES
from tui.keymap import shown
from tui.language import _, language
from tui.text.names import STATE_MARKS, STATE_NAMES
from tui.text.width import cell_width


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
            yield Static(help_text(self._profile))

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


def help_text(profile: Profile) -> Content:
    """Keys and what they do, grouped by pane; then types, states and marks."""
    lines: list[Content] = []
    for pane, title in PANES.items():
        lines += [Content(""), Content.styled(_(title), "bold $primary")]
        for command in COMMANDS:
            if command.pane == pane:
                lines.append(_line(" ".join(shown(key) for key in command.keys), _(command.does)))
        if pane == "workbench":
            for kind in profile.types:
                name = kind.zh if language() == "zh" else kind.en
                lines.append(
                    _line(kind.key, _("Make the current entity a {type}").format(type=f"{kind.code} {name}"))
                )
    lines += [Content(""), Content.styled(_("Marks"), "bold $primary")]
    lines += [_line(STATE_MARKS[state], _(name)) for state, name in STATE_NAMES.items()]
    lines.append(_line("○ ◐ ● ⚑", _("article: new, being read, done, flagged")))
    return Content("\n").join(lines[1:])


def _line(keys: str, does: str) -> Content:
    return Content.assemble((keys + " " * max(1, 16 - cell_width(keys)), "bold $accent"), does)

"""All keys: those that matter here first, searchable, by words or by pressing one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input

from seeds.profile import Profile
from tui.commands import BY_ID, Command, Pane
from tui.keymap import spelled
from tui.language import _
from tui.remapping import DEFAULT_KEYS, Keys
from tui.screens.narrowed import Narrowed
from tui.text.help_rows import HelpRow, help_rows, narrowed, of_key
from tui.text.width import cell_width, clip
from tui.text.wrap import wrap
from tui.widgets.bars import Mode
from tui.widgets.key_hints import Hint, KeyHints
from tui.widgets.text_line import TextLine
from tui.widgets.wrapped_page import WrappedPage

_KEYS = 14
"""Cells of the column of keys, at most."""


class HelpScreen(Narrowed[Command | None], inherit_bindings=False):
    """What every key does and what the marks mean. Dismissed with a command that was clicked on, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("escape"), "leave", show=False, priority=True),
        Binding(spelled("q", "question_mark", "f1"), "leave", show=False),
        Binding(spelled("slash"), "narrow", show=False),
        Binding(spelled("p"), "ask", show=False),
        Binding(spelled("tab"), "section(1)", show=False),
        Binding(spelled("shift+tab"), "section(-1)", show=False),
        Binding(spelled("j", "down"), "scroll('down')", show=False),
        Binding(spelled("k", "up"), "scroll('up')", show=False),
        Binding(spelled("space", "pagedown"), "scroll('page_down')", show=False),
        Binding(spelled("b", "pageup"), "scroll('page_up')", show=False),
        Binding(spelled("g", "home"), "scroll('home')", show=False),
        Binding(spelled("G", "end"), "scroll('end')", show=False),
    ]
    DEFAULT_CSS = """
    HelpScreen {
        & > Vertical { width: 88; }
        & VerticalScroll { height: auto; padding: 0 1; scrollbar-size-vertical: 1; }
        & Input { display: none; background: $panel; padding: 0 1; }
        & Input.-open { display: block; }
    }
    """

    def __init__(
        self, profile: Profile, keys: Keys = DEFAULT_KEYS, pane: Pane = "list", mode: Mode | None = None
    ) -> None:
        super().__init__()
        self._profile = profile
        self._keys = keys
        self._pane: Pane = pane
        self._mode = mode
        self._asking = False
        self._pressed: str | None = None

    def compose(self) -> ComposeResult:
        """One scrolling page, the line that narrows it, and the keys."""
        with Vertical():
            with VerticalScroll():
                yield HelpPage()
            yield TextLine(compact=True, placeholder=_("Words, or a key as it is shown"))
            yield KeyHints(
                [
                    Hint("/", _("search"), "narrow"),
                    Hint("p", _("press a key to see what it does"), "ask"),
                    Hint("Tab", _("next section"), "section(1)"),
                    Hint("Esc", _("back"), "leave"),
                ]
            )

    def on_mount(self) -> None:
        """The page takes the keys."""
        self.narrowed().focus()

    def relabel(self) -> None:
        """Say everything in the language in use."""
        self.query_one(Vertical).border_title = _("Keys")
        self.say(_("A click on a line does it"))
        self.redraw()

    def narrowed(self) -> Widget:
        """The page."""
        return self.query_one(VerticalScroll)

    def redraw(self) -> None:
        """Show what the letters leave, or what a key does that was pressed."""
        if self._pressed is not None:
            rows = of_key(self._pressed, self._profile, self._keys)
        else:
            mode = self._mode.keys if self._mode is not None else ()
            rows = help_rows(self._profile, self._keys, self._pane, mode)
            rows = narrowed(rows, self.query_one(Input).value, self._keys)
        self.query_one(HelpPage).show(rows or [HelpRow("", _("Nothing does that."))])
        self.on_resize()

    def on_key(self, event: events.Key) -> None:
        """While a key is asked for, any key but Esc says what it does."""
        if not self._asking:
            return
        event.stop()
        event.prevent_default()
        self._asking = False
        self.say(_("A click on a line does it"))
        if event.key != "escape":
            self._pressed = event.key
            self.redraw()
            self.action_scroll("home")

    @property
    def leavable(self) -> bool:
        """Whether a key may do what it does, rather than be told of."""
        return not self._asking

    def action_ask(self) -> None:
        """Say what the next key does that is pressed."""
        self._asking = True
        self.narrowed().focus()
        self.say(_("Press the key…"))

    def action_narrow(self) -> None:
        """Type to narrow the page."""
        self._pressed = None
        super().action_narrow()

    def action_leave(self) -> None:
        """Show everything again, then go back."""
        if self._asking:
            self._asking = False
            self.say(_("A click on a line does it"))
        elif self._pressed is not None:
            self._pressed = None
            self.redraw()
        elif not self.dropped_line():
            super().action_leave()

    def action_scroll(self, way: str) -> None:
        """Scroll the page."""
        getattr(self.query_one(VerticalScroll), f"scroll_{way}")(animate=False)

    def action_section(self, by: int) -> None:
        """Go to the next heading, or the one before."""
        page, here = self.query_one(VerticalScroll), round(self.query_one(VerticalScroll).scroll_y)
        headings = self.query_one(HelpPage).headings
        ahead = [at for at in headings if at > here] if by > 0 else [at for at in headings[::-1] if at < here]
        if ahead:
            page.scroll_to(y=ahead[0], animate=False)

    def action_run(self, id_: str) -> None:
        """Do what a line says that was clicked on."""
        self.dismiss(BY_ID[id_])


class HelpPage(WrappedPage):
    """Rows with what a key does beside it, also where that takes two lines."""

    DEFAULT_CSS = """
    HelpPage {
        link-style: none; link-color: $foreground; link-background: $surface;
        link-style-hover: underline; link-color-hover: $foreground; link-background-hover: $surface;
    }
    """
    _rows: Sequence[HelpRow] = ()
    headings: Sequence[int] = ()
    """The lines on which headings stand."""

    def show(self, rows: Sequence[HelpRow]) -> None:
        """Show these rows."""
        self._rows = rows
        self.draw()

    def lines(self, width: int) -> list[Content]:
        """Each row on as many lines as it takes, a blank line before each heading."""
        column = min(_KEYS, max((cell_width(row.keys) for row in self._rows), default=0))
        lines: list[Content] = []
        headings = []
        for row in self._rows:
            if not row.keys:
                lines += [Content("")] if lines else []
                headings.append(len(lines))
            lines += self._row(row, column, width)
        self.headings = headings
        return lines

    def _row(self, row: HelpRow, column: int, width: int) -> Iterator[Content]:
        if not row.keys:
            yield Content.styled(row.does, "bold")
            return
        keys = clip(row.keys, column)
        lead = Content.styled(keys + " " * (column + 2 - cell_width(keys)), "bold $accent")
        for line in wrap(row.does, max(8, width - column - 2)):
            does = Content(row.does[line.start : line.end])
            if row.command is not None:
                does = does.stylize(Style.from_meta({"@click": f"screen.run('{row.command.id}')"}))
            yield lead + does
            lead = Content(" " * (column + 2))

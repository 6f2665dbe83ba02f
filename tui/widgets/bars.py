"""The one-line bars: the title bar above, the keys below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive, var
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from tui.commands import HELP, Command, Pane, in_bar
from tui.keymap import shown
from tui.language import N_, NAMES, _, anew, other_language
from tui.remapping import DEFAULT_KEYS, Keys
from tui.text.visible import visible
from tui.text.width import cell_width, clip
from tui.text.wrap import folded

SAID_FOR = 4.0
"""Seconds for which a message in passing stands."""
_LANGUAGE_FROM = 76
"""Cells of the title bar from which it offers the other language."""
_MOST_SAID = 3
"""Lines that what is said in passing may take."""
CARET, MARKED = N_("caret"), N_("marked")
TitlePart = Literal["name", "project", "mode", "annotator", "saving", "language"]


class Notice(Static):
    """A problem in full, on lines of its own below the panes, until Esc is pressed or it has been read.

    Not a toast: those lie over the panes, and a wide character that lies over an edge is not drawn.
    """

    DEFAULT_CSS = """
    Notice { height: auto; max-height: 40%; display: none; background: $error-muted; padding: 0 1; }
    Notice.-open { display: block; }
    Notice:ansi, Notice:nocolor { text-style: reverse; }
    """
    READ_IN = 12.0
    _told: tuple[str, ...] = ()
    _until: Timer | None = None

    def show(self, *told: str) -> None:
        """Say it, a line or several each, in place of what was said before."""
        self.close()
        self._told = told
        self.relabel()
        self.add_class("-open")
        self._until = self.set_timer(self.READ_IN, self.close)

    def relabel(self) -> None:
        """Say it in the language in use, for as long as it still stands."""
        lines = [line for told in self._told for line in anew(told).splitlines()]
        self.update(Content("\n".join(map(visible, lines))))

    def close(self) -> None:
        """Give its lines back to the panes."""
        if self._until is not None:
            self._until.stop()
        self.remove_class("-open")


class TitleBar(Widget):
    """The project and its progress on the left; the annotator and whether all is saved on the right."""

    DEFAULT_CSS = """
    TitleBar { height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """
    project: reactive[str] = reactive("")
    progress: reactive[str] = reactive("")
    annotator: reactive[str] = reactive("")
    mode: reactive[str] = reactive("")
    """How the queue goes, where that is not in reading order, and the count that is typed."""
    saving: reactive[str] = reactive("")
    failed: reactive[bool] = reactive(False)

    @dataclass
    class Pressed(Message):
        """A person clicked on a part of the title bar."""

        part: TitlePart

    def render(self) -> Content:
        """The parts side by side."""
        return Content("").join(content for _part, content in self._parts())

    def on_click(self, event: events.Click) -> None:
        """Say which part is under the pointer."""
        at = event.x - 1
        for part, content in self._parts():
            at -= content.cell_length
            if at < 0:
                if part is not None:
                    self.post_message(self.Pressed(part))
                return

    def _parts(self) -> list[tuple[TitlePart | None, Content]]:
        """Both halves and the gap between them, the left one cut where they would meet."""
        width = self.size.width - 2
        saving = clip(self.saving, width)
        mode = clip(self.mode, max(0, width - cell_width(saving) - 3))
        annotator = clip(self.annotator, max(0, min(width // 4, width - cell_width(saving + mode) - 6)))
        right: list[tuple[TitlePart | None, Content]] = [
            (
                "mode",
                Content.styled(f" {mode} ", "bold $button-color-foreground on $warning")
                if mode
                else Content(""),
            ),
            ("annotator", Content(f"{'  ' if mode else ''}{annotator}  ")),
            ("saving", Content.styled(saving, "$error bold" if self.failed else "$success")),
        ]
        if width >= _LANGUAGE_FROM:
            right.append(("language", Content(f"  {NAMES[other_language()]}")))
        taken = sum(content.cell_length for _part, content in right)
        room = max(0, width - taken - 2)
        name = " 批阅 piyue "
        left: list[tuple[TitlePart | None, Content]] = []
        if room > cell_width(name):
            told = clip(f"  {self.project} · {self.progress}", room - cell_width(name))
            left = [
                ("name", Content.styled(name, "bold $button-color-foreground on $primary")),
                ("project", Content(told)),
            ]
        taken += sum(content.cell_length for _part, content in left)
        return [*left, (None, Content(" " * max(1, width - taken))), *right]


class Mode(NamedTuple):
    """What the keyboard is for while it is not commands: a name, and the keys that mean something."""

    name: str
    keys: tuple[tuple[str, str], ...]


EDITING = Mode(
    N_("editing"),
    (
        ("enter", N_("saves")),
        ("tab", N_("next field")),
        ("ctrl+g", N_("points")),
        ("escape", N_("leaves it as it was")),
    ),
)
POINTING = Mode(
    N_("pointing"),
    (
        ("enter", N_("takes it")),
        ("v", N_("selects")),
        ("s", N_("snaps")),
        ("escape", N_("leaves it as it was")),
    ),
)
FILTERING = Mode(
    N_("filtering"),
    (("enter", N_("keeps it")), ("tab", N_("completes")), ("escape", N_("leaves it as it was"))),
)
FINDING = Mode(
    N_("finding"),
    (
        ("enter", N_("goes to the hit")),
        ("down", N_("next hit")),
        ("up", N_("the one before")),
        ("escape", N_("clears it")),
    ),
)


class BarItem(NamedTuple):
    """A key as it is shown, what it does, and what a click on it runs: a command, or a key to press."""

    key: str
    name: str
    run: Command | str

    @property
    def width(self) -> int:
        """The cells that it takes."""
        return cell_width(self.key) + cell_width(self.name) + 3


class KeyBar(Widget):
    """The mode, and the keys that matter in it, as many as fit; a click does what its key does.

    Posts `Asked` for a command.
    """

    DEFAULT_CSS = """
    KeyBar { height: auto; background: $panel; color: $foreground-muted; padding: 0 1; }
    """
    _silence: Timer | None = None
    keys: var[Keys] = var(DEFAULT_KEYS)
    pane: reactive[Pane] = reactive("list")
    marked: reactive[bool] = reactive(False)
    """Whether articles are marked in the list."""
    mode: reactive[Mode | None] = reactive(None)
    said: reactive[str] = reactive("", layout=True)
    """What was said in passing and stands here for a moment."""

    @dataclass
    class Asked(Message):
        """A person clicked on a command."""

        command: Command

    def say(self, message: str) -> None:
        """Show a message in place of the keys for a moment; a later one replaces it."""
        self.said = message
        if self._silence is not None:
            self._silence.stop()
        self._silence = self.set_timer(SAID_FOR, self._fall_silent)

    def render(self) -> Content:
        """The mode; then what was said, or key and name of each command until the line is full."""
        room = max(0, self.size.width - 2)
        badge = self._badge()
        parts = (
            [Content.styled(clip(badge, room), "bold $button-color-foreground on $secondary")]
            if badge
            else []
        )
        if self.said:
            told = ("\n" + " " * cell_width(badge)).join(self._said_in(room))
            return Content("").join([*parts, Content.styled(told, "bold $primary")])
        for item in self.items():
            parts += [Content.styled(f" {item.key} ", "bold $accent"), Content(f"{item.name} ")]
        return Content("").join(parts)

    def get_content_height(self, _container: object, _viewport: object, width: int) -> int:
        """One line, or as many as what was said takes."""
        return len(self._said_in(width)) if self.said else 1

    def on_click(self, event: events.Click) -> None:
        """Run what is under the pointer; a message is taken away."""
        if self.said:
            self._fall_silent()
            return
        at = event.x - 1 - cell_width(self._badge())
        for item in self.items() if at >= 0 else ():
            at -= item.width
            if at < 0:
                if isinstance(item.run, Command):
                    self.post_message(self.Asked(item.run))
                else:
                    self.app.simulate_key(item.run)
                return

    def _said_in(self, width: int) -> list[str]:
        """What was said, in lines beside the mode."""
        room = width - cell_width(self._badge()) - 1
        return [f" {line}" for line in folded(visible(anew(self.said)), room)[:_MOST_SAID]]

    def _fall_silent(self) -> None:
        self.said = ""

    def _badge(self) -> str:
        """The mode in a word; none while keys are the commands of a pane."""
        if self.mode is not None:
            return f" {_(self.mode.name)} "
        if self.pane == "caret":
            return f" {_(CARET)} "
        return f" {_(MARKED)} " if self.pane == "list" and self.marked else ""

    def items(self) -> list[BarItem]:
        """As many as there is room for; the last always: the key that tells all others, or the way back."""
        room = self.size.width - 2 - cell_width(self._badge())
        if self.mode is not None:
            *offered, last = [BarItem(shown(key), _(does), key) for key, does in self.mode.keys]
        else:
            last = self._item(HELP)
            offered = [self._item(one) for one in in_bar(self.pane, marked=self.marked) if one is not HELP]
        room -= last.width
        fitting = []
        for item in offered:
            room -= item.width
            if room < 0:
                break
            fitting.append(item)
        return [*fitting, last]

    def _item(self, command: Command) -> BarItem:
        return BarItem(self.keys.shown(command), _(command.name), command)

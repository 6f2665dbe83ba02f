"""The one-line bars: the title bar above, the keys below."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from tui.commands import HELP, Command, Pane, in_bar
from tui.keymap import shown
from tui.language import _
from tui.text.width import cell_width, clip

SAID_FOR = 4.0
"""Seconds for which a message in passing stands."""


class Notice(Static):
    """A problem in full, on lines of its own below the panes, until Esc is pressed or it has been read.

    Not a toast: those lie over the panes, and a wide character that lies over an edge is not drawn.
    """

    DEFAULT_CSS = """
    Notice { height: auto; max-height: 40%; display: none; background: $error 25%; padding: 0 1; }
    Notice.-open { display: block; }
    """
    READ_IN = 12.0

    def show(self, text: str) -> None:
        """Say it, in place of what was said before."""
        self.update(Content(text))
        self.add_class("-open")
        self.set_timer(self.READ_IN, self.close)

    def close(self) -> None:
        """Give its lines back to the panes."""
        self.remove_class("-open")


class TitleBar(Widget):
    """The project and its progress on the left; the annotator and whether all is saved on the right."""

    DEFAULT_CSS = """
    TitleBar { height: 1; background: $panel; color: $foreground; padding: 0 1; }
    """
    project: reactive[str] = reactive("")
    progress: reactive[str] = reactive("")
    annotator: reactive[str] = reactive("")
    saving: reactive[str] = reactive("")
    failed: reactive[bool] = reactive(False)

    def render(self) -> Content:
        """Both halves, the left one cut where they would meet."""
        width = self.size.width - 2
        saving = clip(self.saving, width)
        annotator = clip(self.annotator, max(0, width // 4))
        right = Content.assemble(annotator, "  ", (saving, "$error bold" if self.failed else "$success"))
        room = max(0, width - right.cell_length - 2)
        name = " 批阅 piyue "
        told = clip(f"  {self.project} · {self.progress}", max(0, room - cell_width(name)))
        left = (
            Content.assemble((name, "bold $background on $primary"), told)
            if room > cell_width(name)
            else Content("")
        )
        gap = " " * max(1, width - left.cell_length - right.cell_length)
        return Content.assemble(left, gap, right)


class KeyBar(Widget):
    """The keys that matter in the pane that has the focus, as many as fit; a click does what its key does."""

    DEFAULT_CSS = """
    KeyBar { height: 1; background: $panel; color: $foreground 80%; padding: 0 1; }
    """
    _silence: Timer | None = None
    pane: reactive[Pane] = reactive("list")
    mode: reactive[str] = reactive("")
    """What the keyboard is for just now, where it is not commands: a prompt or the editor."""
    said: reactive[str] = reactive("")
    """What was said in passing and stands here for a moment."""

    def say(self, message: str) -> None:
        """Show a message in place of the keys for a moment; a later one replaces it."""
        self.said = message
        if self._silence is not None:
            self._silence.stop()
        self._silence = self.set_timer(SAID_FOR, self._fall_silent)

    def render(self) -> Content:
        """Key and name of each command, until the line is full."""
        if self.said:
            return Content.styled(clip(f" {self.said}", max(0, self.size.width - 2)), "bold $primary")
        if self.mode:
            return Content(clip(self.mode, max(0, self.size.width - 2)))
        parts: list[Content] = []
        for command in self._fitting():
            parts += [
                Content.styled(f" {self._key(command)} ", "bold $accent"),
                Content(f"{_(command.name)} "),
            ]
        return Content("").join(parts)

    async def on_click(self, event: events.Click) -> None:
        """Find the command under the pointer and run it."""
        at = event.x - 1
        for command in self._fitting():
            at -= self._width(command)
            if at < 0:
                pane = self.screen if command.pane == "workbench" else self.screen.focused
                await self.app.run_action(command.action, default_namespace=pane)
                return

    def _fall_silent(self) -> None:
        self.said = ""

    def _fitting(self) -> list[Command]:
        """As many commands as there is room for; the key that tells all others is always one of them."""
        room = self.size.width - 2 - self._width(HELP)
        fitting = []
        for command in in_bar(self.pane):
            if command is HELP:
                continue
            room -= self._width(command)
            if room < 0:
                break
            fitting.append(command)
        return [*fitting, HELP]

    def _key(self, command: Command) -> str:
        return shown(command.keys[0])

    def _width(self, command: Command) -> int:
        return cell_width(self._key(command)) + cell_width(_(command.name)) + 3

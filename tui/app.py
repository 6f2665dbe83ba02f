"""The Textual application: themes, command palette, signals, and the workbench on one project."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.actions import ActionParseResult
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.widgets import Input, TextArea

from seeds.problems import Problem
from store.project import Project
from tui import language
from tui.commands import LANGUAGE, PALETTE
from tui.config import UNCONFIGURED, Config
from tui.keymap import spelled
from tui.logs import fault
from tui.relabelling import relabel
from tui.screens.over import Over
from tui.screens.workbench import Workbench
from tui.sized_app import SizedApp
from tui.terminal_app import TerminalApp
from tui.themed_app import ThemedApp


class PiyueApp(ThemedApp, SizedApp, TerminalApp, inherit_bindings=False):
    """piyue in the terminal. Returns 0 when the person left by a key, 128 + n by a signal."""

    TITLE = "piyue 批阅"
    # Of its own, since Textual's would come before the keys of every other screen.
    BINDINGS: ClassVar[list[BindingType]] = [
        # Before those of every box, since all of them can be read in both languages.
        Binding(spelled(*LANGUAGE.keys), LANGUAGE.action, show=False, id=LANGUAGE.id, priority=True),
        # Of boxes only, see `check_action`: in the workbench it is a command like any other.
        Binding(spelled(*PALETTE.keys), PALETTE.action, show=False, id=PALETTE.id, priority=True),
    ]
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, project: Project, config: Config = UNCONFIGURED) -> None:
        super().__init__()
        self.animation_level = "none"
        self.measure(config.interface.ambiguous)
        self.rings = config.interface.bell
        self._bench = Workbench(project, config)
        self._bench.keys.rebound(self)
        unknown = self.begin_with(config.interface.theme, self._bench.preferences.theme)
        self._bench.config_problems += unknown

    @property
    def config_problems(self) -> tuple[Problem, ...]:
        """What of the configuration does not hold."""
        return self._bench.config_problems

    def on_mount(self) -> None:
        """Put the workbench on the screen, and leave cleanly when told to."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            try:
                loop.add_signal_handler(number, partial(self.exit, return_code=128 + number))
            except (NotImplementedError, RuntimeError, ValueError):
                continue  # not in the main thread, as in tests
        self.push_screen(self._bench)

    def _fatal_error(self) -> None:
        """Leave at a fault of the program: the log has it, and the person is told in a line where."""
        self.bell()
        if not self._exit_renderables and self._exception is not None:
            self.panic(Text(f"piyue: {fault(self._exception)}"))

    def speak(self, code: str) -> None:
        """Speak a language from now on: everything on the screen is said anew and stays where it is."""
        language.use(code)
        relabel(self)
        self._bench.prefer(language=code)

    def action_switch_language(self) -> None:
        """Speak the other language."""
        self.speak(language.other_language())

    def action_palette(self) -> None:
        """Find anything by its name from a box too, which is left for what is chosen."""
        bench = next(screen for screen in reversed(self.screen_stack) if isinstance(screen, Workbench))
        bench.action_palette()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The palette opens over a box that can be left, while no text is typed in it."""
        if action == PALETTE.action:
            screen, typing = self.screen, isinstance(self.focused, Input | TextArea)
            return isinstance(screen, Over) and screen.leavable and not typing
        return super().check_action(action, parameters)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """No caret blinks: each blink would draw the whole screen under a box again, also over ssh."""
        if isinstance(event.widget, Input):
            event.widget.cursor_blink = False

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key asks for, as often as the count says that was typed before it."""
        do = partial(super().run_action, action, default_namespace, namespaces)
        screen = self.screen
        if not isinstance(screen, Workbench) or not isinstance(action, str):
            return await do()
        bench: Workbench = screen
        if action == "step_back" and bench.count:
            bench.drop_count()
            return True
        times, typed, before = bench.times(action), bench.count, bench.session.current
        done = await do()
        if done and bench.count == typed:
            bench.drop_count()
        while done and (times := times - 1) and self.screen is screen and bench.went_on(action, before):
            before = bench.session.current
            await do()
        return done

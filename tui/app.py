"""The Textual application: themes, command palette, signals, and the workbench on one project."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterable, Mapping
from functools import partial
from typing import ClassVar

from textual import events
from textual.actions import ActionParseResult
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Input

from seeds.problems import Problem
from store.catalogue import Filter
from store.project import Project
from tui.commands import COMMANDS, PALETTE, Command
from tui.config import UNCONFIGURED, Config
from tui.keymap import spelled
from tui.language import _
from tui.remapping import DEFAULT_KEYS
from tui.screens.workbench import Workbench
from tui.text.visible import visible
from tui.theme import DARK, THEMES

_ARTICLES_OFFERED = 20
_ARTICLE_SCORE = 0.5


class WorkbenchCommands(Provider):
    """Every command of the table, and the articles whose title or text holds what is typed."""

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for command in COMMANDS:
            yield DiscoveryHit(self._told(command), partial(self._run, command), text=_(command.does))

    async def search(self, query: str) -> Hits:
        """Commands by what they do, then articles."""
        matcher = self.matcher(query)
        for command in COMMANDS:
            if (score := matcher.match(_(command.does))) > 0:
                told = matcher.highlight(_(command.does)) + self._key(command)
                yield Hit(score, told, partial(self._run, command))
        bench = self.screen
        if isinstance(bench, Workbench):
            ids = await bench.session.read(bench.project.ids, Filter(query=query), limit=_ARTICLES_OFFERED)
            for row in await bench.session.read(bench.project.rows, ids):
                yield Hit(_ARTICLE_SCORE, Content(visible(row.title)), partial(bench.open_article, row.aid))

    def _told(self, command: Command) -> Content:
        return Content(_(command.does)) + self._key(command)

    def _key(self, command: Command) -> Content:
        """The key of a command, which does the same without the palette."""
        bench = self.screen
        keys = bench.keys if isinstance(bench, Workbench) else DEFAULT_KEYS
        return Content.styled(f"  {keys.shown(command)}", "bold $accent")

    async def _run(self, command: Command) -> None:
        bench = self.screen
        if isinstance(bench, Workbench):
            await bench.run(command.action, command.pane)


class PiyueApp(App[None], inherit_bindings=False):
    """piyue in the terminal. Returns 0 when the person left by a key, 128 + n by a signal."""

    TITLE = "piyue 批阅"
    # Of its own, since Textual's would come before the keys of every other screen.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled(*PALETTE.keys), PALETTE.action, show=False, id=PALETTE.id)
    ]
    COMMANDS: ClassVar = {WorkbenchCommands}
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, project: Project, config: Config = UNCONFIGURED) -> None:
        super().__init__()
        self.animation_level = "none"
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (110, "-wide")]
        self._bench = Workbench(project, config)
        self._bench.keys.rebound(self)

    @property
    def config_problems(self) -> tuple[Problem, ...]:
        """What of the configuration does not hold."""
        return self._bench.config_problems

    def on_mount(self) -> None:
        """Put the workbench on the screen, and leave cleanly when told to."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            try:
                loop.add_signal_handler(number, partial(self.exit, return_code=128 + number))
            except (NotImplementedError, RuntimeError, ValueError):
                continue  # not in the main thread, as in tests
        self.push_screen(self._bench)

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
        bench = self._bench
        if self.screen is not bench or not isinstance(action, str):
            return await do()
        if action == "step_back" and bench.count:
            bench.drop_count()
            return True
        times, typed, before = bench.times(action), bench.count, bench.session.current
        done = await do()
        if done and bench.count == typed:
            bench.drop_count()
        while done and (times := times - 1) and self.screen is bench and bench.went_on(action, before):
            before = bench.session.current
            await do()
        return done

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Textual's own commands that make sense here: the themes."""
        for command in super().get_system_commands(screen):
            if command.callback == self.action_change_theme:
                yield SystemCommand(
                    _("Choose a theme"), _("Any of the themes that come with it"), command.callback
                )

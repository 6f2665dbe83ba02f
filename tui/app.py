"""The Textual application: themes, command palette, signals, and the workbench on one project."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from store.catalogue import Filter
from store.project import Project
from tui.commands import COMMANDS, Command
from tui.keymap import shown
from tui.language import _
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
            name = f"{_(command.does)}  {shown(command.keys[0])}"
            yield DiscoveryHit(Content(name), partial(self._run, command), text=_(command.does))

    async def search(self, query: str) -> Hits:
        """Commands by what they do, then articles."""
        matcher = self.matcher(query)
        for command in COMMANDS:
            if (score := matcher.match(_(command.does))) > 0:
                yield Hit(score, matcher.highlight(_(command.does)), partial(self._run, command))
        bench = self.screen
        if isinstance(bench, Workbench):
            ids = await bench.session.read(bench.project.ids, Filter(query=query))
            for row in await bench.session.read(bench.project.rows, ids[:_ARTICLES_OFFERED]):
                yield Hit(_ARTICLE_SCORE, Content(visible(row.title)), partial(bench.open_article, row.aid))

    async def _run(self, command: Command) -> None:
        bench = self.screen
        if isinstance(bench, Workbench):
            await self.app.run_action(command.action, default_namespace=bench.actor(command.pane))


class PiyueApp(App[None], inherit_bindings=False):
    """piyue in the terminal. Returns 0 when the person left by a key, 128 + n by a signal."""

    TITLE = "piyue 批阅"
    BINDINGS: ClassVar[list[BindingType]] = []
    COMMANDS: ClassVar = {WorkbenchCommands}
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.animation_level = "none"
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (80, "-medium"), (110, "-wide")]
        self._bench = Workbench(project)

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

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Textual's own commands that make sense here: the themes."""
        for command in super().get_system_commands(screen):
            if command.callback == self.action_change_theme:
                yield SystemCommand(
                    _("Choose a theme"), _("Any of the themes that come with it"), command.callback
                )

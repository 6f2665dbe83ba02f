"""What the parts of the workbench share: the session, and how the person is told and asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import msgspec
from textual import events, getters, on, work
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from seeds.problems import Problem
from seeds.readers import printable_path
from store.layer import Step
from store.project import Project
from tui.commands import COMMANDS
from tui.config import UNCONFIGURED, Config, config_path
from tui.language import _, ngettext, told
from tui.preferences import keep, preferences_path, read_preferences
from tui.remapping import remapped
from tui.screens.over import Over
from tui.screens.prompt import Prompt
from tui.session import Session
from tui.terminal_app import TerminalApp
from tui.widgets.bars import KeyBar, Notice


class Bench(Screen[None], inherit_bindings=False):
    """A screen over one project. Its parts act through the session and redraw from it."""

    app = getters.app(TerminalApp)
    deed: Callable[[], Awaitable[None] | None] | None = None
    """What was done last to an annotation or an article, to be done again to the one that is current then."""

    def __init__(self, project: Project, config: Config = UNCONFIGURED) -> None:
        super().__init__()
        self.keys, clashes = remapped(config.keys)
        self.config_problems = (*config.problems, *clashes)
        self.keys.rebound(self)
        self.config = config
        self.preferences = read_preferences()
        # One thread, so that of two choices the later is written later.
        self._keeper = ThreadPoolExecutor(1, "preferences")
        self.project = project
        self.profile = project.profile
        self.session = Session(
            project,
            on_change=self.redraw,
            on_trouble=self.tell_problem,
            on_clash=self.show_clashes,
            schedule=self._in_background,
        )

    @on(events.Mount)
    def show_config(self) -> None:
        """Show the person's keys, and say what of the configuration does not hold."""
        self.query_one(KeyBar).keys = self.keys
        if self.config_problems:
            self.query_one(Notice).show(printable_path(config_path()), *map(told, self.config_problems))

    def relabel(self) -> None:
        """Draw in the language in use what is not drawn anew from the session each time."""
        self.redraw()
        self.redraw_current()

    def prefer(self, **chosen: Any) -> None:
        """Keep what was chosen on the screen (see `Preferences`), in the background."""
        self.preferences = msgspec.structs.replace(self.preferences, **chosen)
        self._keeper.submit(keep, self.preferences, preferences_path())

    def on_unmount(self) -> None:
        """What was chosen last is kept before the program ends."""
        self._keeper.shutdown()

    def _in_background(self, saving: Callable[[], Coroutine[None, None, bool]]) -> Worker[bool]:
        return self.run_worker(saving, group="save")

    def redraw(self) -> None:
        """Draw the session's layer and its state of saving."""
        raise NotImplementedError

    def show_clashes(self) -> None:
        """Put changes that met those of others before the person."""
        raise NotImplementedError

    def redraw_current(self) -> None:
        """Show the current annotation, and remember the place."""
        raise NotImplementedError

    def take(self, step: Step | None) -> bool:
        """Record a step, if it changes anything. Says whether it did."""
        if step is not None:
            self.session.record(step)
        return step is not None

    def key_of(self, id_: str) -> str:
        """The key of a command, as the person has set it and reads it."""
        return self.keys.shown(next(command for command in COMMANDS if command.id == id_))

    def tell(self, message: str) -> None:
        """Say something in passing."""
        self.query_one(KeyBar).say(message)
        self._be_heard(message)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A worker that met a problem tells it; a fault of the program is not hidden."""
        error = event.worker.error
        if event.state is not WorkerState.ERROR or error is None:
            return
        if not isinstance(error, Problem):
            raise error
        self.tell_problem(error)

    @work(group="copy", exit_on_error=False)
    async def copy_text(self, text: str, what: str) -> None:
        """Put a text on the person's clipboard, and say so; `what` names it in the person's language."""
        if not text:
            self.tell(_("There is nothing to copy"))
            return
        reached = await self.app.put_on_clipboard(text)
        words = ngettext("Copied: {what}, {count} character", "Copied: {what}, {count} characters", len(text))
        if reached == "tmux":
            words = ngettext(
                "Copied to tmux only: {what}, {count} character",
                "Copied to tmux only: {what}, {count} characters",
                len(text),
            )
        self.tell(words.format(what=what, count=f"{len(text):,}"))

    def tell_problem(self, problem: Problem) -> None:
        """Say what went wrong and what to do, long enough to be read."""
        self.query_one(Notice).show(told(problem))
        self._be_heard(told(problem))

    def _be_heard(self, said: str) -> None:
        for screen in self.app.screen_stack:
            if isinstance(screen, Over):
                screen.overhear(said)

    def ask(
        self,
        title: str,
        answer: Callable[[str], Awaitable[None] | None],
        choices: Sequence[str] = (),
        *,
        free: bool = False,
        hints: dict[str, str] | None = None,
    ) -> None:
        """Put a prompt over the workbench; `answer` is called unless the person steps back."""

        async def answered(value: str | None) -> None:
            if value is not None and (waiting := answer(value)) is not None:
                await waiting

        self.app.push_screen(Prompt(title, choices, free=free, hints=hints), answered)

"""Work that takes longer than a moment: how far it is, on the screen, and Esc to stop it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable
from time import monotonic
from typing import Any, ClassVar, TypeVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Label

from tui.language import _, anew
from tui.screens.over import Over
from tui.terminal_app import TerminalApp
from tui.text.visible import visible
from tui.text.width import clip
from tui.widgets.key_hints import Hint, KeyHints

R = TypeVar("R")
PATIENCE = 0.2
"""Seconds that work may take before anything is said of it."""
_REDRAWN = 0.1


class Job:
    """How far some work is, and whether to stop it: told and asked by the thread that works."""

    def __init__(self) -> None:
        self.done, self.all = 0, 0
        self._stop = threading.Event()

    def progress(self, done: int, all_: int) -> None:
        """So many of so many are done."""
        self.done, self.all = done, all_

    def stopped(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Stop as soon as may be."""
        self._stop.set()


class WorkingScreen(Over[None], inherit_bindings=False):
    """How many of how many are done. It goes when the work is done; Esc asks it to stop."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "stop", show=False)]
    DEFAULT_CSS = """
    WorkingScreen {
        & > Vertical { width: 60; padding: 0 1; }
        & Label { width: 1fr; height: auto; }
    }
    """

    def __init__(self, title: str, job: Job) -> None:
        super().__init__()
        self._title = title
        self._job = job

    def compose(self) -> ComposeResult:
        """The numbers and the key."""
        with Vertical():
            yield Label(markup=False)
            yield KeyHints([Hint("Esc", _("stop: nothing is changed then"), "stop")])

    def on_mount(self) -> None:
        """Follow the work."""
        self.set_interval(_REDRAWN, self._draw)

    def relabel(self) -> None:
        """The title and how far the work is, in the language in use."""
        self.query_one(Vertical).border_title = Content(clip(visible(anew(self._title)), 50))
        self._draw()

    def action_stop(self) -> None:
        """Ask the work to stop."""
        self._job.stop()
        self._draw()

    def _draw(self) -> None:
        job = self._job
        if job.stopped():
            told = _("stopping…")
        elif job.all:
            told = f"{100 * job.done // job.all:3} %  {job.done:,} / {job.all:,}"
        else:
            told = _("beginning…")
        self.query_one(Label).update(Content(told))


async def watched(app: App[Any], title: str, job: Job, work: Awaitable[R]) -> R:
    """What the work comes to. Where it takes longer than a moment, the screen shows how far it is.

    The terminal rings at the end of what took long.
    """
    began = monotonic()
    task = asyncio.ensure_future(work)
    await asyncio.wait({task}, timeout=PATIENCE)
    if not task.done():
        screen = WorkingScreen(title, job)
        await app.push_screen(screen)
        try:
            await asyncio.wait({task})
        finally:
            screen.dismiss(None)
        if isinstance(app, TerminalApp):
            app.announce_end(title, began)
    return await task

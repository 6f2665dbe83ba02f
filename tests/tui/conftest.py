"""A project of three articles, and the application on it."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual import _wait
from textual.pilot import Pilot

from store.project import Project
from tests.building import article_with_extraction
from tests.tui.terminal import Terminal
from tui import language
from tui.app import PiyueApp
from tui.screens.workbench import Workbench

# Pilot sleeps in such steps until the program is idle; half of Textual's own are as sure, and save a third
# of the time that tests of screens take.
_wait.SLEEP_GRANULARITY, _wait.SLEEP_IDLE = 0.01, 0.0005
Opening = Callable[..., AbstractAsyncContextManager["Driven"]]


class Driven:
    """The running application, its keyboard, and what its project holds."""

    def __init__(self, app: PiyueApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def bench(self) -> Workbench:
        """The workbench, whatever stands over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, Workbench))

    async def press(self, *keys: str) -> None:
        """Press keys and wait until all that they started is done."""
        for key in keys:
            await self.pilot.press(key)
            await self._work_done()

    async def type(self, text: str) -> None:
        """Type a text into what has the focus."""
        await self.pilot.press(*text)
        await self.settle()

    async def settle(self) -> None:
        """Wait for workers and timers."""
        await self.pilot.pause()
        await self._work_done()

    async def _work_done(self) -> None:
        """Wait for workers, and for what they bring about."""
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    async def until(self, what: Callable[[], bool]) -> None:
        """Wait until something is so; a test that waits in vain fails by its own assertion.

        Pilot is not asked: it waits for ever for widgets that are taken down meanwhile.
        """
        for _attempt in range(250):
            if what():
                return
            await asyncio.sleep(0.02)

    def screen(self) -> str:
        """The rows of the screen as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text for strip in strips)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Tests read the interface in English unless they ask for another language."""
    language.use("en")
    yield
    language.use("en")


@pytest.fixture(autouse=True)
def preferences(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is chosen on the screen is kept beside the test's own files, and so is the log."""
    monkeypatch.setenv("PIYUE_STATE", str(tmp_path / "preferences.json"))
    monkeypatch.setenv("PIYUE_LOG", str(tmp_path / "piyue.log"))


@pytest.fixture(autouse=True)
def colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever terminal the tests are run in, the program finds one with all colours."""
    monkeypatch.setenv("COLORTERM", "truecolor")
    for name in ("NO_COLOR", "COLORFGBG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The folder of a project with three articles."""
    path = tmp_path / "project"
    with Project.create(path, annotator="wang") as project:
        for number in range(3):
            project.add(*article_with_extraction(number))
    return path


@asynccontextmanager
async def closed_at_end(project: Project) -> AsyncIterator[None]:
    """The workbench closes the project only when it is left by a key."""
    try:
        yield
    finally:
        project.close()


@pytest.fixture
def opening(place: Path) -> Opening:
    """Open the application on the project: `async with opening(size=(120, 36)) as driven`."""

    @asynccontextmanager
    async def open_app(size: tuple[int, int] = (140, 40), annotator: str = "wang") -> AsyncIterator[Driven]:
        project = Project.open(place, annotator=annotator)
        app = PiyueApp(project)
        async with closed_at_end(project), app.run_test(size=size, notifications=True) as pilot:
            driven = Driven(app, pilot)
            await driven.settle()
            yield driven
            await driven.settle()

    return open_app


@pytest.fixture
def piyue(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Start the installed `piyue` in a terminal."""
    started: list[Terminal] = []

    def start(*arguments: str | Path, columns: int = 120, rows: int = 36) -> Terminal:
        command = shutil.which("piyue", path=str(Path(sys.executable).parent)) or "piyue"
        terminal = Terminal(
            [command, "--as", "wang", *map(str, arguments)], tmp_path, columns=columns, rows=rows
        )
        started.append(terminal)
        return terminal

    yield start
    for terminal in started:
        terminal.child.close(force=True)

"""Draws the scenes: one run of the application a scene, resized, relabelled and repainted while it runs."""

from __future__ import annotations

import datetime as clock
import os
import sys
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest import mock

from textual._context import visible_screen_stack
from textual.screen import Screen

from store.project import Project
from tests.tui.conftest import Driven
from tests.tui.snapshots.picture import Cells, cells, written
from tests.tui.snapshots.scenes import SCENES, furnish
from tui import language
from tui.app import PiyueApp
from tui.widgets.bars import KeyBar

SIZES = ((80, 24), (120, 36), (200, 50))
LANGUAGES = ("en", "zh")
THEMES = ("piyue-dark", "piyue-light", "piyue-contrast")
STORED = Path(__file__).parent / "stored"
_NOW = clock.datetime(2026, 3, 9, 10, 30, tzinfo=clock.UTC)
_SURROUNDINGS = {
    "COLORTERM": "truecolor",
    "TERM": "xterm-256color",
    "TZ": "UTC",
    "COLUMNS": "",
    "COLORFGBG": "",
}


class View(NamedTuple):
    """How a scene was looked at."""

    width: int
    height: int
    language: str

    @property
    def name(self) -> str:
        """The name of the file that its picture is stored in."""
        return f"{self.width}x{self.height}-{self.language}.txt"


Drawn = dict[View, dict[str, list[Cells]]]
"""The rows of each view in each theme."""


class _Frozen(clock.datetime):
    """The clock, which stands."""

    @classmethod
    def now(cls, tz: clock.tzinfo | None = None) -> _Frozen:
        return cls.fromtimestamp(_NOW.timestamp(), tz or clock.UTC)


@contextmanager
def _standing_still(folder: Path) -> Iterator[None]:
    """Nothing of this machine, of its person or of today is seen."""
    kept = {
        "PIYUE_CONFIG": str(folder / "config.toml"),
        "PIYUE_STATE": str(folder / "state.json"),
        "HOME": str(folder),
    }
    ours = [module for name, module in sys.modules.items() if name.split(".")[0] in ("tui", "store", "seeds")]
    frozen = [module for module in ours if getattr(module, "datetime", None) is clock.datetime]
    with mock.patch.dict(os.environ, _SURROUNDINGS | kept), mock.patch.object(clock, "datetime", _Frozen):
        os.environ.pop("NO_COLOR", None)
        time.tzset()
        for module in frozen:
            module.datetime = _Frozen  # type: ignore[attr-defined]
        language.use("en")
        try:
            yield
        finally:
            language.use("en")
            for module in list(sys.modules.values()):  # those too that were loaded meanwhile
                if getattr(module, "datetime", None) is _Frozen:
                    module.datetime = _Frozen.__base__  # type: ignore[attr-defined]
    time.tzset()


async def draw(scene: str) -> Drawn:
    """A scene in every size, language and theme."""
    drawn: Drawn = {}
    with TemporaryDirectory() as place, chdir(place), _standing_still(Path(place)):
        folder = Path("青石")
        furnish(folder)
        with Project.open(folder, annotator="王芳") as project:
            app = PiyueApp(project)
            async with app.run_test(size=SIZES[1], notifications=True) as pilot:
                driven = Driven(app, pilot)
                await driven.settle()
                await SCENES[scene](driven)
                await driven.settle()
                driven.bench.query_one(KeyBar).said = ""
                with mock.patch.object(Screen, "_compositor_refresh", _unpainted):
                    for width, height in SIZES:
                        await driven.pilot.resize_terminal(width, height)
                        for code in LANGUAGES:
                            driven.app.speak(code)
                            await driven.settle()
                            drawn[View(width, height, code)] = await _in_each_theme(driven)
    return drawn


def _unpainted(screen: Screen[object]) -> None:
    """Nothing is sent to a terminal, which takes most of the time: what is looked at is drawn when it is."""
    screen._dirty_widgets.clear()
    screen._compositor._dirty_regions.clear()


async def _in_each_theme(driven: Driven) -> dict[str, list[Cells]]:
    """The rows of the screen in each theme. It begins with the one that it has, since a change takes long."""
    seen = {}
    for theme in sorted(THEMES, key=lambda name: name != driven.app.theme):
        driven.app.theme = theme
        await driven.pilot.pause()
        seen[theme] = rows(driven.app)
    return {theme: seen[theme] for theme in THEMES}


def rows(app: PiyueApp) -> list[Cells]:
    """What the screen or the box on top shows now."""
    visible_screen_stack.set([])
    return [cells(strip) for strip in app.screen._compositor.render_strips()]


def pictures(drawn: Drawn) -> dict[str, str]:
    """The text of each picture, by the name of its file."""
    return {view.name: written(themes) for view, themes in drawn.items()}

"""The pictures of the README: `python -m tests.screenshots` draws them anew from the samples.

With names (`python -m tests.screenshots figures workbench`) only those of these screens, in both languages.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from seeds.samples import sample_paths
from store.project import Project
from tests.screen_svg import svg
from tui import language
from tui.app import PiyueApp
from tui.sample_project import add_samples

FOLDER = Path(__file__).parent.parent / "tui" / "screenshots"
THEMES = {"en": "piyue-dark", "zh": "piyue-light"}


class Scene(NamedTuple):
    """The keys that lead to a screen, and the size of its picture in cells."""

    keys: tuple[str, ...]
    size: tuple[int, int] = (120, 36)


SCENES = {
    "workbench": Scene(("enter", "a", "a", "a", "a", "x", "a", "a")),
    "figures": Scene(("percent_sign", "tab", "s"), (100, 24)),
    "chart": Scene(("percent_sign", "slash", *"可支配收入", "enter", "c"), (100, 24)),
    "contradictions": Scene(("ampersand",), (100, 24)),
}


async def picture(scene: Scene, spoken: str, place: Path) -> str:
    """A screen as an SVG, in the language and its theme."""
    language.use(spoken)
    app = PiyueApp(Project.open(place, annotator="wang"))
    async with app.run_test(size=scene.size) as pilot:
        await pilot.pause()
        app.theme = THEMES[spoken]
        for key in scene.keys:
            await pilot.press(key)
            await app.workers.wait_for_complete()
        await pilot.pause(0.5)
        return svg(app.screen._compositor.render_strips(), "piyue 批阅")


@contextmanager
def _samples() -> Iterator[Path]:
    """A project of the samples, and nothing of what the person has chosen."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PIYUE_STATE"] = str(Path(folder) / "state.json")
        place = Path(folder) / "samples"
        with Project.create(place, annotator="wang") as project:
            add_samples(project, sample_paths())
        yield place


def main(wanted: list[str]) -> None:
    """Write the pictures."""
    FOLDER.mkdir(exist_ok=True)
    for name in wanted or SCENES:
        for spoken in language.LANGUAGES:
            with _samples() as place:
                drawn = asyncio.run(picture(SCENES[name], spoken, place))
            path = FOLDER / f"{name}-{spoken}.svg"
            path.write_text(drawn, encoding="utf-8")
            sys.stdout.write(f"{path.name}  {len(drawn.encode()) // 1000} KB\n")


if __name__ == "__main__":
    main(sys.argv[1:])

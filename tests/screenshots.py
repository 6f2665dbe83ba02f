"""The pictures of the README: `python -m tests.screenshots` draws them anew from the samples."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from seeds.extract import extract
from seeds.page import analyse
from seeds.profile import bundled_profile
from seeds.readers import read_source
from seeds.samples import sample_paths
from store.project import Project
from tui import language
from tui.app import PiyueApp

FOLDER = Path(__file__).parent.parent / "tui" / "screenshots"
PICTURES = {"workbench-en": ("en", "piyue-dark"), "workbench-zh": ("zh", "piyue-light")}
SIZE = (120, 36)


async def picture(spoken: str, theme: str, place: Path) -> str:
    """The workbench on the samples as an SVG, a few decisions into the first article."""
    language.use(spoken)
    with Project.create(place, annotator="wang") as project:
        for sample in sample_paths():
            article = analyse(read_source(sample))
            project.add(article, extract(article, bundled_profile()))
    app = PiyueApp(Project.open(place, annotator="wang"))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.theme = theme
        for key in ("enter", "a", "a", "a", "a", "x", "a", "a"):
            await pilot.press(key)
            await app.workers.wait_for_complete()
        await pilot.pause(0.2)
        return without_fonts(app.export_screenshot(title="piyue 批阅"))


def without_fonts(svg: str) -> str:
    """The picture with the reader's own fixed-width font, so that it asks no server for one."""
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)
    return re.sub(r"font-family: [^;]+;", "font-family: monospace;", svg)


def main() -> None:
    """Write every picture."""
    FOLDER.mkdir(exist_ok=True)
    for name, (spoken, theme) in PICTURES.items():
        with tempfile.TemporaryDirectory() as folder:
            svg = asyncio.run(picture(spoken, theme, Path(folder) / "samples"))
        (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")
        sys.stdout.write(f"{name}.svg\n")


if __name__ == "__main__":
    main()

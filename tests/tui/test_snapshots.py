"""The main screens look as they are stored: three sizes, two languages, three themes.

Where a screen was changed on purpose, `python -m tests.tui.snapshots` stores it anew and the diff is read.
"""

from __future__ import annotations

import difflib

import pytest

from tests.tui.snapshots.drawing import STORED, THEMES, Drawn, draw, pictures
from tests.tui.snapshots.picture import contrasts
from tests.tui.snapshots.scenes import SCENES
from tui.text.width import cell_width


@pytest.mark.parametrize("scene", SCENES)
async def test_a_screen_looks_as_it_is_stored_and_can_be_read(scene: str) -> None:
    drawn = await draw(scene)
    for view, themes in drawn.items():
        widths = {
            sum(cell_width(char) for char, _look in row) for screen in themes.values() for row in screen
        }
        assert (view, widths) == (view, {view.width})
    assert _faint(drawn) == {}
    told = [line for name, text in pictures(drawn).items() for line in _difference(scene, name, text)]
    assert not told, "\n".join([*told[:60], f"If it is meant so: python -m tests.tui.snapshots {scene}"])


def _difference(scene: str, name: str, text: str) -> list[str]:
    path = STORED / scene / name
    stored = path.read_text(encoding="utf-8") if path.exists() else ""
    where = f"{scene}/{name}"
    return list(
        difflib.unified_diff(stored.split("\n"), text.split("\n"), where, "as it is now", lineterm="", n=1)
    )


def _faint(drawn: Drawn) -> dict[tuple[str, str], float]:
    """What cannot be read in which theme, with its contrast; lines, marks and what does not hold aside."""
    found: dict[tuple[str, str], float] = {}
    for themes in drawn.values():
        for theme, screen in themes.items():
            least = 7 if "contrast" in theme else 4.5
            for row in screen:
                for ratio, said, look in contrasts(row):
                    if ratio < least and any(char.isalnum() for char in said) and "strike" not in look:
                        found[theme, f"{said} {look}"] = round(ratio, 2)
    return found


def test_what_is_stored_is_drawn_by_some_scene() -> None:
    names = {
        f"{width}x{height}-{code}.txt"
        for width, height in ((80, 24), (120, 36), (200, 50))
        for code in ("en", "zh")
    }
    assert {
        folder.name: {path.name for path in folder.iterdir()} for folder in STORED.iterdir()
    } == dict.fromkeys(SCENES, names)
    assert len(THEMES) == 3

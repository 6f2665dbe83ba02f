"""Whether a scene still looks as it is stored, and can be read."""

from __future__ import annotations

import difflib

from tests.tui.snapshots.drawing import STORED, Drawn, draw, pictures
from tests.tui.snapshots.picture import contrasts
from tui.text.width import cell_width


async def check(scene: str) -> None:
    """Every row has its cells, all can be read in every theme, and nothing is other than it is stored."""
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

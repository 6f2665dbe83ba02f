"""The workbench looks as it is stored: three sizes, two languages, three themes.

Where a screen was changed on purpose, `python -m tests.tui.snapshots` stores it anew and the diff is read.
"""

from __future__ import annotations

import pytest

from tests.tui.snapshots.checking import check
from tests.tui.snapshots.drawing import STORED, THEMES
from tests.tui.snapshots.scenes import IN_THE_WORKBENCH, SCENES


@pytest.mark.parametrize("scene", IN_THE_WORKBENCH)
async def test_a_screen_looks_as_it_is_stored_and_can_be_read(scene: str) -> None:
    await check(scene)


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

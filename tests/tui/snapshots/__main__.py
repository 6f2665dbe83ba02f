"""Draw the pictures anew, all or those of the scenes that are named."""

from __future__ import annotations

import asyncio
import sys

from tests.tui.snapshots.drawing import STORED, draw, pictures
from tests.tui.snapshots.scenes import SCENES


def main(asked: list[str]) -> None:
    """Write the pictures, and say which changed."""
    for scene in asked or SCENES:
        folder = STORED / scene
        folder.mkdir(parents=True, exist_ok=True)
        changed = []
        for name, text in pictures(asyncio.run(draw(scene))).items():
            path = folder / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                path.write_text(text, encoding="utf-8")
                changed.append(name)
        print(f"{scene}: {', '.join(changed) or 'as it was'}", flush=True)
    for folder in () if asked else STORED.iterdir():
        if folder.name not in SCENES:
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()
            print(f"{folder.name}: gone")


main(sys.argv[1:])

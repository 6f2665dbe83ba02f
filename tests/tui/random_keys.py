"""Random keys on the workbench: nothing may be raised, nothing lost, and all can be undone.

    python -m tests.tui.random_keys [SEEDS [KEYS]]

Presses KEYS random keys (1,000 unless given) for each of SEEDS seeds (10), over every screen and at sizes
from 20x5 to 160x50, on a project of the bundled samples. Prints a line for each seed.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from seeds.article import Tag
from seeds.samples import sample_paths
from store.layer import Layer
from store.project import Project
from tui.app import PiyueApp
from tui.commands import COMMANDS
from tui.importing.reading import read_article

SIZES = [(120, 36), (80, 24), (60, 20), (40, 10), (20, 5), (160, 50)]
_ARTICLES = 4
_LEAVING = {"quit", "start", "tour", "import", "article.paste"}
"""What leads out of the project, or takes files in from outside."""
_COMMON = (
    "a",
    "x",
    "1",
    "7",
    "e",
    "i",
    "m",
    "v",
    "w",
    "r",
    "enter",
    "enter",
    "escape",
    "n",
    "t",
    "A",
    "X",
    "u",
)
_TYPED = ("亿", "万", "贫", "今年", "2", "0", ".", "tab", "backspace", "alt+3", "space")


def keys() -> list[str]:
    """Every key of every command, and what is typed; the commonest several times."""
    bound = [key for command in COMMANDS if command.id not in _LEAVING for key in command.keys]
    return [*bound, *"123456789", *_COMMON * 8, *_TYPED * 2, *["escape"] * 8]


def fault_of(layer: Layer, text: str) -> str | None:
    """What is wrong in a layer: a span that is not in the text, or two live ones of a kind that are one."""
    live: Counter[tuple[object, ...]] = Counter()
    for span in layer.annotations.values():
        if isinstance(span, Tag):
            continue
        if text[span.start : span.end] != span.text or not span.text:
            return f"{span.id} is not where it says"
        if span.state != "rejected":
            live[type(span), span.start, span.end] += 1
    return next((f"{span} twice" for span, count in live.items() if count > 1), None)


async def press_at_random(folder: Path, seed: int, count: int) -> int:
    """Press `count` keys; return how many steps they made. Raises whatever the program raises."""
    chance, choices = Random(seed), keys()
    with Project.create(folder, annotator="wang") as project:
        for sample in sample_paths()[:_ARTICLES]:
            project.add(*read_article(sample, project.profile))
        before = {aid: project.layer(aid) for aid in project.ids()}
    app = PiyueApp(Project.open(folder, annotator="wang"))
    async with app.run_test(size=SIZES[0], notifications=True) as pilot:
        await pilot.pause()
        for number in range(count):
            await pilot.press(chance.choice(choices))
            if number % 50 == 49:
                await pilot.resize_terminal(*chance.choice(SIZES))
        await app.workers.wait_for_complete()
        await pilot.pause()
        bench = app.screen_stack[1] if len(app.screen_stack) > 1 else app.screen
        session = getattr(bench, "session", None)
        assert session is not None, "the workbench is gone"
        assert await session.drain(), "something was not saved"
        shown = session.layer
    with Project.open(folder, annotator="wang") as project:
        assert shown is None or project.layer(shown.aid) == shown, "the disk has something else"
        for aid in project.ids():
            fault = fault_of(project.layer(aid), project.article(aid).text)
            assert fault is None, fault
        steps = 0
        while project.undo() is not None:
            steps += 1
        for aid, layer in before.items():
            assert project.layer(aid).annotations == layer.annotations, "undone, it is not what it was"
    return steps


def main() -> None:
    """Press keys for every seed."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000
    for seed in range(seeds):
        with TemporaryDirectory() as folder:
            steps = asyncio.run(press_at_random(Path(folder) / "project", seed, count))
        print(f"seed {seed}: {count} keys, {steps} steps made and undone")


if __name__ == "__main__":
    main()

"""The recording of the README: `python -m tests.recording` works in the installed piyue and writes it down.

What comes out is an asciicast, version 2 (https://docs.asciinema.org/manual/asciicast/v2/), which
`asciinema play tui/screenshots/piyue.cast` shows: after each step the rows that look otherwise than before.
Its pace is that of the script, not of the machine.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pyte
from pyte.screens import Char

from tests.tui.terminal import Terminal

FILE = Path(__file__).parent.parent / "tui" / "screenshots" / "piyue.cast"
COLUMNS, ROWS = 110, 30
_LOOKS = 5
ESCAPE, ENTER, END, ERASE = "\x1b", "\r", "\x1b[F", "\x7f"


class Step(NamedTuple):
    """Keys, what the screen shows then and did not before, and the seconds for which one looks at it."""

    keys: str
    shows: str
    seconds: float = 1.0


STEPS = (
    Step("", "70 to review", 2.5),
    Step("jj", "67 to review", 1.5),
    Step(ENTER, "┏━ 把茶园", 1.5),
    Step("a", "66 to review"),
    Step("a", "65 to review"),
    Step("x", "64 to review", 1.5),
    Step("u", "65 to review", 1.5),
    Step("nnn", "▸? 建档立卡贫困人口", 1.5),
    Step("e", "editing", 1.5),
    Step(END + 5 * ERASE + "2.4万", "→ 24,000 人", 2.0),
    Step(ENTER, "64 to review", 2.0),
    Step("%", "专项推进组", 2.0),
    Step("\t", "9,899万", 2.5),
    Step(ESCAPE, "┏━ 把茶园"),
    Step("&", "to decide 2", 3.5),
    Step(ESCAPE, "18.6万 亩"),
    Step("?", "press a key to see", 2.5),
)


class _Still:
    """Whether the terminal was sent nothing while one looked at it some times."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._sizes: list[int] = []

    def __call__(self, _screen: str) -> bool:
        self._sizes.append(len(self._terminal.raw))
        return len(self._sizes) > _LOOKS and len(set(self._sizes[-_LOOKS:])) == 1


def recorded(home: Path) -> Iterator[tuple[float, str]]:
    """Work through the steps: when, and what makes the screen look as it then does."""
    piyue = str(Path(sys.executable).with_name("piyue"))
    terminal = Terminal(
        [piyue, "--as", "wang", "demo", "-p", str(home / "samples")], home, columns=COLUMNS, rows=ROWS
    )
    now = 0.0
    yield now, "\x1b[?25l\x1b[2J"
    before = [""] * ROWS
    for step in STEPS:
        terminal.press(step.keys)
        screen = terminal.until(lambda screen, shows=step.shows: shows in screen)  # type: ignore[misc]
        if step.shows not in screen:
            raise SystemExit(f"{step.keys!r} did not lead to {step.shows!r}:\n{screen}")
        terminal.until(_Still(terminal))
        rows = [_row(terminal.screen, number) for number in range(ROWS)]
        yield (
            now,
            "".join(
                f"\x1b[{number + 1};1H{row}"
                for number, (row, old) in enumerate(zip(rows, before, strict=True))
                if row != old
            ),
        )
        before, now = rows, now + step.seconds
    yield now, "\x1b[0m\x1b[?25h"
    terminal.child.close(force=True)


def _row(screen: pyte.Screen, number: int) -> str:
    """A row of the screen as a terminal is told of it."""
    cells = (screen.buffer[number][column] for column in range(screen.columns))
    return "".join(
        f"\x1b[{look}m{''.join(cell.data for cell in alike)}" for look, alike in groupby(cells, key=_look)
    )


def _look(cell: Char) -> str:
    """Parameters of SGR, from none."""
    switched = (cell.bold, cell.italics, cell.underscore, cell.reverse, cell.strikethrough)
    attributes = [code for code, on in zip("13479", switched, strict=True) if on]
    return ";".join(["0", *attributes, *_colour(cell.fg, 38), *_colour(cell.bg, 48)])


def _colour(named: str, where: int) -> list[str]:
    if named == "default":
        return []
    return [f"{where};2;" + ";".join(str(byte) for byte in bytes.fromhex(named))]


def main() -> None:
    """Write the recording."""
    with tempfile.TemporaryDirectory() as folder:
        events = list(recorded(Path(folder)))
    header = {"version": 2, "width": COLUMNS, "height": ROWS, "title": "piyue 批阅"}
    lines = [header, *([round(at, 2), "o", told] for at, told in events)]
    written = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
    FILE.write_text(written, encoding="utf-8")
    sys.stdout.write(f"{FILE.name}  {events[-1][0]:.0f} s, {len(written.encode()) // 1000} KB\n")


if __name__ == "__main__":
    main()

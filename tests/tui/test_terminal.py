"""The installed command in a real pseudo-terminal: what a person sees, and what a crash leaves."""

from __future__ import annotations

import os
import re
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

from seeds.samples import sample_paths
from store.layer import Layer
from store.project import Project

MANY = 200
"""Files enough for an import to take a second or two."""
PATIENCE = 20.0
"""Seconds until a screen that never comes fails the test."""


class Terminal:
    """A child process on a pseudo-terminal of our own, and the screen that it draws."""

    def __init__(self, arguments: list[str], home: Path, *, columns: int = 120, rows: int = 36) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "data"),
            "LANGUAGE": "en",
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
        }
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.child = pexpect.spawn(
            arguments[0], arguments[1:], env=environment, dimensions=(rows, columns), timeout=PATIENCE
        )

    def text(self) -> str:
        """The screen as rows of text; a wide character counts once."""
        rows = (self.screen.buffer[row] for row in range(self.screen.lines))
        return "\n".join("".join(row[x].data for x in range(self.screen.columns)) for row in rows)

    def until(self, what: Callable[[str], bool]) -> str:
        """Read until the screen is as wanted; the screen then, or at the end of patience."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not what(self.text()):
            self._read()
        return self.text()

    def press(self, keys: str) -> None:
        """Send keys."""
        self.child.send(keys)

    def ended(self) -> int | None:
        """Read to the end of the process; its exit code, or None for a signal."""
        end = time.monotonic() + PATIENCE
        while self.child.isalive() and time.monotonic() < end:
            self._read()
        self._read()
        self.child.close()
        status: int | None = self.child.exitstatus
        return status

    def _read(self) -> None:
        try:
            data = self.child.read_nonblocking(65536, timeout=0.1)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        self.raw += data
        self._stream.feed(data)


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


def to_review(screen: str) -> int:
    """How many suggestions wait in the open article, by the side panel's lower edge."""
    found = re.findall(r"(\d+) to review ", screen.splitlines()[-2])
    return int(found[-1]) if found else 0


def states(place: Path) -> list[str]:
    """Every state in every layer of a project, as another process reads it."""
    with Project.open(place, annotator="test") as project:
        layers: list[Layer] = [project.layer(aid) for aid in project.ids()]
    return [annotation.state for layer in layers for annotation in layer.annotations.values()]


@pytest.mark.parametrize(("columns", "rows"), [(120, 36), (80, 24)])
def test_a_day_at_the_demo(piyue: Callable[..., Terminal], tmp_path: Path, columns: int, rows: int) -> None:
    place = tmp_path / "demo"
    terminal = piyue("demo", "--project", place, columns=columns, rows=rows)
    assert "saved ✓" in terminal.until(lambda screen: "saved ✓" in screen and "Articles" in screen)
    terminal.press("\r")
    terminal.until(lambda screen: "accept" in screen)
    terminal.press("a")
    terminal.press("x")
    terminal.until(lambda screen: "saved ✓" in screen)
    terminal.press("t")
    terminal.until(lambda screen: "Add a tag" in screen)
    terminal.press("tested here\r")
    terminal.until(lambda screen: "Add a tag" not in screen and "saved ✓" in screen)
    terminal.press("q")
    assert terminal.ended() == 0
    assert b"\x1b[?1049l" in terminal.raw
    made = states(place)
    assert {state: made.count(state) for state in ("accepted", "rejected", "added")} == {
        "accepted": 1,
        "rejected": 1,
        "added": 1,
    }

    again = piyue(place, columns=columns, rows=rows)
    again.until(lambda screen: "saved ✓" in screen)
    again.press("uuu")
    again.until(lambda screen: "Undone: accept" in screen)
    again.press("q")
    assert again.ended() == 0
    assert set(states(place)) == {"suggested"}


def test_what_was_shown_as_saved_survives_kill_9(piyue: Callable[..., Terminal], tmp_path: Path) -> None:
    place = tmp_path / "demo"
    terminal = piyue("demo", "--project", place)
    shown = terminal.until(lambda screen: "saved ✓" in screen and to_review(screen) > 0)
    before, waiting = states(place).count("accepted"), to_review(shown)
    terminal.press("a")
    shown = terminal.until(lambda screen: "saved ✓" in screen and to_review(screen) == waiting - 1)
    assert to_review(shown) == waiting - 1
    terminal.child.kill(signal.SIGKILL)
    assert states(place).count("accepted") == before + 1
    again = piyue(place)
    again.until(lambda screen: "saved ✓" in screen)
    again.press("u")
    assert "Undone: accept" in again.until(lambda screen: "Undone: accept" in screen)


def test_the_configured_name_and_keys_hold_and_what_does_not_is_told(tmp_path: Path) -> None:
    folder, place = tmp_path / ".config" / "piyue", tmp_path / "demo"
    folder.mkdir(parents=True)
    written = '[annotator]\nname = "王芳"\n[keys]\nannotation.accept = ["x", "F6"]\nnonsense = "F7"\n'
    (folder / "config.toml").write_text(written, encoding="utf-8")
    command = shutil.which("piyue", path=str(Path(sys.executable).parent)) or "piyue"
    terminal = Terminal([command, "demo", "--project", str(place)], tmp_path)
    shown = terminal.until(lambda screen: "saved ✓" in screen and "nonsense" in screen)
    assert "王芳" in shown.splitlines()[0]
    assert "x is the key of annotation.reject" in shown
    told = terminal.raw.split(b"\x1b[?1049h")[0].decode()
    assert "piyue: [keys] there is no command nonsense" in told
    terminal.press("\r")
    terminal.until(lambda screen: "F6 accept" in screen)
    terminal.press("\x1b[17~")
    terminal.until(lambda _screen: states(place).count("accepted") == 1)
    terminal.press("q")
    assert terminal.ended() == 0
    with Project.open(place, annotator="test") as project:
        names = {done.annotator for aid in project.ids() for done in project.history(aid) if done.version > 1}
    assert names == {"王芳"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_as_it_was(
    piyue: Callable[..., Terminal], tmp_path: Path, number: signal.Signals
) -> None:
    terminal = piyue("demo", "--project", tmp_path / "demo")
    terminal.until(lambda screen: "saved ✓" in screen)
    terminal.child.kill(number)
    assert terminal.ended() == 128 + number
    assert b"\x1b[?1049l" in terminal.raw


def test_an_import_can_be_interrupted_and_goes_on_where_it_was(
    piyue: Callable[..., Terminal], tmp_path: Path
) -> None:
    folder, place = tmp_path / "many", tmp_path / "project"
    folder.mkdir()
    text = sample_paths()[0].read_text(encoding="utf-8")
    for number in range(MANY):
        (folder / f"{number:03}.txt").write_text(f"{text}\n{number}\n", encoding="utf-8")
    terminal = piyue("import", folder, "--project", place)
    terminal.until(lambda _screen: re.search(rb"[1-9]\d*/%d" % MANY, terminal.raw) is not None)
    terminal.child.sendintr()
    assert terminal.ended() == 130
    read = re.search(rb"(\d+) articles? read", terminal.raw)
    assert read is not None
    assert b"Traceback" not in terminal.raw
    first = int(read[1])
    assert 0 < first < MANY

    again = piyue("import", folder, "--project", place)
    assert again.ended() == 0
    assert f"{MANY - first} articles read · {first} duplicate".encode() in again.raw

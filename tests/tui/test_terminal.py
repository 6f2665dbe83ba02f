"""The installed command in a real pseudo-terminal: what a person sees, and what a crash leaves."""

from __future__ import annotations

import re
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store.layer import Layer
from store.project import Project
from tests.tui.terminal import Terminal


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
    written = '[annotator]\nname = "王芳"\n[keys]\nannotation.accept = ["x", "F8"]\nnonsense = "F7"\n'
    (folder / "config.toml").write_text(written, encoding="utf-8")
    command = shutil.which("piyue", path=str(Path(sys.executable).parent)) or "piyue"
    terminal = Terminal([command, "demo", "--project", str(place)], tmp_path)
    shown = terminal.until(lambda screen: "saved ✓" in screen and "nonsense" in screen)
    assert "王芳" in shown.splitlines()[0]
    assert "x is the key of annotation.reject" in shown
    told = terminal.raw.split(b"\x1b[?1049h")[0].decode()
    assert "piyue: [keys] there is no command nonsense" in told
    terminal.press("\r")
    terminal.until(lambda screen: "F8 accept" in screen)
    terminal.press("\x1b[19~")
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

"""`piyue doctor`, `backup`, `restore` and `status`, as the installed command runs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from store.project import FILE, Project
from store.schema import LAYOUT
from tests.store.damage import ARTICLES, decide, flip_in_row, layers, make_project, operations, run

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def piyue(tmp_path: Path) -> Run:
    """Run `piyue` with a home of its own and no terminal."""

    def run_piyue(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            [sys.executable, "-m", "tui.cli", *map(str, arguments)],
            capture_output=True,
            text=True,
            env={"PATH": os.environ["PATH"], "LANGUAGE": "en", **home, **environment},
            check=False,
            encoding="utf-8",
        )

    return run_piyue


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path / "p")


def test_doctor_says_that_nothing_is_wrong(piyue: Run, path: Path) -> None:
    done = piyue("doctor", path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{path}: nothing is wrong\n", "")


def test_doctor_says_what_is_wrong_and_mends_it_when_asked(piyue: Run, path: Path) -> None:
    before = layers(path)
    piyue("backup", path)
    flip_in_row(path, "t_texts", 2)
    run(path, "DELETE FROM labels")
    told = piyue("doctor", path)
    assert told.returncode == 1
    assert "✗ row 2 of texts is not what was written" in told.stdout
    assert "→ piyue doctor --repair looks for it in the mirror" in told.stdout
    mended = piyue("doctor", path, "--repair")
    assert mended.returncode == 0, mended.stdout + mended.stderr
    assert f"{path}: mended" in mended.stdout
    assert piyue("doctor", path).returncode == 0
    assert layers(path) == before


def test_doctor_ends_with_1_where_something_is_lost(piyue: Run, path: Path) -> None:
    run(path, "DELETE FROM t_texts WHERE id = 2")
    mended = piyue("doctor", "--repair", path)
    assert mended.returncode == 1
    assert "lost: article 2" in mended.stdout
    assert "quarantine" in mended.stdout
    assert piyue("doctor", path).returncode == 0


def test_backup_and_restore(piyue: Run, path: Path, tmp_path: Path) -> None:
    assert "there is no backup of" in piyue("restore", path).stderr
    then, count = layers(path), len(operations(path))
    made = piyue("backup", path)
    assert f"{ARTICLES} articles  {count} operations" in made.stdout
    name = Path(made.stdout.split()[-1]).name
    assert piyue("backup", path, "-o", tmp_path / "mine.db").returncode == 0
    listed = piyue("restore", path).stdout
    assert listed == made.stdout

    decide(path, seed=7)
    later = layers(path)
    assert piyue("restore", path, name).returncode == 0
    assert layers(path) == later
    exact = piyue("restore", path, tmp_path / "mine.db", "--exact")
    assert exact.returncode == 0
    assert f"{ARTICLES} articles · {count} operations, 0 of them newer than the backup" in exact.stdout
    assert "before-restore" in exact.stdout
    assert layers(path) == then


def test_status_for_people_and_programs(piyue: Run, path: Path) -> None:
    with Project.open(path, annotator="wang") as project:
        counts = project.counts()
    told = piyue("status", path).stdout
    assert f"{ARTICLES} articles · new {counts['new']} · " in told
    assert "  wang  " in told
    assert "there is no backup" in told
    piyue("backup", path)
    plain = json.loads(piyue("status", path, "--format", "json").stdout)
    assert plain["articles"] == counts
    assert plain["operations"] == len(operations(path))
    assert plain["annotators"]["wang"] == len(operations(path)) - ARTICLES
    assert plain["format"] == LAYOUT.version
    assert plain["backup"]["articles"] == ARTICLES
    assert plain["warnings"] == []
    assert plain["sizes"]["database"] == (path / FILE).stat().st_size
    assert plain["sizes"]["mirror"] > 0
    assert sum(plain["days"].values()) == counts["done"]


def test_the_project_may_be_named_by_the_environment(piyue: Run, path: Path) -> None:
    assert f"{ARTICLES} articles" in piyue("status", PIYUE_PROJECT=str(path)).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("doctor", "nowhere"), "there is no project in nowhere"),
        (("status", "nowhere"), "there is no project in nowhere"),
        (("backup", "nowhere"), "there is no project in nowhere"),
        (("restore", "nowhere"), "there is no backup of nowhere"),
        (("restore", "p", "nothing.db"), "there is no backup nothing.db"),
        (("restore", "p", "p/note.db"), "p/note.db is not a piyue project"),
        (("backup", "p", "-o", "p/note.db"), "p/note.db is there already"),
        (("backup", "p", "-o", "p/note.db/b.db"), "p/note.db/b.db cannot be written"),
    ],
)
def test_errors_are_one_line(
    piyue: Run, path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(path.parent)
    (path / "note.db").write_text("not a database, but long enough to be looked at\n" * 40)
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    done = piyue(*arguments, PYTHONPATH=str(Path(__file__).parents[2]))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("piyue: ")
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr


def test_a_hostile_name_cannot_write_to_the_terminal(piyue: Run, path: Path) -> None:
    hostile = path.with_name("a\x1b]0;owned\x07\nb")
    shutil.move(path, hostile)
    run(hostile, "DELETE FROM labels")
    for command in (("doctor", hostile), ("status", hostile), ("backup", hostile), ("restore", hostile)):
        done = piyue(*command)
        assert "\x1b" not in done.stdout + done.stderr
        assert "\x07" not in done.stdout + done.stderr

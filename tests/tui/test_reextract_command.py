"""`piyue reextract`, as the installed command runs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from seeds.article import Annotation
from seeds.learned import Always
from store import layer as changes
from store import learning
from store.layer import Layer
from store.project import Project
from store.reextraction import REEXTRACT
from tests.building import article_with_extraction

Run = Callable[..., subprocess.CompletedProcess[str]]
ARTICLES = 3


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A project whose suggestions no extractor made, so that a run finds much to change."""
    path = tmp_path / "project"
    with Project.create(path, annotator="wang") as project:
        for number in range(ARTICLES):
            project.add(*article_with_extraction(number))
    return path


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `piyue --as li reextract`, with a home of its own and no terminal."""

    def run_piyue(*arguments: str | Path, spoken: str = "en") -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": os.environ["PATH"],
            "LANGUAGE": spoken,
            "HOME": str(tmp_path),
            "LC_ALL": "C.UTF-8",
        }
        command = [sys.executable, "-m", "tui.cli", "--as", "li", "reextract", *map(str, arguments)]
        return subprocess.run(
            command, capture_output=True, text=True, env=environment, check=False, encoding="utf-8"
        )

    return run_piyue


def layers(place: Path) -> list[Layer]:
    with Project.open(place, annotator="wang") as project:
        return [project.layer(aid) for aid in project.ids()]


def decided(place: Path) -> list[dict[str, Annotation]]:
    return [
        {rid: a for rid, a in layer.annotations.items() if a.state != "suggested"} for layer in layers(place)
    ]


def test_shows_what_would_change_and_changes_nothing(run: Run, place: Path) -> None:
    before = layers(place)
    done = run(place, "--all")
    assert done.returncode == 0, done.stderr
    assert layers(place) == before
    assert "\n  − LOC  …" in done.stdout
    assert "【青石县48】" in done.stdout
    assert "\n  + " in done.stdout
    assert f"{ARTICLES} articles · {ARTICLES} would change · +" in done.stdout.splitlines()[-1]
    assert "--apply" in done.stderr
    assert run(place, "--all", "--dry-run").stdout == done.stdout


def test_applies_once_and_leaves_every_decision(run: Run, place: Path) -> None:
    with Project.open(place, annotator="wang") as project:
        for aid in project.ids():
            spans = project.layer(aid).spans()
            for number, span in enumerate(spans):
                step = (changes.accept, changes.reject)[number % 2](project.layer(aid), span.id)
                if step is not None and number % 3:
                    project.record(step)
    before = decided(place)
    assert all(before)
    done = run(place, "--all", "--apply")
    assert done.returncode == 0, done.stderr
    assert f"{ARTICLES} articles · {ARTICLES} changed" in done.stdout
    assert decided(place) == before
    again = run(place, "--all", "--apply")
    assert f"{ARTICLES} articles · 0 changed" in again.stdout
    with Project.open(place, annotator="li") as project:
        for aid in project.ids():
            runs = [done for done in project.history(aid) if done.from_extractor]
            assert len({done.step for done in runs}) == 1
            assert {(done.action, done.annotator) for done in runs} == {(REEXTRACT, "li")}


def test_what_was_learned_counts(run: Run, place: Path) -> None:
    with Project.open(place, annotator="wang") as project:
        rule = Always(text="肉牛", type="TERM")
        learning.rule_on(
            project, learning.Lesson(rule=rule, state="proposed", evidence=(), decisions=1), "on"
        )
    assert run(place, "--all", "--apply").returncode == 0
    assert all("肉牛" in {entity.text for entity in layer.entities()} for layer in layers(place))


def test_each_article_can_be_taken_back(run: Run, place: Path) -> None:
    before = layers(place)
    run(place, "--all", "--apply")
    with Project.open(place, annotator="li") as project:
        undone = [project.undo() for _article in range(ARTICLES)]
        assert all(step is not None and step.action == REEXTRACT for step in undone)
        assert project.undo() is None
    assert [msgspec.structs.replace(layer, version=0) for layer in layers(place)] == before


def test_only_the_articles_that_are_named(run: Run, place: Path) -> None:
    before = {layer.aid: layer for layer in layers(place)}
    assert "1 article · 1 changed" in run(place, "2", "2", "--apply").stdout
    assert "1 article · 1 would change" in run(place, "--query", "成效之2").stdout
    assert "0 articles" in run(place, "--query", "没有这样的文章").stdout
    after = {layer.aid: layer for layer in layers(place)}
    assert {aid for aid in before if before[aid] != after[aid]} == {2}


def test_goes_on_where_it_was_interrupted(run: Run, place: Path) -> None:
    assert f"{ARTICLES - 1} articles" in run(place, "--all", "--from", "2").stdout


def test_stops_between_articles_and_says_where_to_go_on(place: Path, tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "LANGUAGE": "en", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-c", _PRESSED, "reextract", str(place), "--all", "--apply"]
    done = subprocess.run(
        command, capture_output=True, text=True, env=environment, check=False, encoding="utf-8"
    )
    assert done.returncode == 128 + signal.SIGINT
    assert "1 article · 1 changed" in done.stdout.splitlines()[-1]
    assert "--from 2" in done.stderr
    assert [layer.version > 0 for layer in sorted(layers(place), key=lambda layer: layer.aid)] == [
        True,
        False,
        False,
    ]


_PRESSED = """
import os, signal
from store import learning
from tui.cli import main
suggestions = learning.suggestions
def pressed(project, article):
    os.kill(os.getpid(), signal.SIGINT)
    return suggestions(project, article)
learning.suggestions = pressed
main()
"""
"""Ctrl-C is pressed while the first article is extracted."""


def test_an_article_that_is_not_there_is_named_and_the_rest_goes_on(run: Run, place: Path) -> None:
    done = run(place, "9", "1")
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == f"piyue: there is no article 9 in {place}"
    assert "1 article · 1 would change · 1 failed" in done.stdout


@pytest.mark.parametrize("arguments", [(), ("1", "--all"), ("--all", "--query", "县")])
def test_says_that_it_needs_to_know_which_articles(run: Run, place: Path, arguments: tuple[str, ...]) -> None:
    done = run(place, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--all" in done.stderr


def test_a_project_that_is_not_there_is_not_made(run: Run, tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere", "--all")
    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "nowhere").exists()

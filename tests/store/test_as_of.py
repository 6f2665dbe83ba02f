"""An article as it was at any earlier moment."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from store import layer as changes
from store.problems import NoArticle
from store.project import Project
from tests.building import article_with_extraction
from tests.store.test_steps import COMMANDS, STEPS


@settings(max_examples=20, deadline=None)
@given(COMMANDS)
def test_every_version_that_a_layer_had_can_be_seen_again(commands: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder, ExitStack() as opened:
        path = Path(folder) / "p"
        project = opened.enter_context(Project.create(path, annotator="wang"))
        project.add(*article_with_extraction())
        seen = [project.layer(1)]
        for command, number in commands:
            if command == "undo":
                project.undo()
            elif command == "redo":
                project.redo()
            elif command == "reopen":
                project.close()
                project = opened.enter_context(Project.open(path, annotator="wang"))
            elif step := STEPS[command](project.layer(1), number):
                project.record(step)
            seen.append(project.layer(1))
        for layer in seen:
            assert project.layer_as_of(1, layer.version) == layer
        assert project.layer(1) == seen[-1], "looking back changes nothing"


def test_every_operation_tells_the_version_that_it_made(project: Project) -> None:
    rid = project.layer(1).entities()[0].id
    for step in (changes.accept, changes.reject):
        made = step(project.layer(1), rid)
        assert made is not None
        project.record(made)
    states = [project.layer_as_of(1, done.version).annotations[rid].state for done in project.history(1, rid)]
    assert states == ["accepted", "rejected"]
    assert project.layer_as_of(1, 0).annotations[rid].state == "suggested"


def test_an_article_that_is_not_there_never_was(project: Project) -> None:
    with pytest.raises(NoArticle):
        project.layer_as_of(9, 0)

"""A process that stands still in the middle of a step keeps others waiting, and never for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.problems import Busy
from store.project import FILE, Project
from tests.faults.children import Tell, child, stand_still
from tests.faults.marking import marking, marks, see_that_nothing_is_torn, small_project


def test_others_are_told_read_on_and_write_when_it_goes_on(tmp_path: Path) -> None:
    path = small_project(tmp_path)

    def work(tell: Tell) -> None:
        with Project.open(path, annotator="li") as project:
            project.record(marking(project, "li", 0))
            with project.transaction():
                project.record(marking(project, "li", 1))
                stand_still()
            tell("saved")

    with child(work) as suspended, Project.open(path, annotator="wang", patience=0.05) as project:
        suspended.see_it_stand_still()
        step = marking(project, "wang", 0)
        with pytest.raises(Busy) as told:
            project.record(step)
        assert str(path / FILE) in str(told.value)
        assert "\n" not in str(told.value)
        assert marks(project, 1) == ["li-0"], "what was saved is read, what is not yet is not"
        suspended.go_on()
        assert suspended.hear() == "saved"
        suspended.finish()
        project.record(step)
        assert marks(project, 1) == ["li-0", "li-1", "wang-0"]
        see_that_nothing_is_torn(project)


def test_a_reader_that_stands_still_stops_nobody(tmp_path: Path) -> None:
    path = small_project(tmp_path)

    def work(tell: Tell) -> None:
        with Project.open(path, annotator="li") as project, project.reading():
            before = marks(project, 1)
            stand_still()
            tell("the same" if marks(project, 1) == before else "changed")

    with child(work) as suspended, Project.open(path, annotator="wang", patience=0.05) as project:
        suspended.see_it_stand_still()
        for number in range(20):
            project.record(marking(project, "wang", number))
        suspended.go_on()
        assert suspended.hear() == "the same", "it sees one state to its end"
        suspended.finish()
        assert len(marks(project, 1)) == 20
        see_that_nothing_is_torn(project)

"""Files of a project that are taken away, put back from elsewhere, or mixed up by hand.

A database in write-ahead mode is two files. Of what people do to them this is promised:

- Without its log a project is what it was at an earlier moment, whole.
- With the log of another project it is refused, or answers as before, or `verify` tells.
- One that was put in the place of another while it was open is noticed: what follows is read from the new
  one and written to it, and nothing is ever written to a file that has no name any more.
"""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from seeds.problems import Problem
from store.backups.backups import back_up
from store.backups.restoring import restore
from store.project import FILE, Project
from store.verification.verify import verify
from tests.building import article_with_extraction
from tests.faults.children import Tell, Work, child, stand_still
from tests.faults.marking import PAIR, marking, marks, see_that_nothing_is_torn, small_project
from tests.faults.telling import told

LOG, INDEX = f"{FILE}-wal", f"{FILE}-shm"


def _recording(path: Path, name: str, steps: int) -> Work:
    """Record so many steps and stand still with the project open."""

    def work(tell: Tell) -> None:
        with Project.open(path, annotator=name) as project:
            for number in range(steps):
                project.record(marking(project, name, number))
            stand_still()

    return work


def _crash(path: Path, name: str, steps: int) -> None:
    with child(_recording(path, name, steps)) as worker:
        worker.see_it_stand_still()
        worker.kill()


def test_without_its_log_a_project_is_as_it_was_earlier(tmp_path: Path) -> None:
    path = small_project(tmp_path)
    with Project.open(path, annotator="wang") as project:
        project.record(marking(project, "before", 0))
        before = told(project, range(1, 4))
    _crash(path, "lost", 5)
    for name in (LOG, INDEX):
        (path / name).unlink()
    with Project.open(path, annotator="wang") as project:
        assert told(project, range(1, 4)) == before
        see_that_nothing_is_torn(project)
        project.record(marking(project, "after", 0))
        assert marks(project, 1) == ["before-0", "after-0"]


def test_without_the_index_of_its_log_nothing_is_lost(tmp_path: Path) -> None:
    path = small_project(tmp_path)
    _crash(path, "kept", 5)
    (path / INDEX).unlink()
    with Project.open(path, annotator="wang") as project:
        assert marks(project, 1) == [f"kept-{number}" for number in range(5)]
        see_that_nothing_is_torn(project)


def _see_that_it_is_right_or_told(path: Path, right: list[dict[str, Any]]) -> None:
    """It answers as at one of those moments, or is refused, or verifying it tells."""
    with suppress(Problem), Project.open(path, annotator="wang") as project:
        assert told(project, range(1, 4)) in right or any(verify(project.db, path / "mirror"))


@pytest.mark.parametrize("articles", [1, 3, 9])
def test_with_the_log_of_another_project_nothing_is_wrong_in_silence(tmp_path: Path, articles: int) -> None:
    path = small_project(tmp_path)
    with Project.open(path, annotator="wang") as project:
        project.record(marking(project, "mine", 0))
        before = told(project, range(1, 4))
    (tmp_path / "other").mkdir()
    other = small_project(tmp_path / "other", max(articles, len(PAIR)))
    _crash(other, "theirs", 2 * articles)
    shutil.copy(other / LOG, path / LOG)
    _see_that_it_is_right_or_told(path, [before])


@pytest.mark.parametrize("later", [0, 4])
def test_an_older_copy_beside_a_newer_log_is_never_wrong_in_silence(tmp_path: Path, later: int) -> None:
    """Somebody copies the file of a backup back, and the log of a crash still lies there."""
    path = small_project(tmp_path)
    told_at = []
    shutil.copy(path / FILE, tmp_path / "backup.db")
    with Project.open(path, annotator="wang") as project:
        told_at.append(told(project, range(1, 4)))
        for number in range(later):
            project.record(marking(project, "later", number))
        project.add(*article_with_extraction(20))
    _crash(path, "lost", 3)
    shutil.copytree(path, tmp_path / "crashed")
    with Project.open(tmp_path / "crashed", annotator="wang") as project:
        told_at.append(told(project, range(1, 4)))
    shutil.copy(tmp_path / "backup.db", path / FILE)
    (path / INDEX).unlink()
    _see_that_it_is_right_or_told(path, told_at)


def _replace(path: Path, other: Path) -> None:
    """Put a closed project in the place of one, as somebody does who copies a backup back."""
    for name in (LOG, INDEX):
        (path / name).unlink(missing_ok=True)
    shutil.copy(other / FILE, path / "coming.db")
    (path / "coming.db").rename(path / FILE)


def test_a_project_put_in_its_place_while_open_is_read_and_written_from_then_on(tmp_path: Path) -> None:
    path = small_project(tmp_path)
    with Project.open(path, annotator="wang") as project:
        project.record(marking(project, "old", 0))
        shutil.copytree(path, tmp_path / "copy")
        with Project.open(tmp_path / "copy", annotator="wang") as copy:
            copy.record(marking(copy, "new", 0))
            copy.add(*article_with_extraction(7))
        project.record(marking(project, "old", 1))
        assert project.layer(1).version == 2

        _replace(path, tmp_path / "copy")
        assert marks(project, 1) == ["old-0", "new-0"]
        assert "t:new-0" in project.layer(1).annotations, "what was remembered of the old one is forgotten"
        assert len(project.ids()) == 4
        project.record(marking(project, "then", 0))
        see_that_nothing_is_torn(project)
    with Project.open(path, annotator="li") as project:
        assert marks(project, 1) == ["old-0", "new-0", "then-0"]
        see_that_nothing_is_torn(project)


def test_a_restore_while_others_have_it_open_is_seen_by_them(tmp_path: Path) -> None:
    """Versions begin again at those of the backup: what others remember of them must be forgotten."""
    path = small_project(tmp_path)

    def work(tell: Tell) -> None:
        with Project.open(path, annotator="li") as project:
            tell(" ".join(marks(project, 1)))
            project.layer(1)
            step = marking(project, "li", 0)
            stand_still()
            project.record(step)
            tell(" ".join(sorted(tag.label for tag in project.layer(1).tags() if tag.state == "added")))

    with Project.open(path, annotator="wang") as project:
        project.record(marking(project, "kept", 0))
        backup = back_up(path)
        project.record(marking(project, "lost", 0))
        assert "t:lost-0" in project.layer(1).annotations
        with child(work) as other:
            assert other.hear() == "kept-0 lost-0"
            other.see_it_stand_still()
            restore(path, backup.path, exact=True)
            assert marks(project, 1) == ["kept-0"]
            project.record(marking(project, "instead", 0))
            assert "t:lost-0" not in project.layer(1).annotations
            other.go_on()
            assert other.hear() == "instead-0 kept-0 li-0"
            other.finish()
        see_that_nothing_is_torn(project)
        assert list(verify(project.db, path / "mirror")) == []


def test_a_step_on_the_old_one_is_never_written_to_a_file_without_a_name(tmp_path: Path) -> None:
    """The first thing that is done after the change is a step, by a process that looked at nothing since."""
    path = small_project(tmp_path)
    shutil.copytree(path, tmp_path / "copy")

    def work(tell: Tell) -> None:
        with Project.open(path, annotator="li") as project:
            project.record(marking(project, "li", 0))
            step = marking(project, "li", 1)
            stand_still()
            project.record(step)

    with child(work) as other:
        other.see_it_stand_still()
        _replace(path, tmp_path / "copy")
        with Project.open(path, annotator="wang") as project:
            project.record(marking(project, "wang", 0))
            other.go_on()
            other.finish()
            project.record(marking(project, "wang", 1))
            assert marks(project, 1) == ["wang-0", "li-1", "wang-1"]
            see_that_nothing_is_torn(project)
    with Project.open(path, annotator="wang") as project:
        assert marks(project, 1) == ["wang-0", "li-1", "wang-1"]

"""A project that may only be read is read, and says so; what cannot even be read is a problem in one line."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from seeds.problems import Problem
from store.exchange.jsonl import json_lines
from store.problems import Busy, NoProject, NotWritable
from store.project import FILE, Project
from tests.building import article_with_extraction
from tests.faults.children import NOBODY, Tell, child, stand_still
from tests.faults.marking import marking, marking_again, marking_for_ever, marks, small_project
from tests.store.versions import stored_file

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody reaches, and our project in it."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        path = small_project(Path(name))
        path.chmod(0o755)
        yield path
        path.chmod(0o755)


def _told_by_nobody(path: Path, look: Callable[[Project], object]) -> list[str]:
    """What another user's process tells of a project: what `look` gives, or the problem."""

    def work(tell: Tell) -> None:
        try:
            with Project.open(path, annotator="li") as project:
                tell(f"read only: {project.read_only}")
                tell(str(look(project)))
        except Problem as problem:
            tell(f"{type(problem).__name__}: {problem}")

    with child(work, user=NOBODY) as nobody:
        return nobody.finish()


def _everything(project: Project) -> str:
    """A little of every kind of reading."""
    aids = project.ids()
    lines = b"".join(json_lines(project))
    found = len(project.search("贫困村"))
    history = sum(len(project.history(aid)) for aid in aids)
    return f"{len(project.rows(aids))} {found} {history} {len(lines)} {sum(project.counts().values())}"


def _writing(project: Project) -> str:
    told = []
    writes: list[Callable[[], object]] = [
        lambda: project.record(marking(project, "li", 0)),
        lambda: project.add(*article_with_extraction(50)),
        lambda: project.undo(),
        lambda: project.remember("place", 1),
    ]
    for write in writes:
        with pytest.raises(NotWritable) as refused:
            write()
        told.append(str(refused.value))
    assert len(set(told)) == 1
    return told[0]


def _only_to_read(folder: Path) -> None:
    folder.chmod(0o555)


def _file_only_to_read(folder: Path) -> None:
    folder.chmod(0o777)
    (folder / FILE).chmod(0o444)


def _of_somebody_else(folder: Path) -> None:
    folder.chmod(0o777)
    (folder / FILE).chmod(0o644)


FORBIDDEN = pytest.mark.parametrize(
    "forbid", [_only_to_read, _file_only_to_read, pytest.param(_of_somebody_else, marks=AS_ROOT)]
)


@FORBIDDEN
def test_what_may_only_be_read_is_read(folder: Path, forbid: Callable[[Path], None]) -> None:
    with Project.open(folder, annotator="wang") as project:
        project.record(marking(project, "wang", 0))
        expected = _everything(project)
    forbid(folder)
    before, beside = (folder / FILE).read_bytes(), sorted(folder.iterdir())
    assert _told_by_nobody(folder, _everything) == ["read only: True", expected]
    assert sorted(folder.iterdir()) == beside, "nothing is left beside it"
    assert (folder / FILE).read_bytes() == before


@FORBIDDEN
def test_a_write_is_refused_in_one_line(folder: Path, forbid: Callable[[Path], None]) -> None:
    forbid(folder)
    state, refused = _told_by_nobody(folder, _writing)
    assert state == "read only: True"
    assert str(folder / FILE) in refused


@AS_ROOT
def test_a_reader_beside_a_writer_sees_what_the_writer_saves(folder: Path) -> None:
    def work(tell: Tell) -> None:
        with Project.open(folder, annotator="li") as project:
            for _ in range(4):
                tell(f"{project.read_only} {len(marks(project, 1))}")
                stand_still()

    with child(work, user=NOBODY) as reader:
        heard = [reader.hear()]
        for number in range(3):
            reader.see_it_stand_still()
            with Project.open(folder, annotator="wang") as project:
                project.record(marking(project, "wang", number))
                if number == 1:  # else the writer closes before the reader looks
                    reader.go_on()
                    heard.append(reader.hear())
                    continue
            reader.go_on()
            heard.append(reader.hear())
        reader.see_it_stand_still()
        reader.go_on()
        reader.finish()
    assert heard == [f"True {number}" for number in range(4)]


@AS_ROOT
def test_a_reader_without_a_lock_never_takes_a_half_written_file_for_whole(folder: Path) -> None:
    def work(tell: Tell) -> None:
        def read_slowly() -> None:
            with project.reading():
                marks(project, 1)
                stand_still()
                marks(project, 2)

        with Project.open(folder, annotator="li") as project:
            with pytest.raises(Busy, match="try again"):
                read_slowly()
            tell(str(len(marks(project, 1))))

    with child(work, user=NOBODY) as reader:
        reader.see_it_stand_still()
        with Project.open(folder, annotator="wang") as project:
            project.record(marking(project, "wang", 0))
        reader.go_on()
        assert reader.finish() == ["1"]


def test_after_a_crash_the_log_is_read_too(folder: Path) -> None:
    with child(marking_for_ever(folder, "wang")) as worker:
        heard = [worker.hear() for _ in range(5)] + worker.kill()
    folder.chmod(0o555)
    state, found = _told_by_nobody(folder, lambda project: len(marks(project, 1)))
    assert state == "read only: True"
    assert int(found) in (len(heard), len(heard) + 1)


def test_a_log_that_cannot_be_read_is_never_left_out_in_silence(folder: Path) -> None:
    with child(marking_for_ever(folder, "wang")) as worker:
        worker.hear()
        worker.kill()
    (folder / f"{FILE}-shm").unlink()
    folder.chmod(0o555)
    (told,) = _told_by_nobody(folder, _everything)
    assert told.startswith("NotWritable: ")
    assert "not closed well" in told


def test_what_an_earlier_version_made_has_to_be_opened_once_where_it_can_be_written(folder: Path) -> None:
    (folder / FILE).write_bytes(stored_file(1))
    folder.chmod(0o555)
    (told,) = _told_by_nobody(folder, _everything)
    assert told.startswith("NotWritable: ")
    assert "earlier piyue" in told
    assert (folder / FILE).read_bytes() == stored_file(1)


@AS_ROOT
@pytest.mark.parametrize("hide", [lambda folder: folder.chmod(0o700), lambda f: (f / FILE).chmod(0o600)])
def test_what_cannot_be_read_is_a_problem(folder: Path, hide: Callable[[Path], None]) -> None:
    hide(folder)
    (told,) = _told_by_nobody(folder, _everything)
    assert told.startswith("NotWritable: ")
    assert str(folder) in told


def test_a_project_that_is_taken_away_while_open_is_missed(folder: Path) -> None:
    with Project.open(folder, annotator="wang") as project:
        (folder / FILE).rename(folder / "elsewhere.db")
        with pytest.raises(NoProject, match="any more"):
            project.layer(1)
        for _ in range(2):
            with pytest.raises(NoProject, match="any more"):
                project.record(marking_again("wang", 0))
        (folder / "elsewhere.db").rename(folder / FILE)
        project.record(marking_again("wang", 0))
        assert marks(project, 1) == ["wang-0"]

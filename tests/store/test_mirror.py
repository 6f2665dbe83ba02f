"""The mirror of the log: it has every operation, whoever wrote it, and nothing stops because of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from store import derived
from store import layer as changes
from store.mirror import mirror as mirroring
from store.mirror.lines import FOLDER, Line, files, lines, read, written
from store.project import FILE, Project
from tests.building import article_with_extraction
from tests.faults.children import Tell, child
from tests.store.damage import ARTICLES, decide, make_project, operations, run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path / "p")


def derived_again(path: Path) -> None:
    """Make heads and tables what the log says."""
    with Project.open(path, annotator="wang") as project:
        derived.rebuild(project.db)


def mirrored(path: Path) -> list[tuple[int, str]]:
    """What the mirror has, in the order in which it stands there."""
    return [(line.seq, line.raw.decode()) for line in lines(path / FOLDER) if isinstance(line, Line)]


def test_has_every_operation_once_in_order(path: Path) -> None:
    assert mirrored(path) == operations(path)
    assert len(mirrored(path)) > ARTICLES


def test_is_written_when_the_step_is_recorded(path: Path) -> None:
    with Project.open(path, annotator="wang") as project:
        step = changes.add_tag(project.layer(1), "马上")
        assert step is not None
        project.record(step)
        assert mirrored(path) == operations(path)


@pytest.mark.parametrize("cut", [1, 2, 30, 200])
def test_goes_on_after_a_torn_last_line(path: Path, cut: int) -> None:
    (file,) = files(path / FOLDER)
    file.write_bytes(file.read_bytes()[:-cut])
    decide(path, seed=2)
    assert mirrored(path) == operations(path)
    assert all(isinstance(line, Line) for line in lines(path / FOLDER))


def test_is_made_again_when_it_was_removed(path: Path) -> None:
    shutil.rmtree(path / FOLDER)
    Project.open(path, annotator="wang").close()
    assert mirrored(path) == operations(path)


def test_is_found_again_when_it_was_removed_under_an_open_project(path: Path) -> None:
    with Project.open(path, annotator="wang") as project:
        for label in ("一", "二"):
            shutil.rmtree(path / FOLDER)
            step = changes.add_tag(project.layer(1), label)
            assert step is not None
            project.record(step)
            assert mirrored(path) == operations(path)


def test_begins_another_file_when_one_is_full(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirroring, "ROTATION", 5000)
    for seed in range(2, 5):
        decide(path, seed=seed)
    assert len(files(path / FOLDER)) > 2
    assert all(file.stat().st_size >= 5000 for file in files(path / FOLDER)[:-1])
    assert mirrored(path) == operations(path)


def _deciding(path: Path, name: str, seed: int) -> Callable[[Tell], None]:
    def work(tell: Tell) -> None:
        with Project.open(path, annotator=name) as project:
            for number in range(60):
                step = changes.add_tag(project.layer(seed), f"{name}{number}")
                assert step is not None
                project.record(step)

    return work


def test_has_no_gap_when_several_processes_write(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirroring, "ROTATION", 10_000)
    with (
        child(_deciding(path, "甲", 1)) as one,
        child(_deciding(path, "乙", 2)) as two,
        child(_deciding(path, "丙", 3)) as three,
    ):
        for working in (one, two, three):
            working.finish()
    assert len(operations(path)) >= 180
    assert mirrored(path) == operations(path)


def test_what_a_killed_process_left_out_is_copied_at_the_next_opening(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(tell: Tell) -> None:
        project = Project.open(path, annotator="wang")
        monkeypatch.setattr(project.mirror, "catch_up", lambda _ahead: None)
        step = changes.add_tag(project.layer(1), "没来得及")
        assert step is not None
        project.record(step)
        tell("recorded")
        os._exit(0)

    with child(work) as working:
        assert working.finish() == ["recorded"]
    assert len(mirrored(path)) == len(operations(path)) - 1
    with Project.open(path, annotator="wang"):
        assert mirrored(path) == operations(path)


def test_a_mirror_that_cannot_be_written_stops_nobody_and_is_told(path: Path) -> None:
    shutil.rmtree(path / FOLDER)
    (path / FOLDER).write_text("in the way")
    with Project.open(path, annotator="wang") as project:
        step = changes.set_verdict(project.layer(1), "reading")
        assert step is not None
        assert project.record(step)[1].verdict == "reading"
        assert str(path / FOLDER) in str(project.mirror.warning)
        (path / FOLDER).unlink()
        project.add(*article_with_extraction(99))
        assert str(project.mirror.warning) == "None"
    assert mirrored(path) == operations(path)


def test_a_log_that_lost_its_end_is_told_and_the_mirror_goes_on(path: Path) -> None:
    whole = operations(path)
    run(path, f"DELETE FROM t_ops WHERE id > {len(whole) - 3}", "DELETE FROM t_heads")  # noqa: S608
    derived_again(path)
    with Project.open(path, annotator="wang") as project:
        assert "last 3 operations" in str(project.mirror.warning)
        step = changes.add_tag(project.layer(1), "接着")
        assert step is not None
        project.record(step)
    assert mirrored(path) == [*whole, operations(path)[-1]]


def test_opening_reads_the_end_of_the_mirror_only(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (file,) = files(path / FOLDER)
    filler = written(Line("an older history", 1, b'{"a":1}')) * 20_000
    file.write_bytes(filler + file.read_bytes())
    sizes: list[int] = []

    def counted(block: bytes) -> Line | None:
        sizes.append(len(block))
        return read(block)

    monkeypatch.setattr("store.mirror.lines.read", counted)
    Project.open(path, annotator="wang").close()
    assert len(sizes) < 10


def test_a_line_tells_its_own_damage() -> None:
    good = written(Line("e", 7, '{"rid":"t:标签"}'.encode()))
    assert read(good) == Line("e", 7, '{"rid":"t:标签"}'.encode())
    for place in range(len(good)):
        bad = bytearray(good)
        bad[place] ^= 1
        assert read(bytes(bad)) is None


def test_the_projects_own_document_stands_beside_the_log(path: Path) -> None:
    from store.mirror.lines import project_line

    line = project_line(path / FOLDER)
    assert line is not None
    with Project.open(path, annotator="wang") as project:
        (kept,) = project.db.table("project").all()
    assert kept["uuid"].encode() in line.raw
    assert (path / FILE).exists()

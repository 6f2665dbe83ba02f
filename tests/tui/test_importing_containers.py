"""Files that hold many articles: every member is accounted for, and hostile ones cost only themselves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from seeds.article import Page
from seeds.problems import Unreadable
from seeds.readers.pieces import Piece
from store.exchange.jsonl import json_lines
from store.layer import set_verdict
from store.project import Project
from store.sources import SourceFile
from tests.tui.test_importing import LONG_AGO, Told, imported
from tui.importing import unpacking
from tui.importing.account import Account
from tui.importing.importer import Import
from tui.importing.reading import Given
from tui.importing.unpacking import Unpacker
from tui.sources import named_files

MANY = 3_000


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project without articles."""
    with Project.create(tmp_path / "project", annotator="wang") as project:
        yield project


def article(number: int) -> str:
    return f"青岚县第{number}条公路通车\n\n  今年,青岚县修通公路{number + 12}公里。\n"


def archive(file: Path, members: dict[str, bytes], *, at: int = LONG_AGO) -> Path:
    with zipfile.ZipFile(file, "w") as opened:
        for name, data in members.items():
            opened.writestr(zipfile.ZipInfo(name, (2019, 5, 6, 0, 0, 0)), data)
    os.utime(file, (at, at))
    return file


def collection(file: Path, count: int) -> Path:
    records = ({"title": f"第{n}条公路通车", "text": f"青岚县修通公路{n}公里。" * 9} for n in range(count))
    file.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records), encoding="utf-8")
    os.utime(file, (LONG_AGO, LONG_AGO))
    return file


def test_every_member_is_in_the_account(project: Project, tmp_path: Path) -> None:
    texts = {f"县/{number}.txt": article(number).encode() for number in range(3)}
    members = {**texts, "copy.txt": article(1).encode(), "a.jpg": b"x", "broken.pdf": b"%PDF-1.4 no"}
    account, told = imported(project, archive(tmp_path / "a.zip", members))
    assert account.outcomes == {"read": 3, "duplicate": 1, "failed": 1}
    assert account.in_words() == "3 articles read · 1 duplicate · 1 failed · 1 passed over (.jpg)"
    first, last = told.lines
    assert f"{tmp_path}/a.zip/broken.pdf: " in first
    assert last == f"piyue: {tmp_path}/a.zip: {account.in_words()}"
    assert {row.path for row in project.rows(project.ids())} == {f"{tmp_path}/a.zip/{name}" for name in texts}


def test_one_failure_is_told_once_and_many_kinds_are_not_all_named(project: Project, tmp_path: Path) -> None:
    (tmp_path / "a.rar").write_bytes(b"Rar!\x1a\x07")
    kinds = [".jpg", ".png", ".gif", ".mp3", ".mp4", ".exe"]
    account, told = imported(
        project, tmp_path / "a.rar", archive(tmp_path / "b.zip", {f"b{kind}": b"x" for kind in kinds})
    )
    assert len(told.lines) == 1
    assert account.in_words().endswith("6 passed over (.jpg, .png, .gif, .mp3, .mp4, …)")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_container_that_was_read_whole_is_not_opened_again(
    project: Project, tmp_path: Path, jobs: int
) -> None:
    file = collection(tmp_path / "a.jsonl", 20)
    assert imported(project, file, jobs=jobs)[0].outcomes == {"read": 20}
    file.write_bytes(bytes(file.stat().st_size))
    os.utime(file, (LONG_AGO, LONG_AGO))
    assert imported(project, file, jobs=jobs)[0].outcomes == {"present": 20}
    collection(file, 22)
    os.utime(file, (LONG_AGO + 9, LONG_AGO + 9))
    assert imported(project, file, jobs=jobs)[0].outcomes == {"present": 20, "read": 2}


def test_a_container_in_which_something_failed_is_gone_through_again(
    project: Project, tmp_path: Path
) -> None:
    file = collection(tmp_path / "a.jsonl", 3)
    with file.open("a") as lines:
        lines.write("no JSON\n")
    os.utime(file, (LONG_AGO, LONG_AGO))
    assert imported(project, file)[0].outcomes == {"read": 3, "failed": 1}
    assert imported(project, file)[0].outcomes == {"present": 3, "failed": 1}


def test_a_container_that_is_stopped_half_way_goes_on(project: Project, tmp_path: Path) -> None:
    file = collection(tmp_path / "a.jsonl", 900)
    asked = 0

    def stopped() -> bool:
        nonlocal asked
        asked += 1
        return asked > 30

    first = imported(project, file, stopped=stopped, jobs=2)[0].outcomes["read"]
    assert 0 < first == len(project.ids()) < 900
    collection(file, first + 5)
    assert imported(project, file, jobs=2)[0].outcomes == {"present": first, "read": 5}


def test_of_very_many_failures_some_are_told_and_all_counted(project: Project, tmp_path: Path) -> None:
    file = archive(tmp_path / "a.zip", {f"{number}.txt": b"" for number in range(500)})
    account, told = imported(project, file)
    assert account.outcomes == {"failed": 500}
    assert 10 <= len(told.lines) < 20
    assert told.lines[-1].endswith("a.zip: 0 articles read · 500 failed")


@pytest.mark.parametrize("name", ["a.zip", "a.jsonl", "a.csv", "a.tar.gz", "a.warc"])
def test_an_empty_container_is_told(project: Project, tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    account, told = imported(project, tmp_path / name)
    assert account.outcomes == {"failed": 1}
    assert name in told.lines[0]


def test_a_mapping_says_where_the_fields_are_and_opens_what_was_read_without_it(
    project: Project, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"甲,乙\n青岚县修路,{'青岚县修通公路12公里。' * 5}\n", encoding="utf-8")
    os.utime(file, (LONG_AGO, LONG_AGO))
    assert imported(project, file)[0].outcomes["read"] == 0
    account, told = Account(), Told()
    mapped = Import(project, account, told, lambda: False, jobs=1, mapping={"text": "乙", "title": "甲"})
    mapped.read(named_files([file]))
    assert account.outcomes == {"read": 1}, told.lines
    assert project.article(1).meta.title == "青岚县修路"


def test_lines_of_another_project_bring_what_was_done_there(project: Project, tmp_path: Path) -> None:
    with Project.create(tmp_path / "other", annotator="li") as other:
        (tmp_path / "a.txt").write_text(article(1), encoding="utf-8")
        imported(other, tmp_path / "a.txt")
        step = set_verdict(other.layer(1), "done")
        assert step is not None
        other.record(step)
        (tmp_path / "out.jsonl").write_bytes(b"".join(json_lines(other)))
    assert imported(project, tmp_path / "out.jsonl")[0].outcomes == {"read": 1}
    assert project.layer(1).verdict == "done"
    assert imported(project, tmp_path / "a.txt")[0].outcomes == {"present": 1}


def members(unpacker: Unpacker, file: Path, then: Callable[[], None]) -> list[object]:
    """What comes out of a container, while something happens after the first piece."""
    found: list[object] = []
    for member in unpacker.members(file, {}):
        if member is None:
            continue
        if not found:
            then()
        found.append(member)
    return found


@pytest.mark.parametrize(
    ("number", "told"),
    [(signal.SIGKILL, "the process that opened it was ended"), (signal.SIGSTOP, "no article came out of it")],
)
def test_an_unpacking_that_dies_or_hangs_costs_the_rest_of_one_container(
    tmp_path: Path, number: signal.Signals, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    long, short = collection(tmp_path / "long.jsonl", MANY), collection(tmp_path / "short.jsonl", 2)
    with Unpacker() as unpacker:
        list(unpacker.members(short, {}))  # it has started
        monkeypatch.setattr(unpacking, "SECONDS_A_PIECE", 1.0)
        (process,) = unpacker.processes
        *pieces, last = members(unpacker, long, lambda: os.kill(process, number))
        assert 0 < len(pieces) < MANY
        assert told in str(last)
        monkeypatch.undo()
        assert len(members(unpacker, short, lambda: None)) == 2


def test_what_nobody_asks_for_is_not_unpacked(tmp_path: Path) -> None:
    with Unpacker() as unpacker:
        pieces = (one for one in unpacker.members(collection(tmp_path / "a.jsonl", MANY), {}) if one)
        assert isinstance(next(pieces), Piece)
        pieces.close()
        assert unpacker.processes == []


def test_a_pdf_is_never_read_by_the_process_that_writes(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_here(given: Given) -> Page:
        raise AssertionError(given.name)

    monkeypatch.setattr("tui.importing.reading.page_given", read_here)
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.4 whatever its name says")
    (account, told) = imported(project, tmp_path / "a.txt")
    assert account.outcomes == {"failed": 1}
    assert "AssertionError" not in told.lines[0]


def test_what_takes_too_much_memory_is_told(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def greedy(_page: Page) -> None:
        raise MemoryError

    monkeypatch.setattr("tui.importing.reading.analyse", greedy)
    (tmp_path / "a.txt").write_text(article(1), encoding="utf-8")
    account, told = imported(project, tmp_path / "a.txt")
    assert account.outcomes == {"failed": 1}
    assert told.lines == [
        f"piyue: {tmp_path}/a.txt: reading it took more than 2048 MB of memory; it was given up"
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="no other system holds the bound")
def test_memory_is_bounded() -> None:
    program = (
        "from tui.importing import limits; limits.bound_memory()\n"
        "try: bytes(limits.MEMORY * 9 // 8)\n"
        "except MemoryError: print(len(bytes(limits.MEMORY // 4)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == f"{(2 << 30) // 4}\n"


def test_files_that_earlier_versions_kept_are_still_known() -> None:
    kept = {"path": "/a.txt", "size": 1, "modified": 2, "sha256": "00", "aid": 3, "failure": None}
    assert msgspec.convert(kept, type=SourceFile).articles is None


def test_problems_travel_between_processes(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"no zip")
    with Unpacker() as unpacker:
        (problem,) = (one for one in unpacker.members(tmp_path / "a.zip", {}) if one)
    assert isinstance(problem, Unreadable)
    assert str(tmp_path) in str(problem)

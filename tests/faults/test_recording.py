"""What is recorded is what was done, and refused calls are not made."""

from __future__ import annotations

import errno
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.disk_states import DiskState, cuts, disk_states, final_files
from tests.faults.recording import Recording, Refusal, disturb, record

pytestmark = pytest.mark.usefixtures("tracing")


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _write_in_every_way(folder: Path) -> None:
    handle = os.open(folder / "a", os.O_CREAT | os.O_RDWR)
    os.write(handle, b"first ")
    os.writev(handle, [b"second ", b"third "])
    os.pwrite(handle, b"F", 0)
    os.pwritev(handle, [b"S", b"E"], 6)
    os.pwrite(handle, b"far", 9000)
    os.ftruncate(handle, 9001)
    os.fsync(handle)
    appending = os.open(folder / "a", os.O_WRONLY | os.O_APPEND)
    os.write(appending, b"at the end")
    copy = os.open(folder / "copy", os.O_CREAT | os.O_WRONLY)
    os.sendfile(copy, handle, 3, 6)
    os.copy_file_range(handle, copy, 7, 0, 2)
    (folder / "below" / "deeper").mkdir(parents=True)
    shutil.copyfile(folder / "a", folder / "below" / "b")
    (folder / "below" / "b").rename(folder / "below" / "deeper" / "c")
    (folder / "linked").hardlink_to(folder / "copy")
    (folder / "copy").unlink()
    (folder / "before").write_text("anew")
    (folder / "below").rename(folder / "under")


def _states(recording: Recording) -> list[DiskState]:
    return list(disk_states(recording, cuts(recording, 8)))


def test_the_recording_ends_as_the_folder_ends(room: Path) -> None:
    (room / "before").write_text("something longer")
    recording = record(lambda _tell: _write_in_every_way(room), room)
    assert recording.code == 0
    assert final_files(recording) == _files(room)
    assert sorted(_files(room)) == ["a", "before", "linked", "under/deeper/c"]


def test_what_is_told_stands_between_what_was_done(room: Path) -> None:
    def work(tell: Callable[[str], None]) -> None:
        (room / "a").write_text("1")
        tell("one")
        (room / "a").write_text("2")

    said = {(state.files.get("a"), state.said) for state in _states(record(work, room))}
    assert (b"1", ("one",)) in said
    assert (b"2", ()) not in said
    assert (b"2", ("one",)) in said


@pytest.mark.parametrize(("for_ever", "failed"), [(False, [2]), (True, [2, 3])])
def test_the_nth_call_fails_and_does_nothing(for_ever: bool, failed: list[int], room: Path) -> None:
    def work(tell: Callable[[str], None]) -> None:
        for number in (1, 2, 3):
            handle = os.open(room / str(number), os.O_CREAT | os.O_WRONLY)
            try:
                os.write(handle, b"written")
            except OSError as error:
                tell(f"{number} {errno.errorcode[error.errno or 0]}")

    recording = disturb(work, room, Refusal("write", 2, errno.ENOSPC, for_ever))
    assert recording.said == [f"{number} ENOSPC" for number in failed]
    assert [number for number in (1, 2, 3) if not (room / str(number)).read_bytes()] == failed


def test_threads_are_followed(room: Path) -> None:
    def work(tell: Callable[[str], None]) -> None:
        thread = threading.Thread(target=(room / "a").write_text, args=("from a thread",))
        thread.start()
        thread.join()

    assert final_files(record(work, room)) == {"a": b"from a thread"}


def _replace(folder: Path, *, syncing: bool) -> None:
    """Write a file beside another and give it that one's name."""
    handle = os.open(folder / "new", os.O_CREAT | os.O_WRONLY)
    os.write(handle, b"N" * 3000)
    if syncing:
        os.fsync(handle)
    (folder / "new").rename(folder / "a")


@pytest.mark.parametrize("syncing", [False, True])
def test_a_file_that_was_not_synced_before_it_got_its_name_may_be_torn(syncing: bool, room: Path) -> None:
    (room / "a").write_bytes(b"O" * 3000)
    recording = record(lambda _tell: _replace(room, syncing=syncing), room)
    found = {state.files["a"] for state in _states(recording)}
    whole = {b"O" * 3000, b"N" * 3000}
    assert found >= whole
    assert (found == whole) is syncing


@pytest.mark.parametrize("syncing", [False, True])
def test_a_name_is_safe_when_its_folder_is_synced(syncing: bool, room: Path) -> None:
    (room / "a").write_bytes(b"O" * 3000)

    def work(tell: Callable[[str], None]) -> None:
        _replace(room, syncing=True)
        if syncing:
            os.fsync(os.open(room, os.O_RDONLY))
        tell("done")

    states = [state for state in _states(record(work, room)) if state.said]
    assert all(state.files == {"a": b"N" * 3000} for state in states) is syncing


def test_a_sector_is_whole_and_a_grown_file_may_hold_anything(room: Path) -> None:
    (room / "a").write_bytes(b"O" * 1024)

    def work(tell: Callable[[str], None]) -> None:
        handle = os.open(room / "a", os.O_WRONLY)
        os.pwrite(handle, b"N" * 2048, 0)

    states = _states(record(work, room))
    torn = [state.files["a"] for state in states if state.cut.sector == 512]
    assert {len(content) for content in torn} == {1024, 2048}
    for content in torn:
        sectors = [content[start : start + 512] for start in range(0, 1024, 512)]
        assert all(sector in (b"O" * 512, b"N" * 512) for sector in sectors)
    assert any(content[:512] != content[512:1024] for content in torn)

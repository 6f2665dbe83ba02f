"""The tests of faults see the faults that they are for: each looks at a program that is broken on purpose."""

from __future__ import annotations

import functools
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest

from seeds.problems import Problem
from store import layer as changes
from tests.faults.deeds import Workload
from tests.faults.desk import Deed, Desk
from tests.faults.disk_states import Cut, disk_states
from tests.faults.events import Said
from tests.faults.injection import Crashed, refuse, refuse_recovery
from tests.faults.judgement import faults
from tests.faults.power_cuts import Tally, cut_power, recorded
from tests.faults.rehearsal import DONE, Rehearsed, rehearse
from tests.faults.workloads import WORKLOADS

pytestmark = pytest.mark.usefixtures("tracing")
EDIT = next(workload for workload in WORKLOADS if workload.name == "edit")
OPEN, TAG_TWO, *_, CLOSE = EDIT.deeds


def _cut(workload: Workload, room: Path, sample: int) -> Tally:
    rehearsed = rehearse(workload, room)
    return cut_power(rehearsed, recorded(rehearsed, room), room, seeds=1, sample=sample)


def _everything(tally: Tally) -> str:
    return "\n".join(line for found in tally.bad.values() for line in found)


class _Careless(sqlite3.Connection):
    """A connection that is told to sync every commit, and does not."""

    level = "FULL"

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        return super().execute(sql.replace("synchronous=FULL", f"synchronous={self.level}"), parameters)


@pytest.mark.parametrize("level", ["NORMAL", "OFF"])
def test_commits_that_are_not_synced_are_seen(
    level: str, room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Careless, "level", level)
    monkeypatch.setattr(sqlite3, "connect", functools.partial(sqlite3.connect, factory=_Careless))
    tally = _cut(EDIT, room, sample=32)
    assert len(tally.bad) > 5
    assert "'1:tag 甲', '2:tag 甲'" in _everything(tally)


def test_a_step_in_two_halves_is_seen(room: Path) -> None:
    def tag_one_by_one(desk: Desk) -> None:
        for aid in (1, 2):
            desk.record(f"half {aid}", lambda layers, aid=aid: [changes.add_tag(layers[aid], "甲")])  # type: ignore[misc]

    halves = Workload("halves", EDIT.prepare, (OPEN, Deed("tag", tag_one_by_one), CLOSE))
    assert "unexpected ['1:half 1']" in _everything(_cut(halves, room, sample=32))


def test_a_retry_that_does_it_twice_is_seen(room: Path) -> None:
    def remark(desk: Desk) -> None:
        layer = desk.project.layer(1)
        step = changes.add_tag(layer, f"第{layer.version}个")
        assert step is not None
        desk.project.record(msgspec.structs.replace(step, op_id=uuid.uuid4().hex))

    twice = Workload("twice", EDIT.prepare, (OPEN, Deed("remark", remark), CLOSE))
    assert "deed 1 once more" in _everything(_cut(twice, room, sample=32))


@pytest.mark.parametrize(
    ("words", "fault"), [(b"verdict done 2", "missing from index"), (b'"verdict":"done"', "checksum")]
)
def test_changed_bytes_are_seen(words: bytes, fault: str, room: Path) -> None:
    rehearsed = rehearse(EDIT, room)
    recording = recorded(rehearsed, room)
    (last,) = disk_states(recording, [Cut(len(recording.events), "", "kept")])
    (name,) = [name for name in last.files if name.endswith("project.db")]
    content = bytearray(last.files[name])
    content[content.index(words) + 1] ^= 1
    assert not _judged(rehearsed, last.put, room / "as it is")
    changed = msgspec.structs.replace(last, files={**last.files, name: bytes(content)})
    assert fault in _judged(rehearsed, changed.put, room / "changed")


def _judged(rehearsed: Rehearsed, put: Callable[[Path], None], folder: Path) -> str:
    folder.mkdir()
    put(folder)
    return "".join(faults(rehearsed, folder, len(rehearsed.workload.deeds)))


def test_an_error_that_is_kept_from_the_user_is_seen(room: Path) -> None:
    def hush(desk: Desk) -> None:
        with suppress(Problem):
            TAG_TWO.do(desk)

    quiet = rehearse(Workload("quiet", EDIT.prepare, (OPEN, Deed("tag", hush), CLOSE)), room)
    tally = refuse(quiet, recorded(quiet, room).counts, room, sample=16)
    assert "missing ['1:tag 甲', '2:tag 甲']" in _everything(tally)


def test_an_error_that_no_user_can_read_is_seen(room: Path) -> None:
    def tag(desk: Desk) -> None:
        try:
            TAG_TWO.do(desk)
        except Problem as problem:
            raise problem.__cause__ or problem from None

    plain = rehearse(Workload("plain", EDIT.prepare, (OPEN, Deed("tag", tag), CLOSE)), room)
    recording = recorded(plain, room)
    assert "raw OperationalError: disk I/O error" in _everything(
        refuse(plain, recording.counts, room, sample=16)
    )
    (opened,) = disk_states(recording, [Cut(recording.events.index(Said(DONE)) + 1, "", "kept")])
    crashed = Crashed(plain, opened)
    assert "raw OperationalError: disk I/O error" in _everything(refuse_recovery(crashed, room, sample=16))

"""Cut the power after every system call of a workload, and look at what is left."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

import msgspec

from tests.faults.disk_states import SECTORS, Cut, DiskState, cuts, disk_states, final_files
from tests.faults.judgement import faults
from tests.faults.recording import Recording
from tests.faults.rehearsal import DONE, Rehearsed


class Tally(msgspec.Struct):
    """How many cases were tried, of which kinds, and what was wrong with which."""

    tried: int = 0
    kinds: Counter[str] = msgspec.field(default_factory=Counter)
    bad: dict[str, list[str]] = msgspec.field(default_factory=dict)

    def count(self, label: str, kind: str, found: list[str]) -> None:
        """Count a case in which those faults were found."""
        self.tried += 1
        self.kinds[kind] += 1
        if found:
            self.bad[label] = found

    def include(self, prefix: str, other: Tally) -> None:
        """Count the cases of another tally too."""
        self.tried += other.tried
        self.kinds += other.kinds
        self.bad |= {prefix + label: found for label, found in other.bad.items()}


def recorded(rehearsed: Rehearsed, room: Path) -> Recording:
    """The workload traced from beginning to end in a new folder below `room`.

    Raises AssertionError where it failed, or where what was recorded is not what is in the folder.
    """
    folder = room / "recorded"
    recording = rehearsed.record(folder)
    assert recording.code == 0, "the worker failed"
    assert recording.said == [DONE] * len(rehearsed.workload.deeds), recording.said
    found = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert _without_shared_memory(final_files(recording)) == _without_shared_memory(found)
    return recording


def _without_shared_memory(files: dict[str, bytes]) -> dict[str, bytes]:
    """Without the files that are memory which processes share: they are made anew after a power cut."""
    return {path: content for path, content in files.items() if not path.endswith("-shm")}


def cut_power(
    rehearsed: Rehearsed, recording: Recording, room: Path, *, seeds: int, sample: int | None = None
) -> Tally:
    """Judge every state that a power cut may leave, or those of `sample` cuts."""
    possible = cuts(recording, seeds)
    chosen = possible if sample is None else sampled(possible, sample)
    tally = Tally()
    for number, state in enumerate(disk_states(recording, chosen)):
        folder = room / f"state {number}"
        folder.mkdir()
        state.put(folder)
        done = state.said.count(DONE)
        tally.count(state.cut.label, state.cut.kind, faults(rehearsed, folder, done))
        shutil.rmtree(folder)
    return tally


def sampled(possible: list[Cut], size: int) -> list[Cut]:
    """So many cuts, each kind after each kind of event before any other; the same at each call."""
    shuffled = random.Random(len(possible)).sample(possible, len(possible))
    first = {(cut.kind, cut.event): cut for cut in reversed(shuffled)}
    return list(dict.fromkeys((*first.values(), *shuffled)))[:size]


def crashed_states(recording: Recording, number: int) -> list[DiskState]:
    """Some states that a power cut may leave in which not all that was written is whole, far apart."""
    torn = [cut for cut in cuts(recording, 1) if cut.sector == SECTORS[0]]
    return list(
        disk_states(recording, (torn[len(torn) * (2 * i + 1) // (2 * number)] for i in range(number)))
    )

"""Let one call of a workload fail, or that one and all that follow, and look at what is left."""

from __future__ import annotations

import errno
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec

from seeds.problems import Problem
from tests.faults.desk import DAMAGED, at_desk, digest, holding, holding_or_damaged
from tests.faults.disk_states import DiskState
from tests.faults.judgement import faults
from tests.faults.power_cuts import Tally
from tests.faults.recording import Recording, Refusal, Tell, disturb
from tests.faults.rehearsal import DONE, FAILED, RAW, Rehearsed, raw

ERRORS = {
    "write": (errno.ENOSPC, errno.EIO),
    "sync": (errno.EIO,),
    "resize": (errno.ENOSPC, errno.EIO),
    "make": (errno.ENOSPC, errno.EIO),
    "name": (errno.ENOSPC, errno.EIO),
    "read": (errno.EIO,),
}
"""What a disk answers that is full or broken, by the kind of call."""


def refusals(counts: dict[str, int]) -> list[Refusal]:
    """Every way to let the k-th of that many calls fail, for every k."""
    return [
        Refusal(kind, nth, error, for_ever)
        for kind, count in counts.items()
        for nth in range(1, count + 1)
        for error in ERRORS[kind]
        for for_ever in (False, True)
    ]


def sampled(possible: list[Refusal], size: int) -> list[Refusal]:
    """So many refusals, each kind with each error before any other; the same at each call.

    None are those that let no file be made for ever: SQLite tries that for ten seconds.
    """
    quick = [one for one in possible if not (one.kind == "make" and one.for_ever)]
    shuffled = random.Random(len(quick)).sample(quick, len(quick))
    first = {(one.kind, one.error): one for one in reversed(shuffled)}
    return list(dict.fromkeys((*first.values(), *shuffled)))[:size]


def name_of(refusal: Refusal) -> str:
    """The refusal in words: `ENOSPC at write 7, for ever`."""
    duration = "for ever" if refusal.for_ever else "once"
    return f"{errno.errorcode[refusal.error]} at {refusal.kind} {refusal.nth}, {duration}"


def _kind_of(refusal: Refusal) -> str:
    return f"{errno.errorcode[refusal.error]} {refusal.kind}"


def refuse(rehearsed: Rehearsed, counts: dict[str, int], room: Path, *, sample: int | None = None) -> Tally:
    """Do the workload once for each refusal, or for `sample` of them, and judge what is left.

    A deed that fails is tried again. Where the error came once, everything must have been done in the end.
    """
    tally = Tally()
    possible = refusals({kind: count for kind, count in counts.items() if kind != "read"})
    for number, refusal in enumerate(possible if sample is None else sampled(possible, sample)):
        folder = room / f"refused {number}"
        recording = rehearsed.record(folder, refusal=refusal, tries=2)
        done = recording.said.count(DONE)
        found = [*_told_badly(recording), *faults(rehearsed, folder, done)]
        if not refusal.for_ever and done < len(rehearsed.workload.deeds):
            found.append(f"deed {done} could not be done again: {recording.said[-2:]}")
        tally.count(name_of(refusal), _kind_of(refusal), found)
        shutil.rmtree(folder)
    return tally


def _told_badly(recording: Recording) -> Iterator[str]:
    """What the worker should not have told: errors that no user can read."""
    if recording.code:
        yield f"the worker ended with {recording.code}"
    for text in recording.said:
        if text.startswith(RAW) or (text.startswith(FAILED) and "\n" in text):
            yield text


class Crashed(msgspec.Struct, frozen=True):
    """What a power cut left, to be recovered from while the disk still gives errors."""

    rehearsed: Rehearsed
    state: DiskState

    @property
    def done(self) -> int:
        """How many deeds had been acknowledged."""
        return self.state.said.count(DONE)

    @property
    def damaged(self) -> bool:
        """Whether it may be damaged, as it was before the workload began."""
        return DAMAGED in self.rehearsed.held[self.done : self.done + 2]

    def record(self, folder: Path, refusal: Refusal | None = None) -> Recording:
        """Open it in a new `folder`, read all of it, do the next deed; up to twice where that fails."""
        folder.mkdir()
        self.state.put(folder)
        return disturb(lambda tell: self._recover(folder, tell), folder, refusal)

    def _recover(self, folder: Path, tell: Tell) -> None:
        deeds = self.rehearsed.workload.deeds
        with at_desk(folder, self.rehearsed.steps) as desk:
            for _ in range(2):
                try:
                    tell(digest(holding_or_damaged(desk) if self.damaged else holding(desk)))
                    if self.done < len(deeds):
                        deeds[self.done].do(desk)
                        tell(DONE)
                except Problem as problem:
                    tell(f"{FAILED} {type(problem).__name__}: {problem}")
                except Exception as error:  # noqa: BLE001 - this is what is looked for
                    tell(raw(error))
                else:
                    return


def refuse_recovery(crashed: Crashed, room: Path, *, sample: int | None = None) -> Tally:
    """Recover once for each refusal, reads included, and judge what was read and what is left."""
    tally = Tally()
    counts = crashed.record(room / "undisturbed").counts
    shutil.rmtree(room / "undisturbed")
    possible = refusals(counts)
    held = {digest(held) for held in crashed.rehearsed.held[crashed.done : crashed.done + 2]}
    for number, refusal in enumerate(possible if sample is None else sampled(possible, sample)):
        folder = room / f"recovered {number}"
        recording = crashed.record(folder, refusal)
        found = list(_told_badly(recording))
        read = [text for text in recording.said if not text.startswith((DONE, FAILED, RAW))]
        if not set(read) <= held:
            found.append("read something else than what is held")
        found += faults(crashed.rehearsed, folder, crashed.done + recording.said.count(DONE))
        tally.count(name_of(refusal), _kind_of(refusal), found)
        shutil.rmtree(folder)
    return tally

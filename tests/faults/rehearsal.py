"""A workload done once without harm: what its project holds after each deed, and how it is done again."""

from __future__ import annotations

import shutil
import traceback
from pathlib import Path

import msgspec

from seeds.problems import Problem
from store.layer import Step
from tests.faults.deeds import Workload
from tests.faults.desk import Holding, at_desk, holding, holding_or_damaged
from tests.faults.recording import Recording, Refusal, Tell, disturb, record

DONE, FAILED, RAW = "done", "failed", "raw"
"""What a worker tells of a deed: it is done; it failed and said why; it failed without a Problem."""


def raw(error: Exception) -> str:
    """How a worker tells of an error that is no Problem, and where it came from."""
    frames = [f"{Path(f.filename).name}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__)]
    return f"{RAW} {type(error).__name__}: {error} in {' '.join(frames)}"


class Rehearsed(msgspec.Struct, frozen=True):
    """A workload, the folder that it starts from, and what is held before and after each deed."""

    workload: Workload
    start: Path
    held: tuple[Holding | None, ...]
    steps: dict[str, Step]

    def retry(self, number: int, folder: Path) -> None:
        """Do a deed in a folder where it may have been done. Raises Problem."""
        with at_desk(folder, self.steps) as desk:
            self.workload.deeds[number].do(desk)

    def record(self, folder: Path, *, refusal: Refusal | None = None, tries: int = 1) -> Recording:
        """Do all of it in a new `folder`, traced; a deed that fails is tried again up to `tries` times.

        The worker stops at the first deed that fails every time.
        """
        shutil.copytree(self.start, folder)
        if refusal is None:
            return record(lambda tell: self._work(folder, tell, tries), folder)
        return disturb(lambda tell: self._work(folder, tell, tries), folder, refusal)

    def _work(self, folder: Path, tell: Tell, tries: int) -> None:
        with at_desk(folder, self.steps) as desk:
            for deed in self.workload.deeds:
                for _ in range(tries):
                    try:
                        deed.do(desk)
                    except Problem as problem:
                        tell(f"{FAILED} {type(problem).__name__}: {problem}")
                    except Exception as error:  # noqa: BLE001 - this is what is looked for
                        tell(raw(error))
                    else:
                        tell(DONE)
                        break
                else:
                    return


def rehearse(workload: Workload, room: Path) -> Rehearsed:
    """Do a workload in a new folder `room` without harm."""
    start, folder = room / "start", room / "rehearsal"
    start.mkdir(parents=True)
    workload.prepare(start)
    shutil.copytree(start, folder)
    steps: dict[str, Step] = {}
    with at_desk(folder) as desk:
        held = [holding_or_damaged(desk)]
    with at_desk(folder, steps) as desk:
        for deed in workload.deeds:
            deed.do(desk)
            held.append(holding(desk))
    return Rehearsed(workload, start, tuple(held), steps)

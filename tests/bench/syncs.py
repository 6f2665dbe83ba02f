"""How many system calls of an edit wait for the disk, counted in the kernel."""

from __future__ import annotations

import statistics
import uuid
from contextlib import suppress
from functools import partial
from pathlib import Path

from store import layer as changes
from store.project import Project
from tests.faults.tracer import Call, trace, why_not_traceable

_EDITS = 21
_SYNCING = frozenset({"fsync", "fdatasync"})
_MARKING = frozenset({"rmdir", "unlinkat"})
"""What removing a folder calls: there is none of that name, and each such call begins an edit."""


class _Counter:
    """Counts what waits for the disk between one mark and the next, and lets everything pass."""

    def __init__(self) -> None:
        self.counts: list[int] = []

    def before(self, call: Call) -> int:
        if call.name in _MARKING:
            self.counts.append(0)
        elif self.counts:
            self.counts[-1] += 1
        return 0

    def after(self, call: Call, result: int) -> None:
        pass


def syncs_per_edit(place: Path) -> float | None:
    """fsync and fdatasync of an edit in the project at `place`; None where no process can be traced.

    The median of several: every thousand pages or so SQLite takes its log over into the file, with two more.
    """
    if why_not_traceable():
        return None
    counter = _Counter()
    code = trace(partial(_edit, place), counter, _SYNCING | _MARKING)
    if code:
        raise OSError(f"the traced process ended with {code}")
    return statistics.median(counter.counts)


def _edit(place: Path) -> None:
    """Edits in a project that stays open, since closing it syncs as well."""
    project = Project.open(place, annotator="bench")
    aid = project.ids()[0]
    for _ in range(_EDITS):
        step = changes.set_verdict(project.layer(aid), "flagged", uuid.uuid4().hex)
        if step is not None:
            with suppress(FileNotFoundError):
                (place / "a mark").rmdir()
            project.record(step)

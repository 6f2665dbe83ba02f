"""A full or broken disk, at any call: an error that can be read, or success, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.caring import CARING
from tests.faults.deeds import Workload
from tests.faults.editing import EDITING
from tests.faults.injection import ERRORS, Crashed, refuse, refuse_recovery
from tests.faults.power_cuts import crashed_states, recorded
from tests.faults.rehearsal import rehearse

pytestmark = pytest.mark.usefixtures("tracing")
EVERY_KIND = sum(len(errors) for errors in ERRORS.values())


@pytest.mark.parametrize("workload", EDITING, ids=lambda workload: workload.name)
def test_an_error_of_the_disk_loses_nothing_at_work_or_at_recovery(workload: Workload, room: Path) -> None:
    rehearsed = rehearse(workload, room)
    recording = recorded(rehearsed, room)
    tally = refuse(rehearsed, recording.counts, room, sample=EVERY_KIND)
    assert tally.bad == {}
    assert {kind.split()[1] for kind in tally.kinds} == ERRORS.keys() - {"read"}

    (crashed,) = crashed_states(recording, 1)
    tally = refuse_recovery(Crashed(rehearsed, crashed), room, sample=len(ERRORS))
    assert tally.bad == {}
    assert tally.tried == len(ERRORS)


@pytest.mark.parametrize("workload", CARING, ids=lambda workload: workload.name)
def test_an_error_of_the_disk_harms_no_project_that_is_looked_after(workload: Workload, room: Path) -> None:
    rehearsed = rehearse(workload, room)
    recording = recorded(rehearsed, room)
    assert refuse(rehearsed, recording.counts, room, sample=4).bad == {}

"""Whatever moment the power fails at: what was acknowledged is there, and whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.caring import CARING
from tests.faults.deeds import Workload
from tests.faults.disk_states import cuts
from tests.faults.editing import EDITING
from tests.faults.events import Event
from tests.faults.power_cuts import cut_power, recorded, sampled
from tests.faults.rehearsal import rehearse

pytestmark = pytest.mark.usefixtures("tracing")
CREATE, *EDITS = EDITING
EVERY_KIND = 44
SAMPLES = [(CREATE, EVERY_KIND), *((one, 20) for one in EDITS), *((one, 8) for one in CARING)]


@pytest.mark.parametrize(("workload", "size"), SAMPLES, ids=lambda value: getattr(value, "name", ""))
def test_a_power_cut_loses_nothing_that_was_acknowledged(workload: Workload, size: int, room: Path) -> None:
    rehearsed = rehearse(workload, room)
    recording = recorded(rehearsed, room)
    tally = cut_power(rehearsed, recording, room, seeds=1, sample=size)
    assert tally.bad == {}
    assert tally.tried > size // 2, "the others were the same as these"
    assert tally.kinds.keys() >= {"kept", "torn 512", "torn 4096"}


def test_the_sample_has_every_kind_of_state_after_every_kind_of_event(room: Path) -> None:
    possible = cuts(recorded(rehearse(CREATE, room), room), 1)
    kinds = {(cut.event, cut.kind) for cut in possible}
    assert {(cut.event, cut.kind) for cut in sampled(possible, EVERY_KIND)} == kinds
    assert {event for event, _kind in kinds} == {
        "Before",
        *(kind.__name__ for kind in Event.__subclasses__()),
    }

"""Every power cut and every error of the disk that the workloads can meet: `python -m tests.faults`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.faults.deeds import Workload
from tests.faults.injection import Crashed, refuse, refuse_recovery
from tests.faults.long_forms import LONG_FORMS
from tests.faults.power_cuts import Tally, crashed_states, cut_power, recorded
from tests.faults.rehearsal import rehearse
from tests.faults.rooms import empty_room
from tests.faults.tracer import why_not_traceable
from tests.faults.workloads import WORKLOADS

_COLUMNS = "{:<12} {:>7} {:>5}   {:>7} {:>5}   {:>9} {:>5}   {:>6}"


def main() -> int:
    """Run them and print what was tried and how much of it went wrong; 1 where something did."""
    options = _options()
    if reason := why_not_traceable():
        print(reason)
        return 1
    print(_COLUMNS.format("", "states", "bad", "errors", "bad", "recovery", "bad", "s"))
    totals = [0] * 6
    bad: dict[str, list[str]] = {}
    for workload in WORKLOADS:
        if options.only not in ("", workload.name):
            continue
        began = time.monotonic()
        with empty_room() as room:
            tallies = _run(workload, room, options)
        figures = [figure for tally in tallies for figure in (tally.tried, len(tally.bad))]
        totals = [total + figure for total, figure in zip(totals, figures, strict=True)]
        print(_COLUMNS.format(workload.name, *figures, round(time.monotonic() - began)), flush=True)
        for tally in tallies:
            bad |= {f"{workload.name}: {label}": found for label, found in tally.bad.items()}
    print(_COLUMNS.format("all", *totals, ""))
    for name, run in LONG_FORMS.items():
        if options.only in ("", name):
            bad |= _told(name, run)
    for label, found in bad.items():
        print(f"\n{label}\n    " + "\n    ".join(found))
    return 1 if bad else 0


def _told(name: str, run: Callable[[], list[str]]) -> dict[str, list[str]]:
    """Print what a long form found, and return what went wrong in it."""
    try:
        print(f"\n{name}\n    " + "\n    ".join(run()), flush=True)
    except AssertionError as error:
        return {name: str(error).splitlines()}
    return {}


def _run(workload: Workload, room: Path, options: argparse.Namespace) -> list[Tally]:
    rehearsed = rehearse(workload, room)
    recording = recorded(rehearsed, room)
    recovery = Tally()
    for state in crashed_states(recording, options.crashes):
        tally = refuse_recovery(Crashed(rehearsed, state), room, sample=options.errors)
        recovery.include(f"{state.cut.label}: ", tally)
    return [
        cut_power(rehearsed, recording, room, seeds=options.seeds, sample=options.states),
        refuse(rehearsed, recording.counts, room, sample=options.errors),
        recovery,
    ]


def _options() -> argparse.Namespace:
    names = [*(workload.name for workload in WORKLOADS), *LONG_FORMS]
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--only", default="", choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("--seeds", type=int, default=3, help="torn states at each point and sector size")
    parser.add_argument("--states", type=int, help="about so many states of each workload, not all")
    parser.add_argument("--errors", type=int, help="about so many errors in each workload, not all")
    parser.add_argument("--crashes", type=int, default=3, help="crashed states to recover under errors")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())

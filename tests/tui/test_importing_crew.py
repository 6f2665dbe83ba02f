"""Processes that work on many things: their order, and what becomes of the things when processes end."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from seeds.problems import Problem
from tests.tui import crew_work
from tests.tui.terminal import all_gone
from tui.importing import crew
from tui.importing.crew import Crew, Lost

LONG = 60.0
SHORT = 1.0
THINGS = 40
MANY = 3 * crew.WINDOW


def patient(_thing: int) -> float:
    """No thing takes as long as that."""
    return LONG


def noted(taken: list[int]) -> Iterator[int]:
    """Things, each of which is put down as it is taken."""
    for number in range(THINGS):
        taken.append(number)
        yield number


def numbers(crew_at_work: Crew[int, tuple[int, int]], things: list[int]) -> list[int | Lost[int]]:
    """What came back, without the processes that did it."""
    told = [came for batch in crew_at_work.work(things) for came in batch]
    return [came if isinstance(came, Lost) else came[0] for came in told]


def test_results_come_in_the_order_of_the_things_from_all_processes() -> None:
    with Crew(crew_work.work, 2, limit=patient) as at_work:
        told = [came for batch in at_work.work(range(THINGS)) for came in batch]
    assert [came[0] for came in told] == list(range(THINGS))
    assert len({came[1] for came in told}) == 2


def test_what_is_done_early_waits_for_what_was_given_before_it(tmp_path: Path) -> None:
    with Crew(partial(crew_work.slowly, tmp_path), 2, limit=patient) as at_work:
        assert [came for batch in at_work.work(range(10)) for came in batch] == list(range(10))


@pytest.mark.parametrize(
    ("fatal", "limit", "late"),
    [
        (crew_work.ENDS, LONG, False),
        (crew_work.FALLS, LONG, False),
        (crew_work.WAITS, SHORT, True),
        (crew_work.SPINS, SHORT, True),
    ],
)
def test_a_process_that_ends_or_takes_too_long_costs_one_thing(fatal: int, limit: float, late: bool) -> None:
    things = [*range(10), fatal, *range(10, 20), fatal, 20]
    with Crew(crew_work.work, 2, limit=lambda _thing: limit) as at_work:
        assert numbers(at_work, things) == [
            Lost(thing, late=late) if thing == fatal else thing for thing in things
        ]


def test_a_process_that_is_killed_from_outside_is_replaced() -> None:
    told: list[tuple[int, int] | Lost[int]] = []
    killed = None
    with Crew(crew_work.work, 2, limit=patient) as at_work:
        for batch in at_work.work(range(MANY)):
            told += batch
            if batch and killed is None:
                killed = at_work.processes[0]
                os.kill(killed, signal.SIGKILL)
    assert [came.given if isinstance(came, Lost) else came[0] for came in told] == list(range(MANY))
    assert sum(isinstance(came, Lost) for came in told) <= 1
    assert len({came[1] for came in told if not isinstance(came, Lost)} | {killed}) == 3


def test_where_processes_end_before_they_begin_it_is_said() -> None:
    with Crew(crew_work.never, 2, limit=patient) as at_work, pytest.raises(Problem, match="--jobs 1"):
        numbers(at_work, list(range(5)))


def test_few_things_are_taken_ahead_of_those_that_are_told() -> None:
    taken: list[int] = []

    def things() -> Iterator[int]:
        for number in count():
            taken.append(number)
            yield number

    told = 0
    with Crew(crew_work.work, 2, limit=patient) as at_work:
        for batch in at_work.work(things()):
            assert len(taken) - told <= crew.WINDOW
            told += len(batch)
            if told > 2 * crew.WINDOW:
                break


def test_few_heavy_things_are_under_way_at_a_time() -> None:
    taken: list[int] = []
    told = 0
    with Crew(crew_work.work, 1, limit=patient, weight=lambda _thing: crew.HEAVY // 2) as at_work:
        for batch in at_work.work(noted(taken)):
            assert len(taken) - told <= 2
            told += len(batch)
    assert told == THINGS


def test_things_that_are_not_to_be_had_yet_are_waited_for() -> None:
    with Crew(crew_work.work, 2, limit=patient) as at_work:
        told = [came for batch in at_work.work([None, 1, None, None, 2, None]) for came in batch]
    assert [came[0] for came in told if not isinstance(came, Lost)] == [1, 2]


def test_a_thing_larger_than_any_pipe_is_given_while_another_is_done() -> None:
    with Crew(crew_work.echo, 1, limit=lambda _thing: LONG) as at_work:
        things = [bytes([number]) * crew_work.MEGABYTES for number in range(6)]
        assert [came for batch in at_work.work(things) for came in batch] == things


def test_large_results_that_wait_for_one_before_them_do_not_pile_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "HEAVY", 4 << 20)
    monkeypatch.setattr(crew, "TICK", 0.05)
    told: list[int] = []
    turns = 0
    with Crew(partial(crew_work.large, tmp_path), 2, limit=patient) as at_work:
        for batch in at_work.work(range(THINGS)):
            turns += (tmp_path / "1").exists()
            if turns == THINGS:
                assert not told
                assert len(list(tmp_path.iterdir())) < THINGS / 2
                (tmp_path / "go").touch()
            told += [int(came[-6:]) for came in batch if not isinstance(came, Lost)]
    assert told == list(range(THINGS))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_leaving_it_leaves_no_process() -> None:
    at_work = Crew(crew_work.work, 2, limit=patient)
    with at_work:
        work = at_work.work(count())
        while not next(work):
            pass
        started = at_work.processes
        assert len(started) == 2
    assert all_gone(started)

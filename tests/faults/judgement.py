"""Whether a folder that met a fault still holds what it must."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from seeds.problems import Problem
from tests.faults.desk import DAMAGED, Holding, at_desk, holding, holding_or_damaged, unsound
from tests.faults.rehearsal import Rehearsed


def faults(rehearsed: Rehearsed, folder: Path, done: int) -> list[str]:
    """What is wrong with a folder in which `done` deeds were acknowledged and the next may have begun.

    Its project must hold what it held after the last of them, or after the next, and nothing else; be sound;
    take the next deed, whether that was done or not; and be the same once it is opened again.
    """
    try:
        return list(_faults(rehearsed, folder, done))
    except (Problem, sqlite3.Error, OSError, LookupError, ValueError, AssertionError) as error:
        return [f"{type(error).__name__}: {error}"]


def _faults(rehearsed: Rehearsed, folder: Path, done: int) -> Iterator[str]:
    possible = rehearsed.held[done : done + 2]
    if wrong := rehearsed.workload.besides(folder, done):
        yield f"after {done} deeds: {wrong}"
    with at_desk(folder) as desk:
        found = holding_or_damaged(desk) if DAMAGED in possible else holding(desk)
        if found not in possible:
            yield f"after {done} deeds: {_difference(possible[0], found)}"
            return
        if found != DAMAGED and (wrong := unsound(desk)):
            yield wrong
    if done < len(rehearsed.workload.deeds):
        rehearsed.retry(done, folder)
        if wrong := rehearsed.workload.besides(folder, done + 1):
            yield f"deed {done} once more: {wrong}"
    with at_desk(folder) as desk:
        found = holding(desk)
        if found != possible[-1]:
            yield f"deed {done} once more: {_difference(possible[-1], found)}"
        if wrong := unsound(desk):
            yield f"after deed {done} once more: {wrong}"
        if found is not None:
            desk.project.remember("checked", done)
    with at_desk(folder) as desk:
        if found is not None and desk.project.recall("checked") != done:
            yield "what is written is not there when the project is opened again"


def _difference(expected: Holding | None, found: Holding | None) -> str:
    if expected is None or found is None:
        return f"expected {'no ' if expected is None else 'a '}project, found one{' not' * (found is None)}"
    parts = [key for key in expected if expected[key] != found.get(key)]
    logs = [sorted(f"{done['aid']}:{done['step']}" for done in held["log"]) for held in (expected, found)]
    lost, more = ([entry for entry in logs[i] if entry not in logs[1 - i]] for i in (0, 1))
    return f"differs in {', '.join(parts)}; missing {lost}, unexpected {more}"

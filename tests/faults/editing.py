"""Workloads of everyday: making a project, importing, editing, going on after a crash."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.faults.deeds import (
    CLOSE,
    CREATE,
    OPEN,
    Workload,
    add,
    redo,
    remember,
    review,
    tag_two,
    three_articles,
    undo,
    verdict,
)
from tests.faults.desk import Deed, Desk, at_desk


def _nothing(folder: Path) -> None:
    """An empty folder."""


def _ended_by_a_crash(folder: Path) -> None:
    """Three articles and a few steps that lie in the log only, as a process leaves them that is killed."""
    made = folder / "made"
    made.mkdir()
    with at_desk(made) as desk:
        desk.create()
        desk.add(0, 1, 2)
        for deed in (tag_two("before"), verdict(1, "done")):
            deed.do(desk)
        shutil.copytree(desk.path, Desk(folder).path)
    shutil.rmtree(made)


def _carry_often(desk: Desk) -> None:
    """Open, and have the log carried over into the file after every few pages."""
    with desk.project.db.transaction() as connection:
        connection.execute("PRAGMA wal_autocheckpoint=20")


EDITING = (
    Workload("create", _nothing, (CREATE, add(0), add(1), tag_two("甲"), CLOSE)),
    Workload(
        "edit",
        three_articles,
        (
            OPEN,
            tag_two("甲"),
            review(3),
            verdict(1, "reading"),
            undo("undo 1"),
            undo("undo 2"),
            redo("redo 2"),
            remember(7),
            tag_two("乙"),
            remember(8),
            CLOSE,
            OPEN,
            verdict(2, "done"),
            CLOSE,
        ),
    ),
    Workload("import", three_articles, (OPEN, add(3, 4, 5, 6), add(6, 7), tag_two("甲"), CLOSE)),
    Workload(
        "carry over",
        three_articles,
        (
            Deed("open", _carry_often),
            *(tag_two(label) for label in "甲乙丙"),
            review(1),
            add(3),
            *(tag_two(label) for label in "丁戊"),
            undo("undo 1"),
            CLOSE,
        ),
    ),
    Workload("recover", _ended_by_a_crash, (OPEN, tag_two("甲"), review(3), undo("undo 1"), CLOSE)),
)

"""What a person does with a project, deed by deed, and what the project holds after each."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from store.layer import Layer, Step
from store.operations import IMPORT, Operation
from store.problems import Damaged, NoProject, Occupied
from store.project import Project
from tests.building import article_with_extraction

ANNOTATOR = "wang"
PROJECT = "works/p"


class Desk:
    """A person at work on the project below `folder`, if there is one.

    `steps` are those that were made before, by name: a step that is sent again is the same step.
    """

    def __init__(self, folder: Path, steps: dict[str, Step] | None = None) -> None:
        self.folder = folder
        self.steps = {} if steps is None else steps
        self._project: Project | None = None

    @property
    def path(self) -> Path:
        """Where the project is."""
        return self.folder / PROJECT

    @property
    def project(self) -> Project:
        """The project, opened where it is not open. Raises what `Project.open` raises."""
        if self._project is None:
            self._project = Project.open(self.path, annotator=ANNOTATOR)
        return self._project

    def create(self) -> None:
        """Make the project and go on with it; where there is one already, open that."""
        with suppress(Occupied):
            self._project = Project.create(self.path, annotator=ANNOTATOR)

    def add(self, *numbers: int) -> None:
        """Import articles in one transaction."""
        with self.project.transaction():
            for number in numbers:
                self.project.add(*article_with_extraction(number))

    def record(self, name: str, make: Callable[[dict[int, Layer]], list[Step | None]]) -> None:
        """Record what `make` says of the layers as one step of that name."""
        if name not in self.steps:
            made = make({aid: self.project.layer(aid) for aid in self.project.ids()})
            changes = tuple(change for step in made if step is not None for change in step.changes)
            assert changes, f"{name} changes nothing"
            self.steps[name] = Step(name, name, changes)
        self.project.record(self.steps[name])

    def close(self) -> None:
        """Leave the project."""
        if self._project is not None:
            self._project.close()
            self._project = None


@contextmanager
def at_desk(folder: Path, steps: dict[str, Step] | None = None) -> Iterator[Desk]:
    """A desk that is left in the end."""
    desk = Desk(folder, steps)
    try:
        yield desk
    finally:
        desk.close()


class Deed(msgspec.Struct, frozen=True):
    """Something that a person does and that is done as a whole or not at all; doing it again is harmless."""

    name: str
    do: Callable[[Desk], object]


Holding = dict[str, Any]
"""What a project holds, as plain values; times and random identities are left out."""


def holding(desk: Desk) -> Holding | None:
    """What the project holds, read through the questions that the program asks; None where there is none.

    Raises Problem where it cannot be read.
    """
    try:
        project = desk.project
    except NoProject:
        return None
    aids = list(project.ids())
    held: dict[str, Any] = {
        "profile": project.profile,
        "rows": project.rows(aids),
        "counts": project.counts(),
        "labels": project.labels(),
        "recent": project.recent_labels(),
        "words": (project.metrics(), project.units()),
        "found": [(hit.aid, hit.start) for hit in project.search("食用菌")],
        "place": project.recall("place"),
        "articles": {
            aid: (_digest(project.article(aid)), _digest(project.extraction(aid)), project.layer(aid))
            for aid in aids
        },
        "log": [_told(done) for aid in aids for done in project.history(aid)],
    }
    plain: Holding = msgspec.to_builtins(held, order="deterministic", str_keys=True)
    return plain


DAMAGED: Holding = {"log": [], "damaged": True}


def holding_or_damaged(desk: Desk) -> Holding | None:
    """What the project holds; DAMAGED where a checksum or the structure of the file fails."""
    try:
        return holding(desk)
    except Damaged:
        return DAMAGED


def _told(done: Operation) -> Operation:
    step = IMPORT if done.action == IMPORT else done.step
    return msgspec.structs.replace(done, at="", step=step)


def _digest(value: object) -> str:
    return hashlib.sha256(msgspec.json.encode(value)).hexdigest()


def digest(held: Holding | None) -> str:
    """A short name of what a project holds."""
    return _digest(held)


def unsound(desk: Desk) -> str:
    """What SQLite's own check, or a checksum, finds wrong with the project; nothing where all is well.

    Raises Damaged where a checksum fails.
    """
    with suppress(NoProject), desk.project.reading(), desk.project.db.reading() as connection:
        for table in desk.project.db.tables():
            for _ in desk.project.db.storage.scan(table):
                pass
        faults = [said for (said,) in connection.execute("PRAGMA integrity_check")]
        return "" if faults == ["ok"] else "; ".join(faults)
    return ""

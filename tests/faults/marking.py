"""Steps whose id and content follow from a name and a number, so that what was recorded can be recognised."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from store import layer as changes
from store.layer import Layer, Step
from store.problems import Conflict
from store.project import Project
from tests.building import article_with_extraction
from tests.faults.children import Tell, Work

PAIR = (1, 2)
"""The articles that every such step changes, together."""


def small_project(folder: Path, articles: int = 3) -> Path:
    """A closed project of a few articles; its folder."""
    with Project.create(folder / "p", annotator="wang") as project:
        for number in range(articles):
            project.add(*article_with_extraction(number))
    return folder / "p"


def marking(project: Project, name: str, number: int) -> Step:
    """A step that puts a label of its own on both articles."""
    return over_both(f"{name}-{number}", [project.layer(aid) for aid in PAIR])


def marking_again(name: str, number: int) -> Step:
    """The same step as a program sends it that never heard whether it was recorded."""
    return over_both(f"{name}-{number}", [Layer(aid, "main", 0, {}, {}) for aid in PAIR])


def over_both(label: str, layers: list[Layer]) -> Step:
    """The label put on those layers as one step, which has the label for its identity."""
    parts = [changes.add_tag(layer, label) for layer in layers]
    return Step(label, "tag", tuple(change for part in parts if part for change in part.changes))


def marks(project: Project, aid: int) -> list[str]:
    """The steps of this kind that an article has had, in order; each must be there once."""
    found = [done.step for done in project.history(aid) if done.action == "tag"]
    assert len(found) == len(set(found)), "a step was recorded twice"
    return found


def marking_for_ever(path: Path, name: str) -> Work:
    """Record one step after the other, telling the number of each when it is acknowledged."""

    def work(tell: Tell) -> None:
        with Project.open(path, annotator=name) as project:
            for number in range(10**6):
                project.record(marking(project, name, number))
                tell(str(number))

    return work


def turn_verdict(project: Project, aid: int) -> None:
    """Change what all processes change, looking again after each conflict."""
    while True:
        layer = project.layer(aid)
        step = changes.set_verdict(layer, "reading" if layer.verdict == "new" else "new")
        assert step is not None
        with suppress(Conflict):
            project.record(step)
            return


def see_that_nothing_is_torn(project: Project) -> None:
    """Layers, labels and counts say what the log says, and the file is sound."""
    recorded = [marks(project, aid) for aid in PAIR]
    assert recorded[0] == recorded[1], "half of a step is there"
    for aid in PAIR:
        put = {tag.label for tag in project.layer(aid).tags() if tag.state == "added"}
        assert put == set(recorded[0])
        assert set(project.rows([aid])[0].tags) == put
    labels = dict(project.labels())
    assert all(labels[label] == len(PAIR) for label in recorded[0])
    assert list(_unsound(project)) == []


def _unsound(project: Project) -> Iterator[str]:
    with project.db.reading() as connection:
        for (told,) in connection.execute("PRAGMA integrity_check"):
            if told != "ok":
                yield told

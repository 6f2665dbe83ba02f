"""Store a project of the present version."""

from __future__ import annotations

import lzma
import tempfile
from pathlib import Path

from seeds.learned import Always
from store import bulk, learning, remarking
from store import layer as changes
from store.exchange.jsonl import json_lines
from store.layer import Step
from store.learning import Lesson
from store.project import FILE, Project
from store.schema import LAYOUT
from tests.building import article_with_extraction
from tests.store.versions import FOLDER, readable

_AT = "2026-03-01T12:00:00.000+00:00"


def main() -> None:
    """Write the two files of the present version, if they are not there."""
    target = FOLDER / f"version-{LAYOUT.version}.xz"
    if target.exists():
        print(f"{target.name} is there already")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "project"
        _make(path)
        target.write_bytes(lzma.compress((path / FILE).read_bytes()))
        with Project.open(path, annotator="wang") as project:
            target.with_suffix(".jsonl").write_bytes(b"".join(map(readable, json_lines(project))))
    print(f"{target.name}: {target.stat().st_size} bytes")


def _make(path: Path) -> None:
    """A project in which everything that can be done was done."""
    with Project.create(path, annotator="wang") as project:
        for number in range(6):
            project.add(*article_with_extraction(number))
        _decide(project)
        project.remember("position", {"aid": 2, "pane": "reader"})
    with Project.open(path, annotator="li") as project:
        _record(project, changes.add_tag(project.layer(2), "易地搬迁"))
        _record(project, changes.set_verdict(project.layer(2), "flagged", "两处数字不一致"))
        _record(project, changes.reject(project.layer(3), project.layer(3).indicators()[0].id))
        project.undo()
        project.undo()
        project.redo()


def _decide(project: Project) -> None:
    layer = project.layer(1)
    first, second, third = layer.entities()[:3]
    _record(project, changes.accept(layer, first.id))
    _record(project, changes.retype(project.layer(1), second.id, "TERM"))
    _record(project, changes.reject(project.layer(1), third.id))
    figure = project.layer(1).indicators()[0]
    _record(project, changes.revise(project.layer(1), figure.id, {"value": 49, "place": "青石县"}))
    layer = project.layer(1)
    _record(project, remarking.comment(layer, first.id, "算一段吗?", annotator="wang", at=_AT))
    _record(project, remarking.turn_unclear(project.layer(1), figure.id))
    _record(project, remarking.look(project.layer(1), ["DOC"]))
    _record(project, changes.set_verdict(project.layer(1), "done"))
    waiting = [annotation.id for annotation in bulk.suggestions(project.layer(4))]
    _record(project, bulk.accept_rest(project.layer(4), waiting))
    rule = Always(text="产业资金", type="TERM")
    lesson = Lesson(rule=rule, state="proposed", evidence=(), decisions=0)
    learning.rule_on(project, lesson, "on")


def _record(project: Project, step: Step | None) -> None:
    assert step is not None
    project.record(step)


if __name__ == "__main__":
    main()

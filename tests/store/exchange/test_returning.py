"""What a project gives out and takes back, through the formats that keep annotations beside a text."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from seeds.problems import Unreadable
from store import layer as changes
from store.exchange.documents import documents
from store.exchange.formats import FORMATS, Format
from store.exchange.incoming import Incoming
from store.exchange.losses import Losses
from store.project import Project
from tests.building import article_with_extraction, make_entity
from tests.store.doing import do

WHOLE = ("brat", "spacy", "xmi")
"""Those that hold everything but the history."""


def _format(name: str) -> Format:
    return next(one for one in FORMATS if one.name == name)


def _given_out(project: Project, name: str, folder: Path) -> Path:
    """The project in that format, in a folder of its own."""
    form = _format(name)
    folder.mkdir()
    if form.several:
        for file, data in form.files_writer()(documents(project), project.profile, Losses()):
            (folder / file).write_bytes(data)
        return folder
    path = folder / f"all{form.ending}"
    path.write_bytes(b"".join(form.writer()(documents(project), project.profile, Losses())))
    return path


def _files(path: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in (path.iterdir() if path.is_dir() else [path])}


def _taken_back(project: Project, name: str, path: Path) -> list[Incoming]:
    found = list(_format(name).reader()(path, project.profile))
    assert not [one for one in found if isinstance(one, Unreadable)]
    return [one for one in found if isinstance(one, Incoming)]


def _judge(project: Project) -> None:
    """One decision of each kind, and a verdict."""
    layer = project.layer(1)
    accepted, rejected, retyped = layer.entities()[0].id, layer.entities()[1].id, layer.entities()[3].id
    do(project, changes.accept(layer, accepted))
    do(project, changes.reject(project.layer(1), rejected))
    do(project, changes.retype(project.layer(1), retyped, "PER"))
    do(project, changes.add(project.layer(1), make_entity(project.article(1), "贫困村", "TERM")))
    figures = project.layer(1).indicators()
    do(
        project,
        changes.revise(project.layer(1), figures[0].id, {"value": Decimal("49.50"), "metric": "出列"}),
    )
    do(project, changes.add_tag(project.layer(1), "易地搬迁"))
    do(project, changes.set_verdict(project.layer(1), "flagged", "再核"))


@pytest.mark.parametrize("name", [*WHOLE, "conll"])
def test_what_comes_back_unchanged_changes_nothing(project: Project, name: str, tmp_path: Path) -> None:
    _judge(project)
    (incoming,) = _taken_back(project, name, _given_out(project, name, tmp_path / "out"))
    before = project.layer(1)
    outcome = project.merge(1, [incoming])
    assert (outcome.changes, outcome.left) == ((), ())
    assert project.layer(1) == before


@pytest.mark.parametrize("name", WHOLE)
def test_decisions_arrive_where_nobody_has_judged(project: Project, name: str, tmp_path: Path) -> None:
    _judge(project)
    (incoming,) = _taken_back(project, name, _given_out(project, name, tmp_path / "out"))
    with Project.create(tmp_path / "fresh", annotator="li") as fresh:
        fresh.add(*article_with_extraction())
        outcome = fresh.merge(1, [incoming])
        assert outcome.left == ()
        ours, theirs = project.layer(1), fresh.layer(1)
        assert (theirs.verdict, theirs.reason) == ("flagged", "再核")
        assert {rid: one.state for rid, one in theirs.annotations.items()} == {
            rid: one.state for rid, one in ours.annotations.items()
        }
        assert theirs.indicators() == ours.indicators()
        assert {done.annotator for done in fresh.history(1) if done.rid in theirs.annotations} == {"wang"}


@pytest.mark.parametrize("name", [*WHOLE, "conll"])
def test_the_same_project_gives_the_same_bytes(project: Project, name: str, tmp_path: Path) -> None:
    _judge(project)
    project.add(*article_with_extraction(2))
    first, second = (_files(_given_out(project, name, tmp_path / part)) for part in ("one", "two"))
    assert first
    assert first == second

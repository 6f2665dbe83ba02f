"""A project given out as tables and as JSON, and merged back as it was given out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from store import layer as changes
from store.exchange.documents import Document, documents
from store.exchange.formats import FORMATS, Format
from store.exchange.incoming import Incoming
from store.exchange.losses import Losses
from store.project import Project
from tests.building import article_with_extraction, make_entity
from tests.store.doing import do

WHOLE = ("label-studio", "parquet", "web-annotation")
"""Those that hold everything but the history."""
RETURNING = (*WHOLE, "doccano", "doccano-tags", "prodigy", "prodigy-tags")
ALL = (*RETURNING, "csv", "csv-tags", "excel")


@pytest.fixture
def judged(project: Project) -> Project:
    """A project with one decision of each kind, a comment of its kind and a verdict."""
    layer = project.layer(1)
    do(project, changes.accept(layer, layer.entities()[0].id))
    do(project, changes.reject(layer, layer.entities()[1].id))
    do(project, changes.retype(layer, layer.entities()[3].id, "PER"))
    do(project, changes.add(layer, make_entity(project.article(1), "贫困村", "TERM")))
    do(
        project,
        changes.revise(layer, layer.indicators()[0].id, {"value": Decimal("49.50"), "metric": "出列"}),
    )
    do(project, changes.reject(layer, layer.tags()[0].id))
    do(project, changes.add_tag(project.layer(1), "易地搬迁"))
    do(project, changes.set_verdict(project.layer(1), "flagged", "再核"))
    return project


def _format(name: str) -> Format:
    return next(one for one in FORMATS if one.name == name)


def _given_out(found: Iterator[Document], name: str, project: Project) -> dict[str, bytes]:
    form, losses = _format(name), Losses()
    if form.several:
        return dict(form.files_writer()(found, project.profile, losses))
    return {f"all{form.ending}": b"".join(form.writer()(found, project.profile, losses))}


def _taken_back(project: Project, name: str, folder: Path) -> Incoming:
    folder.mkdir()
    files = _given_out(documents(project), name, project)
    for file, data in files.items():
        (folder / file).write_bytes(data)
    path = folder if len(files) > 1 else folder / next(iter(files))
    (incoming,) = _format(name).reader()(path, project.profile)
    assert isinstance(incoming, Incoming)
    return incoming


@pytest.mark.parametrize("name", RETURNING)
def test_what_comes_back_unchanged_changes_nothing(judged: Project, name: str, tmp_path: Path) -> None:
    incoming = _taken_back(judged, name, tmp_path / "out")
    assert (incoming.aid, incoming.sha256) == (1, judged.article(1).source.sha256)
    assert incoming.text == judged.article(1).text
    before = judged.layer(1)
    outcome = judged.merge(1, [incoming])
    assert (outcome.changes, outcome.left) == ((), ())
    assert judged.layer(1) == before


@pytest.mark.parametrize("name", WHOLE)
def test_decisions_arrive_where_nobody_has_judged(judged: Project, name: str, tmp_path: Path) -> None:
    incoming = _taken_back(judged, name, tmp_path / "out")
    with Project.create(tmp_path / "fresh", annotator="li") as fresh:
        fresh.add(*article_with_extraction())
        outcome = fresh.merge(1, [incoming])
        assert outcome.left == ()
        ours, theirs = judged.layer(1), fresh.layer(1)
        assert theirs.annotations == ours.annotations
        assert (theirs.verdict, theirs.reason) == ("flagged", "再核")
        assert {done.annotator for done in fresh.history(1) if done.rid in theirs.annotations} == {"wang"}


@pytest.mark.parametrize(("name", "kinds"), [("prodigy", "spans"), ("prodigy-tags", "tags")])
def test_decisions_of_a_kind_arrive(judged: Project, name: str, kinds: str, tmp_path: Path) -> None:
    incoming = _taken_back(judged, name, tmp_path / "out")
    with Project.create(tmp_path / "fresh", annotator="li") as fresh:
        fresh.add(*article_with_extraction())
        fresh.merge(1, [incoming])
        assert getattr(fresh.layer(1), kinds)() == getattr(judged.layer(1), kinds)()


@pytest.mark.parametrize("name", ["doccano", "doccano-tags"])
def test_what_doccano_holds_arrives_as_people_s(judged: Project, name: str, tmp_path: Path) -> None:
    incoming = _taken_back(judged, name, tmp_path / "out")
    assert {said.annotation.state for said in incoming.said} == {"added"}
    with Project.create(tmp_path / "fresh", annotator="li") as fresh:
        fresh.add(*article_with_extraction())
        assert fresh.merge(1, [incoming]).decided == len(incoming.said) > 0


@pytest.mark.parametrize("name", ALL)
def test_the_same_project_gives_the_same_bytes(judged: Project, name: str) -> None:
    judged.add(*article_with_extraction(2))
    assert _given_out(documents(judged), name, judged) == _given_out(documents(judged), name, judged)


@pytest.mark.parametrize("name", [name for name in ALL if name not in ("label-studio", "excel", "parquet")])
def test_an_article_is_out_before_the_next_is_read(judged: Project, name: str) -> None:
    judged.add(*article_with_extraction(2))
    read: list[int] = []

    def told() -> Iterator[Document]:
        for document in documents(judged):
            read.append(document.aid)
            yield document

    written = _format(name).writer()(told(), judged.profile, Losses())
    while not read:
        next(written)
    assert read == [1]

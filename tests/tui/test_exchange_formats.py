"""Every format that comes back carries decisions from one project to another that has the same articles."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest

from seeds.article import Entity, Indicator, Span
from store import layer as changes
from store.exchange.arriving import Arrivals, merge
from store.exchange.documents import DECIDED
from store.exchange.formats import FORMATS, Format
from store.exchange.sniffing import format_in
from store.layer import Layer
from store.project import Project
from tests.building import article_with_extraction, make_entity
from tests.store.doing import do
from tui.exports import export

_RETURNING = [one for one in FORMATS if one.returns]
_WITH_RECORDS = ("jsonl", "excel", "parquet", "label-studio", "web-annotation", "brat", "spacy", "xmi")


@pytest.fixture
def judged(tmp_path: Path) -> Iterator[Project]:
    """Articles on which everything that can be decided was decided."""
    with Project.create(tmp_path / "judged", annotator="zhao") as project:
        for number in range(2):
            project.add(*article_with_extraction(number))
        layer = project.layer(1)
        first, second, third, fourth = layer.entities()
        do(project, changes.accept(layer, first.id))
        do(project, changes.resize(project.layer(1), second.id, second.start, second.end - 2, "青石县"))
        do(project, changes.reject(project.layer(1), third.id))
        do(project, changes.retype(project.layer(1), fourth.id, "PER"))
        do(project, changes.add(project.layer(1), make_entity(project.article(1), "贫困村", "TERM")))
        figure = layer.indicators()[0]
        said = {"value": Decimal("49.50"), "metric": "村", "provenance": {"metric": Span(3, 5)}}
        do(project, changes.revise(project.layer(1), figure.id, said))
        part = layer.indicators()[4]
        do(project, changes.resize(project.layer(1), part.id, part.start, part.end - 1, part.text[:-1]))
        do(project, changes.accept(project.layer(1), layer.indicators()[1].id))
        do(project, changes.add_tag(project.layer(1), "易地搬迁"))
        do(project, changes.set_verdict(project.layer(1), "done"))
        yield project


def _spans(layer: Layer) -> set[tuple[int, int, str]]:
    return {
        (one.start, one.end, one.type if isinstance(one, Entity) else "indicator")
        for one in layer.spans()
        if one.state in DECIDED
    }


def _record(figure: Indicator) -> Indicator:
    """What every format that has records has of it."""
    return msgspec.structs.replace(figure, rule="", confidence=0)


@pytest.mark.parametrize("kind", _RETURNING, ids=[one.name for one in _RETURNING])
def test_decisions_come_back_into_a_project_where_nobody_judged(
    kind: Format, judged: Project, tmp_path: Path
) -> None:
    path = tmp_path / f"given{'' if kind.several else kind.ending}"
    export(judged, judged.ids(), kind, path)
    assert format_in(path).name == kind.name
    told: list[str] = []
    with Project.create(tmp_path / "fresh", annotator="wang") as fresh:
        for number in range(2):
            fresh.add(*article_with_extraction(number))
        for turn in range(2):
            with Arrivals(fresh, lambda note: told.append(str(note))) as arrivals:
                arrivals.take(kind.reader()(path, fresh.profile), lambda: False)
                done = merge(
                    fresh, arrivals, lambda note: told.append(str(note)), lambda _d, _a: None, lambda: False
                )
            assert done is not None
            assert bool(done.articles) == (turn == 0)
        assert told == []
        layer, there = fresh.layer(1), judged.layer(1)
        if kind.name == "csv":
            assert _spans(layer) == {one for one in _spans(there) if one[2] == "indicator"}
        elif not kind.name.endswith("-tags"):
            assert _spans(layer) == _spans(there)
        if kind.name.endswith("-tags"):
            assert "易地搬迁" in fresh.rows([1])[0].tags
        if kind.name in _WITH_RECORDS:
            assert {one.id: one.state for one in layer.queue()} == {
                one.id: one.state for one in there.queue()
            }
        if kind.name in (*_WITH_RECORDS, "csv"):
            assert [_record(one) for one in layer.indicators()] == [
                _record(one) for one in there.indicators()
            ]
        undone = fresh.undo()
        assert undone is not None
        assert {one.state for one in fresh.layer(1).queue()} == {"suggested"}

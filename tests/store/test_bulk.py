"""Deciding on many suggestions of one article in one step."""

from __future__ import annotations

import msgspec
import pytest

from store import bulk
from store import layer as changes
from store.layer import Layer
from store.operations import first_layer, fold
from tests.building import article_with_extraction


@pytest.fixture
def layer() -> Layer:
    _article, extraction = article_with_extraction()
    return first_layer(1, "main", extraction)


def test_the_rest_is_what_waits_from_a_confidence_up_the_least_certain_first(layer: Layer) -> None:
    sure = bulk.suggestions(layer, 0.7)
    assert [a.confidence for a in sure] == sorted(a.confidence for a in sure)
    assert min(a.confidence for a in sure) == 0.7
    step = changes.accept(layer, sure[0].id)
    assert step is not None
    assert sure[0].id not in {a.id for a in bulk.suggestions(fold(layer, step.changes))}


def test_a_threshold_is_chosen_among_those_that_change_something(layer: Layer) -> None:
    levels = bulk.levels(layer)
    counts = [len(bulk.suggestions(layer, level)) for level in levels]
    assert levels == [0.0, 0.6, 0.7, 0.8, 0.9]
    assert counts == sorted(set(counts), reverse=True)
    assert counts[0] == 12


def test_accepting_the_rest_is_one_step_and_leaves_the_doubtful(layer: Layer) -> None:
    rids = [a.id for a in bulk.suggestions(layer, 0.7)]
    step = bulk.accept_rest(layer, rids)
    assert step is not None
    done = fold(layer, step.changes)
    assert {a.id for a in done.annotations.values() if a.state == "accepted"} == set(rids)
    assert {a.confidence for a in bulk.suggestions(done)} == {0.4, 0.6}


def test_nothing_to_decide_is_no_step(layer: Layer) -> None:
    assert bulk.accept_rest(layer, []) is None


def test_what_is_alike_has_the_text_and_type_and_was_not_decided_by_anybody(layer: Layer) -> None:
    first, *_others = layer.entities()
    copies = [
        msgspec.structs.replace(first, id=name, start=at, end=at + 2, state=state, type=kind)
        for name, at, state, kind in (
            ("waits", 3, "suggested", first.type),
            ("accepted", 6, "accepted", first.type),
            ("other type", 9, "suggested", "ORG"),
        )
    ]
    layer = msgspec.structs.replace(layer, annotations=layer.annotations | {copy.id: copy for copy in copies})
    assert {a.id for a in bulk.alike(layer, first.id)} == {first.id, "waits"}
    assert {a.id for a in bulk.alike(layer, "accepted")} == {first.id, "waits", "accepted"}
    step = bulk.reject_alike(layer, [first.id, "waits"])
    assert step is not None
    assert {rid for rid, a in fold(layer, step.changes).annotations.items() if a.state == "rejected"} == {
        first.id,
        "waits",
    }

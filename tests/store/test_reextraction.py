"""Another run of the extractor: what it changes, what it leaves, and that it can be taken back."""

from __future__ import annotations

import json
from contextlib import ExitStack
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.article import Annotation, Entity, Extraction, Indicator, Tag
from store import layer as changes
from store import remarking
from store.exchange.jsonl import json_lines
from store.layer import Layer
from store.problems import Conflict, NoArticle
from store.project import Project
from store.reextraction import REEXTRACT, Difference, difference, reextract
from tests.building import article_with_extraction, make_entity, make_extraction, make_indicator, make_tag
from tests.store.doing import do
from tests.store.test_steps import STEPS

ARTICLE, FIRST = article_with_extraction()
NOBODY = Extraction()


def _rid(layer: Layer, surface: str) -> str:
    return next(a.id for a in layer.queue() if surface in (getattr(a, "text", ""), getattr(a, "label", "")))


def _without(surface: str, *instead: Annotation) -> Extraction:
    """The first run, but with `instead` where it had found `surface`."""
    return Extraction(
        entities=(
            *(e for e in FIRST.entities if e.text != surface),
            *(a for a in instead if isinstance(a, Entity)),
        ),
        indicators=(
            *(i for i in FIRST.indicators if i.text != surface),
            *(a for a in instead if isinstance(a, Indicator)),
        ),
        tags=(*(t for t in FIRST.tags if t.label != surface), *(a for a in instead if isinstance(a, Tag))),
    )


def _surfaces(annotations: tuple[Annotation, ...]) -> list[str]:
    return [a.label if isinstance(a, Tag) else a.text for a in annotations]


def _content(layer: Layer) -> Layer:
    """A layer but for the number of operations that made it."""
    return msgspec.structs.replace(layer, version=0)


# What changes


def test_the_same_run_changes_nothing(project: Project) -> None:
    found = reextract(project, 1, FIRST)
    assert not found
    assert found == Difference(aid=1)
    assert len(project.history(1)) == 1


def test_a_run_adds_takes_away_and_revises_in_reading_order(project: Project) -> None:
    article = project.article(1)
    again = Extraction(
        entities=(
            make_entity(article, "林晓", "PER"),
            make_entity(article, "青石县", "LOC"),
            make_entity(article, "县农业农村局", "ORG", confidence=0.95),
            make_entity(article, "周明", "PER"),
        ),
        indicators=(*FIRST.indicators[1:], make_indicator(article, "48个", "出列村", "48", "个")),
        tags=(make_tag("脱贫摘帽", confidence=0.6), make_tag("健康扶贫")),
    )
    found = reextract(project, 1, again)
    assert _surfaces(found.added) == ["青石县", "健康扶贫"]
    assert _surfaces(found.gone) == ["青石县48", "产业扶贫"]
    assert [(r.before.id, r.fields) for r in found.revised] == [
        (_rid(project.layer(1), "48个"), ("metric",)),
        (_rid(project.layer(1), "周明"), ("confidence", "type")),
    ]
    assert [r.fields for r in found.weighed] == [("confidence",)]
    layer = project.layer(1)
    suggested = (*again.entities, *again.indicators, *again.tags)
    assert layer.annotations == layer.base == {a.id: a for a in suggested}
    assert not difference(layer, again)


def test_it_is_one_step_that_undo_takes_back_and_redo_makes_again(project: Project, tmp_path: Path) -> None:
    before = project.layer(1)
    reextract(project, 1, _without("林晓", make_tag("健康扶贫")))
    after = project.layer(1)
    undone = project.undo()
    assert undone is not None
    assert undone.action == REEXTRACT
    assert _content(project.layer(1)) == _content(before)
    assert [a.id for a in project.layer(1).queue()] == [a.id for a in before.queue()]
    assert project.undo() is None
    project.redo()
    assert _content(project.layer(1)) == _content(after)
    with Project.open(tmp_path / "试点", annotator="li") as again:
        assert again.layer(1) == project.layer(1)
        assert again.layer_as_of(1, 0) == before


def test_two_annotations_of_one_span_keep_their_order_when_one_comes_back(project: Project) -> None:
    number = project.layer(1).indicators()[0]
    entity = make_entity(project.article(1), number.text, "TERM")
    reextract(project, 1, Extraction(entities=(*FIRST.entities, entity), indicators=FIRST.indicators))
    before = [a.id for a in project.layer(1).queue()]
    reextract(project, 1, NOBODY)
    project.undo()
    assert [a.id for a in project.layer(1).queue()] == before


def test_a_number_written_otherwise_is_no_change(project: Project) -> None:
    same = make_indicator(project.article(1), "0.74%", "贫困发生率", "0.740", "%")
    assert not difference(project.layer(1), _without("0.74%", same))


# What a decision is measured by


def test_a_suggestion_of_a_later_run_is_accepted_and_not_added(project: Project) -> None:
    reextract(
        project, 1, _without("周明", make_entity(project.article(1), "周明", "PER"), make_tag("健康扶贫"))
    )
    for surface in ("周明", "健康扶贫"):
        rid = _rid(project.layer(1), surface)
        assert do(project, changes.accept(project.layer(1), rid)).annotations[rid].state == "accepted"


def test_a_correction_is_told_from_the_suggestion_that_the_person_saw(project: Project) -> None:
    rid = _rid(project.layer(1), "周明")
    reextract(project, 1, _without("周明", make_entity(project.article(1), "周明", "ORG")))
    layer = do(project, changes.retype(project.layer(1), rid, "LOC"))
    assert layer.annotations[rid].state == "corrected", "the first run had said LOC"
    (line,) = json_lines(project)
    told = next(e for e in json.loads(line)["entities"] if e["text"] == "周明")
    assert told["suggested"]["type"] == "ORG"
    assert do(project, changes.retype(project.layer(1), rid, "ORG")).annotations[rid].state == "accepted"


def test_what_was_judged_keeps_the_suggestion_that_was_judged(project: Project) -> None:
    rid = _rid(project.layer(1), "周明")
    do(project, changes.retype(project.layer(1), rid, "PER"))
    before = project.layer(1)
    found = reextract(project, 1, _without("周明", make_entity(project.article(1), "周明", "ORG")))
    assert [(held.kept.id, getattr(held.said, "type", None)) for held in found.held] == [(rid, "ORG")]
    assert not found
    assert project.layer(1) == before


def test_the_export_names_nobody_for_what_only_the_extractor_changed(project: Project) -> None:
    reextract(project, 1, _without("1509户", make_entity(project.article(1), "青石县", "LOC")))
    (line,) = json_lines(project)
    exported = json.loads(line)
    assert not [e for kind in ("entities", "indicators") for e in exported[kind] if "annotator" in e]
    known = {figure["id"] for figure in exported["indicators"]}
    assert all(known.issuperset(check["indicators"]) for check in exported["checks"])


# What stays because of a person


@pytest.mark.parametrize("surface", ["林晓", "48个", "产业扶贫"])
def test_what_a_person_left_standing_does_not_vanish(project: Project, surface: str) -> None:
    rid = _rid(project.layer(1), surface)
    decided = do(project, changes.accept(project.layer(1), rid)).annotations[rid]
    found = reextract(project, 1, NOBODY)
    assert [(held.kept, held.said) for held in found.held] == [(decided, None)]
    assert project.layer(1).annotations == {rid: decided}


@pytest.mark.parametrize("surface", ["林晓", "48个", "产业扶贫"])
def test_what_a_person_rejected_does_not_come_back(project: Project, surface: str) -> None:
    rid = _rid(project.layer(1), surface)
    before = do(project, changes.reject(project.layer(1), rid))
    found = reextract(project, 1, FIRST)
    assert (found, project.layer(1)) == (Difference(aid=1), before)


def test_a_rejected_span_can_be_suggested_with_another_type_but_not_with_its_own(project: Project) -> None:
    rid = _rid(project.layer(1), "周明")
    do(project, changes.reject(project.layer(1), rid))
    as_person = _without("周明", make_entity(project.article(1), "周明", "PER"))
    (added,) = reextract(project, 1, as_person).added
    assert not difference(project.layer(1), as_person)
    found = reextract(project, 1, FIRST)
    assert _surfaces(found.gone) == ["周明"]
    assert found.revised == ()
    assert [a.id for a in project.layer(1).entities() if a.text == "周明"] == [rid]
    project.undo()
    assert do(project, changes.accept(project.layer(1), added.id)).annotations[added.id].state == "accepted"


def test_a_rejected_number_does_not_come_back_with_another_record(project: Project) -> None:
    rid = _rid(project.layer(1), "48个")
    rejected = do(project, changes.reject(project.layer(1), rid)).annotations[rid]
    other = make_indicator(project.article(1), "48个", "出列村", "48", "个")
    found = reextract(project, 1, _without("48个", other))
    assert not found
    assert [held.kept for held in found.held] == [rejected]


def test_what_was_changed_before_it_was_rejected_comes_back_in_neither_form(project: Project) -> None:
    rid = _rid(project.layer(1), "青石县48")
    span = project.layer(1).entities()[1]
    do(project, changes.resize(project.layer(1), rid, span.start, span.end - 2, "青石县"))
    do(project, changes.reject(project.layer(1), rid))
    shorter = make_entity(project.article(1), "青石县", "LOC")
    at_the_span = msgspec.structs.replace(shorter, start=span.start, end=span.end - 2)
    assert not difference(project.layer(1), FIRST)
    assert not difference(project.layer(1), _without("青石县48", at_the_span))


def test_nothing_is_put_beside_a_persons_annotation_of_its_kind(project: Project) -> None:
    article = project.article(1)
    mine = do(project, changes.add(project.layer(1), make_entity(article, "食用菌", "TERM")))
    wider = make_entity(article, "种植食用菌", "TERM")
    number = make_indicator(article, "菌的1509", "户数", "1509", "户")
    again = msgspec.structs.replace(
        FIRST, entities=(*FIRST.entities, wider), indicators=(*FIRST.indicators, number)
    )
    found = reextract(project, 1, again)
    assert _surfaces(found.added) == ["菌的1509"], "of another kind"
    assert [(held.kept.state, held.said) for held in found.held] == [("added", wider)]
    assert all(project.layer(1).annotations[rid] == kept for rid, kept in mine.annotations.items())


def test_a_run_that_says_what_a_person_said_is_no_news(project: Project) -> None:
    article = project.article(1)
    do(project, changes.add(project.layer(1), make_entity(article, "食用菌", "TERM")))
    do(project, changes.retype(project.layer(1), _rid(project.layer(1), "周明"), "PER"))
    found = make_entity(article, "食用菌", "TERM"), make_entity(article, "周明", "PER", confidence=0.3)
    assert difference(project.layer(1), _without("周明", *found)) == Difference(aid=1)


def test_a_suggestion_that_somebody_remarked_on_does_not_vanish(project: Project) -> None:
    layer = project.layer(1)
    rid, flagged = _rid(layer, "林晓"), _rid(layer, "周明")
    said = remarking.comment(layer, rid, "姓林?", annotator="wang", at="2026-03-01T12:00:00.000+00:00")
    do(project, said)
    do(project, remarking.turn_unclear(project.layer(1), flagged))
    found = reextract(project, 1, NOBODY)
    assert [held.kept.id for held in found.held] == [rid, flagged]
    assert set(project.layer(1).annotations) == {rid, flagged}
    assert {remark.about for remark in project.layer(1).remarks.values()} == {rid, flagged}  # type: ignore[union-attr]


def test_a_judgement_made_meanwhile_is_not_overrun(project: Project, tmp_path: Path) -> None:
    again = _without("48个", make_indicator(project.article(1), "48个", "出列村", "48", "个"))
    step = difference(project.layer(1), again).step()
    with Project.open(tmp_path / "试点", annotator="li") as other:
        judged = do(other, changes.accept(other.layer(1), _rid(other.layer(1), "48个")))
    assert step is not None
    with pytest.raises(Conflict, match="li"):
        project.record(step)
    assert project.layer(1) == judged


def test_it_sets_no_verdict_and_the_list_counts_anew(project: Project) -> None:
    do(project, changes.set_verdict(project.layer(1), "done"))
    reextract(project, 1, _without("产业扶贫", make_tag("健康扶贫"), make_entity(ARTICLE, "肉牛", "TERM")))
    (row,) = project.rows([1])
    assert row.verdict == "done"
    assert set(row.suggested_tags) == {"脱贫摘帽", "健康扶贫"}
    assert (row.entities, row.unreviewed) == (5, 13)


def test_an_article_that_is_not_there_is_not_extracted(project: Project) -> None:
    with pytest.raises(NoArticle):
        reextract(project, 9, FIRST)


# Random work, random runs

_SURFACES = ("青石县", "贫困村", "食用菌", "林晓", "周明", "农业农村局", "种植食用菌", "48个", "肉牛的2057户")


@st.composite
def _runs(draw: st.DrawFn) -> Extraction:
    """The first run with some of it left out, said otherwise, or more of it found."""
    suggested = make_extraction(ARTICLE)
    kept = draw(st.sets(st.integers(0, 11)))
    entities = {e.id: e for at, e in enumerate(suggested.entities) if at in kept}
    indicators = {i.id: i for at, i in enumerate(suggested.indicators, 4) if at in kept}
    more = st.tuples(st.sampled_from(_SURFACES), st.sampled_from(("PER", "LOC", "")))
    for surface, kind in draw(st.lists(more, max_size=6)):
        if kind:
            found = make_entity(ARTICLE, surface, kind)
            entities[found.id] = found
        else:
            number = make_indicator(ARTICLE, surface, "户数", str(draw(st.integers(1, 3))), "户")
            indicators[number.id] = number
    tags = [make_tag(label) for label in draw(st.sets(st.sampled_from(("产业扶贫", "健康扶贫", "易地搬迁"))))]
    return Extraction(
        entities=tuple(entities.values()), indicators=tuple(indicators.values()), tags=tuple(tags)
    )


def _decided(layer: Layer) -> dict[str, Annotation]:
    return {a.id: a for a in layer.annotations.values() if a.state != "suggested"}


def _twins(layer: Layer) -> set[frozenset[str]]:
    """Live annotations of one kind on one span."""
    live = [a for a in layer.spans() if a.state != "rejected"]
    return {
        frozenset((one.id, two.id))
        for one, two in combinations(live, 2)
        if type(one) is type(two) and (one.start, one.end) == (two.start, two.end)
    }


_WORK = st.lists(
    st.one_of(
        _runs(), st.tuples(st.sampled_from([*STEPS, "accept", "reject", "undo", "redo"]), st.integers(0, 60))
    ),
    max_size=14,
)


@settings(max_examples=40, deadline=None)
@given(_WORK)
def test_no_run_ever_touches_what_a_person_did(work: list[Extraction | tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder, ExitStack() as opened:
        path = Path(folder) / "p"
        project = opened.enter_context(Project.create(path, annotator="wang"))
        project.add(ARTICLE, FIRST)
        seen = [project.layer(1)]
        for deed in work:
            before = project.layer(1)
            if isinstance(deed, Extraction):
                found = reextract(project, 1, deed)
                after = project.layer(1)
                assert _decided(after) == _decided(before)
                assert after.remarks == before.remarks
                assert (after.verdict, after.reason) == (before.verdict, before.reason)
                assert _twins(after) <= _twins(before)
                assert not difference(after, deed), "said once, it has nothing to add"
                refused = [a for a in before.annotations.values() if a.state == "rejected"]
                came = [a for a in after.annotations.values() if before.annotations.get(a.id) != a]
                assert not {_form(a) for a in refused} & {_form(a) for a in came}
                if found:
                    project.undo()
                    assert _content(project.layer(1)) == _content(before)
                    project.redo()
                    assert _content(project.layer(1)) == _content(after)
            elif deed[0] == "undo":
                project.undo()
            elif deed[0] == "redo":
                project.redo()
            elif before.indicators() and (step := STEPS[deed[0]](before, deed[1])):
                project.record(step)
            seen.append(project.layer(1))
        for layer in seen:
            assert project.layer_as_of(1, layer.version) == layer
        with Project.open(path, annotator="wang") as again:
            assert again.layer(1) == seen[-1]
        while project.undo():
            pass
        assert _content(project.layer(1)) == seen[0]


def _form(annotation: Annotation) -> tuple[object, ...]:
    """What may not come back once it was rejected."""
    if isinstance(annotation, Tag):
        return (annotation.label,)
    kind = annotation.type if isinstance(annotation, Entity) else "figure"
    return annotation.start, annotation.end, kind

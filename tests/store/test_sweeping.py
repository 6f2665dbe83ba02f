"""The same done to many articles: one step, exactly as if each had been done by itself, or nothing at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.article import tag_id
from store import derived, many_layers, remarking
from store import layer as changes
from store.layer import ARTICLE, Change, Layer, Step
from store.problems import Conflict, NoArticle
from store.project import Project
from store.sweeping import (
    HAS_IT,
    NOTHING_WAITS,
    SO_ALREADY,
    TAKEN_OFF,
    WITHOUT,
    Judge,
    Kind,
    PutTag,
    SetVerdict,
    Sweep,
    TakeTag,
)
from tests.building import article_with_extraction
from tests.store.doing import do

NEW, SUGGESTED = "易地搬迁", "产业扶贫"
ARTICLES = 6


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project of six articles, each with 10 spans and the tag `SUGGESTED` waiting."""
    with filled(tmp_path / "试点") as project:
        yield project


@pytest.fixture
def other(project: Project) -> Iterator[Project]:
    """Another annotator's handle on the same project."""
    with Project.open(project.path, annotator="li") as other:
        yield other


def filled(path: Path) -> Project:
    project = Project.create(path, annotator="wang")
    with project.transaction():
        for number in range(ARTICLES):
            project.add(*article_with_extraction(number))
    return project


def everything(project: Project) -> dict[str, Any]:
    """What the file holds, but for when it was done."""
    ops = [msgspec.structs.replace(done, at="") for aid in project.ids() for done in project.history(aid)]
    with project.db.reading() as connection:
        tables = {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall())  # noqa: S608
            for name in ("listing", "labels", "hands")
        }
        words = sorted(connection.execute("SELECT * FROM vocabulary WHERE uses <> 0").fetchall())
    heads = dict(project.db.storage.scan("heads"))
    return {"ops": sorted(ops, key=lambda done: done.seq), "heads": heads, "words": words, **tables}


def states(project: Project) -> dict[int, Any]:
    """What the layers say, whatever their version."""
    return {aid: msgspec.structs.replace(project.layer(aid), version=0) for aid in project.ids()}


def as_one_step(project: Project, sweep: Sweep, op_id: str) -> Step:
    """The same deed by the way that a step on one article takes."""
    outcomes = [sweep.on(project.layer(aid)) for aid in sorted(project.ids())]
    each = [change for outcome in outcomes if not isinstance(outcome, str) for change in outcome]
    return Step(op_id, sweep.action, tuple(each))


SWEEPS: tuple[Sweep, ...] = (
    PutTag(NEW),
    PutTag(SUGGESTED),
    PutTag(SUGGESTED, again=True),
    TakeTag(NEW),
    TakeTag(SUGGESTED),
    SetVerdict("done"),
    SetVerdict("flagged", "存疑"),
    SetVerdict("new"),
    Judge("accept", at_least=75),
    Judge("reject", kinds=("LOC", "tag"), below=65),
)


def _one(layer: Layer, number: int) -> Step | None:
    """Something that a person may do to one article."""
    rids = sorted(layer.annotations)
    rid = rids[number % len(rids)]
    match number % 6:
        case 0:
            return changes.accept(layer, rid)
        case 1:
            return changes.reject(layer, rid)
        case 2:
            return changes.add_tag(layer, (NEW, SUGGESTED, "健康扶贫")[number % 3])
        case 3:
            return changes.set_verdict(layer, "reading")
        case 4:
            return changes.reject(layer, tag_id(SUGGESTED))
    return remarking.comment(
        layer, (ARTICLE, rid)[number % 2], "第几条", annotator="wang", at="2026-03-01T12"
    )


COMMANDS = st.lists(
    st.one_of(
        st.tuples(st.just("one"), st.integers(1, ARTICLES), st.integers(0, 30)),
        st.tuples(st.just("sweep"), st.sampled_from(range(len(SWEEPS))), st.just(0)),
        st.tuples(st.sampled_from(["undo", "redo"]), st.just(0), st.just(0)),
    ),
    max_size=8,
)


@settings(max_examples=25, deadline=None)
@given(COMMANDS, st.sampled_from(SWEEPS), st.booleans())
def test_a_sweep_writes_what_one_step_of_all_its_changes_writes(
    commands: list[tuple[str, int, int]], sweep: Sweep, lightly: bool
) -> None:
    with TemporaryDirectory() as folder, ExitStack() as opened, pytest.MonkeyPatch.context() as patch:
        patch.setattr(many_layers, "_FEW", 0 if lightly else 64)
        patch.setattr(many_layers, "PAGE", 4)
        swept = opened.enter_context(filled(Path(folder) / "swept"))
        for at, (command, which, number) in enumerate(commands):
            if command == "one" and (step := _one(swept.layer(which), number)):
                swept.record(step)
            elif command == "sweep":
                swept.sweep(swept.ids(), SWEEPS[which], op_id=f"sweep{at}")
            elif command in ("undo", "redo"):
                getattr(swept, command)()
        swept.close()
        shutil.copytree(Path(folder) / "swept", Path(folder) / "by hand")
        swept = opened.enter_context(Project.open(Path(folder) / "swept", annotator="wang"))
        by_hand = opened.enter_context(Project.open(Path(folder) / "by hand", annotator="wang"))
        before = states(swept)
        survey = swept.survey(swept.ids(), sweep)
        assert survey is not None
        assert states(swept) == before
        done = swept.sweep(swept.ids(), sweep, op_id="last")
        step = as_one_step(by_hand, sweep, "last")
        by_hand.record(step)
        assert done is not None
        assert list(done.aids) == list(dict.fromkeys(change.aid for change in step.changes))
        assert (survey.articles, sum(survey.changes.values())) == (len(done.aids), len(step.changes))
        assert survey.left == done.left
        assert everything(swept) == everything(by_hand)
        if done.aids:
            for move, state in ((swept.undo, before), (swept.redo, states(by_hand))):
                move()
                assert states(swept) == state
        kept = everything(swept)
        derived.rebuild(swept.db)
        assert everything(swept) == kept


def test_articles_that_need_no_change_are_left_and_counted(project: Project) -> None:
    do(project, changes.add_tag(project.layer(1), NEW))
    do(project, changes.reject(project.layer(2), tag_id(SUGGESTED)))
    survey = project.survey(project.ids(), PutTag(NEW))
    assert survey is not None
    assert survey.left == {HAS_IT: 1}
    assert survey.changes == {Kind("tag", None, "added"): 5}
    survey = project.survey(project.ids(), PutTag(SUGGESTED))
    assert survey is not None
    assert (survey.articles, survey.left) == (5, {TAKEN_OFF: 1})
    assert survey.changes == {Kind("tag", "suggested", "accepted"): 5}
    assert survey.examples[Kind("tag", "suggested", "accepted")][0] == (1, SUGGESTED)
    again = project.survey(project.ids(), PutTag(SUGGESTED, again=True))
    assert again is not None
    assert again.changes[Kind("tag", "rejected", "accepted")] == 1
    taken = project.sweep([1, 2, 3], TakeTag(NEW))
    assert taken is not None
    assert (list(taken.aids), taken.left) == ([1], {WITHOUT: 2})
    project.sweep([1, 2], SetVerdict("done"))
    done = project.sweep([1, 2, 3], SetVerdict("done"))
    assert done is not None
    assert (list(done.aids), done.left) == ([3], {SO_ALREADY: 2})


def test_suggestions_are_judged_by_kind_and_confidence(project: Project) -> None:
    survey = project.survey(project.ids(), Judge("reject", kinds=("LOC",), below=50))
    assert survey is not None
    assert survey.changes == {Kind("LOC", "suggested", "rejected"): ARTICLES}
    project.sweep(project.ids(), Judge("reject", kinds=("LOC",), below=50))
    assert {
        e.text for aid in project.ids() for e in project.layer(aid).entities() if e.state == "rejected"
    } == {"周明"}
    project.sweep(project.ids(), Judge("accept"))
    assert {project.rows([aid])[0].unreviewed for aid in project.ids()} == {0}
    survey = project.survey(project.ids(), Judge("reject"))
    assert survey is not None
    assert survey.left == {NOTHING_WAITS: ARTICLES}


def test_a_retry_of_a_sweep_changes_nothing(project: Project) -> None:
    first = project.sweep(project.ids(), PutTag(NEW), op_id="once")
    before = everything(project)
    again = project.sweep(project.ids(), PutTag(NEW), op_id="once")
    assert first is not None
    assert again is not None
    assert (again.step, again.aids) == (first.step, first.aids)
    assert everything(project) == before


def test_a_sweep_that_is_stopped_writes_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many_layers, "PAGE", 2)
    before = everything(project)
    told: list[tuple[int, int]] = []
    stopped = project.sweep(
        project.ids(),
        PutTag(NEW),
        progress=lambda done, all_: told.append((done, all_)),
        stopped=lambda: len(told) > 1,
    )
    assert stopped is None
    assert told == [(0, ARTICLES), (2, ARTICLES)]
    assert everything(project) == before
    assert project.survey(project.ids(), PutTag(NEW), stopped=lambda: True) is None


def test_a_sweep_over_an_article_that_is_not_there_writes_nothing(project: Project) -> None:
    before = everything(project)
    with pytest.raises(NoArticle):
        project.sweep([1, 2, 99], PutTag(NEW))
    assert everything(project) == before


def test_an_article_that_is_named_twice_is_changed_once(project: Project) -> None:
    done = project.sweep([3, 1, 3, 1], PutTag(NEW))
    assert done is not None
    assert list(done.aids) == [1, 3]
    assert len(project.history(3)) == 2


@pytest.mark.parametrize("few", [0, 64], ids=["lightly", "wholly"])
def test_what_somebody_changed_since_is_left_and_the_rest_taken_back(
    project: Project, other: Project, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(many_layers, "_FEW", few)
    project.sweep(project.ids(), PutTag(NEW))
    for aid in (2, 5):
        do(other, changes.reject(other.layer(aid), tag_id(NEW)))
    before = everything(project)
    with pytest.raises(Conflict) as met:
        project.undo()
    assert (met.value.others, met.value.operations[-1].annotator) == (4, "li")
    assert everything(project) == before
    undone = project.undo(rest=True)
    assert undone is not None
    assert (sorted(undone.aids), undone.left, undone.action) == ([1, 3, 4, 6], 2, "tag")
    tagged = {aid: project.layer(aid).annotations.get(tag_id(NEW)) for aid in project.ids()}
    assert {aid for aid, tag in tagged.items() if tag} == {2, 5}
    assert [done.action for done in project.history(2)] == ["import", "tag", "reject"]
    assert project.undo() is None
    redone = project.redo()
    assert redone is not None
    assert (sorted(redone.aids), redone.action) == ([1, 3, 4, 6], "tag")
    assert {aid for aid in project.ids() if project.layer(aid).annotations.get(tag_id(NEW))} == set(
        project.ids()
    )


def test_where_all_of_it_was_changed_since_there_is_no_rest(project: Project, other: Project) -> None:
    project.sweep([1, 2], SetVerdict("done"))
    other.sweep([1, 2], SetVerdict("flagged", "再看"))
    for rest in (False, True):
        with pytest.raises(Conflict) as met:
            project.undo(rest=rest)
        assert met.value.others == 0


def test_an_article_is_taken_back_as_a_whole_or_not_at_all(project: Project, other: Project) -> None:
    project.sweep([1, 2], Judge("accept"))
    (first, *_) = other.layer(1).entities()
    do(other, changes.reject(other.layer(1), first.id))
    project.undo(rest=True)
    accepted = [a.state for a in project.layer(1).annotations.values()]
    assert accepted.count("accepted") == len(accepted) - 1
    assert {a.state for a in project.layer(2).annotations.values()} == {"suggested"}


def test_any_deed_can_be_swept(project: Project) -> None:
    class Comments:
        action = "comment"
        records = None

        def on(self, layer: Layer) -> tuple[Change, ...] | str:
            if layer.aid % 2:
                return "odd"
            step = remarking.comment(layer, ARTICLE, "请复核", annotator="wang", at="2026-03-01T12")
            return step.changes if step else "nothing said"

    done = project.sweep(project.ids(), Comments())
    assert done is not None
    assert (list(done.aids), done.left) == ([2, 4, 6], {"odd": 3})
    assert [row.comments for row in project.rows(range(1, 7))] == [0, 1] * 3


def test_recent_labels_know_the_tags_of_a_sweep(project: Project) -> None:
    project.sweep(project.ids(), PutTag(NEW))
    assert project.recent_labels() == [NEW]

"""Steps are recorded, undone and redone: durably, without limit, and never over another's change."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from decimal import Decimal
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.article import Entity
from store import layer as changes
from store import remarking
from store.layer import ARTICLE, Change, Layer, Step, Verdict, plain
from store.operations import said_of_article
from store.problems import Conflict, NoArticle
from store.project import Project
from store.remarks import Comment
from tests.building import article_with_extraction, make_article, make_entity, make_extraction
from tests.store.doing import do
from tests.store.touched import Touched


def _state(layer: Layer) -> dict[str, Any]:
    """Everything that a layer says, as plain values."""
    records = layer.annotations | layer.remarks
    return {rid: plain(record) for rid, record in records.items()} | {ARTICLE: said_of_article(layer)}


def test_recording_returns_the_new_layer_and_keeps_it(project: Project, tmp_path: Path) -> None:
    layer = project.layer(1)
    indicator = layer.indicators()[2]
    layer = do(project, changes.revise(layer, indicator.id, {"value": Decimal("1.7E+8"), "op": ">="}))
    revised = layer.annotations[indicator.id]
    assert (revised.state, revised.value, revised.op) == ("corrected", Decimal("1.7E+8"), ">=")  # type: ignore[union-attr]
    assert project.layer(1) == layer
    with Project.open(tmp_path / "试点", annotator="li") as again:
        assert again.layer(1) == layer


def test_a_retry_changes_nothing(project: Project) -> None:
    step = changes.set_verdict(project.layer(1), "done")
    assert step is not None
    assert project.record(step) == project.record(step)
    assert len(project.history(1)) == 2


def test_a_retried_undo_undoes_once(project: Project) -> None:
    do(project, changes.set_verdict(project.layer(1), "reading"))
    do(project, changes.set_verdict(project.layer(1), "done"))
    first = project.undo(op_id="u1")
    assert first == project.undo(op_id="u1")
    assert project.layer(1).verdict == "reading"
    again = project.redo(op_id="r1")
    assert again == project.redo(op_id="r1")
    assert project.layer(1).verdict == "done"


def test_a_step_over_several_articles_is_one(project: Project) -> None:
    for number in range(1, 4):
        article = make_article(source=f"第{number}报", path=f"{number}.txt", navigation=f"{number} > 要闻")
        project.add(article, make_extraction(article))
    rid = project.layer(1).entities()[-1].id
    parts = [changes.retype(project.layer(aid), rid, "PER") for aid in (1, 2, 3)]
    step = changes.step("everywhere", [change for part in parts if part for change in part.changes])
    assert step is not None
    layers = project.record(step)
    assert {aid: layer.annotations[rid].state for aid, layer in layers.items()} == dict.fromkeys(
        (1, 2, 3), "corrected"
    )
    undone = project.undo()
    assert undone is not None
    assert (undone.action, sorted(undone.aids)) == ("everywhere", [1, 2, 3])
    assert {project.layer(aid).annotations[rid].state for aid in (1, 2, 3)} == {"suggested"}
    assert project.undo() is None


def test_nothing_of_a_refused_step_is_written(project: Project, other: Project) -> None:
    layer = project.layer(1)
    entity, figure = layer.entities()[0], layer.indicators()[0]
    do(other, changes.reject(other.layer(1), figure.id))
    before = len(project.history(1))
    both = [changes.accept(layer, entity.id), changes.accept(layer, figure.id)]
    step = changes.step("accept the rest", [change for part in both if part for change in part.changes])
    assert step is not None
    with pytest.raises(Conflict, match="li") as refused:
        project.record(step)
    assert [done.action for done in refused.value.operations] == ["reject"]
    assert refused.value.step == step.op_id
    assert len(project.history(1)) == before
    assert project.layer(1).annotations[entity.id].state == "suggested"


def test_changes_to_different_fields_do_not_conflict(project: Project, other: Project) -> None:
    layer = project.layer(1)
    rid = layer.indicators()[0].id
    do(project, changes.accept(layer, rid))
    mine, theirs = project.layer(1), other.layer(1)
    do(project, changes.revise(mine, rid, {"metric": "出列村"}))
    step = Step("x", "revise", (Change(1, rid, {"period": "2019"}, {"period": "2019-11"}),))
    other.record(step)
    final = project.layer(1).annotations[rid]
    assert (final.metric, final.period) == ("出列村", "2019-11")  # type: ignore[union-attr]
    assert theirs.annotations[rid].metric == "贫困村"  # type: ignore[union-attr]


def test_undo_takes_back_ones_own_steps_only(project: Project, other: Project) -> None:
    do(project, changes.add_tag(project.layer(1), "易地搬迁"))
    do(other, changes.add_tag(other.layer(1), "健康扶贫"))
    undone = project.undo()
    assert undone is not None
    assert undone.action == "tag"
    assert {tag.label for tag in project.layer(1).tags()} >= {"健康扶贫"}
    assert "易地搬迁" not in {tag.label for tag in project.layer(1).tags()}
    assert project.undo() is None


def test_undo_never_overwrites_a_later_change_and_can_pass_over_it(project: Project, other: Project) -> None:
    layer = project.layer(1)
    do(project, changes.add_tag(layer, "易地搬迁"))
    do(project, changes.set_verdict(project.layer(1), "reading"))
    do(other, changes.set_verdict(other.layer(1), "done"))
    with pytest.raises(Conflict) as refused:
        project.undo()
    assert project.layer(1).verdict == "done"
    undone = project.undo(passing=[refused.value.step])
    assert undone is not None
    assert undone.action == "tag"
    assert project.layer(1).verdict == "done"


def test_a_new_step_ends_redo(project: Project) -> None:
    do(project, changes.set_verdict(project.layer(1), "reading"))
    project.undo()
    do(project, changes.add_tag(project.layer(1), "易地搬迁"))
    assert project.redo() is None


def test_anothers_step_does_not_end_redo(project: Project, other: Project) -> None:
    do(project, changes.set_verdict(project.layer(1), "reading"))
    project.undo()
    do(other, changes.add_tag(other.layer(1), "易地搬迁"))
    redone = project.redo()
    assert redone is not None
    assert redone.action == "verdict:reading"
    assert project.layer(1).verdict == "reading"


def test_an_import_is_nothing_to_undo(project: Project) -> None:
    do(project, changes.set_verdict(project.layer(1), "reading"))
    project.add(*article_with_extraction(1))
    undone = project.undo()
    assert undone is not None
    assert undone.action == "verdict:reading"
    assert project.undo() is None
    assert len(project.ids()) == 2


def test_a_wrong_step_is_refused_whole(project: Project) -> None:
    for wrong, error in (
        (Change(1, "e0-1", None, {"kind": "entity", "id": "e0-1"}), msgspec.ValidationError),
        (Change(1, "t:产业扶贫", {"state": "suggested"}, {"state": "perhaps"}), msgspec.ValidationError),
        (Change(9, "e0-1", None, {}), NoArticle),
        (Change(1, "e0-1", {"state": "suggested"}, {"state": "accepted"}), Conflict),
        (Change(1, "t:产业扶贫", None, {"kind": "tag", "id": "t:产业扶贫", "label": "产业扶贫"}), Conflict),
    ):
        with pytest.raises(error):
            project.record(Step("x", "wrong", (wrong,)))
    assert len(project.history(1)) == 1


def test_a_step_that_was_rolled_back_leaves_no_trace(project: Project, other: Project) -> None:
    def fail_half_way() -> None:
        with project.transaction():
            do(project, changes.set_verdict(project.layer(1), "done"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    do(other, changes.add_tag(other.layer(1), "健康扶贫"))
    with project.transaction():
        layer = do(project, changes.add_tag(project.layer(1), "易地搬迁"))
    assert layer == other.layer(1)
    assert layer.verdict == "new"


def test_a_step_costs_the_same_in_a_large_project(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    touched = Touched(monkeypatch)

    def an_edit() -> object:
        return do(project, changes.set_verdict(project.layer(1), next(verdicts)))

    verdicts = cycle(_VERDICTS[1:])
    an_edit()
    costs = {touched.by(an_edit), touched.by(project.undo), touched.by(project.redo)}
    with project.transaction():
        for number in range(1, 100):
            project.add(*article_with_extraction(number))
    for number in range(2, 100):
        do(project, changes.set_verdict(project.layer(number), "done"))
    after = {touched.by(an_edit), touched.by(project.undo), touched.by(project.redo)}
    assert max(written for _, written in costs | after) == 2, "the operation and the head"
    assert max(read for read, _ in after) <= max(read for read, _ in costs) + 8


# Random sequences against a model that knows nothing of logs: states on a stack.

_LABELS = ("易地搬迁", "产业扶贫", "健康扶贫")
_VERDICTS: tuple[Verdict, ...] = ("new", "reading", "done", "flagged")
_TYPES = ("PER", "LOC", "ORG")


def _pick(layer: Layer, number: int) -> str:
    rids = sorted(layer.annotations)
    return rids[number % len(rids)]


def _resized(layer: Layer, number: int) -> Step | None:
    span = layer.spans()[number % len(layer.spans())]
    return changes.resize(layer, span.id, span.start, span.end + 1, span.text + "之")


def _revised(layer: Layer, number: int) -> Step | None:
    figures = layer.indicators()
    values = {"value": (Decimal(number), Decimal("1.5"))[: number % 2 + 1], "period": f"20{number:02}"}
    return changes.revise(layer, figures[number % len(figures)].id, values)


def _added(layer: Layer, number: int) -> Step | None:
    article, _ = article_with_extraction()
    return changes.add(layer, make_entity(article, ("贫困村", "林晓", "周明")[number % 3], "TERM"))


def _commented(layer: Layer, number: int) -> Step | None:
    about = (ARTICLE, _pick(layer, number))[number % 2]
    return remarking.comment(layer, about, f"第{number}条", annotator="wang", at=f"2026-03-01T12:{number:02}")


def _settled(layer: Layer, number: int) -> Step | None:
    comments = [said for said in layer.remarks.values() if isinstance(said, Comment)]
    if not comments:
        return None
    said = min(comments, key=lambda comment: (comment.at, comment.about))
    if number % 3 == 0:
        return remarking.withdraw(layer, said.id)
    return remarking.settle(layer, said.id, settled=not said.settled)


STEPS: dict[str, Callable[[Layer, int], Step | None]] = {
    "accept": lambda layer, number: changes.accept(layer, _pick(layer, number)),
    "reject": lambda layer, number: changes.reject(layer, _pick(layer, number)),
    "retype": lambda layer, number: changes.retype(layer, _pick(layer, number), _TYPES[number % 3]),
    "resize": _resized,
    "revise": _revised,
    "add": _added,
    "tag": lambda layer, number: changes.add_tag(layer, _LABELS[number % 3]),
    "verdict": lambda layer, number: changes.set_verdict(layer, _VERDICTS[number % 4], "理由" * (number % 2)),
    "comment": _commented,
    "settle": _settled,
    "unclear": lambda layer, number: remarking.turn_unclear(layer, _pick(layer, number)),
    "looked": lambda layer, number: remarking.look(layer, [_TYPES[number % 3]]),
}
COMMANDS = st.lists(
    st.tuples(st.sampled_from([*STEPS, *STEPS, "undo", "undo", "redo", "reopen"]), st.integers(0, 60)),
    max_size=20,
)


def _applied(state: dict[str, Any], step: Step) -> dict[str, Any]:
    """The state after a step, by the plain meaning of its changes."""
    state = dict(state)
    for change in step.changes:
        if change.after is None:
            del state[change.rid]
        else:
            state[change.rid] = state.get(change.rid, {}) | change.after
    return state


@settings(max_examples=30, deadline=None)
@given(COMMANDS)
def test_undone_completely_is_the_first_layer_and_redone_the_last(commands: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder, ExitStack() as opened:
        path = Path(folder) / "p"
        project = opened.enter_context(Project.create(path, annotator="wang"))
        project.add(*article_with_extraction())
        first = _state(project.layer(1))
        done, undone = [first], []
        for command, number in commands:
            if command == "undo":
                assert (project.undo() is not None) == (len(done) > 1)
                if len(done) > 1:
                    undone.append(done.pop())
            elif command == "redo":
                assert (project.redo() is not None) == bool(undone)
                if undone:
                    done.append(undone.pop())
            elif command == "reopen":
                project.close()
                project = opened.enter_context(Project.open(path, annotator="wang"))
            elif step := STEPS[command](project.layer(1), number):
                project.record(step)
                done.append(_applied(done[-1], step))
                undone.clear()
            assert _state(project.layer(1)) == done[-1]
        last = done[-1]
        while project.undo():
            pass
        assert _state(project.layer(1)) == first
        while project.redo():
            pass
        assert _state(project.layer(1)) == (undone[0] if undone else last)
        assert project.rows([1])[0].unreviewed == changes.unreviewed(project.layer(1))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([*STEPS, "undo"]), st.integers(0, 60), st.booleans()), max_size=20))
def test_two_annotators_never_lose_or_tear_a_change(commands: list[tuple[str, int, bool]]) -> None:
    with TemporaryDirectory() as folder, ExitStack() as opened:
        path = Path(folder) / "p"
        one = opened.enter_context(Project.create(path, annotator="wang"))
        two = opened.enter_context(Project.open(path, annotator="li"))
        one.add(*article_with_extraction())
        state = _state(one.layer(1))
        done: dict[str, list[Step]] = {"wang": [], "li": []}
        for command, number, first in commands:
            project = one if first else two
            mine = done[project.annotator]
            if command != "undo":
                if step := STEPS[command](project.layer(1), number):
                    project.record(step)
                    mine.append(step)
                    state = _applied(state, step)
            elif not mine:
                assert project.undo() is None
            elif _still_there(state, mine[-1]):
                project.undo()
                state = _taken_back(state, mine.pop())
            else:
                with pytest.raises(Conflict):
                    project.undo()
            assert _state(one.layer(1)) == _state(two.layer(1)) == state


def _still_there(state: dict[str, Any], step: Step) -> bool:
    (change,) = step.changes
    if change.after is None:
        return change.rid not in state
    return change.rid in state and state[change.rid] == state[change.rid] | change.after


def _taken_back(state: dict[str, Any], step: Step) -> dict[str, Any]:
    (change,) = step.changes
    if change.before is None:
        return {rid: values for rid, values in state.items() if rid != change.rid}
    return state | {change.rid: state.get(change.rid, {}) | change.before}


def test_what_was_said_of_an_annotation_stays_with_it(project: Project) -> None:
    layer = project.layer(1)
    (person, *_) = layer.entities()
    assert isinstance(person, Entity)
    layer = do(project, changes.retype(layer, person.id, "ORG"))
    layer = do(project, changes.reject(layer, person.id))
    rejected = layer.annotations[person.id]
    assert (rejected.state, rejected.type) == ("rejected", "ORG")  # type: ignore[union-attr]
    assert layer.base[person.id] == person

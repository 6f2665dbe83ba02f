"""Comments, doubts about the guideline and looking in vain are kept, undone, refused and exported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from store import layer as changes
from store import remarking
from store.exchange.jsonl import json_lines
from store.layer import ARTICLE, Layer
from store.problems import Conflict
from store.project import Project
from store.remarks import FIGURES, Comment, Looked, Remark, Unclear, is_unclear, thread, unsettled
from tests.building import make_entity
from tests.store.doing import do

NOON, LATER = "2026-03-01T12:00:00.000+00:00", "2026-03-01T12:05:00.000+00:00"


def _say(project: Project, about: str, text: str, at: str = NOON) -> Layer:
    layer = project.layer(1)
    return do(project, remarking.comment(layer, about, text, annotator=project.annotator, at=at))


def test_a_thread_is_read_in_the_order_in_which_it_was_written(project: Project, other: Project) -> None:
    rid = project.layer(1).entities()[0].id
    _say(other, rid, "还是两段?", LATER)
    _say(project, rid, " 算一段吗? ")
    layer = _say(project, ARTICLE, "正文缺末段")
    assert [(said.annotator, said.text) for said in thread(layer.remarks, rid)] == [
        ("wang", "算一段吗?"),
        ("li", "还是两段?"),
    ]
    assert [said.text for said in thread(layer.remarks, ARTICLE)] == ["正文缺末段"]
    assert remarking.comment(layer, rid, " \n", annotator="wang", at=NOON) is None


def test_a_comment_is_settled_reopened_and_taken_back(project: Project) -> None:
    layer = _say(project, ARTICLE, "正文缺末段")
    (said,) = thread(layer.remarks, ARTICLE)
    layer = do(project, remarking.settle(layer, said.id))
    assert unsettled(layer.remarks, ARTICLE) == []
    assert [comment.settled for comment in thread(layer.remarks, ARTICLE)] == [True]
    layer = do(project, remarking.settle(layer, said.id, settled=False))
    assert unsettled(layer.remarks, ARTICLE) == [said]
    layer = do(project, remarking.withdraw(layer, said.id))
    assert layer.remarks == {}
    assert [
        done.before["text"] for done in project.history(1, said.id) if done.before and not done.after
    ] == ["正文缺末段"]


def test_a_doubt_is_said_once_and_taken_back_by_saying_it_again(project: Project) -> None:
    rid = project.layer(1).indicators()[0].id
    layer = do(project, remarking.turn_unclear(project.layer(1), rid))
    assert is_unclear(layer.remarks, rid)
    assert not is_unclear(layer.remarks, ARTICLE)
    assert layer.annotations == project.layer_as_of(1, 0).annotations
    layer = do(project, remarking.turn_unclear(layer, rid))
    assert not is_unclear(layer.remarks, rid)


def test_what_was_looked_for_holds_until_something_of_the_type_is_marked(project: Project) -> None:
    layer = do(project, remarking.look(project.layer(1), ["TERM", "LOC", FIGURES]))
    assert remarking.searched(layer, "TERM")
    assert remarking.searched(layer, "LOC")
    assert remarking.searched(layer, FIGURES)
    assert not remarking.searched(layer, "EVENT")
    layer = do(project, changes.reject(layer, remarking.marked(layer, "LOC")[0]))
    assert remarking.searched(layer, "LOC"), "a rejection finds nothing new"
    layer = do(project, changes.add(layer, make_entity(project.article(1), "贫困村", "TERM")))
    assert not remarking.searched(layer, "TERM")
    layer = do(project, remarking.look(layer, ["TERM"]))
    assert remarking.searched(layer, "TERM")
    assert remarking.look(layer, ["TERM"]) is None
    layer = do(project, remarking.look_again(layer, "TERM"))
    assert not remarking.searched(layer, "TERM")
    assert remarking.look_again(layer, "TERM") is None


def test_several_types_looked_for_are_one_step(project: Project) -> None:
    do(project, remarking.look(project.layer(1), ["TERM", "EVENT", "DOC"]))
    undone = project.undo()
    assert undone is not None
    assert undone.action == "looked"
    assert project.layer(1).remarks == {}


def test_remarks_are_undone_and_redone_after_a_restart(project: Project, tmp_path: Path) -> None:
    rid = project.layer(1).entities()[0].id
    _say(project, rid, "算一段吗?")
    do(project, remarking.turn_unclear(project.layer(1), rid))
    full = project.layer(1)
    project.close()
    with Project.open(tmp_path / "试点", annotator="wang") as again:
        assert again.layer(1) == full
        again.undo()
        assert [type(said) for said in again.layer(1).remarks.values()] == [Comment]
        again.undo()
        assert again.layer(1).remarks == {}
        again.redo()
        again.redo()
        assert again.layer(1).remarks == full.remarks


def test_a_comment_that_somebody_answered_to_by_settling_it_is_not_undone_under_them(
    project: Project, other: Project
) -> None:
    layer = _say(project, ARTICLE, "正文缺末段")
    (said,) = thread(layer.remarks, ARTICLE)
    do(other, remarking.settle(other.layer(1), said.id))
    with pytest.raises(Conflict, match="li"):
        project.undo()
    assert thread(project.layer(1).remarks, ARTICLE)[0].settled


def test_two_who_raise_the_same_doubt_at_once_are_told(project: Project, other: Project) -> None:
    layer = other.layer(1)
    rid = layer.entities()[0].id
    do(project, remarking.turn_unclear(project.layer(1), rid))
    with pytest.raises(Conflict, match="wang"):
        do(other, remarking.turn_unclear(layer, rid))


def test_only_a_comment_is_settled_or_taken_back(project: Project) -> None:
    rid = project.layer(1).entities()[0].id
    layer = do(project, remarking.turn_unclear(project.layer(1), rid))
    (flag,) = layer.remarks
    for change in (remarking.settle, remarking.withdraw):
        with pytest.raises(KeyError):
            change(layer, flag)


def test_an_export_holds_every_remark_whole_with_who_and_when(project: Project, other: Project) -> None:
    tag, figure = project.layer(1).tags()[0].id, project.layer(1).indicators()[0].id
    _say(project, tag, '要"拆"吗?\n见第 2 条')
    layer = _say(other, ARTICLE, "正文缺末段", LATER)
    do(project, remarking.settle(layer, thread(layer.remarks, ARTICLE)[0].id))
    do(other, remarking.turn_unclear(other.layer(1), figure))
    do(other, remarking.turn_unclear(other.layer(1), ARTICLE))
    do(project, remarking.look(project.layer(1), ["EVENT", FIGURES]))
    (line,) = json_lines(project)
    found = json.loads(line)
    assert _remarks_in(found) == project.layer(1).remarks
    assert [(said["annotator"], said["at"]) for said in found["comments"]] == [("wang", NOON), ("li", LATER)]
    assert {said["annotator"] for said in found["unclear"]} == {"li"}
    assert {said["annotator"] for said in found["looked"]} == {"wang"}
    assert found["looked"][0]["marked"] == []
    assert len(found["looked"][1]["marked"]) == len(found["indicators"])
    assert list(json_lines(other)) == [line]


def _remarks_in(exported: dict[str, Any]) -> dict[str, Remark]:
    """The remarks that a program makes of a line of the export, knowing only its description."""
    made: list[Remark] = [
        *(msgspec.convert(said | {"kind": "comment"}, type=Comment) for said in exported["comments"]),
        *(Unclear(id=f"f:{said['about']}", about=said["about"]) for said in exported["unclear"]),
        *(
            Looked(id=f"n:{said['type']}", type=said["type"], marked=tuple(said["marked"]))
            for said in exported["looked"]
        ),
    ]
    return {remark.id: remark for remark in made}

"""The history of an article, deed by deed."""

from __future__ import annotations

from pathlib import Path

from store import layer as changes
from store import remarking
from store.layer import ARTICLE, Step
from store.moments import moments, moments_of
from store.project import Project
from tests.building import make_article, make_extraction

NOON = "2026-03-01T12:00:00.000+00:00"


def _both(project: Project, rid: str) -> Step:
    """A deed of several changes over two articles."""
    parts = [changes.reject(project.layer(aid), rid) for aid in (1, 2)]
    made = changes.step("reject all", [change for part in parts if part for change in part.changes])
    assert made is not None
    return made


def _second_article(project: Project) -> None:
    article = make_article(source="第二报", path="2.txt", navigation="2 > 要闻")
    project.add(article, make_extraction(article))


def test_a_deed_is_one_moment_with_who_and_when(project: Project, tmp_path: Path) -> None:
    _second_article(project)
    rid = project.layer(1).entities()[0].id
    project.record(_both(project, rid))
    with Project.open(tmp_path / "试点", annotator="li") as other:
        said = changes.set_verdict(other.layer(1), "done")
        assert said is not None
        other.record(said)
    told = moments(project.history(1))
    assert [(moment.annotator, moment.action) for moment in told] == [
        ("wang", "import"),
        ("wang", "reject all"),
        ("li", "verdict:done"),
    ]
    assert [moment.at for moment in told] == sorted(moment.at for moment in told)
    assert [project.layer_as_of(1, moment.version).verdict for moment in told] == ["new", "new", "done"]


def test_undo_and_redo_say_what_they_took_back_and_made_again(project: Project) -> None:
    rid = project.layer(1).entities()[0].id
    accepted = changes.accept(project.layer(1), rid)
    assert accepted is not None
    project.record(accepted)
    project.undo()
    project.redo()
    project.undo()
    assert [(moment.action, moment.undone) for moment in moments(project.history(1))] == [
        ("import", None),
        ("accept", None),
        ("undo", "accept"),
        ("redo", "accept"),
        ("undo", "accept"),
    ]


def test_the_history_of_an_annotation_is_what_was_done_to_it_and_said_of_it(project: Project) -> None:
    mine, another = (entity.id for entity in project.layer(1).entities()[:2])
    said = remarking.comment(project.layer(1), mine, "算一段吗?", annotator="wang", at=NOON)
    for step in (
        changes.reject(project.layer(1), another),
        said,
        changes.step(
            "accept the rest",
            [
                change
                for rid in (mine, project.layer(1).indicators()[0].id)
                if (part := changes.accept(project.layer(1), rid))
                for change in part.changes
            ],
        ),
    ):
        assert step is not None
        project.record(step)
    settled = remarking.settle(project.layer(1), next(iter(project.layer(1).remarks)))
    assert settled is not None
    project.record(settled)
    of_mine = moments_of(moments(project.history(1)), mine)
    assert [moment.action for moment in of_mine] == ["import", "comment", "accept the rest", "settle"]
    assert [done.rid for done in of_mine[2].operations] == [mine]
    of_article = moments_of(moments(project.history(1)), ARTICLE)
    assert [moment.action for moment in of_article] == ["import"]


def test_a_deed_over_several_articles_is_undone_and_redone_as_one_after_a_restart(
    project: Project, tmp_path: Path
) -> None:
    _second_article(project)
    rid = project.layer(1).entities()[0].id
    project.record(_both(project, rid))
    project.close()
    with Project.open(tmp_path / "试点", annotator="wang") as again:
        undone = again.undo()
        assert undone is not None
        assert sorted(undone.aids) == [1, 2]
        assert {again.layer(aid).annotations[rid].state for aid in (1, 2)} == {"suggested"}
        again.close()
    with Project.open(tmp_path / "试点", annotator="wang") as again:
        redone = again.redo()
        assert redone is not None
        assert (redone.action, sorted(redone.aids)) == ("reject all", [1, 2])
        assert {again.layer(aid).annotations[rid].state for aid in (1, 2)} == {"rejected"}
        told = moments(again.history(2))[-1]
        assert (told.action, told.undone) == ("redo", "reject all")

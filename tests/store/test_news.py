"""Two programs on one project: what the other did, and what becomes of decisions that meet."""

from __future__ import annotations

from decimal import Decimal

from store import clashes
from store import layer as changes
from store.layer import Step
from store.problems import Conflict
from store.project import Project
from tests.building import article_with_extraction
from tests.store.doing import do


def _revised(project: Project, values: dict[str, object]) -> Step:
    layer = project.layer(1)
    made = changes.revise(layer, layer.indicators()[0].id, values)
    assert made is not None
    return made


def _refused(project: Project, step: Step) -> Step:
    try:
        project.record(step)
    except Conflict:
        clashes.keep(project, step)
        return step
    raise AssertionError("it was recorded")


def test_where_nothing_was_done_there_is_no_news(project: Project) -> None:
    assert project.news(project.mark()) is None


def test_ones_own_steps_are_no_news(project: Project) -> None:
    mark = project.mark()
    do(project, changes.add_tag(project.layer(1), "产业到户"))
    project.undo()
    news = project.news(mark)
    assert news is not None
    assert (news.aids, news.annotators, news.added) == (frozenset(), (), False)
    assert project.news(news.mark) is None, "the mark has moved on"


def test_what_the_other_did_is_told_once(project: Project, other: Project) -> None:
    mark = project.mark()
    fresh = other.add(*article_with_extraction(7)).aid
    do(other, changes.add_tag(other.layer(1), "产业到户"))
    news = project.news(mark)
    assert news is not None
    assert news.aids == {1, fresh}
    assert news.annotators == ("li",)
    assert news.added
    assert project.news(news.mark) is None
    other.undo()
    again = project.news(news.mark)
    assert again is not None
    assert (again.aids, again.added) == (frozenset({1}), False)


def test_a_refused_step_is_kept_until_the_person_has_chosen(project: Project, other: Project) -> None:
    mine = _revised(project, {"value": Decimal(49), "place": "青石县"})
    do(other, _revised(other, {"value": Decimal(50)}))
    _refused(project, mine)
    (found,) = clashes.kept(project)
    assert found == mine
    assert clashes.kept(other) == [], "it is a matter of the one whose step it is"
    clashes.forget(project, found)
    assert clashes.kept(project) == []


def test_mine_over_theirs_keeps_what_only_they_said(project: Project, other: Project) -> None:
    mine = _revised(project, {"value": Decimal(49)})
    do(other, _revised(other, {"value": Decimal(50), "unit": "个村"}))
    _refused(project, mine)
    layer = project.layer(1)
    (clash,) = clashes.clashes(mine, {1: layer})
    assert clash.theirs is not None
    assert (clash.theirs["value"], (clash.change.after or {})["value"]) == ("50", "49")
    do(project, clashes.mine_over_theirs(mine, {1: layer}))
    figure = project.layer(1).indicators()[0]
    assert (figure.value, figure.unit, figure.state) == (Decimal(49), "个村", "corrected")
    assert [done.annotator for done in project.history(1, figure.id)] == ["li", "wang"]
    assert clashes.mine_over_theirs(mine, {1: project.layer(1)}) is None


def test_a_record_that_the_other_took_away_is_not_brought_back(project: Project, other: Project) -> None:
    layer = do(other, changes.add_tag(other.layer(1), "产业到户"))
    tag = next(tag for tag in layer.tags() if tag.label == "产业到户")
    mine = changes.reject(project.layer(1), tag.id)
    assert mine is not None
    other.undo()
    _refused(project, mine)
    (clash,) = clashes.clashes(mine, {1: project.layer(1)})
    assert clash.theirs is None
    assert clashes.mine_over_theirs(mine, {1: project.layer(1)}) is None


def test_both_adding_the_same_is_no_clash(project: Project, other: Project) -> None:
    mine = changes.add_tag(project.layer(1), "产业到户")
    assert mine is not None
    do(other, changes.add_tag(other.layer(1), "产业到户"))
    _refused(project, mine)
    assert clashes.clashes(mine, {1: project.layer(1)}) == []

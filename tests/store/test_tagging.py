"""A tag renamed, merged or deleted in the whole project: one step, undone and redone whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.article import State
from store import layer as changes
from store.catalogue import Filter
from store.problems import Conflict
from store.project import Project
from store.reextraction import difference
from store.tagging import DELETE, MERGE, RENAME, Outlook, Renamed, TagUse, carry_out, outlook, tags_of
from tests.building import article_with_extraction, make_article, make_extraction
from tests.store.doing import do

OLD, NEW = "产业扶贫", "产业帮扶"
OTHER = "脱贫摘帽"
"""`OLD` and `OTHER` are suggested in every article."""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p", annotator="wang") as made:
        for number in range(6):
            made.add(*article_with_extraction(number))
        yield made


def put(project: Project, aid: int, *labels: str) -> None:
    for label in labels:
        do(project, changes.add_tag(project.layer(aid), label))


def reject(project: Project, aid: int, *labels: str) -> None:
    for label in labels:
        do(project, changes.reject(project.layer(aid), f"t:{label}"))


def done(project: Project, deed: Renamed) -> list[int]:
    swept = carry_out(project, deed, op_id="", progress=lambda _done, _all: None, stopped=lambda: False)
    assert swept is not None
    return list(swept.aids)


def states(project: Project, aid: int) -> dict[str, State]:
    return {tag.label: tag.state for tag in project.layer(aid).tags()}


def test_tags_are_counted_by_how_they_stand(project: Project) -> None:
    put(project, 1, OLD, "试点")
    put(project, 2, OLD)
    reject(project, 3, OLD)
    put(project, 4, "错字")
    reject(project, 4, "错字")
    assert tags_of(project) == [
        TagUse(OTHER, 0, 6, 0),
        TagUse(OLD, 2, 3, 1),
        TagUse("试点", 1, 0, 0),
        TagUse("错字", 0, 0, 1),
    ]


def test_a_new_name_is_given_wherever_the_old_one_stands(project: Project) -> None:
    put(project, 1, OLD)
    put(project, 2, "试点")
    reject(project, 3, OLD)
    assert done(project, Renamed(old=OLD, new=NEW)) == [1, 2, 4, 5, 6]
    assert states(project, 1) == {OLD: "rejected", NEW: "added", OTHER: "suggested"}
    assert states(project, 2) == {OLD: "rejected", NEW: "suggested", OTHER: "suggested", "试点": "added"}
    assert states(project, 3) == {OLD: "rejected", OTHER: "suggested"}
    assert sorted(project.ids(Filter(tags=(NEW,)))) == [1, 2, 4, 5, 6]
    assert list(project.ids(Filter(tags=(OLD,)))) == []
    assert project.history(1)[-1].action == RENAME


def test_a_tag_is_merged_into_another(project: Project) -> None:
    put(project, 1, OLD, OTHER)
    put(project, 2, OLD)
    put(project, 3, OTHER)
    put(project, 4, OLD)
    reject(project, 4, OTHER)
    reject(project, 5, OTHER)
    assert done(project, Renamed(old=OLD, new=OTHER, merges=True)) == [1, 2, 3, 4, 5, 6]
    assert [states(project, aid)[OTHER] for aid in range(1, 7)] == [
        "accepted",  # both were put
        "accepted",  # one was put, the other waited
        "accepted",  # one waited, the other was put
        "accepted",  # one was put, the other taken off
        "rejected",  # one waited, the other was taken off
        "suggested",  # both waited
    ]
    assert {states(project, aid)[OLD] for aid in range(1, 7)} == {"rejected"}
    assert project.history(1)[-1].action == MERGE


def test_a_tag_is_deleted(project: Project) -> None:
    put(project, 1, OLD)
    assert done(project, Renamed(old=OLD)) == [1, 2, 3, 4, 5, 6]
    assert {states(project, aid)[OLD] for aid in range(1, 7)} == {"rejected"}
    assert tags_of(project)[-1] == TagUse(OLD, 0, 0, 6)
    assert project.history(1)[-1].action == DELETE


@pytest.mark.parametrize("new", ["", NEW, OTHER])
def test_suggestions_can_be_left(project: Project, new: str) -> None:
    put(project, 1, OLD)
    put(project, 2, OLD)
    assert done(project, Renamed(old=OLD, new=new, only_put=True)) == [1, 2]
    assert [states(project, aid)[OLD] for aid in (1, 2, 3)] == ["rejected", "rejected", "suggested"]


@pytest.mark.parametrize("new", ["", NEW, OTHER])
def test_it_is_undone_and_redone_whole(project: Project, new: str) -> None:
    put(project, 1, OLD, OTHER)
    reject(project, 2, OTHER)
    before = [project.layer(aid).annotations for aid in range(1, 7)]
    counts = tags_of(project)
    done(project, Renamed(old=OLD, new=new))
    after = [project.layer(aid).annotations for aid in range(1, 7)]
    undone = project.undo()
    assert undone is not None
    assert sorted(undone.aids) == [1, 2, 3, 4, 5, 6]
    assert [project.layer(aid).annotations for aid in range(1, 7)] == before
    assert tags_of(project) == counts
    project.redo()
    assert [project.layer(aid).annotations for aid in range(1, 7)] == after


def test_what_somebody_changed_since_is_not_undone_over_their_head(project: Project) -> None:
    done(project, Renamed(old=OLD, new=NEW))
    with Project.open(project.path, annotator="li") as other:
        reject(other, 2, NEW)
    with pytest.raises(Conflict):
        project.undo()
    assert states(project, 1)[NEW] == "suggested"
    undone = project.undo(rest=True)
    assert undone is not None
    assert (undone.left, states(project, 1)[OLD], states(project, 2)[NEW]) == (1, "suggested", "rejected")


def test_another_run_of_the_extractor_does_not_bring_the_old_name_back(project: Project) -> None:
    put(project, 1, OLD)
    done(project, Renamed(old=OLD, new=NEW))
    extraction = make_extraction(make_article())
    for aid in (1, 2):
        told = difference(project.layer(aid), extraction)
        assert not any(getattr(tag, "label", "") in (OLD, NEW) for tag in (*told.added, *told.gone))


def test_the_outlook_is_what_happens(project: Project) -> None:
    put(project, 1, OLD, OTHER)
    put(project, 2, OLD)
    reject(project, 2, OTHER)
    reject(project, 3, OLD)
    assert outlook(project, Renamed(old=OLD, new=NEW)) == Outlook(
        put=2, suggested=3, both=0, again=0, left=0, off=1
    )
    merge = Renamed(old=OLD, new=OTHER, merges=True)
    assert outlook(project, merge) == Outlook(put=2, suggested=3, both=4, again=1, left=0, off=1)
    only = Renamed(old=OLD, only_put=True)
    assert outlook(project, only) == Outlook(put=2, suggested=0, both=0, again=0, left=3, off=1)
    assert outlook(project, Renamed(old="没有", new=NEW)).articles == 0


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_the_outlook_counts_what_the_sweep_of_the_layers_finds(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    with Project.create(tmp_path_factory.mktemp("tags") / "p", annotator="wang") as project:
        for number in range(3):
            project.add(*article_with_extraction(number))
            for label in (OLD, OTHER, NEW):
                if data.draw(st.booleans()):
                    put(project, number + 1, label)
                if f"t:{label}" in project.layer(number + 1).annotations and data.draw(st.booleans()):
                    reject(project, number + 1, label)
        new = data.draw(st.sampled_from(["", NEW, OTHER]))
        deed = Renamed(old=OLD, new=new, only_put=data.draw(st.booleans()))
        told = outlook(project, deed)
        survey = project.survey(range(1, 4), deed)
        assert survey is not None
        assert (told.articles, told.left + told.off) == (survey.articles, sum(survey.left.values()))

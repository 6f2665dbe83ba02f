"""Rules that people taught a project: proposed, measured against decisions, switched, undone, applied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from seeds.article import Extraction
from seeds.learned import Always, Never, Rule, UnitOf
from store import layer as changes
from store import learning
from store.effects import Effect
from store.layer import Step
from store.learning import Lesson, Study, suggestions, switched_on
from store.problems import Damaged
from store.project import Project
from tests.building import article_with_extraction, make_article, make_entity

ZHOU = Always("周明", "PER")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project of four articles, in each of which 周明 is suggested as a place."""
    with Project.create(tmp_path / "试点", annotator="wang") as project:
        for number in range(4):
            project.add(*article_with_extraction(number))
        yield project


def decide(project: Project, step: Step | None) -> None:
    assert step is not None
    project.record(step)


def suggested(project: Project, aid: int, text: str) -> str:
    return next(e.id for e in project.layer(aid).entities() if e.text == text)


def retype(project: Project, *aids: int, kind: str = "PER") -> None:
    for aid in aids:
        layer = project.layer(aid)
        decide(project, changes.retype(layer, suggested(project, aid, "周明"), kind))
        decide(project, changes.set_verdict(project.layer(aid), "reading"))


def studied(project: Project) -> dict[Rule, Lesson]:
    study = Study(project)
    assert list(study.read()) == list(range(1, len(study.aids) + 1))
    assert list(study.measure()) == list(range(1, len(study.aids) + 1))
    return {lesson.rule: lesson for lesson in study.lessons()}


def switch(project: Project, rule: Rule, state: learning.RuleState = "on") -> None:
    learning.rule_on(project, studied(project)[rule], state)


def states(project: Project) -> dict[Rule, str]:
    return {rule: lesson.state for rule, lesson in studied(project).items()}


def test_what_was_corrected_twice_is_proposed_with_its_decisions_and_is_not_on(project: Project) -> None:
    retype(project, 1, 2)
    (lesson,) = studied(project).values()
    assert (lesson.rule, lesson.state, lesson.ruling) == (ZHOU, "proposed", None)
    assert {(one.aid, one.rid) for one in lesson.evidence} == {
        (1, suggested(project, 1, "周明")),
        (2, suggested(project, 2, "周明")),
    }
    assert switched_on(project) == ()


def test_an_effect_is_counted_in_decisions_for_and_against(project: Project) -> None:
    retype(project, 1, 2, 3)
    assert studied(project)[ZHOU].effect == Effect(3, 0)
    switch(project, ZHOU)
    decide(project, changes.accept(project.layer(4), suggested(project, 4, "周明")))
    assert studied(project)[ZHOU].effect == Effect(3, 0)
    decide(project, changes.set_verdict(project.layer(4), "reading"))
    assert studied(project)[ZHOU].effect == Effect(3, 1)


def test_a_name_that_a_done_article_does_not_have_counts_against_its_rule(project: Project) -> None:
    retype(project, 1, 2)
    switch(project, ZHOU)
    other = make_article("来客", ("周明昨日来到白水县。",), path="articles/guest.txt")
    aid = project.add(other, Extraction()).aid
    decide(project, changes.set_verdict(project.layer(aid), "reading"))
    assert studied(project)[ZHOU].effect == Effect(2, 0)
    decide(project, changes.set_verdict(project.layer(aid), "done"))
    assert studied(project)[ZHOU].effect == Effect(2, 1)


def test_suggestions_that_the_rule_made_itself_are_measured_too(project: Project) -> None:
    retype(project, 1, 2)
    switch(project, ZHOU)
    other = make_article("来客", ("周明昨日来到白水县。",), path="articles/guest.txt")
    aid = project.add(other, suggestions(project, other)).aid
    rid = suggested(project, aid, "周明")
    decide(project, changes.set_verdict(project.layer(aid), "reading"))
    assert studied(project)[ZHOU].effect == Effect(2, 0)
    decide(project, changes.reject(project.layer(aid), rid))
    assert studied(project)[ZHOU].effect == Effect(2, 1)


def test_a_rejection_and_a_unit_are_learned_and_measured(project: Project) -> None:
    for aid in (1, 2):
        decide(project, changes.reject(project.layer(aid), suggested(project, aid, "周明")))
        layer = project.layer(aid)
        village = next(i for i in layer.indicators() if i.text == "48个")
        decide(project, changes.revise(layer, village.id, {"unit": "个村"}))
        decide(project, changes.set_verdict(project.layer(aid), "reading"))
    found = studied(project)
    assert {rule: lesson.effect for rule, lesson in found.items()} == {
        Never("周明", "LOC"): Effect(2, 0),
        UnitOf("贫困村", "个村", "个"): Effect(2, 0),
    }


def test_a_name_that_a_person_added_counts_against_a_rule_that_it_never_is_one(project: Project) -> None:
    for aid in (1, 2):
        decide(project, changes.reject(project.layer(aid), suggested(project, aid, "周明")))
        decide(project, changes.set_verdict(project.layer(aid), "reading"))
    never = Never("周明", "LOC")
    switch(project, never)
    other = make_article("来客", ("车到周明已是傍晚。",), path="articles/guest.txt")
    aid = project.add(other, Extraction()).aid
    decide(project, changes.add(project.layer(aid), make_entity(other, "周明", "LOC")))
    decide(project, changes.set_verdict(project.layer(aid), "reading"))
    assert studied(project)[never].effect == Effect(2, 1)


def test_a_rule_that_is_on_changes_what_is_suggested_and_one_that_is_off_does_not(project: Project) -> None:
    retype(project, 1, 2)
    article = make_article("来客", ("周明昨日来到白水县。",), path="articles/guest.txt")

    def found() -> list[tuple[str, str]]:
        return [(e.text, e.type) for e in suggestions(project, article).entities if e.rule == ZHOU.name]

    assert found() == []
    switch(project, ZHOU)
    assert switched_on(project) == (ZHOU,)
    assert found() == [("周明", "PER")]
    switch(project, ZHOU, "off")
    assert found() == []


def test_rulings_are_undone_and_redone_without_limit_and_kept_for_ever(project: Project) -> None:
    retype(project, 1, 2)
    assert learning.undo(project) is None
    switch(project, ZHOU)
    switch(project, ZHOU, "off")
    switch(project, ZHOU, "forgotten")
    assert states(project) == {}
    seen = []
    while learning.undo(project) is not None:
        seen.append(states(project)[ZHOU])
    assert seen == ["off", "on", "proposed"]
    while learning.redo(project) is not None:
        seen.append(states(project).get(ZHOU, "gone"))
    assert seen[3:] == ["on", "off", "gone"]
    told = [ruling for _at, ruling in learning.rulings(project)]
    assert [ruling.state for ruling in told[:3]] == ["on", "off", "forgotten"]
    assert len(told) == 9
    assert all(ruling.annotator == "wang" and ruling.at for ruling in told)


def test_a_ruling_after_an_undo_leaves_nothing_to_redo(project: Project) -> None:
    retype(project, 1, 2)
    switch(project, ZHOU)
    learning.undo(project)
    switch(project, ZHOU)
    assert learning.redo(project) is None
    assert states(project) == {ZHOU: "on"}


def test_undo_takes_back_ones_own_rulings_and_none_that_another_ruled_over(
    project: Project, tmp_path: Path
) -> None:
    retype(project, 1, 2)
    switch(project, ZHOU)
    with Project.open(tmp_path / "试点", annotator="li") as other:
        assert learning.undo(other) is None
        switch(other, ZHOU, "off")
        assert learning.undo(project) is None
        assert states(project) == {ZHOU: "off"}


def test_what_is_forgotten_is_not_proposed_again(project: Project) -> None:
    retype(project, 1, 2)
    switch(project, ZHOU, "forgotten")
    retype(project, 3)
    assert states(project) == {}


def test_a_rule_that_is_on_stays_when_its_decisions_are_taken_back(project: Project) -> None:
    retype(project, 1, 2)
    switch(project, ZHOU)
    evidence = studied(project)[ZHOU].evidence
    while project.undo() is not None:
        pass
    lesson = studied(project)[ZHOU]
    assert (lesson.state, lesson.evidence, lesson.effect) == ("on", evidence, Effect())
    assert switched_on(project) == (ZHOU,)


def test_an_unreadable_ruling_is_damage_that_is_named(project: Project) -> None:
    project.db.table("rules").insert({"rule": {"kind": "sometimes"}})
    with pytest.raises(Damaged):
        switched_on(project)

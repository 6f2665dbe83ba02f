"""A decision on one annotation, applied to every occurrence of its text."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.article import Article, Entity, Extraction, Indicator, Tag, entity_id
from store import layer as changes
from store.everywhere import Applied, Deed, apply, as_one_step, decision_on
from store.layer import Layer, Step, Verdict
from store.occurrences import candidates, occurrences_in
from store.operations import first_layer, fold
from store.project import Project
from tests.building import make_article, make_indicator, make_tag

LINES = (
    "河口乡在会上介绍了经验,河口乡有6个村。",
    "乡长赵平说,河口乡的村民都到场了,河口乡敬老院也来了人。",
    "赵平又说,今年修路3公里,去年修路3公里。",
)


def places(article: Article, surface: str) -> list[int]:
    """Where a surface stands."""
    return [at for at in range(len(article.text)) if article.text.startswith(surface, at)]


def suggested(article: Article, surface: str, kind: str, number: int = 0) -> Entity:
    """A suggested entity at one of the places where `surface` stands."""
    start = places(article, surface)[number]
    end = start + len(surface)
    return Entity(id=entity_id(start, end), start=start, end=end, text=surface, type=kind, confidence=0.8)


def layer_with(*annotations: Entity | Indicator | Tag, aid: int = 1) -> Layer:
    entities = tuple(a for a in annotations if isinstance(a, Entity))
    indicators = tuple(a for a in annotations if isinstance(a, Indicator))
    tags = tuple(a for a in annotations if isinstance(a, Tag))
    return first_layer(aid, "main", Extraction(entities=entities, indicators=indicators, tags=tags))


def after(layer: Layer, step: Step | None) -> Layer:
    assert step is not None
    return fold(layer, step.changes)


def applied(layer: Layer, rid: str, article: Article) -> Applied:
    decision = decision_on(layer, rid)
    assert decision is not None
    return apply(decision, layer, article.text)


def deeds(found: Applied) -> list[Deed]:
    return [one.deed for one in found.occurrences]


@pytest.fixture
def article() -> Article:
    return make_article("河口乡的路", LINES)


def test_what_nobody_decided_on_teaches_nothing(article: Article) -> None:
    layer = layer_with(suggested(article, "河口乡", "LOC"))
    assert decision_on(layer, layer.spans()[0].id) is None
    assert decision_on(layer, "nothing") is None


def test_accepting_accepts_the_same_and_offers_to_mark_the_unmarked(article: Article) -> None:
    first, second = suggested(article, "河口乡", "LOC", 1), suggested(article, "河口乡", "LOC", 2)
    other = suggested(article, "河口乡", "ORG", 3)
    inside = suggested(article, "河口乡敬老院", "ORG")
    layer = layer_with(first, second, other, inside)
    layer = after(layer, changes.accept(layer, first.id))
    found = applied(layer, first.id, article)
    assert deeds(found) == ["add", "accept"]
    assert found.left == {"otherwise": 1, "inside": 1}
    one = found.occurrences[1]
    assert (one.words, one.before[-4:], one.after[:3]) == ("河口乡", "了经验,", "有6个")


def test_a_corrected_type_corrects_every_suggestion(article: Article) -> None:
    first, second = suggested(article, "赵平", "LOC"), suggested(article, "赵平", "ORG", 1)
    layer = layer_with(first, second)
    layer = after(layer, changes.retype(layer, first.id, "PER"))
    layer = after(layer, as_one_step(applied(layer, first.id, article).occurrences))
    corrected = layer.annotations[second.id]
    assert isinstance(corrected, Entity)
    assert (corrected.type, corrected.state) == ("PER", "corrected")


def test_a_corrected_boundary_corrects_what_was_wrong_in_the_same_way(article: Article) -> None:
    first, second = suggested(article, "赵", "PER"), suggested(article, "赵", "PER", 1)
    layer = layer_with(first, second)
    layer = after(layer, changes.resize(layer, first.id, first.start, first.end + 1, "赵平"))
    found = applied(layer, first.id, article)
    assert deeds(found) == ["resize"]
    layer = after(layer, as_one_step(found.occurrences))
    assert [(a.start, a.text, a.state) for a in layer.spans()] == [
        (at, "赵平", "corrected") for at in places(article, "赵平")
    ]


def test_a_boundary_is_left_where_something_else_was_wrong(article: Article) -> None:
    first, second = suggested(article, "赵", "PER"), suggested(article, "赵平又", "PER")
    layer = layer_with(first, second)
    layer = after(layer, changes.resize(layer, first.id, first.start, first.end + 1, "赵平"))
    assert applied(layer, first.id, article) == Applied(occurrences=(), left={"inside": 1})


def test_an_added_entity_is_added_where_nothing_marks_it(article: Article) -> None:
    layer = layer_with(suggested(article, "河口乡敬老院", "ORG"))
    made = changes.add(layer, suggested(article, "河口乡", "LOC"))
    layer = after(layer, made)
    assert made is not None
    decision = decision_on(layer, made.changes[0].rid)
    assert decision is not None
    assert decision.adds
    found = apply(decision, layer, article.text)
    assert deeds(found) == ["add", "add", "add"]
    assert found.left == {"inside": 1}
    layer = after(layer, as_one_step(found.occurrences))
    assert [entity.state for entity in layer.entities() if entity.text == "河口乡"] == ["added"] * 4


def test_a_rejection_rejects_the_same_type_only(article: Article) -> None:
    first, second = suggested(article, "河口乡", "TERM"), suggested(article, "河口乡", "TERM", 1)
    third = suggested(article, "河口乡", "LOC", 2)
    layer = layer_with(first, second, third)
    layer = after(layer, changes.reject(layer, first.id))
    found = applied(layer, first.id, article)
    assert deeds(found) == ["reject"]
    assert found.left == {"otherwise": 1}


def test_a_decision_of_a_person_is_never_overwritten(article: Article) -> None:
    first, second, third = (suggested(article, "河口乡", "ORG", number) for number in range(3))
    layer = layer_with(first, second, third)
    layer = after(layer, changes.reject(layer, second.id))
    layer = after(layer, changes.accept(layer, third.id))
    layer = after(layer, changes.retype(layer, first.id, "LOC"))
    found = applied(layer, first.id, article)
    assert {one.change.rid for one in found.occurrences}.isdisjoint({second.id, third.id})
    assert found.left["decided"] == 2


def test_a_corrected_unit_goes_to_figures_that_said_the_same(article: Article) -> None:
    first = make_indicator(article, "3公里", "修路里程", "3", "公")
    start = places(article, "3公里")[1]
    second = msgspec.structs.replace(first, id="second", start=start, end=start + 3, period="2018")
    other = msgspec.structs.replace(second, id="other", metric="通车里程")
    layer = layer_with(first, second)
    layer = after(layer, changes.revise(layer, first.id, {"unit": "公里"}))
    found = applied(layer, first.id, article)
    assert deeds(found) == ["revise"]
    layer = after(layer, as_one_step(found.occurrences))
    revised = layer.annotations["second"]
    assert isinstance(revised, Indicator)
    assert (revised.unit, revised.value, revised.period) == ("公里", Decimal(3), "2018")
    assert revised.state == "corrected"
    unlike = layer_with(first, other)
    unlike = after(unlike, changes.revise(unlike, first.id, {"unit": "公里"}))
    assert applied(unlike, first.id, article).left == {"otherwise": 1}


def test_no_figure_is_made_up(article: Article) -> None:
    figure = make_indicator(article, "3公里", "修路里程", "3", "公里")
    layer = layer_with(figure)
    layer = after(layer, changes.accept(layer, figure.id))
    assert applied(layer, figure.id, article).occurrences == ()


def test_a_number_is_not_cut() -> None:
    article = make_article("账目", ["收入15万,支出5万。", "结余5万,另有A5万。"])
    layer = layer_with()
    start = article.text.index("支出") + 2
    step = changes.add(layer, Entity(id="made", start=start, end=start + 2, text="5万", type="TERM"))
    layer = after(layer, step)
    assert [one.before[-2:] for one in applied(layer, "made", article).occurrences] == ["结余"]


@given(
    st.text("乡甲河", min_size=1, max_size=30),
    st.integers(0, 29),
    st.integers(1, 3),
    st.sets(st.tuples(st.integers(0, 29), st.integers(1, 3)), max_size=6),
)
def test_what_is_applied_is_where_it_says_and_no_two_share_a_span(
    text: str, start: int, length: int, others: set[tuple[int, int]]
) -> None:
    start = start % len(text)
    end = min(len(text), start + length)
    spans = {(at % len(text), min(len(text), at % len(text) + size)) for at, size in others}
    layer = layer_with(
        *(Entity(id=entity_id(a, b), start=a, end=b, text=text[a:b], type="LOC") for a, b in sorted(spans))
    )
    if (start, end) not in spans:
        made = Entity(id="made", start=start, end=end, text=text[start:end], type="ORG")
        layer = after(layer, changes.add(layer, made))
        rid = "made"
    else:
        rid = entity_id(start, end)
        layer = after(layer, changes.retype(layer, rid, "ORG"))
    decision = decision_on(layer, rid)
    assert decision is not None
    step = as_one_step(apply(decision, layer, text).occurrences)
    done = fold(layer, step.changes) if step else layer
    assert all(text[span.start : span.end] == span.text for span in done.spans())
    assert len({(span.start, span.end) for span in done.spans()}) == len(done.spans())


# Over a project


def project_of(path: Path, number: int) -> Project:
    """Articles in which a name is suggested with the wrong type, and one that has it not."""
    project = Project.create(path, annotator="wang")
    with project.transaction():
        for at in range(number):
            article = make_article(f"第{at}号通报", LINES, path=f"{at}.txt")
            entities = (suggested(article, "赵平", "LOC"), suggested(article, "赵平", "LOC", 1))
            project.add(article, Extraction(entities=entities, tags=(make_tag("交通"),)))
        project.add(make_article("别的事", ["这里没有那个名字。"]), Extraction())
    return project


def decided(project: Project, aid: int, kind: str = "PER") -> Layer:
    layer = project.layer(aid)
    step = changes.retype(layer, layer.entities()[0].id, kind)
    assert step is not None
    return project.record(step)[aid]


def test_one_deed_over_200_articles_is_one_undo_also_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "project"
    with project_of(path, 200) as project:
        layer = decided(project, 1)
        before = {aid: project.layer(aid).annotations for aid in project.ids()}
        decision = decision_on(layer, layer.entities()[0].id)
        assert decision is not None
        aids = candidates(project, decision)
        assert len(aids) == 199
        found = occurrences_in(project, decision, aids)
        step = as_one_step(one for article in found for one in article.applied.occurrences)
        assert step is not None
        assert len(step.changes) == 398
        project.record(step)
        types = {e.type for aid in aids for e in project.layer(aid).entities()}
        assert types == {"PER"}
        assert {project.layer(aid).verdict for aid in aids} == {"new"}
    with Project.open(path, annotator="wang") as project:
        undone = project.undo()
        assert undone is not None
        assert len(undone.aids) == 199
        assert {aid: project.layer(aid).annotations for aid in project.ids()} == before
        project.redo()
        assert project.layer(200).entities()[0].type == "PER"


def test_only_articles_that_nobody_reviewed_are_looked_at(tmp_path: Path) -> None:
    with project_of(tmp_path / "project", 4) as project:
        layer = decided(project, 1)
        reviewed: dict[int, Verdict] = {2: "done", 3: "reading"}
        for aid, verdict in reviewed.items():
            step = changes.set_verdict(project.layer(aid), verdict)
            assert step is not None
            project.record(step)
        decision = decision_on(layer, layer.entities()[0].id)
        assert decision is not None
        assert list(candidates(project, decision)) == [4]


def test_a_tag_is_decided_wherever_it_is_suggested(tmp_path: Path) -> None:
    with project_of(tmp_path / "project", 3) as project:
        step = changes.reject(project.layer(1), "t:交通")
        assert step is not None
        layer = project.record(step)[1]
        decision = decision_on(layer, "t:交通")
        assert decision is not None
        found = occurrences_in(project, decision, candidates(project, decision))
        assert [(one.aid, deeds(one.applied)) for one in found] == [(2, ["reject"]), (3, ["reject"])]

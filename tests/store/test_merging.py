"""What other programs say of articles is merged with what people decided here, and nothing is lost."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pytest

from seeds.article import (
    Entity,
    Indicator,
    Span,
    Tag,
    tag_id,
)
from store import layer as changes
from store import remarking
from store.exchange.incoming import Remarked
from store.moments import moments
from store.operations import MERGE
from store.project import Project
from store.reextraction import reextract
from store.remarks import Comment
from tests.store.doing import do
from tests.store.merging_making import (
    AT,
    merged_into,
    said_entity,
    said_figure,
    states_of,
    told_of,
)


def test_predictions_stand_beside_ours_and_wait(project: Project) -> None:
    found = merged_into(
        project,
        said_entity(project, "青石县", "LOC", "suggested"),
        said_entity(project, "周明", "PER", "suggested"),
        Tag(id=tag_id("易地搬迁"), label="易地搬迁"),
    )
    assert (found.suggested, found.decided, found.left) == (3, 0, ())
    states = states_of(project)
    assert states["青石县", "LOC"] == states["周明", "PER"] == states["周明", "LOC"] == "suggested"
    layer = project.layer(1)
    assert {entity.id for entity in layer.entities()} <= layer.base.keys()
    assert project.ids()
    assert project.rows([1])[0].unreviewed == 15


def test_what_another_program_predicted_outlasts_another_run_of_ours(project: Project) -> None:
    merged_into(project, said_entity(project, "青石县", "LOC", "suggested"))
    reextract(project, 1, project.extraction(1))
    assert states_of(project)["青石县", "LOC"] == "suggested"


def test_predictions_neither_overlap_decisions_nor_bring_back_what_was_rejected(project: Project) -> None:
    layer = project.layer(1)
    by_text = {entity.text: entity for entity in layer.entities()}
    do(project, changes.accept(layer, by_text["县农业农村局"].id))
    do(project, changes.reject(project.layer(1), by_text["林晓"].id))
    do(project, changes.retype(project.layer(1), by_text["周明"].id, "PER"))
    before = project.layer(1)
    found = merged_into(
        project,
        said_entity(project, "农业农村局局长", "TERM", "suggested"),
        said_entity(project, "林晓", "PER", "suggested"),
        said_entity(project, "周明", "LOC", "suggested"),
        said_entity(project, "县农业农村局", "ORG", "suggested"),
    )
    assert project.layer(1) == before
    assert (found.same, told_of(found)) == (
        3,
        ["back.jsonl:1: 农业农村局局长: somebody here decided otherwise, on 县农业农村局"],
    )


def test_what_people_decided_elsewhere_is_done_where_nobody_judged(project: Project) -> None:
    found = merged_into(
        project,
        said_entity(project, "林晓", "PER", "accepted"),
        said_entity(project, "周明", "PER", "corrected"),
        said_entity(project, "县农业农村局", "ORG", "rejected"),
        said_entity(project, "贫困村", "TERM"),
        said_figure(project, "48个", "corrected", metric="出列村", value=Decimal(49), unit="个"),
        Tag(id=tag_id("产业扶贫"), label="产业扶贫", state="accepted"),
    )
    assert (found.decided, found.left) == (6, ())
    states = states_of(project)
    assert states["林晓", "PER"] == "accepted"
    assert states["周明", "PER"] == "corrected"
    assert states["县农业农村局", "ORG"] == "rejected"
    assert states["贫困村", "TERM"] == "added"
    figure = project.layer(1).indicators()[0]
    assert figure.state == "corrected"
    assert (figure.metric, figure.value, figure.period) == ("出列村", Decimal(49), None)
    assert project.rows([1])[0].tags == ("产业扶贫",)
    assert dict(project.metrics()) == {"出列村": 1}


def test_what_somebody_here_decided_stays_and_the_other_is_told(project: Project) -> None:
    layer = project.layer(1)
    by_text = {entity.text: entity for entity in layer.entities()}
    do(project, changes.accept(layer, by_text["林晓"].id))
    do(project, changes.reject(project.layer(1), by_text["周明"].id))
    do(project, changes.set_verdict(project.layer(1), "done"))
    before = project.layer(1)
    found = merged_into(
        project,
        said_entity(project, "林晓", "ORG", "corrected"),
        said_entity(project, "周明", "LOC", "accepted"),
        verdict="flagged",
        reason="查",
        reviewer="zhao",
    )
    assert project.layer(1) == before
    assert told_of(found) == [
        "back.jsonl:1: 林晓: somebody here decided otherwise, on 林晓",
        "back.jsonl:1: 周明: this was rejected here",
        "back.jsonl:1: the article is done here, not flagged",
    ]


def test_the_same_again_changes_nothing(project: Project) -> None:
    coming = (
        said_entity(project, "周明", "PER", "corrected"),
        said_entity(project, "贫困村", "TERM"),
        said_entity(project, "出列", "TERM", "suggested"),
        said_entity(project, "产业", "EVENT", "rejected"),
        said_figure(project, "0.74%", "accepted", metric="贫困发生率", value=Decimal("0.740"), unit="%"),
    )
    comment = Comment(id="c:1", about="article", text="好", annotator="zhao", at=AT)
    fields = {"verdict": "done", "reviewer": "zhao", "remarks": (Remarked(comment, "zhao"),)}
    first = merged_into(project, *coming, **fields)
    after = project.layer(1)
    again = merged_into(project, *coming, **fields)
    assert first.changes
    assert (again.changes, again.left) == ((), ())
    assert again.same == len(coming) + 2
    assert project.layer(1) == after


def test_history_tells_who_decided_and_who_merged_and_the_latter_takes_it_back(
    project: Project, other: Project
) -> None:
    do(other, changes.add_tag(other.layer(1), "自己的"))
    before = project.layer(1)
    merged_into(project, said_entity(project, "林晓", "PER", "accepted"), annotator="li")
    done = project.history(1)[-2:]
    assert [(one.annotator, one.action, one.rid) for one in done] == [
        ("wang", MERGE, "article"),
        ("li", MERGE, "e18-20"),
    ]
    assert done[0].step == done[1].step
    moment = moments(project.history(1))[-1]
    assert (moment.annotator, moment.others) == ("wang", ("li",))
    undone = other.undo()
    assert undone is not None
    assert undone.action == "tag"
    taken = project.undo()
    assert taken is not None
    assert taken.action == MERGE
    assert project.layer(1).annotations == {
        rid: one for rid, one in before.annotations.items() if rid != "t:自己的"
    }
    assert project.redo() is not None
    assert states_of(project)["林晓", "PER"] == "accepted"


def test_remarks_come_once_and_not_again_after_they_were_taken_back(project: Project) -> None:
    said = Comment(id="c:1", about="article", text="好", annotator="zhao", at=AT)
    stray = Comment(id="c:2", about="e1-99", text="?", annotator="zhao", at=AT)
    fields = {"remarks": (Remarked(said, "zhao"), Remarked(stray, "zhao"))}
    assert told_of(merged_into(project, **fields)) == [
        "back.jsonl:1: a remark is about e1-99, which is not here"
    ]
    assert project.layer(1).remarks == {"c:1": said}
    do(project, remarking.withdraw(project.layer(1), "c:1"))
    assert merged_into(project, **fields).changes == ()


@pytest.mark.parametrize("rid", ["article", "e18-20"])
def test_a_remark_with_the_id_of_something_else_is_left_out(project: Project, rid: str) -> None:
    assert rid == "article" or rid in project.layer(1).annotations
    comment = Comment(id=rid, about="article", text="再看", annotator="zhao", at=AT)
    before = project.layer(1)
    assert not merged_into(project, remarks=(Remarked(comment, "zhao"),)).changes
    assert project.layer(1) == before


def test_a_format_without_records_does_not_empty_ours(project: Project) -> None:
    merged_into(project, said_figure(project, "48个", "accepted"), whole=False)
    figure = project.layer(1).indicators()[0]
    assert figure.state == "accepted"
    assert (figure.metric, figure.value) == ("贫困村", Decimal(48))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": "林明"}, "林明 (18–20): the article says 林晓 there"),
        ({"end": 10**9}, "林晓 (18–1000000000) lies outside the text"),
        ({"start": -4, "end": 2}, "林晓 (-4–2) lies outside the text"),
        ({"start": 16, "end": 16}, "林晓 (16–16) lies outside the text"),
        ({"type": "STRANGE"}, "林晓: this project has no type STRANGE"),
        ({"confidence": 7.0}, "林晓: a confidence is not between 0 and 1"),
    ],
)
def test_what_does_not_fit_is_told(project: Project, change: dict[str, Any], said: str) -> None:
    wrong = msgspec.structs.replace(said_entity(project, "林晓", "PER"), **change)
    found = merged_into(project, wrong, said_entity(project, "贫困村", "TERM"))
    assert told_of(found) == [f"back.jsonl:1: {said}"]
    assert states_of(project)["贫困村", "TERM"] == "added"


def test_numbers_and_labels_from_outside_are_bounded(project: Project) -> None:
    huge = said_figure(project, "48个", metric="村", value=Decimal("1E+999999"))
    tag = Tag(id=tag_id("a\nb"), label="a\nb", state="added")
    assert told_of(merged_into(project, huge, tag)) == [
        "back.jsonl:1: 48个: a number has too many digits",
        "back.jsonl:1: #a�b is no label for a tag",
    ]
    assert project.layer(1).indicators()[0].value == 48


@pytest.mark.parametrize("spaces", ["\r\n", " ", "\n\n　"])
def test_a_text_that_differs_in_spaces_only_is_laid_upon_ours(project: Project, spaces: str) -> None:
    text = project.article(1).text.replace("\n", spaces).replace("。", "。 ")
    start = text.index("周明介绍")
    said = Entity(id="7", start=start, end=start + 2, text="周明", type="PER", state="corrected")
    across = Entity(id="8", start=0, end=len(text), text=text, type="EVENT", state="added")
    found = merged_into(project, said, across, text=text)
    assert found.left == ()
    assert states_of(project)["周明", "PER"] == "corrected"
    assert project.layer(1).entities()[0].text == project.article(1).text


def test_a_span_keeps_its_outer_spaces_where_only_their_kind_differs(project: Project) -> None:
    text = project.article(1).text.replace("\n", " ")
    end = text.index(" ") + 1
    found = merged_into(
        project, Entity(id="9", start=0, end=end, text=text[:end], type="EVENT", state="added"), text=text
    )
    assert found.left == ()
    (title,) = (one for one in project.layer(1).entities() if one.type == "EVENT")
    assert title.text == project.article(1).text[:end]


def test_where_a_record_comes_from_is_taken_over_as_far_as_it_is_in_our_text(project: Project) -> None:
    text = project.article(1).text.replace("\n", "\r\n")
    at, metric = text.index("1.6亿元"), text.index("产业资金")
    figure = Indicator(
        id="1", start=at, end=at + 5, text="1.6亿元", state="corrected", value=Decimal(5), metric="资金",
        provenance={"metric": Span(metric, metric + 4), "unit": Span(-3, 5), "place": Span(10**12, 10**13)},
    )  # fmt: skip
    assert merged_into(project, figure, text=text).left == ()
    (merged,) = (one for one in project.layer(1).indicators() if one.text == "1.6亿元")
    assert merged.value == 5
    assert merged.state == "corrected"
    ((field, place),) = merged.provenance.items()
    assert (field, project.article(1).text[slice(*place)]) == ("metric", "产业资金")
    alone = said_figure(project, "3566户", "added", provenance={"value": Span(-1, 2), "unit": Span(0, 10**9)})
    assert merged_into(project, alone).left == ()
    assert not any(one.provenance for one in project.layer(1).indicators() if one.text == "3566户")


def test_a_tag_is_its_label_whatever_id_and_spaces_it_comes_with(project: Project) -> None:
    merged_into(project, Tag(id="t: 水利 ", label=" 水利 ", state="added"))
    assert project.layer(1).annotations[tag_id("水利")].state == "added"


def test_of_another_text_what_stands_in_its_place_fits(project: Project) -> None:
    text = project.article(1).text + "另有一句。"
    found = merged_into(
        project,
        said_entity(project, "贫困村", "TERM"),
        said_entity(project, "林晓", "PER", start=3),
        text=text,
    )
    assert len(found.left) == 1
    assert states_of(project)["贫困村", "TERM"] == "added"

"""What other programs say of articles is merged with what people decided here, and nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from seeds.article import Annotation, Entity, Indicator, Note, State, Tag, entity_id, indicator_id, tag_id
from seeds.problems import Unreadable
from store import layer as changes
from store import remarking
from store.exchange.arriving import Arrivals, Merge, merge, would_merge
from store.exchange.incoming import Incoming, Outcome, Remarked, Said
from store.moments import moments
from store.operations import MERGE
from store.project import Project
from store.remarks import Comment
from tests.building import article_with_extraction, make_article, make_extraction
from tests.store.doing import do

_AT = "2026-03-01T12:00:00.000+00:00"


def _entity(project: Project, words: str, kind: str, state: State = "added", **fields: Any) -> Entity:
    text = project.article(1).text
    start = fields.pop("start", text.index(words))
    end = start + len(words)
    return Entity(
        id=entity_id(start, end), start=start, end=end, text=words, type=kind, state=state, **fields
    )


def _figure(project: Project, words: str, state: State = "added", **fields: Any) -> Indicator:
    start = project.article(1).text.index(words)
    end = start + len(words)
    rid = indicator_id(start, end)
    return Indicator(id=rid, start=start, end=end, text=words, state=state, **fields)


def _incoming(
    project: Project,
    *annotations: Annotation,
    annotator: str | None = "zhao",
    whole: bool = True,
    **fields: Any,
) -> Incoming:
    said = tuple(Said(annotation=one, annotator=annotator, whole=whole) for one in annotations)
    known: dict[str, Any] = {"sha256": project.article(1).source.sha256, "text": project.article(1).text}
    return Incoming(where="back.jsonl:1", said=said, **{**known, **fields})


def _merged(project: Project, *annotations: Annotation, **fields: Any) -> Outcome:
    return project.merge(1, [_incoming(project, *annotations, **fields)])


def _told(outcome: Outcome) -> list[str]:
    return [str(note) for note in outcome.left]


def _states(project: Project) -> dict[tuple[str, str], State]:
    layer = project.layer(1)
    found: dict[tuple[str, str], State] = {(e.text, e.type): e.state for e in layer.entities()}
    return found


def test_predictions_stand_beside_ours_and_wait(project: Project) -> None:
    found = _merged(
        project,
        _entity(project, "青石县", "LOC", "suggested"),
        _entity(project, "周明", "PER", "suggested"),
        Tag(id=tag_id("易地搬迁"), label="易地搬迁"),
    )
    assert (found.suggested, found.decided, found.left) == (3, 0, ())
    states = _states(project)
    assert states["青石县", "LOC"] == states["周明", "PER"] == states["周明", "LOC"] == "suggested"
    layer = project.layer(1)
    assert {entity.id for entity in layer.entities()} <= layer.base.keys()
    assert project.ids()
    assert project.rows([1])[0].unreviewed == 15


def test_predictions_neither_overlap_decisions_nor_bring_back_what_was_rejected(project: Project) -> None:
    layer = project.layer(1)
    by_text = {entity.text: entity for entity in layer.entities()}
    do(project, changes.accept(layer, by_text["县农业农村局"].id))
    do(project, changes.reject(project.layer(1), by_text["林晓"].id))
    do(project, changes.retype(project.layer(1), by_text["周明"].id, "PER"))
    before = project.layer(1)
    found = _merged(
        project,
        _entity(project, "农业农村局局长", "TERM", "suggested"),
        _entity(project, "林晓", "PER", "suggested"),
        _entity(project, "周明", "LOC", "suggested"),
        _entity(project, "县农业农村局", "ORG", "suggested"),
    )
    assert project.layer(1) == before
    assert (found.same, _told(found)) == (
        3,
        ["back.jsonl:1: 农业农村局局长: somebody here decided otherwise, on 县农业农村局"],
    )


def test_what_people_decided_elsewhere_is_done_where_nobody_judged(project: Project) -> None:
    found = _merged(
        project,
        _entity(project, "林晓", "PER", "accepted"),
        _entity(project, "周明", "PER", "corrected"),
        _entity(project, "县农业农村局", "ORG", "rejected"),
        _entity(project, "贫困村", "TERM"),
        _figure(project, "48个", "corrected", metric="出列村", value=Decimal(49), unit="个"),
        Tag(id=tag_id("产业扶贫"), label="产业扶贫", state="accepted"),
    )
    assert (found.decided, found.left) == (6, ())
    states = _states(project)
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
    found = _merged(
        project,
        _entity(project, "林晓", "ORG", "corrected"),
        _entity(project, "周明", "LOC", "accepted"),
        verdict="flagged",
        reason="查",
        reviewer="zhao",
    )
    assert project.layer(1) == before
    assert _told(found) == [
        "back.jsonl:1: 林晓: somebody here decided otherwise, on 林晓",
        "back.jsonl:1: 周明: this was rejected here",
        "back.jsonl:1: the article is done here, not flagged",
    ]


def test_the_same_again_changes_nothing(project: Project) -> None:
    coming = (
        _entity(project, "周明", "PER", "corrected"),
        _entity(project, "贫困村", "TERM"),
        _entity(project, "出列", "TERM", "suggested"),
        _entity(project, "产业", "EVENT", "rejected"),
        _figure(project, "0.74%", "accepted", metric="贫困发生率", value=Decimal("0.740"), unit="%"),
    )
    comment = Comment(id="c:1", about="article", text="好", annotator="zhao", at=_AT)
    fields = {"verdict": "done", "reviewer": "zhao", "remarks": (Remarked(comment, "zhao"),)}
    first = _merged(project, *coming, **fields)
    after = project.layer(1)
    again = _merged(project, *coming, **fields)
    assert first.changes
    assert (again.changes, again.left) == ((), ())
    assert again.same == len(coming) + 2
    assert project.layer(1) == after


def test_history_tells_who_decided_and_who_merged_and_the_latter_takes_it_back(
    project: Project, other: Project
) -> None:
    do(other, changes.add_tag(other.layer(1), "自己的"))
    before = project.layer(1)
    _merged(project, _entity(project, "林晓", "PER", "accepted"), annotator="li")
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
    assert _states(project)["林晓", "PER"] == "accepted"


def test_remarks_come_once_and_not_again_after_they_were_taken_back(project: Project) -> None:
    said = Comment(id="c:1", about="article", text="好", annotator="zhao", at=_AT)
    stray = Comment(id="c:2", about="e1-99", text="?", annotator="zhao", at=_AT)
    fields = {"remarks": (Remarked(said, "zhao"), Remarked(stray, "zhao"))}
    assert _told(_merged(project, **fields)) == ["back.jsonl:1: a remark is about e1-99, which is not here"]
    assert project.layer(1).remarks == {"c:1": said}
    do(project, remarking.withdraw(project.layer(1), "c:1"))
    assert _merged(project, **fields).changes == ()


def test_a_format_without_records_does_not_empty_ours(project: Project) -> None:
    _merged(project, _figure(project, "48个", "accepted"), whole=False)
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
    wrong = msgspec.structs.replace(_entity(project, "林晓", "PER"), **change)
    found = _merged(project, wrong, _entity(project, "贫困村", "TERM"))
    assert _told(found) == [f"back.jsonl:1: {said}"]
    assert _states(project)["贫困村", "TERM"] == "added"


def test_numbers_and_labels_from_outside_are_bounded(project: Project) -> None:
    huge = _figure(project, "48个", metric="村", value=Decimal("1E+999999"))
    tag = Tag(id=tag_id("a\nb"), label="a\nb", state="added")
    assert _told(_merged(project, huge, tag)) == [
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
    found = _merged(project, said, across, text=text)
    assert found.left == ()
    assert _states(project)["周明", "PER"] == "corrected"
    assert project.layer(1).entities()[0].text == project.article(1).text


def test_of_another_text_what_stands_in_its_place_fits(project: Project) -> None:
    text = project.article(1).text + "另有一句。"
    found = _merged(
        project, _entity(project, "贫困村", "TERM"), _entity(project, "林晓", "PER", start=3), text=text
    )
    assert len(found.left) == 1
    assert _states(project)["贫困村", "TERM"] == "added"


def _arrived(project: Project, *coming: Incoming | Unreadable) -> tuple[Merge | None, list[str]]:
    told: list[str] = []

    def tell(note: Note) -> None:
        told.append(str(note))

    with Arrivals(project, tell) as arrivals:
        arrivals.take(coming, lambda: False)
        seen = would_merge(project, arrivals, lambda _note: None, lambda _d, _a: None, lambda: False)
        done = merge(project, arrivals, tell, lambda _d, _a: None, lambda: False)
    assert seen is not None
    assert done is not None
    assert (seen.decided, seen.suggested, seen.articles) == (done.decided, done.suggested, done.articles)
    return done, told


def _of(project: Project, of: int, **fields: Any) -> Incoming:
    start = fields.get("text", project.article(of).text).find("贫困村")
    found = Entity(id="1", start=start, end=start + 3, text="贫困村", type="TERM", state="added")
    return Incoming(where=f"f:{of}", said=(Said(annotation=found, annotator="zhao"),), **fields)


def test_texts_find_their_articles_and_all_are_one_step(project: Project) -> None:
    for number in (1, 2, 3):
        project.add(*article_with_extraction(number))
    hashes = {aid: project.article(aid).source.sha256 for aid in project.ids()}
    before = {aid: project.layer(aid) for aid in project.ids()}
    done, told = _arrived(
        project,
        _of(project, 1, sha256=hashes[1]),
        _of(project, 2, text=project.article(2).text),
        _of(project, 3, text=project.article(3).text.replace("\n", "\r\n"), sha256="0" * 64),
        _of(project, 4, aid=4, blind=True, text="".join(project.article(4).text.split())),
        Unreadable("{where} is no JSON", where="f:9"),
    )
    assert done is not None
    assert (done.articles, done.decided) == (4, 4)
    assert told == ["f:9 is no JSON"]
    undone = project.undo()
    assert undone is not None
    assert list(undone.aids) == [4, 3, 2, 1]
    assert {aid: layer.annotations for aid, layer in before.items()} == {
        aid: project.layer(aid).annotations for aid in project.ids()
    }


def test_texts_of_no_article_or_of_several_are_told(project: Project) -> None:
    article = make_article()
    project.add(make_article(navigation="别处"), make_extraction(article))
    project.add(make_article(navigation="又一处"), make_extraction(article))
    done, told = _arrived(
        project,
        _of(project, 1, text=make_article().text),
        _of(project, 1, text="没有这样的文章。", aid=1),
        _of(project, 1, sha256="0" * 64),
        _of(project, 1, aid=77),
    )
    assert done is not None
    assert done.articles == 0
    assert told[0].startswith("f:1: several articles have this text (1, 2")
    assert told[1:] == [
        "f:1: no article of this project has this text",
        "f:1: this project has no such article",
        "f:1: this project has no such article",
    ]


def test_two_files_of_one_article_do_not_overwrite_each_other(project: Project) -> None:
    hash_ = project.article(1).source.sha256
    text = project.article(1).text

    def by(annotator: str, kind: str) -> Incoming:
        start = text.index("周明")
        one = Entity(id="9", start=start, end=start + 2, text="周明", type=kind, state="corrected")
        return Incoming(
            where=annotator, said=(Said(annotation=one, annotator=annotator),), sha256=hash_, text=text
        )

    done, told = _arrived(project, by("zhao", "PER"), by("qian", "ORG"))
    assert done is not None
    assert done.decided == 1
    assert told == ["qian: 周明: somebody here decided otherwise, on 周明"]
    assert _states(project)["周明", "PER"] == "corrected"


def test_a_dry_run_writes_nothing(project: Project) -> None:
    before = project.mark()
    with Arrivals(project, lambda _note: None) as arrivals:
        arrivals.take([_of(project, 1, sha256=project.article(1).source.sha256)], lambda: False)
        seen = would_merge(project, arrivals, lambda _note: None, lambda _d, _a: None, lambda: False)
    assert seen is not None
    assert seen.decided == 1
    assert project.mark() == before
    assert isinstance(arrivals.aids, Sequence)


def test_a_merge_that_is_stopped_writes_nothing(project: Project) -> None:
    before = project.mark()
    with Arrivals(project, lambda _note: None) as arrivals:
        arrivals.take([_of(project, 1, sha256=project.article(1).source.sha256)], lambda: False)
        assert merge(project, arrivals, lambda _note: None, lambda _d, _a: None, lambda: True) is None
    assert project.mark() == before

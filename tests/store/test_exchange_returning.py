"""What was exported comes back: the same articles, suggestions, decisions and history, and the same bytes."""

from __future__ import annotations

import json
import random
import string
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seeds.article import Entity, Extraction, Indicator, Note, Origin
from seeds.contract import contract_line
from store import bulk, derived, remarking
from store import layer as changes
from store.catalogue import Filter, Order
from store.exchange.jsonl import json_lines, prepared_of
from store.layer import Layer, Step
from store.news import Mark
from store.problems import Conflict
from store.project import Project
from store.reextraction import reextract
from store.repair.repair import examine
from store.sweeping import PutTag, SetVerdict, Sweep
from tests.building import (
    article_with_extraction,
    make_article,
    make_entity,
    make_indicator,
    make_tag,
)
from tests.store.doing import do

_AT = "2026-03-01T12:00:00.000+00:00"
_ODD = "県縣\U00020000\U0001f600\r\t\x07\u2028\u200b [@click]　0７%万"


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        yield Path(name)


def _brought(path: Path, lines: list[bytes], *, annotator: str = "wang") -> Project:
    """A new project into which the lines were brought."""
    project = Project.create(path, annotator=annotator)
    for number, line in enumerate(lines, 1):
        assert project.put(prepared_of(line, where=f"all.jsonl:{number}")).fresh
    return project


def _whole(project: Project) -> list[Any]:
    """All that a project has of its articles; of operations all but where they stand in its log."""
    return [
        (
            project.article(aid),
            project.extraction(aid),
            project.layer(aid),
            [msgspec.structs.replace(done, seq=0, order=None) for done in project.history(aid)],
            msgspec.structs.replace(project.rows([aid])[0], changed=0),
        )
        for aid in project.ids(order=Order("added", descending=False))
    ]


def _made_anew(project: Project) -> bool:
    """Whether everything that is made from the documents is as it would be made from them now."""
    tables = ("listing", "titles", "hands", "labels", "vocabulary", "t_heads")

    def rows() -> list[Any]:
        with project.db.reading() as connection:
            found = [connection.execute(f"SELECT * FROM {name}").fetchall() for name in tables]  # noqa: S608
            counted = [row for row in found[-2] if row[-1]]
            return [*map(sorted, found[:4]), sorted(counted), found[-1]]

    before = rows()
    derived.rebuild(project.db)
    return before == rows()


def _add_odd_article(project: Project, rng: random.Random, number: int) -> None:
    chars = _ODD + string.ascii_letters
    lines = ["".join(rng.choices(chars, k=rng.randint(3, 12))) + "48个村" for _ in range(3)]
    article = make_article(f"第{number}篇{lines[0]}", lines[1:], path=f"{number}\x1b.txt")
    article = msgspec.structs.replace(
        article,
        origins=(Origin(0, 3, "word/document.xml#1", 7, 5),),
        lead_missing=rng.random() < 0.5,
        notes=(Note("{path}: odd", {"path": "x"}),) if rng.random() < 0.5 else (),
        page=article.page if rng.random() < 0.5 else article.page + "\r\n尾",
    )
    figure = make_indicator(article, "48个", "贫困村", rng.choice(["48", "1.60", "-0.0"]), "个")
    figure = msgspec.structs.replace(figure, provenance={"metric": (0, 2)}, high=None)
    entities = (
        make_entity(article, "个村", "LOC", confidence=rng.random()),
        make_entity(article, "第", "DATE"),
    )
    tags = (make_tag("产业扶贫"),)
    project.add(article, Extraction(entities=entities, indicators=(figure,), tags=tags, place="青石县"))


def _some_step(layer: Layer, rng: random.Random) -> Step | None:
    rid = rng.choice(sorted(layer.annotations))
    one = layer.annotations[rid]
    match rng.randrange(12):
        case 0:
            return changes.accept(layer, rid)
        case 1:
            return changes.reject(layer, rid)
        case 2:
            return changes.retype(layer, rid, rng.choice(["ORG", "TERM"]))
        case 3 if isinstance(one, Indicator):
            return changes.revise(layer, rid, {"value": rng.choice([49, None]), "unit": "户"})
        case 4 if isinstance(one, Entity | Indicator) and one.end - one.start > 1:
            return changes.resize(layer, rid, one.start, one.end - 1, one.text[:-1])
        case 5:
            return changes.add_tag(layer, f"标签{rng.randrange(5)}")
        case 6:
            return changes.set_verdict(layer, rng.choice(["done", "flagged", "reading"]), "查")
        case 7:
            return remarking.comment(layer, rid, "说\u2028话", annotator="wang", at=_AT)
        case 8:
            return remarking.turn_unclear(layer, rid)
        case 9:
            return remarking.look(layer, ["DOC", "indicator"])
        case 10:
            return bulk.accept_rest(layer, [a.id for a in bulk.suggestions(layer)])
        case _:
            comments = [rid for rid in layer.remarks if rid.startswith("c:")]
            return remarking.withdraw(layer, comments[0]) if comments else None


def _work(project: Project, rng: random.Random, times: int) -> None:
    for _ in range(times):
        aids = project.ids()
        aid = rng.choice(aids)
        match rng.randrange(10):
            case 0:
                _turn_back(project)
            case 1:
                project.redo()
            case 2:
                sweeps: list[Sweep] = [PutTag("扫过"), SetVerdict("done"), PutTag("又扫", again=True)]
                project.sweep(aids, rng.choice(sweeps))
            case 3:
                extraction = project.extraction(aid)
                sure = [
                    msgspec.structs.replace(one, confidence=rng.random()) for one in extraction.entities[1:]
                ]
                reextract(project, aid, msgspec.structs.replace(extraction, entities=tuple(sure)))
            case _:
                if (step := _some_step(project.layer(aid), rng)) is not None:
                    project.record(step)


def _turn_back(project: Project) -> Any:
    try:
        done = project.undo()
    except Conflict as conflict:
        return conflict.step
    return done and (done.step, done.action, list(done.aids))


@given(seed=st.integers(0, 2**32), times=st.integers(0, 25))
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_a_project_comes_back_with_its_history_its_undo_and_its_bytes(seed: int, times: int) -> None:
    rng = random.Random(seed)
    with _folder() as folder, Project.create(folder / "a", annotator="wang") as project:
        for number in range(rng.randint(1, 3)):
            _add_odd_article(project, rng, number)
        with Project.open(folder / "a", annotator="li") as other:
            for _ in range(3):
                _work(rng.choice([project, other]), rng, times // 3)
        lines = list(json_lines(project))
        with _brought(folder / "b", lines) as back:
            assert _whole(back) == _whole(project)
            assert list(json_lines(back)) == lines
            for _ in range(6):
                assert _turn_back(back) == _turn_back(project)
            assert _made_anew(back)
        assert examine(folder / "b") == ()


def test_a_step_over_several_articles_is_taken_back_together_whoever_comes_first(tmp_path: Path) -> None:
    with Project.create(tmp_path / "a", annotator="wang") as project:
        for number in range(3):
            project.add(*article_with_extraction(number))
        project.sweep(project.ids(), PutTag("一并"))
        do(project, changes.add_tag(project.layer(1), "之后"))
        lines = list(json_lines(project))
    with _brought(tmp_path / "b", lines[::-1]) as back:
        assert [back.undo(), back.undo()][1].aids  # type: ignore[union-attr]
        assert not any(tag.state == "added" for aid in back.ids() for tag in back.layer(aid).tags())
    with _brought(tmp_path / "c", lines[2:]) as part:
        undone = part.undo()
        assert undone is not None
        assert list(undone.aids) == [1]


def test_what_is_done_later_is_undone_first(tmp_path: Path, project: Project) -> None:
    do(project, changes.add_tag(project.layer(1), "那边"))
    with _brought(tmp_path / "b", list(json_lines(project))) as back:
        do(back, changes.add_tag(back.layer(1), "这边"))
        undone = [back.undo(), back.undo(), back.undo()]
        assert [one and one.action for one in undone] == ["tag", "tag", None]
        assert [tag.label for tag in back.layer(1).tags() if tag.state == "added"] == []
        redone = back.redo()
        assert redone is not None
        assert [tag.label for tag in back.layer(1).tags() if tag.state == "added"] == ["那边"]


def test_what_is_done_later_is_undone_first_in_a_third_project_too(tmp_path: Path, project: Project) -> None:
    for number in range(1, 5):
        project.add(*article_with_extraction(number))
    do(project, changes.add_tag(project.layer(1), "一"))
    first, *_ = json_lines(project)
    with _brought(tmp_path / "b", [first]) as second:
        do(second, changes.add_tag(second.layer(1), "二"))
        lines = list(json_lines(second))
    with _brought(tmp_path / "c", lines) as third:
        assert list(json_lines(third)) == lines
        tags = []
        while third.undo():
            tags.append([tag.label for tag in third.layer(1).tags() if tag.state == "added"])
        assert tags == [["一"], []]


def test_others_who_have_the_project_open_hear_of_it(tmp_path: Path, project: Project) -> None:
    do(project, changes.add_tag(project.layer(1), "那边"))
    (line,) = json_lines(project)
    with Project.create(tmp_path / "b", annotator="wang") as back:
        with Project.open(tmp_path / "b", annotator="li") as other:
            before: Mark = other.mark()
            back.put(prepared_of(line, where="x"))
            news = other.news(before)
            assert news is not None
        assert back.ids(Filter(tags=("那边",))).tolist() == [1]
        assert (tmp_path / "b" / "mirror").is_dir()


def test_a_line_that_a_project_has_is_merged_and_changes_nothing_twice(
    tmp_path: Path, project: Project
) -> None:
    with _brought(tmp_path / "b", list(json_lines(project))) as there:
        layer = there.layer(1)
        do(there, changes.reject(layer, layer.entities()[0].id))
        do(there, remarking.comment(there.layer(1), "article", "好", annotator="li", at=_AT))
        (line,) = json_lines(there)
    first = project.put(prepared_of(line, where="x")).merged
    assert first is not None
    assert (first.decided, first.left) == (2, ())
    assert project.layer(1).entities()[0].state == "rejected"
    again = project.put(prepared_of(line, where="x")).merged
    assert again is not None
    assert again.changes == ()
    project.undo()
    assert project.layer(1).remarks == {}
    assert project.layer(1).entities()[0].state == "suggested"


def test_a_contract_line_is_an_article_with_suggestions(tmp_path: Path) -> None:
    article, extraction = article_with_extraction()
    with _brought(tmp_path / "b", [contract_line(article, extraction)]) as back:
        layer = back.layer(1)
        assert back.article(1).text == article.text
        suggested: list[Entity | Indicator] = [*extraction.entities, *extraction.indicators]
        assert {(a.start, a.end) for a in layer.spans()} == {(a.start, a.end) for a in suggested}
        assert {a.state for a in layer.queue()} == {"suggested"}
        assert [done.annotator for done in back.history(1)] == ["wang"]
        assert back.layer(1).indicators()[1].value == extraction.indicators[1].value


def test_decisions_of_a_line_without_its_history_are_taken_over(tmp_path: Path, project: Project) -> None:
    layer = project.layer(1)
    do(project, changes.revise(layer, layer.indicators()[0].id, {"value": 49}))
    do(project, changes.reject(project.layer(1), layer.entities()[0].id))
    do(project, changes.set_verdict(project.layer(1), "flagged", "查"))
    (line,) = json_lines(project)
    told = json.loads(line)
    del told["kept"]
    with _brought(tmp_path / "b", [json.dumps(told).encode()], annotator="li") as back:
        ours, theirs = back.layer(1), project.layer(1)
        assert {a.id: a.state for a in ours.queue()} == {a.id: a.state for a in theirs.queue()}
        assert ours.base[layer.indicators()[0].id] == theirs.base[layer.indicators()[0].id]
        assert (ours.verdict, ours.reason) == ("flagged", "查")
        assert {done.annotator for done in back.history(1) if not done.from_extractor} == {"li", "wang"}
        assert back.undo() is not None
        assert {a.state for a in back.layer(1).queue()} == {"suggested"}


def test_what_another_program_changed_in_a_line_comes_in_beside_its_history(
    tmp_path: Path, project: Project
) -> None:
    layer = project.layer(1)
    do(project, changes.accept(layer, layer.entities()[0].id))
    told = json.loads(next(json_lines(project)))
    told["entities"][1] |= {"type": "ORG", "state": "corrected", "annotator": "script"}
    told["entities"][0]["type"] = "TERM"
    with Project.create(tmp_path / "b", annotator="li") as back:
        merged = back.put(prepared_of(json.dumps(told).encode(), where="all.jsonl:1")).merged
        assert merged is not None
        assert [str(note) for note in merged.left] == [
            "all.jsonl:1: 林晓: somebody here decided otherwise, on 林晓"
        ]
        entities = back.layer(1).entities()
        assert [(e.type, e.state) for e in entities[:2]] == [("PER", "accepted"), ("ORG", "corrected")]
        assert back.history(1)[-1].annotator == "script"


def test_two_articles_with_the_same_history_each_keep_their_own(tmp_path: Path, project: Project) -> None:
    do(project, changes.add_tag(project.layer(1), "贴"))
    project.undo()
    told = json.loads(next(json_lines(project)))
    twin = told | {"source": told["source"] | {"sha256": "0" * 64}}
    with _brought(tmp_path / "b", [json.dumps(one).encode() for one in (told, twin)]) as back:
        first, second = back.history(1), back.history(2)
        assert not {done.step for done in first} & {done.step for done in second}
        assert second[2].undoes == second[1].step
        assert back.redo() is not None
        assert back.layer(1).version + back.layer(2).version == 5
    assert examine(tmp_path / "b") == ()

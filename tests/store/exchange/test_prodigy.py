"""Prodigy's JSONL, its spans and tokens checked with spaCy, on which Prodigy stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from spacy.tokens import Doc

from seeds.article import Entity, Tag
from seeds.problems import Unreadable
from store.exchange import prodigy, prodigy_tags
from store.exchange.documents import Document
from store.exchange.incoming import Incoming
from store.exchange.losses import Losses
from tests.store.exchange.random_documents import (
    annotated_documents,
    by_id,
    document_of,
    entity,
    indicator,
    remarks_in,
)
from tests.store.exchange.reading_back import PROFILE

TEXT = "青石县😀今年投入1.6亿元,户均增收。"
VOCABULARY = spacy.blank("xx").vocab


def _task(document: Document) -> dict[str, Any]:
    (line,) = prodigy.write([document], PROFILE, Losses())
    assert line.endswith(b"}\n")
    task: dict[str, Any] = json.loads(line)
    return task


def _unfinished(document: Document) -> Document:
    layer = msgspec.structs.replace(document.layer, verdict="reading")
    return msgspec.structs.replace(document, layer=layer)


def _read(path: Path, *lines: bytes) -> list[Incoming | Unreadable]:
    path.write_bytes(b"".join(lines))
    return list(prodigy.read(path, PROFILE))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=annotated_documents())
def test_spacy_finds_the_spans_and_all_comes_back(document: Document, tmp_path: Path) -> None:
    task = _task(document)
    tokens = task["tokens"]
    doc = Doc(VOCABULARY, words=[one["text"] for one in tokens], spaces=[one["ws"] for one in tokens])
    assert doc.text == task["text"] == document.article.text
    for span in (*task["spans"], *task["others"]):
        found = doc.char_span(span["start"], span["end"], label=span["label"])
        assert found is not None
        assert (found.start, found.end) == (span["token_start"], span["token_end"] + 1)
        assert found.text == span["text"]
    (back,) = _read(tmp_path / "a.jsonl", *prodigy.write([document], PROFILE, Losses()))
    assert isinstance(back, Incoming)
    assert by_id(back) == {span.id: span for span in document.layer.spans()}
    assert (back.aid, back.sha256, back.text) == (12, document.sha256, document.article.text)
    assert (back.verdict, remarks_in(back)) == ("done", document.layer.remarks)
    for said in back.said:
        assert said.annotator == (None if said.annotation.state == "suggested" else "王 芳|x")


def test_nobody_trains_on_what_nobody_judged() -> None:
    spans = [
        entity(TEXT, 0, 3), entity(TEXT, 0, 2, "ORG", "suggested"), entity(TEXT, 4, 6, "DATE", "rejected"),
    ]  # fmt: skip
    done = document_of(TEXT, [*spans])
    task = _task(done)
    assert (task["answer"], [span["label"] for span in task["spans"]]) == ("accept", ["LOC"])
    assert [span["state"] for span in task["others"]] == ["suggested", "rejected"]
    task = _task(_unfinished(done))
    assert (task["answer"], [span["label"] for span in task["spans"]]) == ("ignore", ["LOC", "ORG"])
    assert "_input_hash" not in task


def test_what_was_marked_in_prodigy_is_a_persons(tmp_path: Path) -> None:
    task = {
        "text": "青石县", "spans": [{"start": 0, "end": 3, "token_start": 0, "token_end": 2, "label": "LOC"}],
        "answer": "accept", "_annotator_id": "li",
    }  # fmt: skip
    (back,) = _read(tmp_path / "db-out.jsonl", json.dumps(task).encode())
    assert isinstance(back, Incoming)
    (said,) = back.said
    assert said.annotation == Entity(id="e0-3", start=0, end=3, text="青石县", type="LOC", state="added")
    assert said.annotator == "li"
    for answer in ("ignore", "reject"):
        (back,) = _read(tmp_path / "db-out.jsonl", json.dumps(task | {"answer": answer}).encode())
        assert isinstance(back, Incoming)
        assert not back.said


def test_a_suggestion_in_a_line_that_was_accepted_is_accepted(tmp_path: Path) -> None:
    spans = [entity(TEXT, 0, 3, state="suggested"), entity(TEXT, 4, 6, state="rejected")]
    task = _task(_unfinished(document_of(TEXT, spans)))
    for answer, told in (("accept", [("accepted", "li"), ("rejected", "王 芳|x")]), ("ignore", None)):
        changed = task | {"answer": answer, "_annotator_id": "li"}
        (back,) = _read(tmp_path / "db-out.jsonl", json.dumps(changed).encode())
        assert isinstance(back, Incoming)
        states = [(said.annotation.state, said.annotator) for said in back.said]
        assert states == told or (told is None and states[0][0] == "suggested")


@pytest.mark.parametrize(
    "span",
    [
        {}, {"start": "0", "end": 1, "label": "LOC"}, {"start": 0, "end": 1, "label": ["LOC"]},
        {"start": 0, "end": 1, "label": "LOC", "state": "sure"},
        {"start": 0, "end": 1, "label": "LOC", "state": [1]},
        {"start": 0, "end": 1, "label": "Indicator", "state": "added", "value": "1e999999"},
        {"start": 0, "end": 1, "label": "Indicator", "state": "added", "value": "NaN"},
        {"start": 0, "end": 1, "label": "Indicator", "state": "added", "provenance": {"value": [0]}},
    ],
)  # fmt: skip
def test_a_span_that_is_none_is_told_and_the_others_are_read(tmp_path: Path, span: dict[str, Any]) -> None:
    good = {"start": 1, "end": 2, "label": "LOC"}
    problem, back = _read(
        tmp_path / "a.jsonl", json.dumps({"text": "青石县", "spans": [span, good]}).encode()
    )
    assert isinstance(problem, Unreadable)
    assert str(problem).startswith("a.jsonl:1")
    assert isinstance(back, Incoming)
    assert [said.annotation.id for said in back.said] == ["e1-2"]


def test_tags_are_options_of_which_people_chose_some(tmp_path: Path) -> None:
    tags = [
        Tag(id="t:产业", label="产业", state="accepted"), Tag(id="t:教育", label="教育"),
        Tag(id="t:医疗", label="医疗", state="rejected"),
    ]  # fmt: skip
    (line,) = prodigy_tags.write([document_of(TEXT, [*tags])], PROFILE, Losses())
    task = json.loads(line)
    assert task["accept"] == ["产业"]
    options = [option["id"] for option in task["options"]]
    assert set(options) >= {"产业", "教育", "医疗", *(topic.label for topic in PROFILE.topics)}
    assert len(options) == len(set(options))
    path = tmp_path / "tags.jsonl"
    path.write_bytes(line)
    (back,) = prodigy_tags.read(path, PROFILE)
    assert isinstance(back, Incoming)
    assert by_id(back) == {tag.id: tag for tag in tags}
    path.write_text(json.dumps(task | {"accept": ["教育", "住房"], "_annotator_id": "li"}), encoding="utf-8")
    (back,) = prodigy_tags.read(path, PROFILE)
    assert isinstance(back, Incoming)
    assert {(said.annotation.id, said.annotation.state, said.annotator) for said in back.said} == {
        ("t:医疗", "rejected", "王 芳|x"),
        ("t:教育", "added", "li"),
        ("t:住房", "added", "li"),
    }


def test_what_the_formats_cannot_hold_is_counted() -> None:
    losses = Losses()
    document = document_of(TEXT, [indicator(TEXT, 8, 13), Tag(id="t:产业", label="产业")])
    list(prodigy.write([document], PROFILE, losses))
    assert [str(note) for note in losses.notes()] == [
        "1 tags were left out; they are in the format prodigy-tags"
    ]
    losses = Losses()
    list(prodigy_tags.write([document], PROFILE, losses))
    assert str(losses.notes()[0]) == "1 spans were left out; this format holds tags only"

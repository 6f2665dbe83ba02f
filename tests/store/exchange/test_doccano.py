"""doccano's JSONL: spans and tags as its importer takes them, and back from its exports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from seeds.article import Entity, Indicator, Tag
from seeds.problems import Unreadable
from store.exchange import doccano, doccano_tags
from store.exchange.documents import DECIDED, Document
from store.exchange.incoming import Incoming
from store.exchange.losses import Losses
from tests.store.exchange.random_documents import annotated_documents, document_of, entity, indicator
from tests.store.exchange.reading_back import PROFILE

TEXT = "青石县😀今年投入1.6亿元,户均增收。"


def _lines(*documents: Document, losses: Losses | None = None) -> list[dict[str, Any]]:
    stream = b"".join(doccano.write(documents, PROFILE, losses or Losses()))
    assert stream.count(b"\n") == len(documents)
    return [json.loads(line) for line in stream.decode().split("\n")[:-1]]


def _read(path: Path, text: str) -> list[Incoming | Unreadable]:
    path.write_text(text, encoding="utf-8", newline="")
    return list(doccano.read(path, PROFILE))


def _document() -> Document:
    return document_of(
        TEXT,
        [
            entity(TEXT, 0, 3),
            entity(TEXT, 0, 2, "ORG", "suggested"),
            entity(TEXT, 4, 6, "DATE", "rejected"),
            indicator(TEXT, 8, 13, "corrected"),
            Tag(id="t:产业", label="产业", state="added"),
            Tag(id="t:教育", label="教育"),
        ],
    )


def test_what_people_said_is_right_is_written_in_code_points() -> None:
    losses = Losses()
    (line,) = _lines(_document(), losses=losses)
    assert line["text"] == TEXT
    assert [(TEXT[start:end], label) for start, end, label in line["label"]] == [
        ("青石县", "LOC"),
        ("1.6亿元", "Indicator"),
    ]
    assert [str(note) for note in losses.notes()] == [
        "2 tags were left out; doccano keeps them in another project",
        "1 suggestions that nobody has judged were left out",
        "1 rejected annotations were left out",
        "2 decisions were written without who made them, and when",
        "1 indicators were written as spans only, without value, unit and their other fields",
        "3 comments and other remarks were left out",
    ]


def test_every_line_has_the_same_keys() -> None:
    untitled = document_of("无", [], aid=13)
    lines = _lines(_document(), untitled)
    assert {tuple(line) for line in lines} == {("text", "label", "title", "aid", "sha256", "verdict")}
    kinds = {tuple(type(value) for key, value in line.items() if key != "label") for line in lines}
    assert len(kinds) == 1


def test_overlapping_spans_are_written_and_counted() -> None:
    losses = Losses()
    spans = [entity(TEXT, 0, 9), entity(TEXT, 1, 2), entity(TEXT, 3, 9, "ORG"), entity(TEXT, 9, 10)]
    (line,) = _lines(document_of(TEXT, [*spans]), losses=losses)
    assert len(line["label"]) == 4
    assert str(losses.notes()[0]).startswith("2 spans overlap")


def test_tags_are_labels_of_the_classification_file(tmp_path: Path) -> None:
    losses = Losses()
    (line,) = doccano_tags.write([_document()], PROFILE, losses)
    assert json.loads(line)["label"] == ["产业"]
    assert str(losses.notes()[0]).startswith("4 spans were left out")
    (back,) = _read(tmp_path / "tags.jsonl", line.decode())
    assert isinstance(back, Incoming)
    assert [said.annotation for said in back.said] == [Tag(id="t:产业", label="产业", state="added")]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=annotated_documents())
def test_spans_of_any_text_come_back(document: Document, tmp_path: Path) -> None:
    stream = b"".join(doccano.write([document], PROFILE, Losses()))
    (back,) = _read(tmp_path / "a.jsonl", stream.decode())
    assert isinstance(back, Incoming)
    assert (back.aid, back.sha256, back.text) == (12, document.sha256, document.article.text)
    told = sorted((_key(said.annotation), said.whole) for said in back.said)
    spans = [span for span in document.layer.spans() if span.state in DECIDED]
    assert told == sorted((_key(span), isinstance(span, Entity)) for span in spans)


def _key(span: object) -> tuple[int, int, str, str]:
    assert isinstance(span, Entity | Indicator)
    return span.start, span.end, span.text, span.type if isinstance(span, Entity) else ""


@pytest.mark.parametrize(
    "spans",
    [
        '"label": [[0, 3, "LOC"]]',
        '"labels": [[0, 3, "LOC"]]',
        '"entities": [[0, 3, "LOC"]]',
        '"Comments": ["再看"], "entities": [{"id": 7, "label": "LOC", "start_offset": 0, "end_offset": 3}]',
    ],
)
def test_the_forms_in_which_doccano_exports_spans_are_read(tmp_path: Path, spans: str) -> None:
    (back,) = _read(tmp_path / "all.jsonl", f'{{"id": 5, "text": "青石县", {spans}}}\n')
    assert isinstance(back, Incoming)
    (said,) = back.said
    assert said.annotation == Entity(id="e0-3", start=0, end=3, text="青石县", type="LOC", state="added")


def test_a_line_that_is_none_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    good = '{"text": "甲", "label": []}'
    bad = [
        "[1]", "{", '{"label": []}', '{"text": 1}', '{"text": "甲", "label": [["0", 1, "LOC"]]}', "[" * 9_999,
        '{"text": "\\ud800", "label": []}', '{"text": "甲", "label": [[0, 1e400, "LOC"]]}',
        '{"text": "甲", "label": [[0, ' + "9" * 5000 + ', "LOC"]]}', '{"text": "甲", "label": NaN}',
    ]  # fmt: skip
    found = _read(tmp_path / "mixed.jsonl", "\n".join([good, *bad, "", good]))
    told = [str(one) for one in found if isinstance(one, Unreadable)]
    assert len(told) == len(bad)
    assert all(one.startswith(f"mixed.jsonl:{number}") for number, one in enumerate(told, start=2))
    assert [one.where for one in found if isinstance(one, Incoming)] == ["mixed.jsonl:1", "mixed.jsonl:13"]

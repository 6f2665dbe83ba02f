"""Parquet, read with pyarrow and back by our own reader."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from pyarrow import parquet as pq

from seeds.article import Entity, Indicator
from seeds.problems import Unreadable
from store.exchange.documents import Document
from store.exchange.incoming import Incoming
from store.exchange.losses import Losses
from store.exchange.parquet import read, write, writing
from store.exchange.written_numbers import written
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


def _bytes(*documents: Document) -> bytes:
    return b"".join(write(documents, PROFILE, Losses()))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=annotated_documents())
def test_pyarrow_finds_the_same_and_all_comes_back(document: Document, tmp_path: Path) -> None:
    data = _bytes(document)
    (row,) = pq.read_table(io.BytesIO(data)).to_pylist()
    text = document.article.text
    assert (row["aid"], row["sha256"], row["text"]) == (12, document.sha256, text)
    assert [(one["type"], text[one["start"] : one["end"]], one["state"]) for one in row["entities"]] == [
        (one.type, one.text, one.state) for one in document.entities()
    ]
    for told, one in zip(row["indicators"], document.indicators(), strict=True):
        assert text[told["start"] : told["end"]] == told["text"] == one.text
        assert told["value"] == (one.value if isinstance(one.value, Decimal) else None)
        assert (told["value_text"] or "") == written(one.value)
        assert (told["high"], told["metric"], told["op"]) == (one.high, one.metric, one.op)
    path = tmp_path / "a.parquet"
    path.write_bytes(data)
    (back,) = read(path, PROFILE)
    assert isinstance(back, Incoming)
    assert by_id(back) == document.layer.annotations
    assert (back.aid, back.sha256, back.text, back.verdict) == (12, document.sha256, text, "done")
    assert remarks_in(back) == document.layer.remarks
    for said in back.said:
        assert said.annotator == (None if said.annotation.state == "suggested" else "王 芳|x")


@pytest.mark.parametrize(
    ("value", "held"),
    [("0.74", True), ("1.60E+8", True), ("9" * 28, True), ("9" * 29, False), ("1E-11", False), ("-0", True)],
)  # fmt: skip
def test_a_decimal_holds_what_it_can_hold_exactly(value: str, held: bool, tmp_path: Path) -> None:
    figure = indicator(TEXT, 8, 13, value=Decimal(value))
    data = _bytes(document_of(TEXT, [figure]))
    (row,) = pq.read_table(io.BytesIO(data)).to_pylist()
    (told,) = row["indicators"]
    assert (told["value"] == Decimal(value)) is held
    assert told["value_text"] == f"{Decimal(value):f}"
    path = tmp_path / "a.parquet"
    path.write_bytes(data)
    (back,) = read(path, PROFILE)
    assert isinstance(back, Incoming)
    assert by_id(back) == {figure.id: figure}


def test_it_is_written_group_by_group(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "ROWS", 2)
    asked: list[int] = []

    def articles() -> Iterator[Document]:
        for aid in range(1, 6):
            asked.append(aid)
            yield document_of("字" * aid, [], aid=aid)

    chunks = write(articles(), PROFILE, Losses())
    first = next(chunks)
    assert asked == [1, 2]
    assert first.startswith(b"PAR1")
    data = first + b"".join(chunks)
    file = pq.ParquetFile(io.BytesIO(data))
    assert [file.metadata.row_group(at).num_rows for at in range(file.metadata.num_row_groups)] == [2, 2, 1]
    assert file.read(["aid"]).column("aid").to_pylist() == [1, 2, 3, 4, 5]


def test_the_same_project_gives_the_same_bytes_and_none_is_a_file_too() -> None:
    document = document_of(TEXT, [entity(TEXT, 0, 3)])
    assert _bytes(document, document) == _bytes(document, document)
    assert pq.read_table(io.BytesIO(_bytes())).num_rows == 0


def test_rows_that_piyue_did_not_make_are_read(tmp_path: Path) -> None:
    path = tmp_path / "model.parquet"
    rows = [
        {"text": "青石县", "entities": [{"start": 0, "end": 3, "type": "LOC", "score": 0.5}], "other": [1]},
        {"text": "乙", "entities": [{"start": None, "end": 3, "type": "LOC", "score": None}], "other": None},
        {"text": None, "entities": None, "other": None},
    ]
    pq.write_table(pa.Table.from_pylist(rows), path)
    first, problem, second, missing = read(path, PROFILE)
    assert isinstance(first, Incoming)
    assert [said.annotation for said in first.said] == [
        Entity(id="e0-3", start=0, end=3, text="", type="LOC", state="added")
    ]
    assert str(problem).startswith("model.parquet#2: ")
    assert isinstance(second, Incoming)
    assert not second.said
    assert str(missing).startswith("model.parquet#3: ")


def test_columns_of_other_kinds_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "odd.parquet"
    odd = [
        {"text": "甲", "aid": "x"}, {"text": 1}, {"text": "甲", "indicators": [[1]]}, {"indicators": "x"},
        {"text": "甲", "indicators": [{"start": 0, "end": 1, "provenance": 5}]},
        {"text": "甲", "tags": [{"label": [1]}]}, {"text": "甲", "sha256": b"\xff"}, {"text": b"\xff"},
    ]  # fmt: skip
    for row in odd:
        pq.write_table(pa.Table.from_pylist([row]), path)
        found = list(read(path, PROFILE))
        assert all(isinstance(one, Unreadable | Incoming) for one in found)
        told = [said.annotation for one in found if isinstance(one, Incoming) for said in one.said]
        assert all(isinstance(one, Indicator) and not one.provenance for one in told)


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" + b"\xff" * 40 + b"PAR1", b"x" * 100])
def test_a_file_that_is_none_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.parquet"
    path.write_bytes(data)
    (problem,) = read(path, PROFILE)
    assert isinstance(problem, Unreadable)


def test_a_cut_or_changed_file_is_told(tmp_path: Path) -> None:
    data = _bytes(*(document_of(TEXT * aid, [entity(TEXT, 0, 3)], aid=aid) for aid in range(1, 30)))
    path = tmp_path / "broken.parquet"
    for at in range(0, len(data), 211):
        for broken in (data[:at], data[:at] + bytes([data[at] ^ 255]) + data[at + 1 :]):
            path.write_bytes(broken)
            assert all(isinstance(found, Unreadable | Incoming) for found in read(path, PROFILE))

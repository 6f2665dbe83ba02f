"""The tables of indicators and of tags, read with Python's csv module and with pyarrow."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import csv as arrow_csv

from seeds.article import Indicator, Span, Tag
from store.exchange.documents import Document
from store.exchange.losses import Losses
from store.exchange.tables import indicator_table, tag_table
from store.exchange.tables.csv_cells import csv_chunk
from store.exchange.tables.rows import INDICATOR_COLUMNS, TAG_COLUMNS
from store.exchange.written_numbers import number_in, written
from tests.store.exchange.random_documents import annotated_documents, document_of, entity, indicator
from tests.store.exchange.reading_back import PROFILE

TEXT = "青石县😀今年投入1.6亿元,户均增收。"


def _rows(
    document: Document, writer: Any = indicator_table, losses: Losses | None = None
) -> list[dict[str, str]]:
    text = b"".join(writer.write([document], PROFILE, losses or Losses())).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_corrected_indicator_says_what_had_been_suggested_and_where_its_fields_stand() -> None:
    suggested = indicator(TEXT, 8, 13, "suggested", value=Decimal(16), unit="元", metric="资金")
    corrected = msgspec.structs.replace(
        suggested, state="corrected", value=Decimal("1.60E+8"), provenance={"place": Span(0, 3)}
    )
    (row,) = _rows(document_of(TEXT, [corrected], base=[suggested]))
    assert (row["value"], row["suggested_value"], row["state"]) == ("160000000", "16", "corrected")
    assert json.loads(row["suggested"])["value"] == "16"
    assert (row["place_start"], row["place_end"], row["metric_start"]) == ("0", "3", "")
    assert (row["annotator"], row["at"]) == ("王 芳|x", "2020-01-02T03:04:05Z")
    assert len(row["sha256"]) == 64


def test_every_tag_has_a_row_with_its_state() -> None:
    tags = [Tag(id="t:产业", label="产业", state="added"), Tag(id="t:教育", label="教育", confidence=0.25)]
    losses = Losses()
    rows = _rows(document_of(TEXT, [*tags, entity(TEXT, 0, 3)]), tag_table, losses)
    assert tuple(rows[0]) == TAG_COLUMNS
    told = [(row["tag"], row["state"], row["annotator"], row["confidence"]) for row in rows]
    assert told == [("产业", "added", "王 芳|x", "1.0"), ("教育", "suggested", "", "0.25")]
    assert [str(note) for note in losses.notes()] == [
        "1 spans were left out; this table holds tags",
        "1 verdicts on articles were left out",
        "3 comments and other remarks were left out",
    ]


@settings(max_examples=40, deadline=None)
@given(document=annotated_documents())
def test_any_indicator_is_what_another_parser_reads(document: Document) -> None:
    stream = b"".join(indicator_table.write([document], PROFILE, Losses()))
    rows = _rows(document)
    indicators = document.indicators()
    assert [row["text"].removeprefix("'") for row in rows] == [
        one.text.removeprefix("'") for one in indicators
    ]
    assert [number_in(row["value"].removeprefix("'")) for row in rows] == [one.value for one in indicators]
    assert [(int(row["start"]), int(row["end"])) for row in rows] == [
        (one.start, one.end) for one in indicators
    ]
    options = arrow_csv.ParseOptions(newlines_in_values=True)
    strings = arrow_csv.ConvertOptions(column_types=dict.fromkeys(INDICATOR_COLUMNS, "string"))
    table = arrow_csv.read_csv(io.BytesIO(stream), parse_options=options, convert_options=strings)
    assert table.column_names == list(INDICATOR_COLUMNS)
    assert table.column("metric").to_pylist() == [row["metric"] for row in rows]
    assert table.column("text").to_pylist() == [row["text"] for row in rows]


SPACES = " \u3000\u00a0\u200b\ufeff\x00\x1b\v\f"


@given(
    before=st.text(SPACES, max_size=3), sign=st.sampled_from("=+-@＝＋－＠\t\r\n"), rest=st.text(max_size=3)
)
@settings(max_examples=60, deadline=None)
def test_no_text_can_start_a_formula(before: str, sign: str, rest: str) -> None:
    evil = before + sign + rest
    ((cell,),) = csv.reader(io.StringIO(csv_chunk([(evil,)]).decode(), newline=""))
    assert cell == f"'{evil}"


@pytest.mark.parametrize("harmless", ["%", "1-2", "a=b", "'1", "青石县", "", "|x"])
def test_other_text_stays_as_it_is(harmless: str) -> None:
    (row,) = csv.reader(io.StringIO(csv_chunk([(harmless, -1, Decimal("-0.50"))]).decode(), newline=""))
    assert row == [harmless, "-1", "-0.50"]


@pytest.mark.parametrize("number", ["0.50", "-3", "1.60E+8", "0E-7", "123456789012345678901234567890.5"])
def test_numbers_are_written_out_and_read_back(number: str) -> None:
    assert number_in(written(Decimal(number))) == Decimal(number)
    assert number_in(written((Decimal("1.1"), Decimal(number)))) == (Decimal("1.1"), Decimal(number))


@pytest.mark.parametrize("text", ["", "1.6亿", "NaN", "1e9", "1:", ":", "１", "1_0", "9" * 61, "0x1", "--1"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert number_in(text) is None


def test_a_figure_without_value_has_an_empty_cell() -> None:
    (row,) = _rows(document_of(TEXT, [Indicator(id="i", start=0, end=1, text="青")]))
    assert (row["value"], row["high"], row["metric"]) == ("", "", "")

"""The Excel workbook, read with openpyxl."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.utils.escape import unescape

from seeds.article import Tag
from store.exchange.documents import Document
from store.exchange.losses import Losses
from store.exchange.tables import excel, workbook
from store.exchange.tables.rows import INDICATOR_COLUMNS
from store.exchange.written_numbers import written
from tests.store.exchange.random_documents import annotated_documents, document_of, entity, indicator
from tests.store.exchange.reading_back import PROFILE

TEXT = "青石县😀今年投入1.6亿元,户均增收。"


def _bytes(*documents: Document, losses: Losses | None = None) -> bytes:
    return b"".join(excel.write(documents, PROFILE, losses or Losses()))


def _sheets(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """The rows of each sheet as another program reads them."""
    found = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        assert (sheet.freeze_panes, sheet.auto_filter.ref.split(":")[0]) == ("A2", "A1")
        header, *rows = sheet.iter_rows()
        assert all(cell.data_type in "sn" for row in rows for cell in row)
        assert not any(cell.hyperlink for row in rows for cell in row)
        names = [cell.value for cell in header]
        found[sheet.title] = [
            {name: _value(cell.value) for name, cell in zip(names, row, strict=True)} for row in rows
        ]
    return found


def _value(cell: object) -> object:
    return unescape(cell) if isinstance(cell, str) else cell


def _excel_text(text: str | None) -> str | None:
    """What of a text a cell can hold."""
    if text is None:
        return None
    return "".join(
        "\ufffd" if (char < " " and char not in "\t\n") or char == "\ufffe" else char for char in text
    )


@settings(max_examples=10, deadline=None)
@given(document=annotated_documents())
def test_rows_are_what_another_program_reads(document: Document) -> None:
    sheets = _sheets(_bytes(document))
    indicators = document.indicators()
    assert [
        (row["text"], row["metric"], row["unit"], row["start"], row["state"]) for row in sheets["indicators"]
    ] == [
        (_excel_text(one.text), _excel_text(one.metric), _excel_text(one.unit), one.start, one.state)
        for one in indicators
    ]
    for row, one in zip(sheets["indicators"], indicators, strict=True):
        if isinstance(one.value, Decimal):
            assert Decimal(str(row["value"])) == one.value
        else:
            assert row["value"] == (written(one.value) or None)
    assert [(row["type"], row["state"]) for row in sheets["entities"]] == [
        (one.type, one.state) for one in document.entities()
    ]
    assert [row["tag"] for row in sheets["tags"]] == [_excel_text(tag.label) for tag in document.tags()]
    assert [row["sha256"] for row in sheets["articles"]] == [document.sha256]


def test_text_is_text_and_numbers_are_numbers_as_far_as_a_spreadsheet_keeps_them() -> None:
    losses = Losses()
    figures = [
        indicator(TEXT, 0, 1, metric="=1+1", unit="http://a.b", place="12", value=Decimal("-0.74")),
        indicator(TEXT, 0, 2, metric="_x0041_", value=Decimal("1234567890123456.7")),
        indicator(TEXT, 0, 3, metric="a\x01b\r", value=Decimal("1.60E+8"), high=Decimal("9E+12")),
    ]
    rows = _sheets(_bytes(document_of(TEXT, [*figures]), losses=losses))["indicators"]
    assert list(rows[0]) == list(INDICATOR_COLUMNS)
    by_metric = {row["metric"]: row for row in rows}
    assert list(by_metric) == ["a\ufffdb\ufffd", "_x0041_", "=1+1"]
    row = by_metric["=1+1"]
    assert (row["unit"], row["place"], row["value"]) == ("http://a.b", "12", -0.74)
    assert by_metric["_x0041_"]["value"] == "1234567890123456.7"
    assert [by_metric["a\ufffdb\ufffd"][key] for key in ("value", "high")] == [160000000, 9 * 10**12]
    assert [str(note) for note in losses.notes()] == [
        "2 characters that a spreadsheet cannot hold were replaced",
        "1 numbers with more digits than a spreadsheet keeps are texts",
        "3 comments and other remarks were left out",
    ]


def test_a_cell_is_cut_off_where_excel_ends() -> None:
    losses = Losses()
    long = "😀" * 20_000
    (row,) = _sheets(_bytes(document_of(long, [entity(long, 0, 20_000)]), losses=losses))["entities"]
    assert row["text"] == "😀" * 16_383
    assert "2 cells were cut off at 32,767 characters" in [str(note) for note in losses.notes()]


def test_rows_beyond_the_last_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    losses = Losses()
    tags = [Tag(id=f"t:{label}", label=label) for label in "甲乙丙丁"]
    assert len(_sheets(_bytes(document_of(TEXT, [*tags]), losses=losses))["tags"]) == 2
    assert "2 rows were left out; a sheet has no room for more" in [str(note) for note in losses.notes()]


def test_the_same_project_gives_the_same_bytes() -> None:
    document = document_of(TEXT, [indicator(TEXT, 8, 13, value=Decimal(3))])
    assert _bytes(document, document) == _bytes(document, document)


def test_no_articles_are_a_workbook_too() -> None:
    assert _sheets(_bytes()) == {"articles": [], "indicators": [], "entities": [], "tags": []}

"""Tables as spreadsheets leave them, read back."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from seeds.article import Annotation, Entity, Indicator, Tag
from seeds.problems import Unreadable
from store.exchange.documents import Document
from store.exchange.incoming import Incoming
from store.exchange.losses import Losses
from store.exchange.tables import excel, excel_back, indicator_table, tag_table
from tests.store.exchange.random_documents import annotated_documents, document_of, entity, indicator
from tests.store.exchange.reading_back import PROFILE

_NOT_IN_CELLS = re.compile("[\x00-\x08\x0b-\x1f\ufffe]")
TEXT = "青石县😀今年投入1.6亿元,户均增收。"


def _table(document: Document) -> str:
    return b"".join(indicator_table.write([document], PROFILE, Losses())).decode("utf-8-sig")


def _figures() -> Document:
    return document_of(
        TEXT, [indicator(TEXT, 8, 13, "suggested", value=Decimal(16), unit="=元", period="2019-11", op=">=")]
    )


def _told(found: Sequence[Incoming | Unreadable]) -> list[Annotation]:
    return [said.annotation for one in found if isinstance(one, Incoming) for said in one.said]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=annotated_documents(alphabet="林今1.6亿,。\n \"\\'=-＝😀𠮷\x7f\u2028"))
def test_indicators_and_tags_come_back_from_csv(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for table, expected in ((indicator_table, document.indicators()), (tag_table, document.tags())):
        path.write_bytes(b"".join(table.write([document], PROFILE, Losses())))
        found = list(table.read(path, PROFILE))
        assert not [one for one in found if isinstance(one, Unreadable)]
        told = {(*_key(one),): _bare(one) for one in _told(found)}
        assert told == {(*_key(one),): _bare(one) for one in expected}
        assert {(one.aid, one.sha256) for one in found if isinstance(one, Incoming)} <= {
            (12, document.sha256)
        }


def _key(one: Annotation) -> tuple[object, ...]:
    return (one.label,) if isinstance(one, Tag) else (one.start, one.end)


def _bare(one: Annotation) -> dict[str, object]:
    """What a table holds of an annotation."""
    names = [name for name in one.__struct_fields__ if name not in ("id", "rule", "confidence")]
    return {name: getattr(one, name) or None for name in names}


def _in_excel(one: Annotation) -> dict[str, object]:
    """The same, as far as a cell holds it."""
    return {
        name: _NOT_IN_CELLS.sub("\ufffd", value) if isinstance(value, str) else value
        for name, value in _bare(one).items()
    }


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=annotated_documents(alphabet="林今1.6亿,。\n \"\\'=-＝😀𠮷\x7f\u2028_x0041"))
def test_everything_but_remarks_comes_back_from_excel(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"".join(excel.write([document], PROFILE, Losses())))
    found = list(excel.read(path, PROFILE))
    assert not [one for one in found if isinstance(one, Unreadable)]
    told = {tuple(map(str, _key(one))): _bare(one) for one in _told(found) if not isinstance(one, Entity)}
    given_out: list[Annotation] = [*document.indicators(), *document.tags()]
    assert told == {tuple(map(str, _key(one))): _in_excel(one) for one in given_out}
    entities = [one for one in _told(found) if isinstance(one, Entity)]
    assert [(one.start, one.end, one.type) for one in entities] == [
        (one.start, one.end, one.type) for one in document.entities()
    ]


@pytest.mark.parametrize(
    ("encoding", "separator"), [("gb18030", ","), ("utf-16", "\t"), ("utf-8", ";"), ("utf-8-sig", ",")]
)
def test_what_spreadsheets_make_of_it_is_read(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = list(csv.reader(io.StringIO(_table(_figures()), newline="")))
    at = {name: place for place, name in enumerate(rows[0])}
    rows[1][at["state"]], rows[1][at["value"]] = "corrected", "160,000,000"
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator).writerows([*rows, [""] * len(rows[0])])
    path = tmp_path / "a.csv"
    path.write_bytes(buffer.getvalue().encode(encoding))
    (figure,) = _told(list(indicator_table.read(path, PROFILE)))
    assert isinstance(figure, Indicator)
    assert (figure.value, figure.state, figure.unit, figure.op) == (
        Decimal(160000000),
        "corrected",
        "=元",
        ">=",
    )


@pytest.mark.parametrize(
    ("column", "cell", "told"),
    [
        ("value", "1.6E+08", "1.6E+08 is no number"),
        ("value", "1.6亿", "1.6亿 is no number"),
        ("period", "Nov-19", "Nov-19 is no period; write it as 2019, 2019-12, 2019-12-05 or 2019-11/2019-12"),
        ("start", "8.0", "start is no whole number"),
        ("end", "", "end is no whole number"),
        ("start", "9" * 5000, "start is no whole number"),
        ("state", "ok", "ok is no state; it is one of: suggested, accepted, corrected, rejected, added"),
        ("op", "at most", "Invalid enum value 'at most' - at `$.op`"),
    ],
)
def test_a_cell_that_is_none_is_told_with_its_line(tmp_path: Path, column: str, cell: str, told: str) -> None:
    rows = list(csv.reader(io.StringIO(_table(_figures()), newline="")))
    rows[1][rows[0].index(column)] = cell
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    problem, rest = indicator_table.read(path, PROFILE)
    assert str(problem) == f"a.csv:2: {told}"
    assert isinstance(rest, Incoming)
    assert not rest.said


@pytest.mark.parametrize(
    "data", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00", b'start\n"' + b"x" * 200_000, b"\x00" * 9]
)
def test_a_table_that_is_none_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    (problem,) = indicator_table.read(path, PROFILE)
    assert isinstance(problem, Unreadable)


def test_a_workbook_that_was_edited_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"".join(excel.write([_figures()], PROFILE, Losses())))
    book = openpyxl.load_workbook(path)
    sheet = book["indicators"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, columns["state"]).value = "corrected"
    sheet.cell(2, columns["value"]).value = 1.6e8
    sheet.cell(2, columns["metric"]).value = "资金"
    book.save(path)
    (figure,) = _told(list(excel.read(path, PROFILE)))
    assert isinstance(figure, Indicator)
    assert (figure.value, figure.state, figure.metric) == (Decimal(160000000), "corrected", "资金")


def test_a_workbook_that_is_none_or_broken_or_too_large_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    whole = b"".join(excel.write([document_of(TEXT, [entity(TEXT, 0, 3)])], PROFILE, Losses()))
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "a")
    for data in (b"", b"PK\x03\x04", whole[:-30], whole[: len(whole) // 2], other.getvalue()):
        path.write_bytes(data)
        (problem,) = excel.read(path, PROFILE)
        assert isinstance(problem, Unreadable)
    for at in range(0, len(whole), 97):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :])
        assert all(isinstance(found, Incoming | Unreadable) for found in excel.read(path, PROFILE))
    monkeypatch.setattr(excel_back, "LARGEST", 1000)
    path.write_bytes(whole)
    (problem,) = excel.read(path, PROFILE)
    assert "larger than" in str(problem)

"""Rows of tables on their way back, as people left them in a spreadsheet.

Who judges in a table writes `accepted`, `corrected` or `rejected` into `state`; what still says `suggested`
is a prediction. A row of its own, with the place, is an annotation that was added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby, islice

import msgspec

from seeds.article import Op, entity_id, indicator_id
from seeds.problems import Problem, Unreadable
from seeds.typed import typed_period
from store.exchange.incoming import Incoming, Said
from store.exchange.naming import INDICATOR, printable
from store.exchange.particulars import span_said, tag_said
from store.exchange.sayings import gathered
from store.exchange.tables.rows import OP_WORDS, PLACED_FIELDS
from store.exchange.untrusted import Offset
from store.exchange.written_numbers import number_in
from store.layer import Values

TableRow = tuple[str, Mapping[str, str]]
"""Where a row stands, printable, and its cells by the names of their columns."""
_TOGETHER = 10_000
_OPS: dict[str, Op] = {word: op for op, word in OP_WORDS.items()}
_TEXTS = (
    "metric", "unit", "place", "place_code", "period", "status", "group", "role", "state", "confidence",
    "annotator", "at",
)  # fmt: skip
_DIGITS = 15


class _Place(msgspec.Struct):
    """Where a span was suggested, as far as it was elsewhere."""

    start: Offset | None = None
    end: Offset | None = None


def incoming_in(rows: Iterable[TableRow]) -> Iterator[Incoming | Unreadable]:
    """What the rows say, those of an article that follow each other together."""
    for _, found in groupby(rows, key=_article_of):
        while together := list(islice(found, _TOGETHER)):
            where, first = together[0]
            aid = first.get("article", "")
            yield from gathered(
                where,
                together,
                _said,
                text=None,
                review={"sha256": first.get("sha256"), "aid": int(aid) if _is_whole(aid) else None},
            )


def _article_of(row: TableRow) -> tuple[str | None, str | None]:
    return row[1].get("sha256"), row[1].get("article")


def _said(row: TableRow) -> Said:
    where, cells = row
    values: Values = {name: cells[name] for name in _TEXTS if cells.get(name)}
    if "tag" in cells:
        return tag_said(cells["tag"], values, where=where)
    start, end = (_offset(cells, name, where) for name in ("start", "end"))
    label = cells.get("type") or INDICATOR
    values |= _record(cells, where) if label == INDICATOR else {"value": cells.get("value") or None}
    values["id"] = _id_of(label, start, end, cells.get("suggested", ""))
    return span_said(label, start, end, cells.get("text", ""), values, where=where)


def _id_of(label: str, start: int, end: int, suggested: str) -> str:
    """That of the suggestion which was corrected into this; its place is in `suggested` where it moved."""
    try:
        was = msgspec.json.decode(suggested or "{}", type=_Place)
    except (msgspec.DecodeError, RecursionError):
        was = _Place()
    own = indicator_id if label == INDICATOR else entity_id
    return own(start if was.start is None else was.start, end if was.end is None else was.end)


def _offset(cells: Mapping[str, str], name: str, where: str) -> int:
    text = cells.get(name, "")
    if not _is_whole(text):
        raise Unreadable("{where}: {column} is no whole number", where=where, column=name)
    return int(text)


def _is_whole(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _DIGITS


def _record(cells: Mapping[str, str], where: str) -> Values:
    """The fields of an indicator that are no texts. Raises Unreadable: one is not what it should be."""
    record: Values = {}
    for name in ("value", "high"):
        if text := cells.get(name):
            record[name] = number_in(text)
            if record[name] is None:
                raise Unreadable("{where}: {value} is no number", where=where, value=printable(text, 40))
    if word := cells.get("op"):
        record["op"] = _OPS.get(word, word)
    if period := cells.get("period"):
        record["period"] = _period(period, where)
    record["provenance"] = {
        field: (int(start), int(end))
        for field in PLACED_FIELDS
        if _is_whole(start := cells.get(f"{field}_start", ""))
        and _is_whole(end := cells.get(f"{field}_end", ""))
    }
    return record


def _period(text: str, where: str) -> str | None:
    """The period; what a spreadsheet makes of one that it takes for a date (`Dec-19`) is none."""
    try:
        return typed_period(text, None)
    except Problem:
        raise Unreadable(
            "{where}: {value} is no period; write it as 2019, 2019-12, 2019-12-05 or 2019-11/2019-12",
            where=where,
            value=printable(text, 40),
        ) from None

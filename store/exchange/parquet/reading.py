"""Rows as what people and programs say of texts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
from pyarrow import parquet as pq

from seeds.problems import Unreadable
from seeds.profile import Profile
from store.exchange.incoming import Incoming, Said
from store.exchange.naming import INDICATOR, printable
from store.exchange.parquet.schema import REVIEW, SCHEMA
from store.exchange.particulars import dicts_in, span_said, tag_said
from store.exchange.sayings import gathered
from store.exchange.untrusted import Offset
from store.exchange.written_numbers import number_in
from store.layer import Values

LARGEST = 2**30
"""Bytes that a group of rows may have unpacked; what a file says beyond that is not read."""
_BATCH = 16
Dicts = list[dict[str, Any]] | None


class _Row(msgspec.Struct):
    """A row, as far as it is of use here."""

    text: str
    aid: int | None = None
    entities: Dicts = None
    indicators: Dicts = None
    tags: Dicts = None
    remarks: Dicts = None


class _Place(msgspec.Struct):
    start: Offset
    end: Offset
    text: str | None = None
    type: str = INDICATOR


def read(path: Path, profile: Profile) -> Iterator[Incoming | Unreadable]:
    """What each row says; columns that are not ours are passed over."""
    del profile
    try:
        with pq.ParquetFile(path) as file:
            groups = (file.metadata.row_group(at) for at in range(file.metadata.num_row_groups))
            if any(group.total_byte_size > LARGEST for group in groups):
                yield Unreadable(
                    "{where} is larger than {limit} MB and was not read",
                    where=path.name,
                    limit=LARGEST // 2**20,
                )
                return
            columns = [name for name in file.schema_arrow.names if name in SCHEMA.names]
            number = 0
            for batch in file.iter_batches(_BATCH, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    yield from _row_said(row, where=printable(f"{path.name}#{number}"))
    except (pa.ArrowException, OSError, ValueError, TypeError, OverflowError, RecursionError) as error:
        reason = printable(str(error)) or type(error).__name__
        yield Unreadable("{path} cannot be read: {reason}", path=printable(str(path)), reason=reason)


def _row_said(row: Values, *, where: str) -> Iterator[Incoming | Unreadable]:
    try:
        told = msgspec.convert(row, type=_Row)
    except (ValueError, OverflowError, RecursionError) as error:
        yield Unreadable("{where}: {reason}", where=where, reason=printable(str(error)))
        return
    pieces = [*(told.entities or ()), *map(_as_record, told.indicators or ()), *(told.tags or ())]
    yield from gathered(
        where,
        pieces,
        partial(_said, where=where),
        text=told.text,
        review={name: row.get(name) for name in REVIEW} | {"aid": told.aid},
        remarks=[_told(remark) for remark in told.remarks or ()],
    )


def _said(values: Values, *, where: str) -> Said:
    values = _told(values)
    label = values.get("label")
    if isinstance(label, str):
        return tag_said(label, values, where=where)
    try:
        place = msgspec.convert(values, type=_Place)
    except (ValueError, OverflowError, RecursionError) as error:
        raise Unreadable("{where}: {reason}", where=where, reason=printable(str(error))) from None
    return span_said(place.type, place.start, place.end, place.text or "", values, where=where)


def _told(values: Values) -> Values:
    """What is said at all: a column has a place for it in every row."""
    return {key: value for key, value in values.items() if value is not None}


def _as_record(values: Values) -> Values:
    """An indicator's values in the forms that a record has, the exact text of a number before its decimal."""
    record = {key: value for key, value in values.items() if key not in ("label", "type")}
    for name in ("value", "high"):
        text = record.pop(f"{name}_text", None)
        if isinstance(text, str) and (number := number_in(text)) is not None:
            record[name] = number
    record["provenance"] = {
        str(place.get("field")): [place.get("start"), place.get("end")]
        for place in dicts_in(record.get("provenance"))
    }
    return record

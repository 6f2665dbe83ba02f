"""Articles as groups of rows."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa
from pyarrow import parquet as pq

from seeds.profile import Profile
from store.exchange.documents import Document
from store.exchange.losses import Losses
from store.exchange.parquet.schema import SCHEMA, row_of
from store.layer import Values

ROWS, CHARACTERS = 500, 2_000_000
"""How much a group of rows holds: articles, and characters of their texts."""


def write(documents: Iterable[Document], profile: Profile, losses: Losses) -> Iterator[bytes]:
    """The file, a group of rows after the other."""
    del profile
    outbox = _Outbox()
    with pq.ParquetWriter(pa.PythonFile(outbox, mode="w"), SCHEMA) as writer:
        for rows in _groups(row_of(document, losses) for document in documents):
            writer.write_table(pa.Table.from_pylist(rows, schema=SCHEMA))
            yield outbox.taken()
    yield outbox.taken()


def _groups(rows: Iterable[Values]) -> Iterator[list[Values]]:
    group: list[Values] = []
    characters = 0
    for row in rows:
        group.append(row)
        characters += len(row["text"])
        if len(group) >= ROWS or characters >= CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


class _Outbox(io.RawIOBase):
    """Keeps what is written until it is taken."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: list[bytes] = []

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, data: Any) -> int:
        """Keep a copy of the data."""
        self._kept.append(bytes(data))
        return len(self._kept[-1])

    def taken(self) -> bytes:
        """What was written since it was last taken."""
        data = b"".join(self._kept)
        self._kept.clear()
        return data

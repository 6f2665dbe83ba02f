"""Which table a document is of, by its fields: its checksum does not say, and pages can change places."""

from __future__ import annotations

import zlib

import msgspec

from store.repair.salvage import RawRow
from store.tiny.documents import Doc

_DECODER = msgspec.json.Decoder(Doc)
_FIELDS: dict[str, set[str]] = {
    "ops": {"step", "part", "aid", "layer", "version", "rid"},
    "heads": {"verdict", "versions", "suggested_tags"},
    "articles": {"sha256", "characters", "failing", "title"},
    "texts": {"source", "meta", "text", "blocks", "page"},
    "bases": {"entities", "indicators", "tags", "checks"},
    "project": {"profile"},
    "rules": {"rule", "state", "evidence", "annotator"},
    "views": {"name", "where", "order"},
    "sources": {"path", "size", "modified"},
    "positions": {"annotator", "key", "value"},
    "judged": {"failing"},
}
"""Fields that the documents of a table have, and those of no table after it have all."""


def table_of(raw: bytes) -> str | None:
    """The table that the stored bytes of a document are of; None for what is of none of ours."""
    try:
        document = _DECODER.decode(raw if raw.startswith(b"{") else zlib.decompress(raw))
    except (zlib.error, msgspec.DecodeError, UnicodeDecodeError):
        return None
    return next((table for table, fields in _FIELDS.items() if fields <= document.keys()), None)


def is_of(table: str, row: RawRow) -> bool:
    """Whether a row has the bytes that were written, and they are a document of that table.

    A table that is none of ours may have any documents but ours.
    """
    if not row.sound:
        return False
    of = table_of(row.raw)
    return of == table if table in _FIELDS else of is None and row.raw.startswith(b"{")

"""Pieces of a container: the files in an archive, the records of a collection, one article each."""

from __future__ import annotations

from typing import Literal

import msgspec

Kind = Literal["file", "record", "exported"]


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """One article's worth of a container.

    `name` is printable and says where it stands: `2019.zip/county/a.html`, `articles.jsonl:12`. `data` is, by
    `kind`, the bytes of a file, whose format its name and its bytes tell; a JSON object with the fields of a
    `Record`; or a line that piyue itself wrote (`store.exchange.jsonl`). `format` is that of the collection
    that a record or a line comes from.
    """

    name: str
    data: bytes
    kind: Kind = "file"
    format: str = ""


class Passed(msgspec.Struct, frozen=True, kw_only=True):
    """A member of an archive that is passed over, and why, as an account of the import counts it.

    `name` is printable; `ending` is that of its name (`.jpg`), or its name where it has none.
    """

    name: str
    ending: str


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An article as a collection has it. `text` is its clean body, a paragraph a line; `html` a page instead.

    `published` is as it was written. `key` is what the collection calls it.
    """

    text: str = ""
    html: str = ""
    title: str = ""
    subtitle: str = ""
    published: str = ""
    source: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    issue: str = ""
    page: str = ""
    section: str = ""
    url: str = ""
    key: str = ""

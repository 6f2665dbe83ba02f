"""Which kind of container a file is: what its first bytes say, and only then the ending of its name."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import Literal

from seeds.readers.containers.names import ending_of
from seeds.readers.formats import ARTICLE_ENDINGS

Kind = Literal[
    "zip", "tar", "gz", "bz2", "xz", "7z", "rar", "jsonl", "json", "csv", "tsv", "mhtml", "warc", ""
]
ARCHIVES: frozenset[Kind] = frozenset({"zip", "tar", "gz", "bz2", "xz", "7z", "rar"})
_ENDINGS: dict[str, Kind] = {
    ".zip": "zip",
    ".tar": "tar",
    **dict.fromkeys((".gz", ".tgz"), "gz"),
    **dict.fromkeys((".bz2", ".tbz2", ".tbz"), "bz2"),
    **dict.fromkeys((".xz", ".txz"), "xz"),
    ".7z": "7z",
    ".rar": "rar",
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    **dict.fromkeys((".mhtml", ".mht"), "mhtml"),
    ".warc": "warc",
}
CONTAINER_ENDINGS = frozenset(_ENDINGS)
"""How the names of containers end, in lower case: of a folder, these files are opened for their pieces."""

_HEAD = 512
_MARKS: tuple[tuple[re.Pattern[bytes], Kind], ...] = (
    (re.compile(rb"PK(?:\x03\x04|\x05\x06|\x07\x08)"), "zip"),
    (re.compile(rb"\x1f\x8b\x08"), "gz"),
    (re.compile(rb"BZh[1-9](?:1AY&SY|\x17rE8P\x90)"), "bz2"),
    (re.compile(rb"\xfd7zXZ\0"), "xz"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "7z"),
    (re.compile(rb"Rar!\x1a\x07"), "rar"),
    (re.compile(rb".{257}ustar", re.DOTALL), "tar"),
    (re.compile(rb"WARC/[01]\.\d"), "warc"),
)
_MHTML = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|From: <)", re.IGNORECASE)
_DOCUMENT = re.compile(
    rb"PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels/|docProps/|word/|xl/|ppt/|mimetype)", re.DOTALL
)


def kind_of(name: str, head: bytes) -> Kind:
    """The kind of the member of an archive of this name that begins with these bytes; "" for an article.

    Only a name that ends as a container's does stands for one; a document in a zip is an article whatever
    its name.
    """
    said = _ENDINGS.get(ending_of(name))
    if said is None or _DOCUMENT.match(head):
        return ""
    return _marked(head) or said


def inner_name(name: str) -> str:
    """The name of what is in a compressed file of this name: `a.tar.gz` and `a.tgz` are `a.tar` within."""
    ending = ending_of(name)
    stem = name[: len(name) - len(ending)]
    return f"{stem}.tar" if ending in (".tgz", ".tbz2", ".tbz", ".txz") else stem


def is_container(path: Path) -> bool:
    """Whether the file holds articles rather than being one: by its name or, where that is silent, its bytes.

    False for whatever is not there, cannot be read, or is no regular file; nothing of the sort is opened.
    """
    ending = path.suffix.lower()
    if ending in CONTAINER_ENDINGS:
        return True
    if ending and ending in ARTICLE_ENDINGS:
        return False
    head = _head(path)
    return kind_by_mark(head) != ""


def kind_by_mark(head: bytes) -> Kind:
    """The kind of a file whose name says nothing, by its first bytes."""
    if _DOCUMENT.match(head):
        return ""
    return _marked(head) or ("mhtml" if _MHTML.match(head) else "")


def _marked(head: bytes) -> Kind:
    return next((kind for mark, kind in _MARKS if mark.match(head)), "")


def _head(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b""
        with path.open("rb") as file:
            return file.read(_HEAD)
    except (OSError, ValueError):
        return b""

"""Reading again what an article was read from: its file, or its place in a file that holds several.

Only bytes that have the checksum they had are read: these were read before, and did no harm.
"""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from seeds.article import Article
from seeds.page import analyse
from seeds.problems import Unreadable
from seeds.readers import SIZE_LIMIT, printable_path, read_bytes
from seeds.readers.containers import page_of, pieces_of
from seeds.readers.pieces import Piece
from store.project import Project
from store.sources import SourceFile, path_of
from store.tiny.documents import Doc, checksum, decode


def articles_again(project: Project, aid: int, facts: Doc | None) -> Iterator[Article]:
    """The article `aid` from every place where it may still be; `facts` are its own, where they are known."""
    files = list(_source_files(project))
    places = [(path_of(file.path), file.sha256) for file in files if file.aid == aid and file.sha256]
    if facts is not None:
        places.insert(0, (Path(str(facts["path"])), str(facts["sha256"])))
    for path, sha256 in places:
        with suppress(Unreadable):
            data = _bytes_of(path)
            if hashlib.sha256(data).hexdigest() == sha256:
                yield analyse(read_bytes(data, name=printable_path(path)))
    if facts is not None:
        for file in files:
            if file.articles:
                yield from _in_container(file, str(facts["path"]), str(facts["sha256"]))


def _source_files(project: Project) -> Iterator[SourceFile]:
    for _id, document in project.db.storage.scan("sources"):
        with suppress(msgspec.ValidationError):
            yield msgspec.convert(document, type=SourceFile)


def _bytes_of(path: Path) -> bytes:
    """What is in the file; nothing where there is none or it is no article's."""
    try:
        status = path.stat()
        if stat.S_ISREG(status.st_mode) and status.st_size <= SIZE_LIMIT:
            return path.read_bytes()
    except (OSError, ValueError):
        pass
    return b""


def _in_container(file: SourceFile, name: str, sha256: str) -> Iterator[Article]:
    path = path_of(file.path)
    whole, short = printable_path(path), printable_path(Path(path.name))
    for piece in pieces_of(path, file.mapping):
        if not isinstance(piece, Piece):
            continue
        with suppress(Unreadable):
            if piece.kind == "exported":
                yield from _brought(piece, sha256)
            # The container may have been named from another folder.
            elif f"/{name}".endswith(f"/{short}{piece.name.removeprefix(whole)}") and _has(piece, sha256):
                yield analyse(page_of(piece))


def _has(piece: Piece, sha256: str) -> bool:
    return hashlib.sha256(piece.data).hexdigest() == sha256


def _brought(piece: Piece, sha256: str) -> Iterator[Article]:
    """The article of a line that a project gave out, if it is the one."""
    from store.exchange.jsonl import prepared_of

    if sha256.encode() in piece.data:
        prepared = prepared_of(piece.data, where=piece.name)
        packed = prepared.article
        yield msgspec.convert(decode(0, checksum(0, packed), packed, packed=True), type=Article)

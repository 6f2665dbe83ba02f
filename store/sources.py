"""The files that a project was given: which it has read, and what became of them.

A file that has the size and the time of change that it had is taken for the same without being opened.
Its bytes decide where these differ, or where it stands elsewhere: see `article_of`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import msgspec

from seeds.article import Note
from store.tiny import Database
from store.tiny.explaining import damaged
from store.tiny.layout import field_expression

_TABLE = "sources"
_PAGE = 500
_BYTES = "bytes:"
"""How the key of a path begins that is no text; no absolute path begins so."""


class SourceFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was when it was read. `path` is as `path_key` has it, and empty where there is no file to
    come back to; `size` is in bytes.

    `modified` is the time of its last change in ns, None where a later change might bear the same.
    `aid` is the article that its bytes are; `failure` says why there is none. A container has `articles`, the
    number of those that came out of it when it was gone through to its end, and a failure where something in
    it could not be read; `mapping` is what was said of the fields of its records.
    """

    path: str = ""
    size: int = 0
    modified: int | None = None
    sha256: str | None = None
    aid: int | None = None
    failure: Note | None = None
    articles: int | None = None
    mapping: dict[str, str] = {}

    def is_still(self, status: os.stat_result) -> bool:
        """Whether a file of this status has the bytes that became an article, or all the articles in it."""
        read = self.aid is not None or (bool(self.articles) and self.failure is None)
        return read and (self.size, self.modified) == (status.st_size, status.st_mtime_ns)


def path_key(path: Path) -> str:
    """The absolute path of a file as a text of its own, whatever its bytes are."""
    raw = os.fsencode(os.path.abspath(path))  # noqa: PTH100 - a path is not to be resolved, nor looked at
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return f"{_BYTES}{raw.hex()}"


def path_of(key: str) -> Path:
    """The path whose `path_key` this is."""
    return Path(os.fsdecode(bytes.fromhex(key.removeprefix(_BYTES)))) if key.startswith(_BYTES) else Path(key)


class SourceFiles:
    """What became of the files that a project was given, by their paths."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of_paths(self, paths: Sequence[str]) -> dict[str, SourceFile]:
        """Those of the paths (as `path_key` has them) that the project was given before. Raises Damaged."""
        found: dict[str, SourceFile] = {}
        for start in range(0, len(paths), _PAGE):
            page = paths[start : start + _PAGE]
            with self._db.reading() as connection:
                files = self._read(_ids(connection, page))
            found |= {file.path: file for file in files}
        return found

    def of_article(self, aid: int) -> list[SourceFile]:
        """The files whose bytes are this article: several where copies of one were given. Raises Damaged."""
        return self._where(f"{field_expression('aid')} = ?", aid)

    def ending_in(self, path: str) -> list[SourceFile]:
        """The files at the end of whose path stands `path`, as a person gave it. Raises Damaged."""
        ending = path if path.startswith("/") else f"/{path.removeprefix('./')}"
        return self._where(f"substr({field_expression('path')}, ?) = ?", -len(ending), ending)

    def put(self, file: SourceFile) -> None:
        """Write what became of a file, in place of what became of it before.

        Raises NotSaved, Busy, NotWritable or Damaged.
        """
        with self._db.transaction() as connection:
            known = _ids(connection, [file.path])
            at = known[0] if known else (self._db.storage.last_id(_TABLE) or 0) + 1
            self._db.storage.put(_TABLE, at, msgspec.to_builtins(file))

    def _where(self, condition: str, *values: int | str) -> list[SourceFile]:
        sql = f"SELECT id FROM t_sources WHERE {condition} ORDER BY id"  # noqa: S608 - our own conditions
        with self._db.reading() as connection:
            return self._read([at for (at,) in connection.execute(sql, values)])

    def _read(self, ids: Sequence[int]) -> list[SourceFile]:
        documents = list(self._db.storage.fetch(_TABLE, ids))
        try:
            return [msgspec.convert(document, type=SourceFile) for _, document in documents]
        except msgspec.ValidationError:
            raise damaged(self._db.storage.path, "the record of a source file is not readable") from None


class Register:
    """Which bytes a project has, for a process beside the one that writes: it opens the file for itself."""

    def __init__(self, path: Path) -> None:
        # Read-only, so that it never is the one that tidies the log away when it closes.
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
        )

    def article_of(self, sha256: str) -> int | None:
        """The article with these bytes; None where there is none, or where there is no telling now."""
        try:
            return article_of(self._connection, sha256)
        except sqlite3.Error:
            return None


def article_of(connection: sqlite3.Connection, sha256: str) -> int | None:
    """The article whose source has these bytes, or None."""
    sql = f"SELECT id FROM t_articles WHERE {field_expression('sha256')} = ?"  # noqa: S608
    found = connection.execute(sql, (sha256,)).fetchone()
    return None if found is None else int(found[0])


def _ids(connection: sqlite3.Connection, paths: Sequence[str]) -> list[int]:
    among = ", ".join("?" * len(paths))
    sql = f"SELECT id FROM t_sources WHERE {field_expression('path')} IN ({among})"  # noqa: S608
    return [at for (at,) in connection.execute(sql, paths)]

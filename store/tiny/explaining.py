"""What an error of SQLite means to the person whose work it stopped."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import NoReturn

from store.problems import Busy, Damaged, ForeignFile, NotSaved, NotWritable

_DAMAGE = re.compile(
    "malformed JSON|Could not decode to UTF-8|no such table|vtable constructor failed|error in tokenizer|"
    "invalid fts5 file format"
)
"""What SQLite says, as of a wrong statement, when it is the file that is not what the statement supposes."""


def explain(error: sqlite3.DatabaseError, path: Path, *, patience: float = 5.0) -> NoReturn:
    """Raise the Problem that an error of SQLite means to the user, or the error itself where it is ours."""
    where = str(path)
    match primary_code(error):
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            raise Busy(
                "{path} has been held by another program for {seconds:g} s: nothing was saved, try again",
                path=where,
                seconds=patience,
            ) from error
        case sqlite3.SQLITE_FULL:
            raise NotSaved(
                "no room left for {path}: nothing was saved, make room and try again", path=where
            ) from error
        case sqlite3.SQLITE_IOERR | sqlite3.SQLITE_PROTOCOL:  # the latter where a log cannot be begun
            raise NotSaved(
                "the disk of {path} gave an error ({reason}): nothing was saved, try again",
                path=where,
                reason=str(error),
            ) from error
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            raise NotWritable(
                "{path} cannot be written: check the permissions of the file and its folder", path=where
            ) from error
        case sqlite3.SQLITE_NOTADB:
            raise ForeignFile("{path} is not a piyue project", path=where) from error
        case sqlite3.SQLITE_CORRUPT:
            raise damaged(path, str(error)) from error
        case sqlite3.SQLITE_ERROR if _DAMAGE.search(str(error)):
            raise damaged(path, str(error)) from error
    raise error


def damaged(path: Path, what: str) -> Damaged:
    """The problem of a file whose bytes have changed."""
    return Damaged(
        "{path} is damaged ({what}): keep it as it is and go on from a copy made before",
        path=str(path),
        what=what,
    )


def primary_code(error: sqlite3.DatabaseError) -> int:
    """SQLite's primary result code."""
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF

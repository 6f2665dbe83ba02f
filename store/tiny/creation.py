"""Making a file: all of it is there, or none of it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from store.problems import NotWritable
from store.tiny.connections import UNFINISHED, connect, settle
from store.tiny.documents import encode
from store.tiny.explaining import explain
from store.tiny.layout import Layout, sql_table


def create(path: Path, layout: Layout, first: Mapping[str, Mapping[str, Any]] | None = None) -> None:
    """Make a new file at `path`, if there is none: a crash leaves either nothing there or all of it.

    `first` are the documents that it has from the beginning, one a table.

    Raises NotSaved or NotWritable.
    """
    unfinished = path.with_name(f"{path.name}{UNFINISHED}{os.getpid()}")
    try:
        unfinished.unlink(missing_ok=True)
        unfinished.touch()
        connection = connect(unfinished)
        try:
            connection.execute("BEGIN")
            for statement in layout.statements():
                connection.execute(statement)
            for table, document in (first or {}).items():
                row = encode(1, document, packed=layout.table(table).packed)
                sql = f"INSERT INTO {sql_table(table)} (id, crc, doc) VALUES (1, ?, ?)"  # noqa: S608
                connection.execute(sql, row)
            connection.execute("COMMIT")
            settle(connection)
        finally:
            connection.close()
        _appear(unfinished, path)
        for directory in (path.parent, path.parent.parent):
            sync_directory(directory)
    except sqlite3.DatabaseError as error:
        explain(error, path)
    except OSError as error:
        raise NotWritable(
            "{path} cannot be written: {reason}", path=str(path), reason=error.strerror
        ) from None


def _appear(unfinished: Path, path: Path) -> None:
    """Give a finished file its name. Where another process was faster, theirs is as good and stays."""
    try:
        path.hardlink_to(unfinished)
    except FileExistsError:
        unfinished.unlink()
    except OSError:  # a file system without links
        unfinished.rename(path)
    else:
        unfinished.unlink()


def make_folder(path: Path) -> None:
    """Make a folder, and those that it lies in, so that their names outlive a power cut. Raises OSError."""
    if path.is_dir():
        return
    if not path.parent.exists():
        make_folder(path.parent)
    path.mkdir(exist_ok=True)
    sync_directory(path.parent)


def sync_directory(path: Path) -> None:
    """See that new names in a directory survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

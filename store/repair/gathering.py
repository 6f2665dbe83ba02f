"""A new database file from whatever can be read of a project: the present file, a backup, the mirror.

Documents are copied as they are, with their checksums; a row that does not fit its checksum is left out, and
an earlier source goes before a later one. What is made from the documents is made again by whoever asked.
"""

from __future__ import annotations

import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Iterator
from itertools import compress, islice, zip_longest
from operator import not_
from pathlib import Path
from typing import NamedTuple

import msgspec

from store.mirror.lines import Line, lines, project_line
from store.repair.lost_pages import rows_on_pages
from store.repair.salvage import UNREADABLE, RawRow, Unreadable, readable, row_of, tables
from store.schema import LAYOUT
from store.tiny import Database
from store.tiny.documents import checksum
from store.tiny.layout import sql_table, table_statements
from store.verification.findings import Progress, silently
from store.verification.shapes import is_of, table_of

HEADS = "heads"
_BATCH = 1000


class Gathered(msgspec.Struct):
    """What became of the rows of a source: how many were new, and those that are not what was written.

    `whole` says that all tables were there and could be read to their ends.
    """

    new: int = 0
    bad: list[tuple[str, RawRow]] = []
    whole: bool = False


class Mirrored(NamedTuple):
    """How many operations the mirror alone had, and how many of it others had taken the place of.

    `bad` are its damaged lines, by the numbers that must have been theirs.
    """

    new: int = 0
    given_up: int = 0
    bad: tuple[RawRow, ...] = ()


def gather(db: Database, source: sqlite3.Connection, progress: Progress = silently) -> Gathered:
    """Copy every sound row of a source that `db` has not, but for the heads. Raises NotSaved or Damaged."""
    found = Gathered()
    try:
        names = tables(source)
    except UNREADABLE:
        return found
    found.whole = LAYOUT.tables.keys() <= set(names)
    last = max((db.storage.last_id(name) or 0 for name in names), default=0)
    for name in sorted(set(names) - {HEADS}):
        rows = readable(source, name, last)
        done = 0
        while batch := list(islice(rows, _BATCH)):
            found.whole = found.whole and not any(isinstance(item, Unreadable) for item in batch)
            present = [item for item in batch if isinstance(item, RawRow)]
            at_home = [is_of(name, row) for row in present]
            found.new += insert(db, name, compress(present, at_home))
            for row in compress(present, map(not_, at_home)):
                of = table_of(row.raw) if row.sound else None
                if of is None or of == HEADS:
                    found.bad.append((name, row))
                else:  # its page took the place of another
                    found.new += insert(db, of, [row])
            done += len(batch)
            progress("gathering", done, 0)
    return found


def gather_pages(db: Database, database: Path, progress: Progress = silently) -> int:
    """Copy the rows that `db` has not from the pages of a file that SQLite cannot read; how many there were.

    Raises NotSaved.
    """
    new = done = 0
    source = rows_on_pages(database)
    while batch := list(islice(source, _BATCH)):
        for table in {table for table, _row in batch} - {HEADS}:
            new += insert(db, table, [row for of, row in batch if of == table])
        done += len(batch)
        progress("gathering", done, 0)
    return new


def insert(db: Database, table: str, rows: Iterable[RawRow]) -> int:
    """Write rows whose ids are free; how many were. Raises NotSaved."""
    layout = LAYOUT.table(table)
    with db.transaction() as connection:
        for statement in table_statements(table, layout):
            connection.execute(statement)
        before = connection.total_changes
        connection.executemany(
            f"INSERT OR IGNORE INTO {sql_table(table)} (id, crc, doc) VALUES (?, ?, ?)",  # noqa: S608
            ((row.id, row.crc, row.raw if layout.packed else row.raw.decode()) for row in rows),
        )
        return connection.total_changes - before


def gather_mirror(db: Database, folder: Path, epoch: str, progress: Progress = silently) -> Mirrored:
    """Copy the operations of one history that `db` has not from the mirror.

    Where the mirror tells an operation anew and otherwise, the log had lost its end, and people had gone on
    without it: what it tells from there on is what counts. Raises NotSaved.
    """
    before = db.storage.count("ops")
    known = db.storage.last_id("ops") or 0
    told = array("L")
    given_up = done = 0
    bad: list[RawRow] = []
    source = _of_history(folder, epoch, bad)
    while batch := list(islice(source, _BATCH)):
        with db.transaction() as connection:
            for run in _rising(batch):
                first = run[0]
                if _tells_otherwise(told, first):
                    given_up += len(told) - first.seq
                    sql = "DELETE FROM t_ops WHERE id >= ?"
                    connection.execute(sql, (max(first.seq, known + 1),))
                insert(db, "ops", map(_row, run))
                _note(told, run)
        done += len(batch)
        progress("mirror", done, 0)
    return Mirrored(db.storage.count("ops") - before, given_up, tuple(bad))


def gather_project(db: Database, folder: Path) -> bool:
    """Copy the project's own document from the mirror, where `db` has none; whether it has one now."""
    line = project_line(folder)
    if not db.storage.count("project") and line is not None:
        insert(db, "project", [_row(line)])
    return db.storage.count("project") > 0


def newest_epoch(folder: Path) -> str | None:
    """The history that the mirror was last written for; None where it has no good line."""
    epoch = None
    for line in lines(folder):
        if isinstance(line, Line):
            epoch = line.epoch
    return epoch


def mirrored_operation(folder: Path, epoch: str, seq: int) -> bytes | None:
    """The operation of that number in the mirror, None where it has none."""
    found = None
    for line in lines(folder):
        if isinstance(line, Line) and (line.epoch, line.seq) == (epoch, seq):
            found = line.raw
    return found


def follow(source: sqlite3.Connection, last: int, other: sqlite3.Connection) -> bool | None:
    """Whether two files are of one history: the last operation that both should have is the same in both.

    None where that cannot be told, since neither has a sound operation in common.
    """
    try:
        seqs = source.execute(
            "SELECT id FROM t_ops WHERE id <= ? ORDER BY id DESC LIMIT 100", (last,)
        ).fetchall()
        for (seq,) in seqs:
            one, two = row_of(source, "ops", seq), row_of(other, "ops", seq)
            if one and two and one.sound and two.sound:
                return one.raw == two.raw
    except UNREADABLE:
        return None
    return None


def _of_history(folder: Path, epoch: str, bad: list[RawRow]) -> Iterator[Line]:
    """The good lines of one history; what is left of damaged ones is put down in `bad`, by their numbers."""
    before = 0
    broken: list[bytes] = []
    for line in lines(folder):
        if not isinstance(line, Line):
            broken.append(line)
            continue
        if line.epoch == epoch:
            bad += _numbered(broken, before + 1, line.seq)
            before = line.seq
            yield line
        broken = []
    bad += _numbered(broken, before + 1, before + 1 + len(broken))


def _numbered(broken: list[bytes], first: int, end: int) -> Iterator[RawRow]:
    """What is left of the operations between two good ones, where lines between them are damaged."""
    if broken:
        for seq, raw in zip_longest(range(first, end), broken[: end - first], fillvalue=b""):
            yield RawRow(int(seq), None, raw)


def _rising(told: list[Line]) -> Iterator[list[Line]]:
    """The lines in runs in which each has a greater number than the one before."""
    start = 0
    for at in range(1, len(told) + 1):
        if at == len(told) or told[at].seq <= told[at - 1].seq:
            yield told[start:at]
            start = at


def _note(told: array[int], run: list[Line]) -> None:
    """Put down the checksums of the operations of a run by their numbers, over what stood from there on."""
    for line in run:
        del told[line.seq :]
        told.extend([0] * (line.seq - len(told)))
        told.append(zlib.crc32(line.raw))


def _tells_otherwise(told: array[int], line: Line) -> bool:
    """Whether a line has a number that was told before, of another operation."""
    return line.seq < len(told) and told[line.seq] not in (0, zlib.crc32(line.raw))


def _row(line: Line) -> RawRow:
    return RawRow(line.seq, checksum(line.seq, line.raw), line.raw)

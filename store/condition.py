"""How a project is: how much there is in it, who works on it, how large it is, and what one should know."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec

from seeds.article import Note
from seeds.problems import Problem
from store import progress
from store.backups import backups
from store.backups.backups import Backup
from store.layer import Verdict
from store.mirror.lines import FOLDER as MIRROR
from store.operations import IMPORT
from store.project import FILE, Project
from store.repair import quarantine
from store.tiny.layout import field_expression


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """Bytes on the disk: of the database, of its log that is not folded in yet, of the rest by folder."""

    database: int
    log: int
    mirror: int
    backups: int
    quarantine: int


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """The state of a project. `last_change` is ISO 8601 in UTC; `annotators` are with their operations.

    `days` has how many articles were set to done on each of the last days, by ISO date, oldest first.
    """

    path: Path
    format: int
    articles: dict[Verdict, int]
    suggestions: int
    operations: int
    annotators: dict[str, int]
    last_change: str | None
    sizes: Sizes
    backup: Backup | None
    days: dict[str, int]
    warnings: tuple[Note, ...]


def condition(project: Project) -> Condition:
    """Look at an open project. Raises Busy or Damaged."""
    with project.db.reading() as connection:
        told = progress.progress(project)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        annotators = _annotators(connection)
        operations = project.db.storage.count("ops")
        last = _last_change(connection)
    known = backups.backups(project.path)
    return Condition(
        path=project.path,
        format=version,
        articles=told.counts,
        suggestions=told.suggestions,
        operations=operations,
        annotators=annotators,
        last_change=last,
        sizes=_sizes(project.path),
        backup=known[0] if known else None,
        days=_by_date(told),
        warnings=tuple(_warnings(project, known)),
    )


def _by_date(told: progress.Progress) -> dict[str, int]:
    back = range(len(told.days) - 1, -1, -1)
    return {
        (told.last - timedelta(days=n)).isoformat(): done for n, done in zip(back, told.days, strict=True)
    }


def _annotators(connection: sqlite3.Connection) -> dict[str, int]:
    annotator, action = field_expression("annotator"), field_expression("action")
    found = connection.execute(
        f"SELECT {annotator}, count(*) FROM t_ops WHERE {action} <> ? GROUP BY 1 ORDER BY 2 DESC, 1",  # noqa: S608
        (IMPORT,),
    )
    return dict(found.fetchall())


def _last_change(connection: sqlite3.Connection) -> str | None:
    sql = f"SELECT {field_expression('at')} FROM t_ops ORDER BY id DESC LIMIT 1"  # noqa: S608
    found = connection.execute(sql).fetchone()
    return found[0] if found else None


def _sizes(folder: Path) -> Sizes:
    return Sizes(
        database=_size(folder / FILE),
        log=_size(folder / f"{FILE}-wal"),
        mirror=_size_of_all(folder / MIRROR),
        backups=_size_of_all(folder / backups.FOLDER),
        quarantine=_size_of_all(folder / quarantine.FOLDER),
    )


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _size_of_all(folder: Path) -> int:
    try:
        return sum(_size(file) for file in folder.rglob("*"))
    except OSError:
        return 0


def _warnings(project: Project, known: list[Backup]) -> Iterator[Note]:
    if project.mirror.warning is not None:
        yield _note(project.mirror.warning)
    if project.read_only:
        yield Note("the project can only be read here")
    if not known:
        yield Note("there is no backup: piyue backup makes one")
    if _size_of_all(project.path / quarantine.FOLDER):
        path = str(project.path / quarantine.FOLDER)
        yield Note("a repair or a restore put something aside in {path}", {"path": path})


def _note(problem: Problem) -> Note:
    return Note(problem.message, {name: str(value) for name, value in problem.values.items()})

"""Workloads of looking after a project: bringing it up, backing it up, restoring and mending it."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from seeds.problems import Problem
from store.backups.backups import back_up, backup_at, faults_of
from store.backups.restoring import restore
from store.problems import Occupied
from store.project import FILE
from store.repair.repair import repair
from tests.faults.deeds import CLOSE, OPEN, Workload, review, tag_two, three_articles, verdict
from tests.faults.desk import Deed, Desk, at_desk
from tests.store.versions import stored_file

_OLD = 1
"""The version of the format from which a project is brought up."""
_BACKUP = "mine.db"


def _of_old_version(folder: Path) -> None:
    path = Desk(folder).path
    path.mkdir(parents=True)
    (path / FILE).write_bytes(stored_file(_OLD))


def _with_backup(folder: Path) -> None:
    """A backup of three articles with a step, and another step since."""
    three_articles(folder)
    with at_desk(folder) as desk:
        tag_two("before").do(desk)
        _back_up(desk)
        review(3).do(desk)


def _damaged(statement: str) -> Callable[[Path], None]:
    """A project in which something was changed behind the program's back."""

    def prepare(folder: Path) -> None:
        _with_backup(folder)
        with closing(sqlite3.connect(Desk(folder).path / FILE)) as connection, connection:
            assert connection.execute(statement).rowcount > 0

    return prepare


def _back_up(desk: Desk) -> None:
    with suppress(Occupied):
        back_up(desk.path, desk.path / "backup" / _BACKUP)


def _restore(desk: Desk) -> None:
    desk.close()
    restore(desk.path, desk.path / "backup" / _BACKUP, exact=True)


def _repair(desk: Desk) -> None:
    desk.close()
    if left := repair(desk.path).left:
        raise Problem("still wrong: {said}", said="; ".join(str(finding.what) for finding in left))


def _unsound_backup(folder: Path, glob: str) -> str:
    """What is wrong with the one backup of that name; nothing where it is whole."""
    found = list((Desk(folder).path / "backup").glob(glob))
    if not found:
        return f"no {glob}"
    try:
        return "".join(
            f"{backup_at(path).path.name}: {fault.what}" for path in found for fault in faults_of(path)
        )
    except (Problem, sqlite3.Error) as error:
        return f"{glob}: {error}"


def _copied_before(folder: Path, _done: int) -> str:
    """The copy that is made before a project is brought up is there and whole, once it was brought up."""
    with tempfile.TemporaryDirectory() as room:
        looked_at = shutil.copytree(Desk(folder).path, Path(room) / "copy")
        with closing(sqlite3.connect(looked_at / FILE)) as connection:
            (version,) = connection.execute("PRAGMA user_version").fetchone()
    return "" if version == _OLD else _unsound_backup(folder, f"version-{_OLD}-*.db")


def _backup_kept(after: int) -> Callable[[Path, int], str]:
    """The backup is whole as soon as it has its name, and there once it was acknowledged."""

    def besides(folder: Path, done: int) -> str:
        there = (Desk(folder).path / "backup" / _BACKUP).exists()
        return _unsound_backup(folder, _BACKUP) if there or done > after else ""

    return besides


def _saved_before(folder: Path, done: int) -> str:
    return _backup_kept(-1)(folder, done) or (
        _unsound_backup(folder, "*-before-restore.db") if done > 1 else ""
    )


def _quarantined(folder: Path, done: int) -> str:
    """The file as it was before it was mended is kept."""
    kept = (Desk(folder).path / "quarantine").rglob(FILE)
    return "no copy of the damaged file" if done > 0 and not any(file.stat().st_size for file in kept) else ""


_MEND = (Deed("repair", _repair), OPEN, tag_two("甲"), CLOSE)
CARING = (
    Workload("bring up", _of_old_version, (OPEN, verdict(1, "flagged"), CLOSE), _copied_before),
    Workload(
        "back up",
        three_articles,
        (OPEN, tag_two("甲"), Deed("back up", _back_up), tag_two("乙"), CLOSE),
        _backup_kept(2),
    ),
    Workload(
        "restore", _with_backup, (OPEN, Deed("restore", _restore), OPEN, tag_two("甲"), CLOSE), _saved_before
    ),
    Workload("remake", _damaged("DELETE FROM labels WHERE label = 'before'"), _MEND, _quarantined),
    Workload(
        "mend",
        _damaged("UPDATE t_ops SET crc = crc + 1 WHERE id = (SELECT max(id) FROM t_ops)"),
        _MEND,
        _quarantined,
    ),
)

"""Looking whether a project is what was written, all of it: what `piyue doctor` does.

Nothing is changed, and everything is read in short transactions, so that people can go on working
meanwhile. Memory does not grow with the project, but for a few bytes an article and one an operation.

SQLite keeps no checksums of its pages. So its own check of the structure, which sees damaged indexes, stands
beside the checksum of every row, which sees everything else; then what is made from the rows is made
again and compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from seeds.article import Note
from seeds.problems import Problem
from store.problems import Damaged
from store.tiny import Database
from store.verification.derived import derived_tables
from store.verification.findings import Finding, Progress, silently
from store.verification.layers import layers
from store.verification.log import log
from store.verification.mirror import mirrored
from store.verification.rows import references, rows, structure


def verify(db: Database, mirror: Path, progress: Progress = silently) -> Iterator[Finding]:
    """Everything that is wrong with an open project, as it is found; nothing where all is well.

    `mirror` is the folder of the copy of its log. Raises Busy or NotSaved where it cannot be looked at.
    """
    steps = (
        structure(db.reading, progress),
        rows(db.reading, progress),
        references(db),
        log(db, progress),
        layers(db, progress),
        derived_tables(db, progress),
        mirrored(db, mirror, progress),
    )
    told = False
    for step in steps:
        try:
            for finding in step:
                told = told or finding.kind in ("file", "row")
                yield finding
        except (Damaged, UnicodeDecodeError) as problem:
            if not told:  # else this is what was told, once more
                told = True
                yield unreadable(problem)


def unreadable(error: Problem | UnicodeDecodeError) -> Finding:
    """That a file cannot be read, or no further."""
    told = error.values.get("what") if isinstance(error, Problem) else None
    said = {"said": str(told or error)}
    return Finding(kind="file", what=Note("the database file cannot be read: {said}", said))

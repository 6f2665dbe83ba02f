"""What a verification finds: what is wrong, where, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import msgspec

from seeds.article import Note

Kind = Literal["file", "row", "missing", "orphan", "order", "head", "layer", "span", "derived", "mirror"]
"""Where the fault is: in the file's structure, in a row's bytes, in what belongs together, in the log, in
what was made from it, in the copy of it."""

Progress = Callable[[str, int, int], None]
"""Told which stage of the work is at hand, how much of it is done and how much there is (0: not known)."""


def silently(_stage: str, _done: int, _total: int) -> None:
    """Tell nobody."""


def is_loss(note: Note) -> bool:
    """Whether a note of a repair or a restore says that something is lost: such begin so."""
    return note.message.startswith("lost: ")


REPAIR = Note("piyue doctor --repair mends it")
RECOVER = Note(
    "piyue doctor --repair looks for it in the mirror of the log, the backups and the source file, and puts "
    "what it cannot get back into quarantine/"
)


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One fault. `what` says what and where, `remedy` what can be done; `table`, `id` and `aid` are for it.

    `count` is how many of its kind one finding stands for.
    """

    kind: Kind
    what: Note
    remedy: Note = REPAIR
    table: str = ""
    id: int | None = None
    aid: int | None = None
    count: int = 1

"""Who reads what: this process what is harmless, another one, which can be ended, what may be hostile."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from seeds.article import Note
from seeds.readers import MEGABYTE
from tui.importing import limits
from tui.importing.crew import Crew, Lost
from tui.importing.reading import STANDARD_INPUT, Given, Unopened, is_guarded, standard_input
from tui.sources import Found

FEW, LITTLE, GUARDED = 48, 300_000, 2
"""Fewer files, fewer bytes in them, and fewer that another process has to read, are sooner read one after the
other than several processes are started."""
_Result = TypeVar("_Result")


def to_open(found: Found, *, before: bool = False) -> Given | Unopened:
    """A file that was found, as it is given out. Raises Unreadable where it cannot be."""
    if found.problem is not None:
        raise found.problem
    if found.path == STANDARD_INPUT:
        return standard_input()
    size = found.status.st_size if found.status else 0
    return Unopened(found.path, size) if _is_container(found) else Given(found.path, size, before)


def _is_container(found: Found) -> bool:
    from seeds.readers.containers import is_container

    return found.status is not None and stat.S_ISREG(found.status.st_mode) and is_container(found.path)


def first_few(files: Iterator[Given | Unopened]) -> list[Given | Unopened]:
    """So many of the files as tell whether they are few."""
    return list(islice(files, FEW))


def soon_read(first: list[Given | Unopened]) -> bool:
    """Whether these `first_few` are few, and all; a container may hold any number."""
    if len(first) >= FEW or sum(given.size for given in first) >= LITTLE:
        return False
    alone = [given for given in first if isinstance(given, Given)]
    return len(alone) == len(first) and sum(map(is_guarded, alone)) < GUARDED


def one_by_one(
    things: Iterable[Given | None], do: Callable[[Given], _Result], crew: Crew[Given, _Result]
) -> Iterator[list[_Result | Lost[Given]]]:
    """What the things come to, done here but for those that a process of the crew has to read."""
    for given in things:
        if given is None:
            yield []
        elif is_guarded(given):
            yield from crew.work([given])
        else:
            yield [do(given)]


def seconds(given: Given) -> float:
    """How long the reading of it may take."""
    return limits.seconds(given.size)


def weight(given: Given) -> int:
    """The bytes of memory that it holds until it is read."""
    return 0 if given.piece is None else given.size


def why_lost(lost: Lost[Given]) -> Note:
    """What is to be said of a file whose process ended over it."""
    name = lost.given.name
    if lost.late:
        values = {"path": name, "seconds": f"{seconds(lost.given):.0f}"}
        return Note("{path}: reading it took more than {seconds} s; it was given up", values)
    if lost.broken:
        return Note(
            "{path}: the process that read it broke down: the file is damaged, or needs more than {limit} MB "
            "of memory",
            {"path": name, "limit": str(limits.MEMORY // MEGABYTE)},
        )
    return Note("{path}: the process that read it was ended; import it again", {"path": name})

"""Keeping the index of the figures up with the project: only what changed is read again.

How far it is stands in the index itself and moves with its rows, so that a stop or a crash loses a few
hundred articles at most, and two programs that do it at once do not do it twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import msgspec

from seeds.article import Indicator
from store.catalogue import Order
from store.figures.index_file import IndexFile
from store.figures.rows import Words, put
from store.layers import MAIN
from store.mirror.mirror import epoch_of
from store.project import Project

_PAGE = 250
"""Articles that are read, and written, at a time."""
Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


class _Standing(NamedTuple):
    """How far the index is: up to operation `seq` of that history, in the articles up to `last`."""

    epoch: str
    seq: int
    last: int


class _Versions(msgspec.Struct, frozen=True):
    """The part of an article's head that says whether anything was done to it."""

    versions: dict[str, int] = {}


class _Suggested(msgspec.Struct, frozen=True):
    """The part of what was extracted that has figures."""

    indicators: tuple[Indicator, ...] = ()


class Gathering:
    """What brings an index up with its project."""

    def __init__(self, project: Project, index: IndexFile) -> None:
        self._project = project
        self._index = index
        self._words = Words()

    def catch_up(self, progress: Progress, stopped: Stopped) -> bool:
        """Bring the index up; False where it was stopped before the end. Raises Damaged, NotSaved or Busy."""
        begun = False
        while (found := self._behind()) is not None:
            begun, (standing, newest, changed) = True, found
            if not self._brought_up(standing, newest, changed, progress, stopped):
                return False
        if begun:
            self._words.forget()
            self._index.rest()
        return True

    def _behind(self) -> tuple[_Standing, int, list[int]] | None:
        """How far the index is, the newest operation, and the articles to read again; None for none."""
        with self._project.db.reading() as connection:
            epoch = epoch_of(connection)
            newest = self._project.mark().seq
        with self._index.transaction() as connection:
            standing = _standing_of(connection)
            if standing is None or standing.epoch != epoch or standing.seq > newest:
                self._words.forget()
                connection.execute("DELETE FROM figures")
                standing = _Standing(epoch, newest, 0)
                _stand(connection, standing)
        newest, touched = self._project.changes(standing.seq)
        changed = [aid for aid in touched if aid <= standing.last]
        if newest == standing.seq and not changed and not self._new_after(standing.last):
            return None
        return standing, newest, changed

    def _brought_up(
        self, standing: _Standing, newest: int, changed: list[int], progress: Progress, stopped: Stopped
    ) -> bool:
        """Read again what changed, then what is new, as long as nobody else writes the index."""
        new = self._new_after(standing.last)
        total = standing.last + len(new)
        steps: list[tuple[Sequence[int], _Standing]] = []
        again = list(_pages(changed)) or [[]]
        steps += [(page, standing) for page in again[:-1]]
        steps.append((again[-1], standing._replace(seq=newest)))
        steps += [(page, _Standing(standing.epoch, newest, page[-1])) for page in _pages(new)]
        for page, after in steps:
            if stopped():
                return False
            progress(standing.last, total)
            if not self._write(page, standing, after):
                return True  # another program was here: look again how far it is
            standing = after
        progress(total, total)
        return True

    def _write(self, aids: Sequence[int], before: _Standing, after: _Standing) -> bool:
        """Put the figures of these articles into the index; False where it is no longer as it was."""
        articles = list(self._indicators(aids))
        try:
            with self._index.transaction() as connection:
                if _standing_of(connection) != before:
                    self._words.forget()
                    return False
                put(connection, self._words, articles)
                _stand(connection, after)
        except BaseException:
            self._words.forget()
            raise
        return True

    def _indicators(self, aids: Sequence[int]) -> Iterator[tuple[int, Sequence[Indicator]]]:
        """The figures of these articles. Of one to which nothing was done they are what was extracted."""
        storage = self._project.db.storage
        with self._project.reading():
            versions = {
                aid: head.versions.get(MAIN, 0) for aid, head in storage.fetch_as("heads", aids, _Versions)
            }
            untouched = [aid for aid in aids if not versions.get(aid)]
            for aid, suggested in storage.fetch_as("bases", untouched, _Suggested):
                yield aid, suggested.indicators
        for aid, version in versions.items():
            if version:
                # As of a version, since that is not kept in mind: all articles may come by here.
                yield aid, self._project.layer_as_of(aid, version).indicators()

    def _new_after(self, last: int) -> list[int]:
        """The articles that were added after the article `last`."""
        newest_first = self._project.ids(order=Order("added", descending=True))
        return sorted(aid for aid in newest_first if aid > last)


def _standing_of(connection: sqlite3.Connection) -> _Standing | None:
    found = connection.execute("SELECT epoch, seq, last FROM standing").fetchone()
    return _Standing(*found) if found else None


def _stand(connection: sqlite3.Connection, standing: _Standing) -> None:
    connection.execute("INSERT OR REPLACE INTO standing VALUES (1, ?, ?, ?)", standing)


def _pages(aids: Sequence[int]) -> Iterator[list[int]]:
    rest = iter(aids)
    while page := list(islice(rest, _PAGE)):
        yield page

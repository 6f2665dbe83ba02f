"""An import: which files are to be read, by whom, and what is written of them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from seeds.article import Note
from seeds.problems import Unreadable
from seeds.readers.pieces import Piece
from store.learning import switched_on
from store.project import Project
from store.sources import SourceFile, path_key
from tui.importing.account import Account, Outcome
from tui.importing.containers import Containers
from tui.importing.crew import Crew, Lost
from tui.importing.giving import first_few, one_by_one, seconds, soon_read, to_open, weight, why_lost
from tui.importing.reading import Given, Reading, Recipe, Unopened, file_now, reader
from tui.importing.unpacking import Unpacker
from tui.language import _, told
from tui.sources import Found
from tui.text.visible import visible

TOGETHER = 100
"""Articles in a transaction: it costs what a dozen cost one by one, and holds nobody else up."""
OFTEN = 0.5
"""Seconds after which what is ready is written, however little it is."""
MOST = 16
"""Processes that read, at most: one that writes keeps up with these."""
_LOOKED_UP = 200
Came = Reading | Lost[Given]


class Arrival(NamedTuple):
    """An article that was read: its id, its title where it is known, and whether it is `fresh` here."""

    aid: int
    title: str
    fresh: bool


class Watcher(Protocol):
    """Whoever is told how an import goes."""

    def advance(self, count: int = 1) -> None:
        """So many more files are done."""

    def more(self, count: int = 1) -> None:
        """So many more things are to be done than there are files."""

    def tell(self, line: str) -> None:
        """Something is to be said of a file."""


class Import:
    """Files read into a project. Each article is written whole or not at all, with what became of its file.

    `stopped` is asked between files; what is under way is then finished and written, or given up where it is
    to stop `at_once`. `changed` says to read
    files that were changed since they were read. `jobs` is how many files to read at a time. `mapping` says
    which columns or keys of collections are which fields. `arrived` is told of each article that was read
    and is in the project then, new or not.
    """

    def __init__(
        self,
        project: Project,
        account: Account,
        watcher: Watcher,
        stopped: Callable[[], bool],
        *,
        changed: bool = False,
        jobs: int | None = None,
        mapping: Mapping[str, str] | None = None,
        arrived: Callable[[Arrival], None] | None = None,
        at_once: bool = False,
    ) -> None:
        self._project = project
        self._account = account
        self._watcher = watcher
        self._stopped = stopped
        self._changed = changed
        self._jobs = jobs or min(_cores(), MOST)
        self._mapping = dict(mapping or {})
        self._arrived = arrived
        self._at_once = at_once
        self._stopping = False
        self._before = 0
        self._arrivals: list[Arrival] = []
        self._left: list[Note] = []

    def read(self, files: Iterable[Found]) -> None:
        """Read the files, write their articles in the files' order, and keep the account.

        What is suggested follows the project's profile and the learned rules that are on. Raises Problem
        where the project cannot be written; what was written before stays.
        """
        self._read(self._unread(files))

    def read_piece(self, piece: Piece) -> None:
        """Read one article that comes from no file. Raises what `read` does."""
        self._read(iter([Given(Path(piece.name), len(piece.data), piece=piece)]))

    def _read(self, to_read: Iterator[Given | Unopened]) -> None:
        with self._project.transaction():  # where it cannot be written, say so before anything is read
            self._before = self._project.db.storage.last_id("articles") or 0
        database = self._project.db.storage.path
        profile, rules = self._project.profile, switched_on(self._project)
        recipe = Recipe(database=database, profile=profile, rules=rules, changed=self._changed)
        first = first_few(to_read)
        alone = self._jobs == 1 or soon_read(first)
        crew = Crew(partial(reader, recipe), self._jobs, limit=seconds, weight=weight)
        with Unpacker() as unpacker, crew:
            self._containers = Containers(unpacker, self._mapping)
            things = self._until_stopped(self._containers.opened(chain(first, to_read)))
            here = reader(recipe, bounded=False)
            batches = one_by_one(things, here, crew) if alone else crew.work(things)
            self._write_as_they_come(batches)

    def _until_stopped(self, files: Iterable[Given | None]) -> Iterator[Given | None]:
        for file in files:
            if self._stops():
                return
            yield file

    def _stops(self) -> bool:
        """Whether it was asked to stop, of which it tells once."""
        if self._stopped() and not self._stopping:
            self._stopping = True
            self._tell(_("finishing what is under way; Ctrl-C again stops at once"))
        return self._stopping

    def _unread(self, files: Iterable[Found]) -> Iterator[Given | Unopened]:
        """The files that are to be opened; of the others the account is kept here."""
        left = iter(files)
        while some := list(islice(left, _LOOKED_UP)):
            known = self._project.sources.of_paths([path_key(found.path) for found in some if found.wanted])
            for found in some:
                if self._stops():
                    return
                before = known.get(path_key(found.path))
                if not found.wanted:
                    self._account.passed_over[found.path.suffix or found.path.name] += 1
                elif before and found.status and self._is_known(before, found.status):
                    self._account.outcomes["present"] += 1 if before.articles is None else before.articles
                    self._watcher.advance()
                else:
                    try:
                        yield to_open(found, before=before is not None and before.aid is not None)
                    except Unreadable as problem:
                        self._account.outcomes["failed"] += 1
                        self._tell(told(problem))

    def _is_known(self, before: SourceFile, status: os.stat_result) -> bool:
        mapped_anew = before.articles is not None and self._mapping not in ({}, before.mapping)
        return before.is_still(status) and not mapped_anew

    def _write_as_they_come(self, batches: Iterable[list[Came]]) -> None:
        waiting: list[Came] = []
        written = time.monotonic()
        for batch in batches:
            waiting += batch
            if self._at_once and self._stopped():
                break
            if waiting and (len(waiting) >= TOGETHER or time.monotonic() - written >= OFTEN):
                self._write(waiting)
                waiting, written = [], time.monotonic()
        self._write(waiting)

    def _write(self, waiting: list[Came]) -> None:
        for start in range(0, len(waiting), TOGETHER):
            came_now = waiting[start : start + TOGETHER]
            some = [_of_lost(came) if isinstance(came, Lost) else came for came in came_now]
            with self._project.transaction():
                outcomes = [self._keep(came) for came in some]
            self._watcher.advance(len(some))
            for came, outcome in zip(some, outcomes, strict=True):
                self._account_for(came, outcome)
            self._tell_what_came()
        self._finish_containers()

    def _account_for(self, came: Reading, outcome: Outcome) -> None:
        self._account.outcomes[outcome] += 1
        told_here = not came.container or self._containers.of(came.container).note(outcome)
        if came.file.failure is not None and told_here:
            self._tell(told(came.file.failure))

    def _tell_what_came(self) -> None:
        """Tell which articles came, and what of them did not fit those that were there."""
        for note in self._left:
            self._tell(told(note))
        self._left.clear()
        if self._arrived is not None:
            for arrival in self._arrivals:
                self._arrived(arrival)
        self._arrivals.clear()

    def _keep(self, came: Reading) -> Outcome:
        """Write what a file came to."""
        if came.changed:
            return "changed"
        file, fresh = came.file, False
        if came.article is not None:
            added = self._project.put(came.article)
            self._left += added.merged.left if added.merged is not None else ()
            file, fresh = msgspec.structs.replace(file, aid=added.aid), added.fresh
        if file.path:
            self._project.sources.put(file)
        if file.aid is None:
            return "failed"
        title = str(came.article.facts["title"]) if came.article is not None else ""
        self._arrivals.append(Arrival(file.aid, title, fresh))
        if fresh:
            return "read"
        return "present" if file.aid <= self._before else "duplicate"

    def _finish_containers(self) -> None:
        """Tell what could not be unpacked, and remember which containers need not be opened again."""
        unpacked = self._containers.unpacked()
        self._watcher.more(unpacked.pieces)
        if unpacked.failed:
            self._account.outcomes["failed"] += unpacked.failed
        self._account.passed_over.update(unpacked.passed_over)
        for problem in unpacked.problems:
            self._tell(told(problem))
        for container in self._containers.finished():
            with self._project.transaction():
                self._project.sources.put(container.as_read())
            self._watcher.advance()
            if container.worth_telling:
                self._tell(container.in_words())

    def _tell(self, line: str) -> None:
        self._watcher.tell(f"piyue: {visible(line)}")


def _of_lost(lost: Lost[Given]) -> Reading:
    given = lost.given
    file = file_now(given.path) if given.piece is None else SourceFile()
    return Reading(msgspec.structs.replace(file, failure=why_lost(lost)), container=given.container)


def _cores() -> int:
    """The processor cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1

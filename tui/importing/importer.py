"""An import: which files are to be read, by whom, and what is written of them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, islice
from typing import Protocol

import msgspec

from seeds.article import Note
from seeds.readers import MEGABYTE, printable_path
from store.learning import switched_on
from store.project import Project
from store.sources import path_key
from tui.importing.account import Account, Outcome
from tui.importing.crew import Crew, Lost
from tui.importing.reading import Given, Reading, Recipe, file_now, reader
from tui.language import _, told
from tui.sources import Found
from tui.text.visible import visible

TOGETHER = 100
"""Articles in a transaction: it costs what a dozen cost one by one, and holds nobody else up."""
OFTEN = 0.5
"""Seconds after which what is ready is written, however little it is."""
FEW, LITTLE = 48, 300_000
"""Fewer files, and fewer bytes in them, are sooner read than other processes are started."""
LIMIT, LIMIT_PER_MEGABYTE = 60.0, 15.0
"""Seconds that a file may take, and more of them for a long one: three times what the densest text needs."""
MOST = 16
"""Processes that read, at most: one that writes keeps up with these."""
_LOOKED_UP = 200
Came = Reading | Lost[Given]


class Watcher(Protocol):
    """Whoever is told how an import goes."""

    def advance(self, count: int = 1) -> None:
        """So many more files are done."""

    def tell(self, line: str) -> None:
        """Something is to be said of a file."""


class Import:
    """Files read into a project. Each article is written whole or not at all, with what became of its file.

    `stopped` is asked between files; what is under way is then finished and written. `changed` says to read
    files that were changed since they were read. `jobs` is how many files to read at a time.
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
    ) -> None:
        self._project = project
        self._account = account
        self._watcher = watcher
        self._stopped = stopped
        self._changed = changed
        self._jobs = jobs or min(_cores(), MOST)
        self._stopping = False
        self._before = 0

    def read(self, files: Iterable[Found]) -> None:
        """Read the files, write their articles in the files' order, and keep the account.

        What is suggested follows the project's profile and the learned rules that are on. Raises Problem
        where the project cannot be written; what was written before stays.
        """
        with self._project.transaction():  # where it cannot be written, say so before anything is read
            self._before = self._project.db.storage.last_id("articles") or 0
        database = self._project.db.storage.path
        profile, rules = self._project.profile, switched_on(self._project)
        recipe = Recipe(database=database, profile=profile, rules=rules, changed=self._changed)
        to_read = self._unread(files)
        first = list(islice(to_read, FEW))
        all_of_them = self._until_stopped(chain(first, to_read))
        few = len(first) < FEW and sum(given.size for given in first) < LITTLE
        if self._jobs == 1 or len(first) < 2 or few:
            do = reader(recipe)
            self._write_as_they_come([do(given)] for given in all_of_them)
        else:
            with Crew(partial(reader, recipe), self._jobs, limit=_limit) as crew:
                self._write_as_they_come(crew.work(all_of_them))

    def _until_stopped(self, files: Iterable[Given]) -> Iterator[Given]:
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

    def _unread(self, files: Iterable[Found]) -> Iterator[Given]:
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
                elif found.problem is not None:
                    self._account.outcomes["failed"] += 1
                    self._tell(told(found.problem))
                elif before and found.status and before.is_still(found.status):
                    self._account.outcomes["present"] += 1
                    self._watcher.advance()
                else:
                    size = found.status.st_size if found.status else 0
                    yield Given(found.path, size, before is not None and before.aid is not None)

    def _write_as_they_come(self, batches: Iterable[list[Came]]) -> None:
        waiting: list[Came] = []
        written = time.monotonic()
        for batch in batches:
            waiting += batch
            if waiting and (len(waiting) >= TOGETHER or time.monotonic() - written >= OFTEN):
                self._write(waiting)
                waiting, written = [], time.monotonic()
        self._write(waiting)

    def _write(self, waiting: list[Came]) -> None:
        for start in range(0, len(waiting), TOGETHER):
            came_now = waiting[start : start + TOGETHER]
            some = [_lost(came) if isinstance(came, Lost) else came for came in came_now]
            with self._project.transaction():
                outcomes = [self._keep(came) for came in some]
            self._account.outcomes.update(outcomes)
            self._watcher.advance(len(some))
            for came in some:
                if came.file.failure is not None:
                    self._tell(told(came.file.failure))

    def _keep(self, came: Reading) -> Outcome:
        """Write what a file came to."""
        if came.changed:
            return "changed"
        file, fresh = came.file, False
        if came.article is not None:
            added = self._project.put(came.article)
            file, fresh = msgspec.structs.replace(file, aid=added.aid), added.fresh
        if file.path:
            self._project.sources.put(file)
        if file.aid is None:
            return "failed"
        if fresh:
            return "read"
        return "present" if file.aid <= self._before else "duplicate"

    def _tell(self, line: str) -> None:
        self._watcher.tell(f"piyue: {visible(line)}")


def _limit(given: Given) -> float:
    """How many seconds the reading of a file may take."""
    return LIMIT + LIMIT_PER_MEGABYTE * given.size / MEGABYTE


def _lost(lost: Lost[Given]) -> Reading:
    """What is to be said of a file whose process ended over it."""
    values = {"path": printable_path(lost.given.path), "seconds": f"{_limit(lost.given):.0f}"}
    if lost.late:
        failure = Note("{path}: reading it took more than {seconds} s; it was given up", values)
    else:
        failure = Note("{path}: the process that read it was ended; import it again", values)
    return Reading(msgspec.structs.replace(file_now(lost.given.path), failure=failure))


def _cores() -> int:
    """The processor cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1

"""Processes that do the same to many things, whose results come in the order in which these were given.

A process that dies, is killed, or takes too long over one thing costs that one thing: it is told as lost,
and another process takes the place. Few things are under way at a time, and few results wait for their turn.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Generic, NamedTuple, Self, TypeVar

from seeds.problems import Problem

Thing = TypeVar("Thing")
Result = TypeVar("Result")

DEPTH = 8
"""Things given to a process ahead, so that it need not wait while its results are written."""
WINDOW = 256
"""Things under way, or done and waiting for one before them, at most."""
HEAVY = 32 * 1024 * 1024
"""Bytes of waiting results from which on only the process is heard that has the next one; and bytes of
things under way from which on no more are given out."""
TICK = 0.2
"""Seconds after which the caller gets a turn, whether there are results or not."""
_TO_BEGIN = 60.0
"""Seconds that a process has to start."""
_STILLBORN = 3
"""Processes that may end before they begin, one after the other, until the crew gives up."""
_BROKEN = {signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGTRAP, signal.SIGFPE}
"""What a process dies of that fails beneath Python."""
_HELD = (signal.SIGINT, signal.SIGHUP)
"""What a terminal sends to every process on it: the one that writes decides what follows."""


class Lost(NamedTuple, Generic[Thing]):
    """A thing whose process ended over it, or was ended because it took too long (`late`).

    `broken` says that the process failed over it, rather than being ended by somebody.
    """

    given: Thing
    late: bool
    broken: bool = False


class _Member(Generic[Thing]):
    """A process of the crew. The first of `given` is what it is at, `waited` for how long, in seconds."""

    def __init__(self, process: SpawnProcess, connection: Connection) -> None:
        self.process = process
        self.connection = connection
        self.given: deque[tuple[int, Thing]] = deque()
        self.begun = False
        self.late = False
        self.waited = 0.0


class Crew(Generic[Thing, Result]):
    """`size` processes, started as they are needed. `prepared` makes, in each of them, the function that does
    the work; both travel by pickle, as do the things given and done. `limit` says how long a thing may take,
    in seconds, and `weight` how many bytes of memory it is.

    Raises Problem where no process can be started.
    """

    def __init__(
        self,
        prepared: Callable[[], Callable[[Thing], Result]],
        size: int,
        *,
        limit: Callable[[Thing], float],
        weight: Callable[[Thing], int] = lambda _thing: 0,
    ) -> None:
        self._prepared = prepared
        self._size = size
        self._limit = limit
        self._weight_of = weight
        self._context = multiprocessing.get_context("spawn")
        self._members: list[_Member[Thing]] = []
        self._returned: deque[tuple[int, Thing]] = deque()
        self._done: dict[int, bytes | Lost[Thing]] = {}
        self._weight = self._load = 0
        self._given = self._told = self._stillborn = 0
        self._more, self._waited_for = True, False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for member in self._members:
            member.process.kill()
        for member in self._members:
            member.process.join()
            member.connection.close()
        self._members.clear()

    @property
    def processes(self) -> list[int]:
        """The ids of the processes that are at work."""
        return [member.process.pid for member in self._members if member.process.pid is not None]

    def work(self, things: Iterable[Thing | None]) -> Iterator[list[Result | Lost[Thing]]]:
        """What the things came to, in their order, as it comes; an empty list every so often.

        None among the things says that none was to be had for a moment, in which it was waited for.
        """
        left = iter(things)
        self._more = True
        while True:
            self._hand_out(left)
            if self._told == self._given and not self._more:
                return
            self._listen()
            yield self._next_in_order()

    def _hand_out(self, left: Iterator[Thing | None]) -> None:
        """Give things to the processes that have the fewest, those first that another left behind."""
        self._waited_for = False
        while self._returned or self._takes_more():
            free = [member for member in self._members if len(member.given) < DEPTH]
            if not free and len(self._members) == self._size:
                return
            following = self._returned.popleft() if self._returned else self._following(left)
            if following is None:
                return
            idle = [member for member in free if not member.given]
            if not idle and len(self._members) < self._size:
                idle = [self._hired()]
            taker = idle[0] if idle else min(free, key=lambda member: len(member.given))
            self._give(taker, following)

    def _takes_more(self) -> bool:
        return self._more and self._given - self._told < WINDOW and self._load < HEAVY

    def _following(self, left: Iterator[Thing | None]) -> tuple[int, Thing] | None:
        """The next thing with its number, if there is one by now."""
        try:
            thing = next(left)
        except StopIteration:
            self._more = False
            return None
        self._waited_for = thing is None
        if thing is None:
            return None
        self._given += 1
        self._load += self._weight_of(thing)
        return self._given - 1, thing

    def _give(self, member: _Member[Thing], thing: tuple[int, Thing]) -> None:
        member.given.append(thing)
        try:
            member.connection.send((thing[1], self._limit(thing[1])))
        except OSError:  # it has ended, which is noticed where it is listened to
            member.process.kill()

    def _hired(self) -> _Member[Thing]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._prepared), daemon=True)
        with held_back():
            process.start()
        theirs.close()
        member: _Member[Thing] = _Member(process, ours)
        self._members.append(member)
        return member

    def _listen(self) -> None:
        """Take what comes within a tick, and end the processes that have taken too long."""
        heard = {member.connection: member for member in self._members if self._is_heard(member)}
        began = time.monotonic()
        # Where a thing was waited for, others may have come by now.
        spoken = wait(heard, 0 if self._waited_for else TICK)
        # A program that was suspended was not kept waiting: no turn counts for more than it lasts.
        passed = min(time.monotonic() - began, 2 * TICK)
        for member in heard.values():
            if member.connection in spoken:
                member.waited = 0.0
                self._hear(member)
            elif member.given:
                member.waited += passed
                if member.waited > (self._limit(member.given[0][1]) if member.begun else _TO_BEGIN):
                    member.late = True
                    member.process.kill()

    def _is_heard(self, member: _Member[Thing]) -> bool:
        if self._weight < HEAVY:
            return True
        return any(number == self._told for number, _thing in member.given)

    def _hear(self, member: _Member[Thing]) -> None:
        try:
            result = member.connection.recv_bytes()
        except (EOFError, OSError):
            self._lose(member)
            return
        if not member.begun:
            member.begun = True
            self._stillborn = 0
            return
        number, thing = member.given.popleft()
        self._done[number] = result
        self._load -= self._weight_of(thing)
        self._weight += len(result)

    def _lose(self, member: _Member[Thing]) -> None:
        """Put down what a process ended over, and take back what it had not come to."""
        member.process.join()
        member.connection.close()
        self._members.remove(member)
        late = member.late or member.process.exitcode == -signal.SIGPROF
        if member.begun and member.given:
            number, thing = member.given.popleft()
            self._done[number] = Lost(thing, late, -(member.process.exitcode or 0) in _BROKEN)
            self._load -= self._weight_of(thing)
        elif not member.begun:
            self._stillborn += 1
            if self._stillborn == _STILLBORN:
                raise Problem("the processes that read files end as they begin; try again with --jobs 1")
        self._returned = deque(sorted((*self._returned, *member.given), key=lambda thing: thing[0]))

    def _next_in_order(self) -> list[Result | Lost[Thing]]:
        ready: list[Result | Lost[Thing]] = []
        while self._told in self._done:
            result = self._done.pop(self._told)
            self._told += 1
            if isinstance(result, Lost):
                ready.append(result)
            else:
                self._weight -= len(result)
                ready.append(pickle.loads(result))  # noqa: S301 - from a process of ours
        return ready


@contextmanager
def held_back() -> Iterator[None]:
    """Signals of the terminal wait, and a process that is started here never gets them."""
    # Where the first process starts the tracker, it lets the signals through. It wants a true standard
    # error, which a screen takes the place of.
    with redirect_stderr(sys.__stderr__):
        resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection, prepared: Callable[[], Callable[[Thing], Result]]) -> None:
    """What a process of the crew does until there is nobody who gives it anything."""
    do = prepared()
    given: SimpleQueue[tuple[Thing, float]] = SimpleQueue()
    threading.Thread(target=_take_in, args=(connection, given), daemon=True).start()
    with suppress(ConnectionError):
        connection.send_bytes(b"")
        while True:
            thing, limit = given.get()
            # Should the one that waits be gone as well, the system ends what goes on for ever.
            signal.setitimer(signal.ITIMER_PROF, limit)
            connection.send_bytes(pickle.dumps(do(thing)))


def _take_in(connection: Connection, given: SimpleQueue[Any]) -> None:
    """Take what is given at once, however large: two that both wait to be heard would wait for ever."""
    try:
        while True:
            given.put(connection.recv())
    finally:
        os._exit(0)  # whoever gave the work is gone, and wants no result

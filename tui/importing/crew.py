"""Processes that do the same to many things, whose results come in the order in which these were given.

A process that dies, is killed, or takes too long over one thing costs that one thing: it is told as lost,
and another process takes the place. Few things are under way at a time, and few results wait for their turn.
"""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Generic, NamedTuple, Self, TypeVar

from seeds.problems import Problem

Thing = TypeVar("Thing")
Result = TypeVar("Result")

DEPTH = 8
"""Things given to a process ahead, so that it need not wait while its results are written."""
WINDOW = 256
"""Things under way, or done and waiting for one before them, at most."""
HEAVY = 32 * 1024 * 1024
"""Bytes of waiting results from which on only the process is heard that has the next one."""
TICK = 0.2
"""Seconds after which the caller gets a turn, whether there are results or not."""
_TO_BEGIN = 60.0
"""Seconds that a process has to start."""
_STILLBORN = 3
"""Processes that may end before they begin, one after the other, until the crew gives up."""
_HELD = (signal.SIGINT, signal.SIGHUP)
"""What a terminal sends to every process on it: the one that writes decides what follows."""


class Lost(NamedTuple, Generic[Thing]):
    """A thing whose process ended over it, or was ended because it took too long (`late`)."""

    given: Thing
    late: bool


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
    """`size` processes. `prepared` makes, in each of them, the function that does the work; both travel by
    pickle, as do the things given and done. `limit` says how long a thing may take, in seconds.

    Raises Problem where no process can be started.
    """

    def __init__(
        self,
        prepared: Callable[[], Callable[[Thing], Result]],
        size: int,
        *,
        limit: Callable[[Thing], float],
    ) -> None:
        self._prepared = prepared
        self._size = size
        self._limit = limit
        self._context = multiprocessing.get_context("spawn")
        self._members: list[_Member[Thing]] = []
        self._returned: deque[tuple[int, Thing]] = deque()
        self._done: dict[int, bytes | Lost[Thing]] = {}
        self._weight = 0
        self._given = self._told = self._stillborn = 0

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

    def work(self, things: Iterable[Thing]) -> Iterator[list[Result | Lost[Thing]]]:
        """What the things came to, in their order, as it comes; an empty list every so often."""
        left = iter(things)
        while True:
            self._hand_out(left)
            if self._told == self._given:
                return
            self._listen()
            yield self._next_in_order()

    def _hand_out(self, left: Iterator[Thing]) -> None:
        """Give things to the processes that have the fewest, those first that another left behind."""
        while self._given - self._told < WINDOW or self._returned:
            free = [member for member in self._members if len(member.given) < DEPTH]
            if not free and len(self._members) == self._size:
                return
            if self._returned:
                following = self._returned.popleft()
            else:
                try:
                    following = (self._given, next(left))
                except StopIteration:
                    return
                self._given += 1
            idle = [member for member in free if not member.given]
            if not idle and len(self._members) < self._size:
                idle = [self._hired()]
            taker = idle[0] if idle else min(free, key=lambda member: len(member.given))
            self._give(taker, following)

    def _give(self, member: _Member[Thing], thing: tuple[int, Thing]) -> None:
        member.given.append(thing)
        try:
            member.connection.send((thing[1], self._limit(thing[1])))
        except OSError:  # it has ended, which is noticed where it is listened to
            member.process.kill()

    def _hired(self) -> _Member[Thing]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(theirs, self._prepared), daemon=True)
        with _held_back():
            process.start()
        theirs.close()
        member: _Member[Thing] = _Member(process, ours)
        self._members.append(member)
        return member

    def _listen(self) -> None:
        """Take what comes within a tick, and end the processes that have taken too long."""
        heard = {member.connection: member for member in self._members if self._is_heard(member)}
        began = time.monotonic()
        spoken = wait(heard, TICK)
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
        number, _thing = member.given.popleft()
        self._done[number] = result
        self._weight += len(result)

    def _lose(self, member: _Member[Thing]) -> None:
        """Put down what a process ended over, and take back what it had not come to."""
        member.process.join()
        member.connection.close()
        self._members.remove(member)
        late = member.late or member.process.exitcode == -signal.SIGPROF
        if member.begun and member.given:
            number, thing = member.given.popleft()
            self._done[number] = Lost(thing, late)
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
def _held_back() -> Iterator[None]:
    """Signals of the terminal wait, and a process that is started here never gets them."""
    resource_tracker.ensure_running()  # where the first process starts it, it lets the signals through
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection, prepared: Callable[[], Callable[[Thing], Result]]) -> None:
    """What a process of the crew does until there is nobody who gives it anything."""
    do = prepared()
    try:
        connection.send_bytes(b"")
        while True:
            given, limit = connection.recv()
            # Should the one that waits be gone as well, the system ends what goes on for ever.
            signal.setitimer(signal.ITIMER_PROF, limit)
            connection.send_bytes(pickle.dumps(do(given)))
    except (EOFError, ConnectionError):
        return

"""Child processes for tests to kill, stop and deprive of their rights."""

from __future__ import annotations

import os
import signal
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import IO

Tell = Callable[[str], None]
Work = Callable[[Tell], None]
NOBODY = 65534


class Child:
    """A forked process, which tells lines through a pipe as it works."""

    def __init__(self, work: Work, *, user: int | None = None) -> None:
        reading, writing = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # pytest's own threads hold nothing of ours
            self.pid = os.fork()
        if self.pid == 0:
            os.close(reading)
            _work_and_leave(work, writing, user)
        os.close(writing)
        self._told: IO[str] = os.fdopen(reading)
        self._ended = False

    def hear(self) -> str:
        """The next line that it tells; empty where it has ended."""
        return self._told.readline().rstrip("\n")

    def see_it_stand_still(self) -> None:
        """Wait until it is suspended, see `stand_still`."""
        assert os.WIFSTOPPED(os.waitpid(self.pid, os.WUNTRACED)[1])

    def go_on(self) -> None:
        """Let a stopped child run again."""
        os.kill(self.pid, signal.SIGCONT)

    def kill(self) -> list[str]:
        """End it as a crash does; the lines that it had told and nobody heard."""
        os.kill(self.pid, signal.SIGKILL)
        return self._end()[1]

    def finish(self) -> list[str]:
        """Wait until it has done its work; the lines that nobody heard. One that failed fails the test."""
        code, lines = self._end()
        assert code == 0, f"the child ended with {code} and told {lines}"
        return lines

    def _end(self) -> tuple[int, list[str]]:
        lines = self._told.read().splitlines()
        self._told.close()
        self._ended = True
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1]), lines

    def clear_away(self) -> None:
        """See that nothing of it is left, whatever the test did."""
        if not self._ended:
            with suppress(ProcessLookupError):
                self.kill()


def stand_still() -> None:
    """In a child: be suspended here, as by a shell's Ctrl-Z, until `Child.go_on`."""
    os.kill(os.getpid(), signal.SIGSTOP)


@contextmanager
def child(work: Work, *, user: int | None = None) -> Iterator[Child]:
    """A child that does not outlive the block. `user` is who it is to be, where this process is root."""
    forked = Child(work, user=user)
    try:
        yield forked
    finally:
        forked.clear_away()


def _work_and_leave(work: Work, writing: int, user: int | None) -> None:
    code = 1
    try:
        if user is not None and os.geteuid() == 0:
            os.setgroups([])
            os.setgid(user)
            os.setuid(user)
        with os.fdopen(writing, "w", buffering=1) as pipe:
            try:
                work(lambda line: print(line, file=pipe))
                code = 0
            except BaseException as error:
                print(f"{type(error).__name__}: {error}", file=pipe)
                raise
    finally:
        os._exit(code)

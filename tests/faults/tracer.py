"""Run a function in a child process and be asked about each of its system calls, before and after."""

from __future__ import annotations

import os
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Protocol

import msgspec

from tests.faults.kernel import Kernel, kernel_or_why_not

_ALL = 0x40000000
"""__WALL: threads are waited for like processes."""
_END_OF_CALL = signal.SIGTRAP | 0x80
_ABOUT_TO_CALL = 7
_NEW_TASK = (1, 2, 3)


class Call(msgspec.Struct, frozen=True):
    """A system call that a thread (`task`) of the child is making, and its arguments."""

    task: int
    name: str
    arguments: tuple[int, ...]

    def memory(self, address: int, length: int) -> bytes:
        """Up to `length` bytes of the child's memory, fewer where its memory ends before."""
        handle = os.open(f"/proc/{self.task}/mem", os.O_RDONLY)
        try:
            return os.pread(handle, length, address)
        finally:
            os.close(handle)


class Observer(Protocol):
    """Who is asked about the calls."""

    def before(self, call: Call) -> int | None:
        """The error (errno) that the call shall return without being made, or 0: it is made.

        None where it is made and `after` need not be asked.
        """
        ...

    def after(self, call: Call, result: int) -> None:
        """What the call returned; an error number is negative."""
        ...


def trace(work: Callable[[], None], observer: Observer, names: frozenset[str]) -> int:
    """Run `work` in a child process; `observer` is asked about its calls of those names. The exit code.

    The calling thread is the tracer. Raises OSError where the kernel does not let it.
    """
    kernel = _kernel()
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # pytest's own threads hold nothing of ours
        child = os.fork()
    if child == 0:
        _be_the_child(kernel, work, names)
    try:
        return _Following(kernel, child, observer).to_the_end()
    except BaseException:
        with suppress(ProcessLookupError, ChildProcessError):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, _ALL)
        raise


def _be_the_child(kernel: Kernel, work: Callable[[], None], names: frozenset[str]) -> None:
    code = 1
    try:
        os.setpgid(0, 0)
        kernel.let_myself_be_traced()
        os.kill(os.getpid(), signal.SIGSTOP)
        kernel.stop_me_at(names)
        work()
        code = 0
    except BaseException:  # noqa: BLE001 - the child has nobody above it
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


class _Following:
    """The stops of a child and of its threads, until it ends."""

    def __init__(self, kernel: Kernel, child: int, observer: Observer) -> None:
        self._kernel = kernel
        self._child = child
        self._observer = observer
        self._inside: dict[int, Call] = {}
        self._known = {child}

    def to_the_end(self) -> int:
        _, status = os.waitpid(self._child, _ALL)
        if not os.WIFSTOPPED(status):
            raise OSError("the child cannot be traced")
        self._kernel.follow(self._child)
        self._kernel.go_on(self._child)
        while True:
            task, status = os.waitpid(-self._child, _ALL)
            if os.WIFSTOPPED(status):
                self._stopped(task, status)
            elif task == self._child:
                return os.waitstatus_to_exitcode(status)

    def _stopped(self, task: int, status: int) -> None:
        event, number = status >> 16, os.WSTOPSIG(status)
        if event == _ABOUT_TO_CALL:
            call = Call(task, *self._kernel.call(task))
            error = self._observer.before(call)
            if error:
                self._kernel.refuse(task, error)
            if error is not None:
                self._inside[task] = call
            self._kernel.go_on(task, to_end_of_call=error is not None)
        elif number == _END_OF_CALL:
            self._observer.after(self._inside.pop(task), self._kernel.result(task))
            self._kernel.go_on(task)
        elif event in _NEW_TASK or task not in self._known:
            self._known.add(task)
            self._kernel.go_on(task)
        else:
            self._kernel.go_on(task, signal=0 if event else number)


@cache
def _kernel() -> Kernel:
    kernel = kernel_or_why_not()
    if isinstance(kernel, str):
        raise OSError(kernel)
    return kernel


class _Counting:
    """An observer that only counts."""

    def __init__(self) -> None:
        self.calls = 0

    def before(self, call: Call) -> int | None:
        self.calls += call.name == "openat"
        return None

    def after(self, call: Call, result: int) -> None:
        pass


@cache
def why_not_traceable() -> str:
    """Why no process can be traced here (another system, a sandbox), or nothing where one can."""
    counting = _Counting()
    try:
        code = trace(lambda: os.close(os.open(os.devnull, os.O_CREAT)), counting, frozenset({"openat"}))
    except OSError as error:
        return f"no tracing: {error}"
    return "" if (code, counting.calls) == (0, 1) else "no tracing: system calls do not stop the process"

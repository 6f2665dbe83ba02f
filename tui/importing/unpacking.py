"""Opening containers in a process of its own, which may take no more time and memory than it is allowed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import chain
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Self

from seeds.problems import Unreadable
from seeds.readers import MEGABYTE, printable_path
from seeds.readers.pieces import Passed, Piece
from tui.importing import limits
from tui.importing.crew import held_back

Member = Piece | Passed | Unreadable
TICK = 0.05
"""Seconds after which whoever waits for a piece gets a turn."""
SECONDS_A_PIECE = 60.0
"""What the process has to come to the next piece: to unpack what is passed over on the way, and to start."""


class Unpacker:
    """One process, started when the first container is opened. What it finds it keeps until that is asked
    for, a piece or a few at a time, so that a container of any size takes little memory."""

    def __init__(self) -> None:
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    @property
    def processes(self) -> list[int]:
        """The id of the process, if there is one."""
        return [self._process.pid] if self._process is not None and self._process.pid is not None else []

    def members(self, path: Path, mapping: Mapping[str, str]) -> Iterator[Member | None]:
        """What is in the container at `path`, as it is unpacked; None where nothing has come for a moment.

        `mapping` says which columns or keys of a collection are which fields. What cannot be unpacked, the
        rest of a container that takes too much of anything included, is an Unreadable in its place.
        """
        whole = False
        try:
            yield from self._received(path, mapping)
            whole = True
        except (EOFError, OSError):
            whole = True
            self._end()
            yield Unreadable(
                "{path}: the process that opened it was ended; import it again", path=printable_path(path)
            )
        finally:
            if not whole:  # nobody wants the rest
                self._end()

    def _received(self, path: Path, mapping: Mapping[str, str]) -> Iterator[Member | None]:
        connection = self._started()
        connection.send((path, dict(mapping)))
        waited, turn = 0.0, time.monotonic()
        while True:
            began = time.monotonic()
            if not connection.poll(TICK):
                waited += min(time.monotonic() - began, 2 * TICK)  # nobody is kept waiting while suspended
                if waited > SECONDS_A_PIECE:
                    self._end()
                    yield _too_slow(path)
                    return
                yield None
                continue
            member: Member | None = connection.recv()
            waited = 0.0
            if member is None:
                return
            yield member
            if time.monotonic() - turn > TICK:
                turn = time.monotonic()
                yield None

    def _started(self) -> Connection:
        if self._connection is not None:
            return self._connection
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        with held_back():
            self._process.start()
        theirs.close()
        self._connection = ours
        return ours

    def _end(self) -> None:
        if self._process is not None and self._connection is not None:
            self._process.kill()
            self._process.join()
            self._connection.close()
        self._process = self._connection = None


def _serve(connection: Connection) -> None:
    """What the process does: it opens one container after the other that is asked for."""
    limits.bound_memory()
    asked: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_take_in, args=(connection, asked), daemon=True).start()
    with suppress(ConnectionError):
        while True:
            path, mapping = asked.get()
            for member in chain(_members(path, mapping), [None]):
                connection.send(member)
                # Should the one that waits be gone as well, the system ends what goes on for ever.
                signal.setitimer(signal.ITIMER_PROF, 2 * SECONDS_A_PIECE)


def _take_in(connection: Connection, asked: SimpleQueue[Any]) -> None:
    try:
        while True:
            asked.put(connection.recv())
    finally:
        os._exit(0)  # whoever asked is gone


def _members(path: Path, mapping: Mapping[str, str]) -> Iterator[Member]:
    from seeds.readers.containers import pieces_of

    try:
        yield from pieces_of(path, mapping)
    except Unreadable as problem:
        yield problem
    except MemoryError:
        yield Unreadable(
            "{path}: opening it took more than {limit} MB of memory; the rest of it was left out",
            path=printable_path(path),
            limit=limits.MEMORY // MEGABYTE,
        )
    except Exception as fault:  # noqa: BLE001 - a fault of ours in one container is not to stop the others
        yield Unreadable(
            "piyue failed on {path}: {error}; the rest of it was left out; please report it",
            path=printable_path(path),
            error=f"{type(fault).__name__}: {fault}".splitlines()[0],
        )


def _too_slow(path: Path) -> Unreadable:
    return Unreadable(
        "{path}: no article came out of it for {seconds} s; the rest of it was left out",
        path=printable_path(path),
        seconds=f"{SECONDS_A_PIECE:.0f}",
    )

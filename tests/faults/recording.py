"""What a traced worker did to the files below a folder, and what it said meanwhile, in order."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import msgspec

from tests.faults.events import (
    Event,
    FolderMade,
    FolderSynced,
    Linked,
    Made,
    Moved,
    Removed,
    Resized,
    Said,
    Synced,
    Written,
)
from tests.faults.tracer import Call, trace

WRITING = frozenset(
    "write pwrite64 writev pwritev pwritev2 sendfile copy_file_range fallocate".split()  # noqa: SIM905
)
SYNCING = frozenset({"fsync", "fdatasync"})
RESIZING = frozenset({"ftruncate"})
MAKING = frozenset({"open", "openat"})
NAMING = frozenset(
    "rename renameat renameat2 link linkat unlink unlinkat mkdir mkdirat rmdir".split()  # noqa: SIM905
)
READING = frozenset({"read", "pread64", "readv", "preadv", "preadv2"})
KINDS = {"write": WRITING, "sync": SYNCING, "resize": RESIZING, "make": MAKING, "name": NAMING}
"""Kinds of calls that change a disk."""
KIND_OF = {name: kind for kind, names in (KINDS | {"read": READING}).items() for name in names}
_CHANGING = frozenset().union(*KINDS.values())
_SECOND_PATH = {"rename": 1, "link": 1, "renameat": 2, "renameat2": 2, "linkat": 2}
_AT = frozenset("renameat renameat2 linkat unlinkat mkdirat openat".split())  # noqa: SIM905
_HERE = -100
_LONGEST_PATH = 4096
Tell = Callable[[str], None]
Work = Callable[[Tell], None]


class Refusal(msgspec.Struct, frozen=True):
    """The `nth` call of a kind (from 1) fails with `error` (an errno), or that one and all that follow."""

    kind: str
    nth: int
    error: int
    for_ever: bool = False

    def hits(self, kind: str, nth: int) -> bool:
        """Whether the call is one to refuse."""
        return kind == self.kind and (nth == self.nth or (self.for_ever and nth > self.nth))


class Recording(msgspec.Struct, frozen=True):
    """The files before, by path below the folder (their numbers are their places), and what happened.

    `folders` are the folders before. `code` is the worker's exit code; `counts` how many calls of each kind
    changed or tried to change the folder.
    """

    before: dict[str, bytes]
    folders: tuple[str, ...]
    events: tuple[Event, ...]
    code: int
    counts: dict[str, int]

    @property
    def said(self) -> list[str]:
        """What the worker told."""
        return [event.text for event in self.events if isinstance(event, Said)]


def record(work: Work, folder: Path) -> Recording:
    """Run `work` in a traced child and record what it does below `folder`.

    `work` gets a function to tell something with. Raises OSError where nothing can be traced.
    """
    recorder = _Recorder(folder.resolve())
    code = _traced(work, recorder, _CHANGING)
    return Recording(recorder.files, recorder.folders, tuple(recorder.events), code, recorder.counts)


def disturb(work: Work, folder: Path, refusal: Refusal | None) -> Recording:
    """Run `work` and make some of its calls below `folder` fail, reading included.

    Only what it tells is recorded, and the counts.
    """
    watcher = _Watcher(folder.resolve(), refusal)
    reading = refusal is None or refusal.kind == "read"
    code = _traced(work, watcher, _CHANGING | READING if reading else _CHANGING)
    return Recording({}, (), tuple(watcher.events), code, watcher.counts)


def _traced(work: Work, watcher: _Watcher, names: frozenset[str]) -> int:
    watcher.ear = ear = os.open(os.devnull, os.O_WRONLY)
    try:
        return trace(lambda: work(lambda text: _tell(ear, text)), watcher, names)
    finally:
        os.close(ear)


def _tell(ear: int, text: str) -> None:
    os.write(ear, text.encode())


class _Watcher:
    """An observer of the calls that concern a folder: it counts them, refuses some, hears what is told."""

    def __init__(self, folder: Path, refusal: Refusal | None = None) -> None:
        self._folder = folder
        self._refusal = refusal
        self.ear = -1
        self.events: list[Event] = []
        self.counts: dict[str, int] = dict.fromkeys([*KINDS, "read"], 0)

    def before(self, call: Call) -> int | None:
        if call.name == "write" and call.arguments[0] == self.ear:
            self.events.append(Said(_written_bytes(call).decode()))
            return None
        kind = KIND_OF[call.name]
        path = self._below(_paths_of(call)[0] if kind in ("make", "name") else str(_handle(call).readlink()))
        if path is None:
            return None
        self.counts[kind] += 1
        if self._refusal and self._refusal.hits(kind, self.counts[kind]):
            return self._refusal.error
        return self._let(call, path)

    def after(self, call: Call, result: int) -> None:
        """Nothing: nobody asks what the calls did."""

    def _let(self, call: Call, path: str) -> int | None:
        """A call that concerns this path is about to be made."""
        del call, path
        return None

    def _below(self, path: str) -> str | None:
        """The path below our folder, the folder itself being a dot; None where it lies elsewhere."""
        if Path(path).is_relative_to(self._folder):
            return str(Path(path).relative_to(self._folder))
        return None


class _Recorder(_Watcher):
    """An observer of calls that writes down what they do to the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._pending: dict[int, Callable[[int], Event | None]] = {}
        self._numbers: dict[tuple[int, int], int] = {}
        present = sorted(folder.rglob("*"))
        self.folders = tuple(str(path.relative_to(folder)) for path in present if path.is_dir())
        self.files: dict[str, bytes] = {}
        for number, path in enumerate(path for path in present if path.is_file()):
            self.files[str(path.relative_to(folder))] = path.read_bytes()
            self._numbers[_identity(path)] = number
        self._next = len(self.files)

    def after(self, call: Call, result: int) -> None:
        effect = self._pending.pop(call.task)
        event = effect(result) if result >= 0 else None
        if event is not None:
            self.events.append(event)

    def _let(self, call: Call, path: str) -> int | None:
        names = KIND_OF[call.name] in ("make", "name")
        self._pending[call.task] = self._named(call, path) if names else self._through_handle(call, path)
        return 0

    def _through_handle(self, call: Call, path: str) -> Callable[[int], Event | None]:
        """What a call on an open file does, once it has returned."""
        place = _handle(call)
        if place.is_dir():
            return lambda _: FolderSynced(path)
        file = self._number(place)
        if call.name in SYNCING:
            return lambda _: Synced(file)
        if call.name in RESIZING:
            return lambda _: Resized(file, call.arguments[1])
        start = _start_of_write(call, place)
        if call.name == "fallocate":
            raise NotImplementedError("fallocate is not recorded")
        if call.name in ("sendfile", "copy_file_range"):
            return lambda copied: Written(file, start, _bytes_of(place, start, copied))
        data = _written_bytes(call)
        return lambda written: Written(file, start, data[:written])

    def _named(self, call: Call, path: str) -> Callable[[int], Event | None]:
        """What a call on names does, once it has returned."""
        match call.name:
            case "open" | "openat":
                existed = (self._folder / path).exists()
                flags = call.arguments[1 if call.name == "open" else 2]
                return lambda handle: self._opened(call.task, handle, path, existed, flags)
            case "unlink" | "rmdir" | "unlinkat":
                return lambda _: Removed(path)
            case "mkdir" | "mkdirat":
                return lambda _: FolderMade(path)
        new = self._below(_paths_of(call)[1])
        if new is None:
            raise NotImplementedError(f"{path} leaves the folder")
        if call.name in ("link", "linkat"):
            return lambda _: Linked(path, new)
        return lambda _: Moved(path, new)

    def _opened(self, task: int, handle: int, path: str, existed: bool, flags: int) -> Event | None:
        place = Path(f"/proc/{task}/fd/{handle}")
        if not existed:
            self._numbers[_identity(place)] = self._next
            self._next += 1
            return Made(path, self._next - 1)
        return Resized(self._number(place), 0) if flags & os.O_TRUNC else None

    def _number(self, place: Path) -> int:
        return self._numbers[_identity(place)]


def _handle(call: Call) -> Path:
    """The open file that a call is made on."""
    return Path(f"/proc/{call.task}/fd/{call.arguments[2 if call.name == 'copy_file_range' else 0]}")


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _written_bytes(call: Call) -> bytes:
    """What a write call was given to write."""
    _, address, length, *_ = call.arguments
    if call.name in ("write", "pwrite64"):
        return call.memory(address, length)
    spans = memoryview(call.memory(address, 16 * length)).cast("Q")
    return b"".join(call.memory(spans[2 * index], spans[2 * index + 1]) for index in range(length))


def _start_of_write(call: Call, place: Path) -> int:
    """Where in the file a write call begins to write."""
    if call.name in ("pwrite64", "pwritev", "pwritev2"):
        return call.arguments[3]
    if call.name == "copy_file_range" and (address := call.arguments[3]):
        return int.from_bytes(call.memory(address, 8), "little")
    lines = (Path("/proc") / str(call.task) / "fdinfo" / place.name).read_text().splitlines()
    facts = dict(line.split(":", 1) for line in lines)
    return place.stat().st_size if int(facts["flags"], 8) & os.O_APPEND else int(facts["pos"])


def _bytes_of(place: Path, start: int, length: int) -> bytes:
    with place.open("rb") as file:
        file.seek(start)
        return file.read(length)


def _paths_of(call: Call) -> list[str]:
    """The paths that a call names, made absolute."""
    step = 2 if call.name in _AT else 1
    count = 2 if call.name in _SECOND_PATH else 1
    return [_path(call, step * index) for index in range(count)]


def _path(call: Call, index: int) -> str:
    folder, address = _HERE, call.arguments[index]
    if call.name in _AT:
        folder = (call.arguments[index] & 0xFFFFFFFF) - (1 << 32 if call.arguments[index] & 1 << 31 else 0)
        address = call.arguments[index + 1]
    text = os.fsdecode(call.memory(address, _LONGEST_PATH).split(b"\0", 1)[0])
    base = f"/proc/{call.task}/cwd" if folder == _HERE else f"/proc/{call.task}/fd/{folder}"
    return os.path.normpath(Path(base).readlink() / text)

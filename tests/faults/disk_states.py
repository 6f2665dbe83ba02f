"""What may be on a disk after a power cut, at every point of a recording.

The model is that of SQLite's own tests (www.sqlite.org/testing.html, atomiccommit.html): a sector is written
whole or not at all, a write harms no bytes beside it, unsynced writes reach the disk in any order or not at
all, a file that grew may hold garbage where nothing arrived. And a name is safe once its folder is synced;
until then names reach the disk in the order in which they were changed.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

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
from tests.faults.recording import Recording

SECTORS = (512, 4096)
Naming = FolderMade | Linked | Made | Moved | Removed


class DiskState(msgspec.Struct, frozen=True):
    """Files and folders that a power cut may leave; `said` is what the worker had told by then."""

    cut: Cut
    said: tuple[str, ...]
    files: dict[str, bytes]
    folders: frozenset[str]

    def put(self, folder: Path) -> None:
        """Make it so below an empty folder."""
        for name in sorted(self.folders):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name, content in self.files.items():
            (folder / name).write_bytes(content)


class _File:
    """A file: what is on the disk for certain, and what has been written since, oldest first."""

    def __init__(self, content: bytes = b"") -> None:
        self.safe = content
        self.now = bytearray(content)
        self.unsynced: list[Written | Resized] = []

    def happen(self, event: Written | Resized) -> None:
        self.unsynced.append(event)
        _apply(self.now, event)

    def sync(self) -> None:
        self.safe = bytes(self.now)
        self.unsynced = []

    def torn(self, rng: random.Random, sector: int) -> bytes:
        """Each sector as it was at the last sync, or at some moment since."""
        if not self.unsynced:
            return self.safe
        grown = rng.random() < 0.5
        versions = [self.safe]
        content = bytearray(self.safe)
        for event in self.unsynced:
            _apply(content, event)
            versions.append(bytes(content))
        size = len(self.now) if grown else min(len(self.safe), len(self.now))
        garbage = rng.randbytes(sector) if rng.random() < 0.5 else bytes(sector)
        pieces = []
        for start in range(0, size, sector):
            end = min(start + sector, size)
            distinct = list(dict.fromkeys(version[start:end] for version in versions))
            chosen = distinct[0] if rng.random() < 0.5 else rng.choice(distinct[1:] or distinct)
            pieces.append(chosen + garbage[len(chosen) : end - start])
        return b"".join(pieces)


def _apply(content: bytearray, event: Written | Resized) -> None:
    match event:
        case Written(start=start, data=data):
            content.extend(bytes(max(0, start - len(content))))
            content[start : start + len(data)] = data
        case Resized(size=size):
            del content[size:]
            content.extend(bytes(size - len(content)))


class _Names:
    """Which file has which name, and which folders there are."""

    def __init__(self, files: dict[str, int], folders: frozenset[str]) -> None:
        self.files = dict(files)
        self.folders = set(folders)

    def apply(self, event: Naming, file: int | None) -> None:
        """Change the names as the event did; `file` is the file that it was about, None for a folder."""
        match event:
            case FolderMade(path=path):
                self.folders.add(path)
            case Removed(path=path):
                self.files.pop(path, None)
                self.folders.discard(path)
            case Moved(old=old, new=new) if file is None:
                self._move_folder(old, new)
            case Made(path=path) | Linked(new=path) if file is not None:
                self.files[path] = file
            case Moved(old=old, new=new) if file is not None:
                self.files.pop(old, None)
                self.files[new] = file

    def file_of(self, event: Naming) -> int | None:
        """The file that an event is about."""
        match event:
            case Made(file=file):
                return file
            case Moved(old=path) | Linked(old=path):
                return self.files.get(path)
        return None

    def _move_folder(self, old: str, new: str) -> None:
        below = PurePosixPath(old)
        names = (*self.folders, *self.files)
        moved = [name for name in names if PurePosixPath(name).is_relative_to(below)]
        for name in moved:
            renamed = str(PurePosixPath(new) / PurePosixPath(name).relative_to(below))
            if name in self.folders:
                self.folders.remove(name)
                self.folders.add(renamed)
            else:
                self.files[renamed] = self.files.pop(name)


class _Disk:
    """The folder during a recording: as programs see it, and as it is certain to be after a power cut."""

    def __init__(self, recording: Recording) -> None:
        self._files = {number: _File(content) for number, content in enumerate(recording.before.values())}
        numbers = {path: number for number, path in enumerate(recording.before)}
        self._safe = _Names(numbers, frozenset(recording.folders))
        self._now = _Names(numbers, frozenset(recording.folders))
        self._unsynced: list[tuple[Naming, int | None]] = []

    def happen(self, event: Event) -> None:
        match event:
            case Written(file=file) | Resized(file=file):
                self._files[file].happen(event)
            case Synced(file=file):
                self._files[file].sync()
            case FolderSynced(path=path):
                self._sync_names(path)
            case FolderMade() | Linked() | Made() | Moved() | Removed():
                if isinstance(event, Made):
                    self._files[event.file] = _File()
                named = self._now.file_of(event)
                self._now.apply(event, named)
                self._unsynced.append((event, named))

    def after(self, cut: Cut) -> tuple[dict[str, bytes], frozenset[str]]:
        """What a power cut at this moment leaves."""
        match cut.kind:
            case "kept":
                return self.kept()
            case "synced":
                return self._content(self._safe, {n: file.safe for n, file in self._files.items()})
        rng = random.Random(f"{cut.after} {cut.seed} {cut.sector}")
        names = _Names(self._safe.files, frozenset(self._safe.folders))
        for event, of in self._unsynced[: rng.randint(0, len(self._unsynced))]:
            names.apply(event, of)
        return self._content(names, {n: file.torn(rng, cut.sector) for n, file in self._files.items()})

    def kept(self) -> tuple[dict[str, bytes], frozenset[str]]:
        """The files and folders as programs see them."""
        return self._content(self._now, {n: bytes(file.now) for n, file in self._files.items()})

    def _sync_names(self, folder: str) -> None:
        """The names in this folder are safe, and in no other."""
        safe = [(event, file) for event, file in self._unsynced if folder in _folders_of(event)]
        self._unsynced = [(event, file) for event, file in self._unsynced if folder not in _folders_of(event)]
        for event, file in safe:
            self._safe.apply(event, file)

    @staticmethod
    def _content(names: _Names, files: dict[int, bytes]) -> tuple[dict[str, bytes], frozenset[str]]:
        """Names in a folder that is not there are not there either."""
        folders = {f for f in names.folders if all(str(p) in names.folders for p in _above(f))}
        present = {
            path: files[number]
            for path, number in names.files.items()
            if all(str(folder) in folders for folder in _above(path))
        }
        return present, frozenset(folders)


def _above(path: str) -> list[PurePosixPath]:
    """The folders that a path lies in, without the outermost."""
    return list(PurePosixPath(path).parents)[:-1]


def _folders_of(event: Naming) -> set[str]:
    paths = (event.old, event.new) if isinstance(event, Linked | Moved) else (event.path,)
    return {str(PurePosixPath(path).parent) for path in paths}


def final_files(recording: Recording) -> dict[str, bytes]:
    """The files as the recording says that they are at its end."""
    disk = _Disk(recording)
    for event in recording.events:
        disk.happen(event)
    return disk.kept()[0]


class Cut(msgspec.Struct, frozen=True):
    """A power cut: after how many events of a recording, the last of which is called `event`, and what it
    leaves: everything (`kept`), only what is synced, or a random half by sectors (`torn`)."""

    after: int
    event: str
    kind: str
    sector: int = 0
    seed: int = 0

    @property
    def label(self) -> str:
        """The cut in words."""
        return f"{self.kind} after {self.after} {self.event}" + f", seed {self.seed}" * (self.sector > 0)


def cuts(recording: Recording, seeds: int) -> list[Cut]:
    """Every cut, in the order of the recording; `seeds` torn states at each point for each size of sector."""
    found = []
    for after, event in enumerate((None, *recording.events)):
        name = type(event).__name__ if event else "Before"
        found += [Cut(after, name, "kept"), Cut(after, name, "synced")]
        for sector in SECTORS:
            found += [Cut(after, name, f"torn {sector}", sector, seed) for seed in range(seeds)]
    return found


def disk_states(recording: Recording, wanted: Iterable[Cut]) -> Iterator[DiskState]:
    """What those cuts leave, in the order of the recording; each state once."""
    disk = _Disk(recording)
    said: list[str] = []
    passed = 0
    seen: set[int] = set()
    for cut in sorted(wanted, key=lambda cut: cut.after):
        for event in recording.events[passed : cut.after]:
            if isinstance(event, Said):
                said.append(event.text)
            else:
                disk.happen(event)
        passed = cut.after
        files, folders = disk.after(cut)
        state = hash((len(said), folders, frozenset(files.items())))
        if state not in seen:
            seen.add(state)
            yield DiskState(cut, tuple(said), files, folders)

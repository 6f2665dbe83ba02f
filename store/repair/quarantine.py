"""What was damaged or could not be kept: `quarantine/` of a project, where nothing is ever deleted."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from store.backups.copying import stamp
from store.problems import NotWritable
from store.repair.salvage import RawRow
from store.tiny.creation import make_folder, sync_directory

FOLDER = "quarantine"
_BESIDE = ("", "-wal", "-journal")


class Quarantine:
    """A folder of its own for what one repair or restore puts aside; made with the first thing in it."""

    def __init__(self, project: Path) -> None:
        self._parent = project / FOLDER
        self._path: Path | None = None

    @property
    def path(self) -> Path | None:
        """The folder, None while nothing is in it."""
        return self._path

    def keep_database(self, database: Path) -> None:
        """A copy of a database as its bytes lie, its log beside it, on the disk when this returns.

        Raises NotWritable.
        """
        for ending in _BESIDE:
            beside = database.with_name(database.name + ending)
            if beside.exists():
                self._copy(beside)

    def keep_row(self, table: str, row: RawRow) -> None:
        """The bytes of a row. Raises NotWritable."""
        self.keep(f"{table}-{row.id}.document", row.raw)

    def keep(self, name: str, content: bytes) -> None:
        """A file of that name, or of one like it where that is taken. Raises NotWritable."""
        place = self._free(name)
        try:
            with place.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            sync_directory(place.parent)
        except OSError as error:
            raise _not_written(place, error) from None

    def take(self, file: Path) -> None:
        """Move a file here. Raises NotWritable."""
        place = self._free(file.name)
        try:
            file.rename(place)
            sync_directory(place.parent)
        except OSError as error:
            raise _not_written(place, error) from None

    def _copy(self, file: Path) -> None:
        place = self._free(file.name)
        try:
            with file.open("rb") as source, place.open("xb") as copy:
                shutil.copyfileobj(source, copy, 1 << 20)
                copy.flush()
                os.fsync(copy.fileno())
            sync_directory(place.parent)
        except OSError as error:
            raise _not_written(place, error) from None

    def _free(self, name: str) -> Path:
        folder = self._made()
        number, place = 1, folder / name
        while place.exists():
            number += 1
            place = folder / f"{name}.{number}"
        return place

    def _made(self) -> Path:
        if self._path is None:
            try:
                make_folder(self._parent)
                self._path = _new_folder(self._parent, stamp())
                sync_directory(self._parent)
            except OSError as error:
                raise _not_written(self._parent, error) from None
        return self._path


def _new_folder(parent: Path, name: str) -> Path:
    number, folder = 1, parent / name
    while True:
        with suppress(FileExistsError):
            folder.mkdir()
            return folder
        number += 1
        folder = parent / f"{name}-{number}"


def _not_written(path: Path, error: OSError) -> NotWritable:
    return NotWritable("{path} cannot be written: {reason}", path=str(path), reason=error.strerror)

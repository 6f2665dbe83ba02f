"""The files of a folder or of a .zip, under their names, each read whole only up to a size."""

from __future__ import annotations

import lzma
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from seeds.problems import Unreadable
from store.exchange.naming import printable

LARGEST = 64 * 2**20
"""Bytes. No file of one article in any of these formats comes near it."""


class Members(Protocol):
    """Files by their names, with / between folders; `where` is how a name is shown."""

    def names(self) -> list[str]:
        """The names, sorted."""
        ...

    def where(self, name: str) -> str:
        """The name as it can be shown."""
        ...

    def read(self, name: str, limit: int = LARGEST) -> bytes:
        """The bytes of a file. Raises Unreadable: it is larger than `limit`, or cannot be read."""
        ...


@contextmanager
def members_of(path: Path, *endings: str) -> Iterator[Members]:
    """The files of a folder or a .zip with these endings; of one file, it and its neighbours of its stem.

    Raises Unreadable where there is nothing to open.
    """
    if path.is_dir():
        found = {
            (Path(folder) / name).relative_to(path).as_posix(): Path(folder) / name
            for folder, _, names in os.walk(path)
            for name in names
            if name.lower().endswith(endings)
        }
        yield _Files(path.name, found)
    elif zipfile.is_zipfile(path):
        with _opened(path) as archive:
            yield _Archive(path.name, archive, endings)
    elif path.is_file():
        family = {ending: path.with_suffix(ending) for ending in endings}
        beside = {file.name: file for file in family.values() if file.is_file()}
        yield _Files("", beside | {path.name: path})
    else:
        raise Unreadable("there is nothing at {path}", path=str(path))


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Unreadable("{path} cannot be read: {reason}", path=str(path), reason=str(error)) from None


class _Files:
    """Files of a file system; only regular ones are read, so that none waits or never ends."""

    def __init__(self, folder: str, files: Mapping[str, Path]) -> None:
        self._folder = folder
        self._files = files

    def names(self) -> list[str]:
        return sorted(self._files)

    def where(self, name: str) -> str:
        return printable(f"{self._folder}/{name}" if self._folder else name)

    def read(self, name: str, limit: int = LARGEST) -> bytes:
        file = self._files[name]
        try:
            if not file.is_file():
                raise Unreadable("{where} is not a file", where=self.where(name))
            with file.open("rb") as stream:
                data = stream.read(limit + 1)
        except OSError as error:
            raise Unreadable(
                "{path} cannot be read: {reason}", path=self.where(name), reason=error.strerror or ""
            ) from None
        return _within(data, limit, self.where(name))


class _Archive:
    """Members of a .zip. What is read is counted, whatever the archive declares."""

    def __init__(self, name: str, archive: zipfile.ZipFile, endings: tuple[str, ...]) -> None:
        self._name = name
        self._archive = archive
        self._members = {
            info.filename: info for info in archive.infolist() if info.filename.lower().endswith(endings)
        }

    def names(self) -> list[str]:
        return sorted(self._members)

    def where(self, name: str) -> str:
        return printable(f"{self._name}/{name}")

    def read(self, name: str, limit: int = LARGEST) -> bytes:
        try:
            with self._archive.open(self._members[name]) as stream:
                data = stream.read(limit + 1)
        except (
            zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError,
            NotImplementedError,
        ) as error:  # fmt: skip
            raise Unreadable(
                "{path} cannot be read: {reason}", path=self.where(name), reason=printable(str(error))
            ) from None
        return _within(data, limit, self.where(name))


def _within(data: bytes, limit: int, where: str) -> bytes:
    if len(data) > limit:
        raise Unreadable(
            "{where} is larger than {limit} MB and was not read", where=where, limit=limit // 2**20
        )
    return data

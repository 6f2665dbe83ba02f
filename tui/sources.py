"""From the paths that a person names to the files that are read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from seeds.problems import Unreadable
from seeds.readers import TEXT_ENDINGS, printable_path


class Found(NamedTuple):
    """A file that was named or found in a folder. `wanted` says whether it is to be read.

    `status` is None where there is none to be had; `problem` is that of a folder which cannot be looked into.
    """

    path: Path
    wanted: bool = True
    status: os.stat_result | None = None
    problem: Unreadable | None = None


def named_files(paths: Iterable[Path], left_out: Path | None = None) -> Iterator[Found]:
    """Every file named or found in a named folder, each once, in a stable order, as it is asked for.

    A file named by the person is to be read whatever it is called, one found in a folder where its name
    ends as an article's does. Links are followed for files, not for folders, so that no loop is entered.
    Hidden files are left out, and so is whatever lies in the folder `left_out`.
    """
    seen: set[int] = set()
    for path in paths:
        for found in _found(path, left_out):
            status = _status(found.path)
            if status is None or found.problem is not None:
                yield found
                continue
            identity = status.st_dev << 64 | status.st_ino
            if identity not in seen:
                seen.add(identity)
                wanted = found.wanted and (found.path is path or stat.S_ISREG(status.st_mode))
                yield found._replace(wanted=wanted, status=status)


def names_to_read(paths: Iterable[Path], left_out: Path | None = None) -> Iterator[Path]:
    """About the files of `named_files` that are to be read, by their names alone: none is looked at."""
    for path in paths:
        for found in _found(path, left_out):
            if found.wanted:
                yield found.path


def _found(path: Path, left_out: Path | None) -> Iterator[Found]:
    """The file, or the files of the folder and then those of the folders in it, each by name."""
    if not path.is_dir():
        yield Found(path)
        return
    apart = left_out and left_out.resolve()
    folders = [] if path.resolve() == apart else [str(path)]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                present = sorted((entry.name, _kind(entry)) for entry in entries)
        except OSError as error:
            yield Found(Path(folder), problem=_shut(folder, error))
            continue
        inside = []
        for name, kind in present:
            if name.startswith("."):
                continue
            entry = Path(folder, name)
            if kind == _FOLDER and (apart is None or entry.resolve() != apart):
                inside.append(str(entry))
            elif kind == _FILE:
                yield Found(entry, wanted=entry.suffix.lower() in TEXT_ENDINGS)
        folders.extend(reversed(inside))


_FOLDER, _LINK_TO_FOLDER, _FILE = range(3)


def _kind(entry: os.DirEntry[str]) -> int:
    try:
        if entry.is_dir(follow_symlinks=False):
            return _FOLDER
        return _LINK_TO_FOLDER if entry.is_dir() else _FILE
    except OSError:  # a link that leads in circles
        return _FILE


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except (OSError, ValueError):
        return None


def _shut(folder: str, error: OSError) -> Unreadable:
    return Unreadable(
        "{path}: this folder cannot be looked into ({reason})",
        path=printable_path(Path(folder)),
        reason=error.strerror or str(error),
    )

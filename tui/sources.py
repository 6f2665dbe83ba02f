"""From the paths that a person names to the files that are read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from seeds.problems import Unreadable
from seeds.readers import printable_path
from seeds.readers.formats import ARTICLE_ENDINGS


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
    ends as that of an article or of a container of articles does, unless it came with a page that was saved
    with its pictures. Links are followed for files, not for folders, so that no loop is entered.
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
    folders = [] if path.resolve() == apart else [_Folder(str(path))]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder.path) as entries:
                present = sorted((entry.name, _kind(entry)) for entry in entries)
        except OSError as error:
            yield Found(Path(folder.path), problem=_shut(folder.path, error))
            continue
        companions = _companions(present)
        inside = []
        for name, kind in present:
            if name.startswith(_HIDDEN):
                continue
            entry = Path(folder.path, name)
            if kind == _FOLDER and (apart is None or entry.resolve() != apart):
                inside.append(_Folder(str(entry), folder.beside_a_page or name in companions))
            elif kind == _FILE:
                yield Found(entry, wanted=not folder.beside_a_page and _ends_as_an_article(entry))
        folders.extend(reversed(inside))


class _Folder(NamedTuple):
    """A folder to look into; `beside_a_page` says that it holds what belongs to a saved page."""

    path: str
    beside_a_page: bool = False


_HIDDEN = (".", "~$")
"""How the names of hidden files begin, and those of the files by which Word keeps a document to itself."""


def _companions(present: list[tuple[str, int]]) -> set[str]:
    """Those of the folders that belong to pages beside them, which were saved with their pictures."""
    from seeds.readers.containers.names import Companions

    folders = [name for name, kind in present if kind == _FOLDER]
    if not folders:
        return set()
    pages = Companions()
    for name, kind in present:
        if kind == _FILE:
            pages.see(name)
    return {folder for folder in folders if pages.have(f"{folder}/picture")}


def _ends_as_an_article(file: Path) -> bool:
    from seeds.readers.containers import CONTAINER_ENDINGS

    return file.suffix.lower() in ARTICLE_ENDINGS or file.suffix.lower() in CONTAINER_ENDINGS


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

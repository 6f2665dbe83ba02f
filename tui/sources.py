"""From the paths that a person names to the files that are read."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from seeds.readers import TEXT_ENDINGS


def named_files(paths: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    """Every file named or found in a named folder, each once, in a stable order.

    With each comes whether it is to be read: a file named by the person always is, one found in a
    folder where its name ends as an article's does. Links are followed for files, not for folders,
    so that no loop is entered; hidden files are left out.
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        for file, wanted in _files_of(path):
            try:
                status = file.stat()
            except OSError:
                yield file, True
                continue
            identity = (status.st_dev, status.st_ino)
            if identity not in seen:
                seen.add(identity)
                yield file, wanted


def _files_of(path: Path) -> Iterator[tuple[Path, bool]]:
    if not path.is_dir():
        yield path, True
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                file = Path(folder) / name
                yield file, file.suffix.lower() in TEXT_ENDINGS and _is_regular(file)


def _is_regular(file: Path) -> bool:
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except OSError:
        return True

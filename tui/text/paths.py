"""Paths as people type and drop them: which files a line names, and what can complete it."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from tui.text.matching import ranked
from tui.text.visible import visible

_LONGEST = 4_096
_ROOTS = ("/", "~", "'", '"', "file:")
_OFFERED = 200
"""Entries of a folder that are offered at most; who has more types a letter."""


class Entry(NamedTuple):
    """A file or folder that completes a line: its name, and the line with it."""

    name: str
    line: str
    is_folder: bool


def named_file(text: str) -> Path | None:
    """The file or folder that a text is the absolute path of, as terminals write it where it is dropped."""
    line = text.strip()
    if "\n" in line or not line.startswith(_ROOTS) or len(line) > _LONGEST:
        return None
    written = [line, *_unquoted(line), unquote(urlsplit(line).path) if line.startswith("file:") else ""]
    for one in filter(None, written):
        with suppress(OSError, ValueError, RuntimeError):
            path = Path(one).expanduser()
            if path.is_absolute() and (path.is_file() or is_importable_folder(path)):
                return path
    return None


def named_files_of(line: str) -> list[Path]:
    """The files and folders that a line names: a path as it is typed, or several as they are dropped."""
    line = line.strip()
    if not line or len(line) > _LONGEST:
        return []
    with suppress(OSError, ValueError, RuntimeError):
        path = Path(line).expanduser()
        if path.is_file() or is_importable_folder(path):
            return [path]
    if (dropped := named_file(line)) is not None:
        return [dropped]
    with suppress(ValueError):
        found = [named_file(shlex.quote(word)) for word in shlex.split(line)]
        if found and all(found):
            return [path for path in found if path is not None]
    return []


def is_path(text: str) -> bool:
    """Whether a text is one line that begins as a path does and no sentence."""
    line = text.strip()
    return line.startswith(("/", "~/", "file:/")) and len(line.split()) == 1


def is_importable_folder(path: Path) -> bool:
    """Whether it is a folder, and not that of everything or of all that somebody has."""
    return path.is_dir() and path.resolve() not in (Path(path.anchor), Path.home().resolve())


def completions(line: str) -> list[Entry]:
    """What the last part of a line can become, folders first; by characters or pinyin initials.

    Hidden files are offered where the part begins with a dot, names that a line cannot hold never.
    """
    above, slash, begun = line.rpartition("/")
    folder = Path(f"{above}{slash}" or ".")
    with suppress(OSError, ValueError, RuntimeError), os.scandir(folder.expanduser()) as entries:
        kinds = dict(_offered(entries, hidden=begun.startswith(".")))
        names = ranked(begun, sorted(kinds, key=lambda name: (not kinds[name], name.casefold())))
        return [
            Entry(name, f"{above}{slash}{name}{'/' if kinds[name] else ''}", kinds[name])
            for name in names[:_OFFERED]
        ]
    return []


def _offered(entries: Iterator[os.DirEntry[str]], *, hidden: bool) -> Iterator[tuple[str, bool]]:
    """Names, and whether they are folders'."""
    for entry in entries:
        if visible(entry.name) == entry.name and (hidden or not entry.name.startswith(".")):
            with suppress(OSError):
                yield entry.name, entry.is_dir()


def _unquoted(line: str) -> list[str]:
    with suppress(ValueError):
        words = shlex.split(line)
        return words if len(words) == 1 else []
    return []

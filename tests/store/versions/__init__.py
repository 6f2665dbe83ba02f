"""Projects as every version of the format wrote them, kept to be opened by every later one.

`python -m tests.store.versions` stores one of the present version where there is none yet: the file of the
project, compressed, and beside it what it says, as its own JSON Lines. A stored one is never made again.
"""

from __future__ import annotations

import lzma
from pathlib import Path

FOLDER = Path(__file__).parent


def stored_versions() -> list[int]:
    """The versions of which there is a project."""
    return sorted(int(file.stem.removeprefix("version-")) for file in FOLDER.glob("version-*.xz"))


def stored_file(version: int) -> bytes:
    """The file of the project that this version wrote."""
    return lzma.decompress((FOLDER / f"version-{version}.xz").read_bytes())


def stored_words(version: int) -> bytes:
    """What that project says, as JSON Lines."""
    return (FOLDER / f"version-{version}.jsonl").read_bytes()


def readable(line: bytes) -> bytes:
    """An exported line without what is kept in it for bringing it back, which the first versions had not."""
    return line[: line.rindex(b',"kept":{"form":')] + b"}\n"

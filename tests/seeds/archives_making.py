"""Archives made for tests, and what becomes of them when they are opened."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from seeds.problems import Unreadable
from seeds.readers.containers import pieces_of
from seeds.readers.pieces import Passed, Piece

TEXT = "河湾村通了自来水\n\n全村六十户人家,不用再下沟挑水。\n".encode()
MEGABYTE = 1 << 20


def zipped(files: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return buffer.getvalue()


def tarred(files: Iterable[tuple[str, bytes]], mode: str = "w", form: int = tarfile.PAX_FORMAT) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode, format=form) as archive:  # type: ignore[call-overload]
        for name, data in files:
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


def opened(tmp_path: Path, name: str, data: bytes) -> list[Piece | Passed | Unreadable]:
    """What the container gives, with names that begin with its own alone."""
    path = tmp_path / name
    path.write_bytes(data)
    return list(pieces_of(path))


def names(found: Iterable[Piece | Passed | Unreadable], tmp_path: Path) -> list[str]:
    return [one.name.removeprefix(f"{tmp_path}/") for one in found if isinstance(one, Piece)]


def lines(found: Iterable[Piece | Passed | Unreadable], tmp_path: Path) -> list[str]:
    said = [str(one).removeprefix(f"{tmp_path}/") for one in found if isinstance(one, Unreadable)]
    assert not any("\n" in line for line in said)
    return said


def passed_over(found: Iterable[Piece | Passed | Unreadable]) -> list[str]:
    return [one.ending for one in found if isinstance(one, Passed)]


def nested(depth: int) -> bytes:
    data, name = TEXT, "a.txt"
    for level in range(depth):
        data = zipped([(name, data)]) if level % 2 else tarred([(name, data)], "w:gz")
        name = f"{level}.{'zip' if level % 2 else 'tgz'}"
    return data

"""A Word file as what it is, a zip of parts: their sizes are looked at before anything is expanded."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from seeds.problems import Unreadable
from seeds.readers.docx.xml_stream import Attributes, Characters, End, HasDtd, Start, ignore, stream

_PARTS, _EXPANDED, _SUSPECT = 5_000, 64 << 20, 16 << 20
_RATIO = 100
"""Text shrinks to a tenth or a twentieth; what shrinks to a hundredth and is large was made to do harm."""
_CHUNK = 1 << 16
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    OverflowError,
)
_LOCKED = 0x1
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Relation(NamedTuple):
    """That a part refers to another: `kind` is the last word of the relation's type."""

    kind: str
    target: str


class Package:
    """The parts of a Word file. `document` is the name of the one with the main text."""

    def __init__(self, data: bytes, path: str) -> None:
        """Open it. Raises Unreadable for what is damaged, locked, no Word file or made to do harm."""
        self._path = path
        self._budget = _EXPANDED
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._parts = {one.filename: one for one in self._zip.infolist()}
        except _DAMAGE:
            raise self.damaged() from None
        if len(self._parts) > _PARTS:
            raise Unreadable("{path}: refused, for it has {count} parts", path=path, count=len(self._parts))
        main = (one.target for one in self.relations("") if one.kind == "officeDocument")
        self.document = next((name for name in main if name in self._parts), "word/document.xml")
        if self.document not in self._parts:
            raise Unreadable("{path}: there is no Word document in it", path=path)

    def has(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return name in self._parts

    def relations(self, name: str) -> list[Relation]:
        """What the part of that name refers to, in the file's order; "" stands for the package itself."""
        folder, base = posixpath.split(name)
        found: list[Relation] = []

        def start(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                found.append(Relation(attributes.get("Type", "").rpartition("/")[2], target.lstrip("/")))

        part = posixpath.join(folder, "_rels", f"{base}.rels")
        if self.has(part):
            self.parse(part, start)
        return found

    def parse(self, name: str, start: Start, end: End = ignore, characters: Characters = ignore) -> bool:
        """Stream a part through these handlers (see `xml_stream`); False where it broke off, damaged.

        Raises Unreadable where it is refused: too large, locked, or with a DTD.
        """
        try:
            stream(self._chunks(name), start, end, characters)
        except HasDtd:
            raise Unreadable("{path}: refused, for it contains a DTD", path=self._path) from None
        except (expat.ExpatError, *_DAMAGE):
            return False
        return True

    def damaged(self) -> Unreadable:
        """That the file cannot be read."""
        return Unreadable("{path}: this Word file is damaged or cut off; get it again", path=self._path)

    def _chunks(self, name: str) -> Iterator[bytes]:
        part = self._parts[name]
        if part.compress_type not in _COMPRESSIONS:
            raise zipfile.BadZipFile
        if part.flag_bits & _LOCKED:
            raise Unreadable("{path}: this document needs a password; save it without one", path=self._path)
        suspect = part.file_size > _SUSPECT and part.file_size > _RATIO * part.compress_size
        if suspect or part.file_size > self._budget:
            raise self._too_large(part.file_size)
        with self._zip.open(part) as file:
            while chunk := file.read(_CHUNK):
                self._budget -= len(chunk)
                if self._budget < 0:
                    raise self._too_large(_EXPANDED)
                yield chunk

    def _too_large(self, size: int) -> Unreadable:
        megabytes = -(-size // (1 << 20))
        return Unreadable("{path}: refused, for it expands to {size} MB", path=self._path, size=megabytes)

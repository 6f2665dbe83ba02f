"""Articles written out in a format: to standard output, a file, a folder or a .zip, all of it or nothing."""

from __future__ import annotations

import io
import os
import shutil
import sys
import zipfile
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

import msgspec

from seeds.article import Note, State
from seeds.problems import Problem
from seeds.readers import printable_path
from store.exchange.documents import EVERY_STATE, Document, documents
from store.exchange.formats import FORMATS, Format
from store.exchange.losses import Losses
from store.exchange.shortfalls import counted_beside
from store.project import Project
from tui.output import writing_to, written

ZIP = ".zip"
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a .zip, so that the same project gives the same bytes."""
_PIECE = 1 << 16
Progress = Callable[[int, int], None]
StoppedBy = Callable[[], bool]


class Stopped(Exception):
    """Somebody asked to stop; nothing was written."""


def format_named(name: str) -> Format:
    """The format of that name. Raises Problem where there is none."""
    for one in FORMATS:
        if one.name == name:
            return one
    names = ", ".join(one.name for one in FORMATS)
    raise Problem("there is no format {name}; there are: {names}", name=name, names=names)


def format_of(output: Path | None) -> Format:
    """The format that the ending of a file name means; of several the one that is called as the ending is.

    Without a file it is the first, which holds everything. Raises Problem where it is not clear.
    """
    ending = output.suffix.lower() if output is not None else ""
    if ending in ("", ZIP):
        if ending == ZIP or (output is not None and output.is_dir()):
            raise Problem("say which format it is to be, with --format")
        return FORMATS[0]
    found = [one for one in FORMATS if one.ending == ending and not one.several]
    for one in found:
        if one.name == ending.removeprefix("."):
            return one
    if len(found) == 1:
        return found[0]
    names = ", ".join(one.name for one in found or FORMATS)
    raise Problem(
        "{ending} may be several formats; say which, with --format: {names}", ending=ending, names=names
    )


def export(
    project: Project,
    aids: array[int],
    kind: Format,
    output: Path | None,
    *,
    states: Collection[State] = EVERY_STATE,
    progress: Progress = lambda _done, _all: None,
    stopped: StoppedBy = lambda: False,
) -> list[Note]:
    """Write articles; what the format could not hold of them. Annotations in other states are left out.

    Raises Problem or Stopped, and then nothing was written; NoArticle or Damaged.
    """
    losses = Losses()
    found = _chosen(documents(project, _counted(aids, progress, stopped)), states, losses)
    if not kind.whole:
        found = counted_beside(found, losses)
    if kind.several:
        files = kind.files_writer()(found, project.profile, losses)
        if output is None:
            raise Problem("{format} is several files: name a new folder or a .zip with -o", format=kind.name)
        if output.suffix.lower() == ZIP:
            written(_zipped(files), output)
        else:
            _write_folder(files, output)
    elif output is not None and output.suffix.lower() == ZIP:
        raise Problem(
            "{format} is one file, not several in a .zip: name it …{ending}",
            format=kind.name,
            ending=kind.ending,
        )
    else:
        chunks = kind.writer()(found, project.profile, losses)
        written(chunks if output is not None else _for_standard_output(chunks, kind), output)
    return losses.notes()


def _counted(aids: array[int], progress: Progress, stopped: StoppedBy) -> Iterator[int]:
    """The articles, told as they come. Raises Stopped."""
    for done, aid in enumerate(aids):
        if stopped():
            raise Stopped
        progress(done, len(aids))
        yield aid


def _chosen(found: Iterable[Document], states: Collection[State], losses: Losses) -> Iterator[Document]:
    if set(states) == EVERY_STATE:
        yield from found
        return
    for document in found:
        layer = document.layer
        kept = {rid: one for rid, one in layer.annotations.items() if one.state in states}
        left = len(layer.annotations) - len(kept)
        losses.lose("{count} annotations in other states were left out, as was asked", left)
        chosen = msgspec.structs.replace(layer, annotations=kept)
        yield msgspec.structs.replace(document, layer=chosen, partial=True)


def _for_standard_output(chunks: Iterable[bytes], kind: Format) -> Iterator[bytes]:
    """The chunks as they are; raises Problem where a terminal would get what is no text."""
    for number, chunk in enumerate(chunks):
        if number == 0 and sys.stdout.isatty() and not _is_text(chunk):
            raise Problem(
                "{format} is no text, and this is a terminal: name a file with -o", format=kind.name
            )
        yield chunk


def _is_text(chunk: bytes) -> bool:
    try:
        return "\0" not in chunk.decode()
    except UnicodeDecodeError:
        return False


def _write_folder(files: Iterable[tuple[str, bytes]], output: Path) -> None:
    """Write files to a new folder, which appears when all of them are on the disk."""
    with writing_to(output):
        if output.exists() and (not output.is_dir() or any(output.iterdir())):
            raise Problem("{path} is there already: name a new folder", path=printable_path(output))
        new = output.with_name(f".{output.name}.{os.getpid()}")
        try:
            new.mkdir()
            for name, data in files:
                path = new / _safe(name)
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("xb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
            new.replace(output)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise


def _zipped(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The bytes of a .zip of the files, as they come."""
    buffer = _Growing()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(str(_safe(name)), _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
            if buffer.waiting >= _PIECE:
                yield buffer.taken()
    yield buffer.taken()


class _Growing(io.RawIOBase):
    """A stream that is written to at its end only, and emptied now and then."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []
        self.waiting = 0

    def writable(self) -> bool:
        """It is for writing."""
        return True

    def write(self, data: object, /) -> int:
        """Take in bytes."""
        piece = bytes(memoryview(data))  # type: ignore[arg-type]
        self._pieces.append(piece)
        self.waiting += len(piece)
        return len(piece)

    def taken(self) -> bytes:
        """What was written since it was last asked."""
        taken = b"".join(self._pieces)
        self._pieces, self.waiting = [], 0
        return taken


def _safe(name: str) -> PurePosixPath:
    """The name of a file in a folder. Raises ValueError for one outside of it, which no format gives."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise ValueError(name)
    return path

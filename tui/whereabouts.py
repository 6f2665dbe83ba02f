"""The file that an article was read from: where it lies now, and what of it the article is."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from seeds.article import Article, Source
from seeds.problems import Problem, Unreadable
from seeds.readers import SIZE_LIMIT
from seeds.readers.formats import format_of
from seeds.readers.pieces import Piece
from store.project import Project
from store.sources import SourceFile, path_of
from tui.output import writing_to
from tui.text.visible import visible

_READABLE = frozenset({"text", "html", "markdown"})
"""Formats that are text as they lie."""


class Whereabouts(NamedTuple):
    """The file at `path`; `container` where the article is a piece of it, with how its fields were named."""

    path: Path
    container: SourceFile | None = None


def whereabouts(project: Project, aid: int, source: Source) -> Whereabouts:
    """Where an article's source lies now.

    Raises Problem where it was no file, or is gone, and Damaged.
    """
    given = Path(source.path)
    known = [path_of(file.path) for file in project.sources.of_article(aid)]
    for path in (*known, given):
        if _is_file(path):
            return Whereabouts(path)
    for before in _beginnings(source.path):
        for container in project.sources.ending_in(before):
            if _is_file(path_of(container.path)):
                return Whereabouts(path_of(container.path), container)
        if _is_file(Path(before)):
            return Whereabouts(Path(before), SourceFile(path=before))
    if source.path in ("", "-"):
        raise Problem("this article came from no file; what was read of it can be looked at")
    raise Problem(
        "{path} is not there any more; what was read of it can be looked at", path=visible(source.path)
    )


def bytes_of(where: Whereabouts, source: Source) -> bytes:
    """The source's bytes as they are now. Raises Problem where they cannot be read or are there no more."""
    if where.container is not None:
        return _piece_of(where.path, where.container, source.path).data
    try:
        with where.path.open("rb") as file:
            return file.read(SIZE_LIMIT)
    except OSError as error:
        raise Problem(
            "{path} cannot be read: {reason}", path=str(where.path), reason=str(error.strerror)
        ) from None


def is_changed(data: bytes, source: Source) -> bool:
    """Whether these are other bytes than the article was read from."""
    return hashlib.sha256(data).hexdigest() != source.sha256


def readable(data: bytes, article: Article) -> str:
    """The source as a terminal can show it: as it lies or, where it is no text, its page as it was read."""
    try:
        is_text = article.source.format == "record" or format_of(article.source.path, data) in _READABLE
    except Unreadable:
        is_text = False
    text = _decoded(data, article.source.encoding) if is_text or data[:1] == b"{" else article.page
    return harmless(text)


def harmless(text: str) -> str:
    """Lines of text with a sign for each character that a terminal would obey."""
    return "\n".join(map(visible, text.splitlines())) + "\n"


@contextmanager
def lent(text: str | bytes, name: str) -> Iterator[Path]:
    """A file of this name for another program to read, and nobody to write; it is gone afterwards.

    Raises Problem where it cannot be written.
    """
    plain = "".join(char if char.isalnum() or char in "-_." else "_" for char in name)[-60:]
    with ExitStack() as stack:
        with writing_to(Path(plain)):
            folder = tempfile.TemporaryDirectory(prefix="piyue-", ignore_cleanup_errors=True)
            path = Path(stack.enter_context(folder), plain.lstrip(".") or "article")
            path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))
            path.chmod(0o400)
        yield path


def _piece_of(path: Path, container: SourceFile, name: str) -> Piece:
    """The piece of a container that bears this name; it is opened as it is for an import."""
    from tui.importing.unpacking import Unpacker

    with Unpacker() as unpacker:
        for member in unpacker.members(path, container.mapping):
            if isinstance(member, Piece) and _same_end(member.name, name):
                return member
    raise Problem("{name} is not in {path} any more", name=visible(name), path=visible(str(path)))


def _same_end(found: str, wanted: str) -> bool:
    """Whether two names of a piece are one, of which one may begin farther up."""
    shorter, longer = sorted((found.removeprefix("./"), wanted.removeprefix("./")), key=len)
    return longer == shorter or longer.endswith(f"/{shorter}")


def _beginnings(path: str) -> Iterator[str]:
    """The paths that a piece of this name may lie in, the longest first: a/b.zip/c.html → a/b.zip/c.html …"""
    whole, _colon, number = path.rpartition(":")
    if number.isdigit():
        path = whole
        yield path
    while path := path.rpartition("/")[0]:
        yield path


def _is_file(path: Path) -> bool:
    with suppress(OSError, ValueError):
        return path.is_file()
    return False


def _decoded(data: bytes, encoding: str) -> str:
    """Text as its encoding has it; a record of fields with each on a line."""
    with suppress(ValueError):
        if data[:1] == b"{":
            return json.dumps(json.loads(data), ensure_ascii=False, indent=2)
    try:
        return data.decode(encoding, "replace")
    except LookupError:
        return data.decode("utf-8", "replace")

"""From a container to its pieces, whatever is packed in whatever."""

from __future__ import annotations

import io
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from seeds.problems import Unreadable
from seeds.readers import SIZE_LIMIT, printable_path
from seeds.readers.containers import json_arrays, json_lines, mhtml, tables, tars, warc, zips
from seeds.readers.containers.budget import DEPTH, Budget, Exhausted
from seeds.readers.containers.fields import Mapped
from seeds.readers.containers.kinds import (
    ARCHIVES,
    CONTAINER_ENDINGS,
    Kind,
    inner_name,
    kind_by_mark,
    kind_of,
)
from seeds.readers.containers.members import Member
from seeds.readers.containers.names import Companions, ending_of, inside, is_hidden, passed
from seeds.readers.containers.streams import (
    COMPRESSIONS,
    Damaged,
    Expanded,
    buffered,
    too_large,
    whole,
)
from seeds.readers.formats import ARTICLE_ENDINGS
from seeds.readers.pieces import Passed, Piece

Came = Piece | Passed | Unreadable
"""What a container gives: an article's worth, a member that is passed over, or one that cannot be had."""
_HEAD = 512
_NAMED_ARTICLES = ARTICLE_ENDINGS - {""}
"""Endings that say that a file is an article; of one without any, its bytes may say otherwise."""


def pieces_of(path: Path, mapping: Mapping[str, str] | None = None) -> Iterator[Came]:
    """The pieces of the container at `path`, in its order, one after the other as they are asked for.

    `mapping` says which column, or path in a JSON object (`data.body`), holds a field of a `Record`; without
    it the usual names are known. Nothing is written to the disk; the memory that is taken does not grow with
    the container (a zip in an archive is held whole, up to the size of the largest file that is read).
    What cannot be had is an Unreadable among the pieces, at the end where it is the rest of the container.
    """
    name = printable_path(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            yield Unreadable("{path}: this is no file; it was not opened", path=name)
            return
        with buffered(io.FileIO(path)) as file:
            opening = _Opening(Budget(name, status.st_size), Mapped(mapping or {}))
            yield from opening.pieces(name, path.name, file, depth=1)
    except Exhausted as reached:
        yield reached.problem
    except FileNotFoundError:
        yield Unreadable("{path}: there is no such file", path=name)
    except PermissionError:
        yield Unreadable("{path}: you have no permission to read it; ask its owner", path=name)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        yield Unreadable("{path}: it cannot be read ({reason})", path=name, reason=reason)


class _Opening:
    """The opening of one container and of all that is nested in it."""

    def __init__(self, budget: Budget, mapped: Mapped) -> None:
        self._budget = budget
        self._mapped = mapped

    def pieces(self, name: str, called: str, stream: io.BufferedReader, depth: int) -> Iterator[Came]:
        """The pieces of a file that is shown as `name`; `called`, its own name, tells what it is."""
        some = False
        for came in self._all_pieces(name, called, stream, depth):
            some = True
            yield came
        if not some:
            yield Unreadable("{path}: there is no article in it", path=name)

    def _all_pieces(self, name: str, called: str, stream: io.BufferedReader, depth: int) -> Iterator[Came]:
        try:
            head = stream.peek(_HEAD)
            kind = kind_of(called, head)
            if not kind and ending_of(called) not in _NAMED_ARTICLES:
                kind = kind_by_mark(head)
            if kind in ARCHIVES and depth > DEPTH:
                yield Unreadable(
                    "{path}: archives nested more than {limit} deep are not opened; unpack it first",
                    path=name,
                    limit=DEPTH,
                )
            else:
                yield from self._of_kind(kind, name, called, stream, depth)
        except Damaged:
            yield Unreadable("{path}: it is cut off or damaged; the rest of it is lost", path=name)
        except Unreadable as problem:
            yield problem

    def _of_kind(
        self, kind: Kind, name: str, called: str, stream: io.BufferedReader, depth: int
    ) -> Iterator[Came]:
        match kind:
            case "zip":
                companions = Companions()
                found = zips.members(_seekable(stream, name), name, self._budget, companions)
                yield from self._members(name, found, companions, depth)
            case "tar":
                yield from self._members(name, tars.members(stream, name, self._budget), Companions(), depth)
            case "gz" | "bz2" | "xz":
                expanded = buffered(Expanded(stream, COMPRESSIONS[kind], self._budget))
                yield from self._compressed(name, inner_name(called), expanded, depth)
            case "7z" | "rar":
                yield Unreadable(
                    "{path}: {kind} archives are not read; unpack it first", path=name, kind=kind
                )
            case "jsonl":
                yield from json_lines.pieces(stream, name, self._mapped)
            case "json":
                yield from json_arrays.pieces(stream, name, self._mapped)
            case "csv" | "tsv":
                yield from tables.pieces(stream, name, self._mapped, kind)
            case "mhtml":
                yield mhtml.page_in(whole(stream, SIZE_LIMIT, name), name)
            case "warc":
                yield from warc.pages(stream, name, self._budget)
            case "":
                yield Piece(name=name, data=whole(stream, SIZE_LIMIT, name))

    def _members(
        self,
        name: str,
        found: Iterator[Member | Passed | Unreadable],
        companions: Companions,
        depth: int,
    ) -> Iterator[Came]:
        held = _Held(name, companions)
        try:
            for one in found:
                if not isinstance(one, Member):
                    yield one
                    continue
                companions.see(one.name)
                ending = ending_of(one.name)
                if is_hidden(one.name) or companions.have(one.name):
                    yield passed(name, one.name)
                elif ending in CONTAINER_ENDINGS:
                    yield from self.pieces(inside(name, one.name), one.name, one.stream, depth + 1)
                elif ending in ARTICLE_ENDINGS:
                    came = _article(inside(name, one.name), one)
                    if not held.take(one.name, came):
                        yield came
                else:
                    yield passed(name, one.name)
        except (Damaged, Exhausted):
            yield from held.released()
            raise
        yield from held.released()

    def _compressed(self, name: str, called: str, stream: io.BufferedReader, depth: int) -> Iterator[Came]:
        """What is in a file that is compressed by itself: an archive, a collection, or an article."""
        head = stream.peek(_HEAD)
        kind = kind_of(called, head) or kind_by_mark(head)
        own_name = PurePosixPath(called).name
        if kind and ending_of(called) not in _NAMED_ARTICLES:
            within = depth if kind not in ARCHIVES or kind == "tar" else depth + 1
            yield from self.pieces(name, called, stream, within)
        elif ending_of(called) in ARTICLE_ENDINGS:
            yield _article(inside(name, own_name), Member(name=own_name, stream=stream))
        else:
            yield passed(name, own_name)


class _Held:
    """Articles in folders that may belong to saved pages, which come later in the archive."""

    def __init__(self, container: str, companions: Companions) -> None:
        self._container = container
        self._companions = companions
        self._pieces: list[tuple[str, Piece]] = []
        self._left = SIZE_LIMIT

    def take(self, called: str, came: Came) -> bool:
        """Whether the member of that name is to wait, which takes no more memory than the largest file."""
        if (
            not isinstance(came, Piece)
            or not self._companions.may_have(called)
            or len(came.data) > self._left
        ):
            return False
        self._left -= len(came.data)
        self._pieces.append((called, came))
        return True

    def released(self) -> Iterator[Came]:
        """Those that waited: articles after all, or passed over."""
        for called, piece in self._pieces:
            yield passed(self._container, called) if self._companions.have(called) else piece


def _article(name: str, member: Member) -> Came:
    """The file in the archive, whole, or why it cannot be had."""
    if member.size is not None and member.size > SIZE_LIMIT:
        return too_large(name, SIZE_LIMIT)
    try:
        return Piece(name=name, data=whole(member.stream, SIZE_LIMIT, name))
    except Unreadable as problem:
        return problem
    except Damaged:
        return Unreadable("{path}: it is damaged in the archive, so it was left", path=name)


def _seekable(stream: io.BufferedReader, name: str) -> BinaryIO:
    if stream.seekable():
        return stream
    return io.BytesIO(whole(stream, SIZE_LIMIT, name))

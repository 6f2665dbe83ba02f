"""From one file to an article that is ready for the store, in whichever process."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from seeds.article import Article, Extraction, Note, Page
from seeds.contract import contract_line
from seeds.extract import extract
from seeds.extract.tagger import tagger
from seeds.extract.taught import taught
from seeds.learned import Rule
from seeds.page import analyse
from seeds.problems import Unreadable
from seeds.profile import Profile
from seeds.readers import MEGABYTE, SIZE_LIMIT, printable_path, read_source
from seeds.readers.formats import GUARDED, format_of
from seeds.readers.pieces import Piece
from store.intake import Brought, Prepared, prepare
from store.sources import Register, SourceFile, path_key
from store.tiny.documents import checksum, decode
from tui.importing import limits

STANDARD_INPUT = Path("-")
_Result = TypeVar("_Result")
_BEGINNING = 4096
"""Bytes that tell a format."""
_SETTLED_NS = 2_000_000_000
"""A file that was changed less than this before it was read may change again and bear the same time: the
coarsest clocks of file systems tick every 2 s."""


class Given(NamedTuple):
    """A file to read, and its size in bytes; `before` says whether the project has an article of what it was
    at another time.

    A container is given as its pieces, which bear its number, above 0. What came from standard input is a
    piece without a container.
    """

    path: Path
    size: int = 0
    before: bool = False
    container: int = 0
    piece: Piece | None = None

    @property
    def name(self) -> str:
        """What to call it, printable."""
        return self.piece.name if self.piece is not None else printable_path(self.path)


class Unopened(NamedTuple):
    """A container whose pieces are to be read, and its size in bytes."""

    path: Path
    size: int = 0


class Reading(NamedTuple):
    """What a file, or a piece of a container, came to.

    Without an `article` the project has it (`file.aid`), it has `changed` since it was read and that is not
    to make an article, or there is a `file.failure`.
    """

    file: SourceFile
    article: Prepared | None = None
    changed: bool = False
    container: int = 0


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """What the reading of every file of an import has in common.

    `database` is the file of the project; `changed` says to read what was changed since it was read.
    """

    database: Path
    profile: Profile
    rules: tuple[Rule, ...] = ()
    changed: bool = False


def reader(recipe: Recipe, *, bounded: bool = True) -> Callable[[Given], Reading]:
    """What reads files by the recipe, and raises nothing whatever is in them.

    A process that does nothing else is `bounded` in its memory from now on.
    """
    if bounded:
        limits.bound_memory()
    return partial(_read, recipe, Register(recipe.database))


def liner(profile: Profile, *, explain: bool, bounded: bool = True) -> Callable[[Given], bytes | Note]:
    """What makes a line of the contract of each file, or says why there is none, and raises nothing.

    A process that does nothing else is `bounded` in its memory from now on.
    """
    if bounded:
        limits.bound_memory()

    def line(given: Given) -> bytes:
        article = _article_in(_brought(given)) if _is_exported(given) else analyse(page_given(given))
        return contract_line(article, extract(article, profile, tagger()), explain=explain)

    return partial(_or_why_not, line)


def read_article(file: Path, profile: Profile) -> tuple[Article, Extraction]:
    """From a file that can be trusted to an article and what is extracted from it. Raises Unreadable."""
    return extracted(read_source(file), profile)


def extracted(page: Page, profile: Profile) -> tuple[Article, Extraction]:
    """The article of a page, and what is extracted from it by `profile`."""
    article = analyse(page)
    return article, extract(article, profile, tagger())


def page_given(given: Given) -> Page:
    """The page of a file or a piece. Raises Unreadable."""
    if given.piece is None:
        return read_source(given.path)
    # What opens containers is loaded with the first.
    from seeds.readers.containers import page_of

    return page_of(given.piece)


def _is_exported(given: Given) -> bool:
    return given.piece is not None and given.piece.kind == "exported"


def _brought(given: Given) -> Brought:
    """The article of a line that a project gave out. Raises Unreadable."""
    from store.exchange.jsonl import prepared_of

    return prepared_of(given.piece.data if given.piece is not None else b"", where=given.name)


def _article_in(prepared: Prepared) -> Article:
    packed = prepared.article
    return msgspec.convert(decode(0, checksum(0, packed), packed, packed=True), type=Article)


def standard_input() -> Given:
    """What comes from standard input, to its end. Raises Unreadable where that is too much."""
    if sys.stdin is None:
        raise Unreadable("there is no standard input to read from")
    data = sys.stdin.buffer.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise Unreadable(
            "what comes from standard input is more than the {limit} MB that piyue reads; split it",
            limit=SIZE_LIMIT // MEGABYTE,
        )
    return Given(STANDARD_INPUT, len(data), piece=Piece(name="-", data=data))


def is_guarded(given: Given) -> bool:
    """Whether a process that can be ended is to read it: it is large, or small and may ask for much work."""
    if given.piece is not None and given.piece.kind != "file":
        return False
    if given.size > MEGABYTE:
        return True
    try:
        beginning = _beginning(given.path) if given.piece is None else given.piece.data
        return format_of(given.name, beginning) in GUARDED
    except (Unreadable, OSError, ValueError):
        return False  # whoever reads it finds out what is wrong


def _beginning(path: Path) -> bytes:
    if not path.is_file():  # a pipe would be waited for
        return b""
    with path.open("rb") as file:
        return file.read(_BEGINNING)


def file_now(path: Path) -> SourceFile:
    """The file as it is before it is opened, so that a change while it is read is noticed the next time."""
    if path == STANDARD_INPUT:
        return SourceFile()
    try:
        status = path.stat()
    except (OSError, ValueError):
        return SourceFile()
    settled = time.time_ns() - status.st_mtime_ns > _SETTLED_NS
    modified = status.st_mtime_ns if settled else None
    return SourceFile(path=path_key(path), size=status.st_size, modified=modified)


def _read(recipe: Recipe, register: Register, given: Given) -> Reading:
    file = file_now(given.path) if given.piece is None else SourceFile()
    came = _or_why_not(lambda given: _article(recipe, register, given, file), given)
    if isinstance(came, Note):
        return Reading(msgspec.structs.replace(file, failure=came), container=given.container)
    return came


def _or_why_not(do: Callable[[Given], _Result], given: Given) -> _Result | Note:
    """What comes of it, or why nothing does."""
    try:
        return do(given)
    except Unreadable as problem:
        return Note(problem.message, {name: str(value) for name, value in problem.values.items()})
    except MemoryError:
        return Note(
            "{path}: reading it took more than {limit} MB of memory; it was given up",
            {"path": given.name, "limit": str(limits.MEMORY // MEGABYTE)},
        )
    except Exception as fault:  # noqa: BLE001 - a fault of ours in one file is not to stop the others
        return _our_fault(given.name, fault)


def _article(recipe: Recipe, register: Register, given: Given, file: SourceFile) -> Reading:
    if _is_exported(given):  # with what was done to it, which is merged where the article is there
        return Reading(file, _brought(given), container=given.container)
    page = page_given(given)
    file = msgspec.structs.replace(file, sha256=page.source.sha256)
    known = register.article_of(page.source.sha256)
    if known is not None:
        return Reading(msgspec.structs.replace(file, aid=known), container=given.container)
    if given.before and not recipe.changed:
        return Reading(file, changed=True)
    article, suggested = extracted(page, recipe.profile)
    return Reading(
        file, prepare(article, taught(suggested, article, recipe.rules)), container=given.container
    )


def _our_fault(name: str, fault: Exception) -> Note:
    *_, last = traceback.extract_tb(fault.__traceback__)
    where = f"{Path(last.filename).name}:{last.lineno}"
    error = f"{type(fault).__name__}: {fault}".splitlines()[0]
    return Note(
        "piyue failed on {path}: {error} ({where}); please report it",
        {"path": name, "error": error, "where": where},
    )

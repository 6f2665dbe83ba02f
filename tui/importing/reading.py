"""From one file to an article that is ready for the store, in whichever process."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from seeds.article import Article, Extraction, Note, Page
from seeds.extract import extract
from seeds.extract.tagger import tagger
from seeds.extract.taught import taught
from seeds.learned import Rule
from seeds.page import analyse
from seeds.problems import Unreadable
from seeds.profile import Profile
from seeds.readers import page_from_text, printable_path, read_source
from store.intake import Prepared, prepare
from store.sources import Register, SourceFile, path_key

STANDARD_INPUT = Path("-")
_SETTLED_NS = 2_000_000_000
"""A file that was changed less than this before it was read may change again and bear the same time: the
coarsest clocks of file systems tick every 2 s."""


class Given(NamedTuple):
    """A file to read, and its size in bytes; `before` says whether the project has an article of what it was
    at another time."""

    path: Path
    size: int = 0
    before: bool = False


class Reading(NamedTuple):
    """What a file came to. Without an `article` the project has it (`file.aid`), it has `changed` since it
    was read and that is not to make an article, or there is a `file.failure`."""

    file: SourceFile
    article: Prepared | None = None
    changed: bool = False


class Recipe(msgspec.Struct, frozen=True, kw_only=True):
    """What the reading of every file of an import has in common.

    `database` is the file of the project; `changed` says to read what was changed since it was read.
    """

    database: Path
    profile: Profile
    rules: tuple[Rule, ...] = ()
    changed: bool = False


def reader(recipe: Recipe) -> Callable[[Given], Reading]:
    """What reads files by the recipe, and raises nothing whatever is in them."""
    return partial(_read, recipe, Register(recipe.database))


def read_article(file: Path, profile: Profile) -> tuple[Article, Extraction]:
    """From a file, or standard input for `-`, to an article and what is extracted from it by `profile`.

    Raises Unreadable.
    """
    article = analyse(_page(file))
    return article, extract(article, profile, tagger())


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
    file = file_now(given.path)
    try:
        page = _page(given.path)
        file = msgspec.structs.replace(file, sha256=page.source.sha256)
        known = register.article_of(page.source.sha256)
        if known is not None:
            return Reading(msgspec.structs.replace(file, aid=known))
        if given.before and not recipe.changed:
            return Reading(file, changed=True)
        article = analyse(page)
        suggested = taught(extract(article, recipe.profile, tagger()), article, recipe.rules)
        return Reading(file, prepare(article, suggested))
    except Unreadable as problem:
        values = {name: str(value) for name, value in problem.values.items()}
        return Reading(msgspec.structs.replace(file, failure=Note(problem.message, values)))
    except Exception as fault:  # noqa: BLE001 - a fault of ours in one file is not to stop the others
        return Reading(msgspec.structs.replace(file, failure=_our_fault(given.path, fault)))


def _page(file: Path) -> Page:
    return page_from_text(sys.stdin.read(), name="-") if file == STANDARD_INPUT else read_source(file)


def _our_fault(path: Path, fault: Exception) -> Note:
    *_, last = traceback.extract_tb(fault.__traceback__)
    where = f"{Path(last.filename).name}:{last.lineno}"
    error = f"{type(fault).__name__}: {fault}".splitlines()[0]
    return Note(
        "piyue failed on {path}: {error} ({where}); please report it",
        {"path": printable_path(path), "error": error, "where": where},
    )

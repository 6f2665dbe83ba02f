"""The log: when piyue ran, and the faults of its own that it met. No text of an article, no name, no path.

It lies at the platform's place for logs and is kept small. A fault of the program is written down as the
kind of error and the places in the code that led to it: what an error says may hold a piece of an article.
"""

from __future__ import annotations

import logging
import os
import platform
import traceback
from functools import cache
from pathlib import Path

from platformdirs import user_log_path

from tui.language import _

_BYTES, _KEPT = 256 * 1024, 2
_TOPS = ("tui", "store", "seeds", "site-packages")


def log_path() -> Path:
    """The file: what PIYUE_LOG names, else piyue.log at the platform's place for logs."""
    named = os.environ.get("PIYUE_LOG")
    return Path(named) if named else user_log_path("piyue", appauthor=False) / "piyue.log"


def versions() -> str:
    """What runs here, on one line."""
    from importlib.metadata import version

    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    python, textual = platform.python_version(), version("textual")
    return f"piyue {version('piyue')} (Python {python}, Textual {textual}, {system})"


def note(told: str) -> None:
    """Write a line, which is to hold nothing of a person's."""
    _log().info(told)


def fault(error: BaseException) -> str:
    """Write a fault of the program down; what to tell the person of it, in a line."""
    _log().error(told_fault(error))
    return _(
        "a fault of the program, which stopped; what was saved is safe. `piyue bug-report` shows what is "
        "known of it, from {path}"
    ).format(path=log_path())


def told_fault(error: BaseException) -> str:
    """The kind of error and the places in the code that led to it, the last first; then what caused it."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in reversed(frames)]
    told = " < ".join([type(error).__qualname__, *places])
    cause = error.__cause__ or error.__context__
    return f"{told} | after {told_fault(cause)}" if cause is not None else told


def _short(filename: str) -> str:
    """A file of the code by its place in its package."""
    parts = Path(filename).parts
    at = max((place for place, part in enumerate(parts) if part in _TOPS), default=-1)
    return "/".join(parts[at:]).removeprefix("site-packages/")


@cache
def _log() -> logging.Logger:
    """The log; where its file cannot be written, nothing is."""
    # What keeps it small takes longer to load than most commands have to say.
    from logging.handlers import RotatingFileHandler

    # What cannot be written would be told on the screen, over what stands there.
    logging.raiseExceptions = False
    path, log = log_path(), logging.getLogger("piyue")
    log.propagate = False
    log.setLevel(logging.INFO)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        writer = RotatingFileHandler(path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8")
    except OSError:
        log.addHandler(logging.NullHandler())
    else:
        writer.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(process)d %(message)s"))
        log.addHandler(writer)
    return log

"""Looking at folders again and again for files that arrived.

It asks the file system, rather than being told by the system's notifications: those say nothing of what
other machines put on a shared folder, and a look at ten thousand names takes a twentieth of a second.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from seeds.problems import Problem
from seeds.readers import printable_path
from tui.sources import Found, named_files

QUIET = 2.0
"""Seconds for which a file stays as it is before it is read: until then it may still be copied."""
PAUSE = 1.0
"""Seconds between two looks, at least."""
_SHARE = 10
"""A pause lasts so many times what the look took, so that large folders are not looked at all the time."""
_UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".download", ".opdownload", ".tmp", ".temp")
"""How the names of files end that a browser or a copying program has not finished."""
_TURN = 0.1
_NS = 1_000_000_000


class _Seen(NamedTuple):
    """A file's size and time of change, since when it has them, and whether it was given out so."""

    stamp: tuple[int, int]
    since: float
    given: bool


class Watch:
    """The files that come into `paths`. `left_out` is a folder of which none are read; `clock` counts
    seconds. Raises Problem where there is nothing at a path."""

    def __init__(
        self, paths: Sequence[Path], left_out: Path, clock: Callable[[], float] = time.monotonic
    ) -> None:
        for path in paths:
            if not path.exists():
                raise Problem("{path}: there is no such folder to watch", path=printable_path(path))
        self._paths = paths
        self._left_out = left_out
        self._clock = clock
        self._seen: dict[Path, _Seen] | None = None
        self.pause = PAUSE
        """Seconds to wait before the next look."""

    def look(self) -> list[Found]:
        """The files that are new, or were changed, since they were given out, and are at rest.

        The first look takes at their word the times of files that were not changed for a while.
        """
        began = self._clock()
        before, self._seen = self._seen, {}
        found = [one for one in named_files(self._paths, self._left_out) if self._is_due(one, before, began)]
        self.pause = max(PAUSE, _SHARE * (self._clock() - began))
        return found

    def again(self, files: Iterable[Found]) -> None:
        """Give these out once more: they could not be read now."""
        if self._seen is not None:
            for file in files:
                if file.path in self._seen:
                    self._seen[file.path] = self._seen[file.path]._replace(given=False)

    def _is_due(self, found: Found, before: dict[Path, _Seen] | None, now: float) -> bool:
        if found.path.suffix.lower() in _UNFINISHED or self._seen is None:
            return False
        if found.status is None and found.problem is None:  # it went away meanwhile
            return False
        stamp = (found.status.st_size, found.status.st_mtime_ns) if found.status else (0, 0)
        known = (before or {}).get(found.path)
        if known is None or known.stamp != stamp:
            known = _Seen(stamp, now, given=False)
        at_rest = now - known.since >= QUIET or (before is None and _was_at_rest(stamp[1]))
        due = not known.given and (at_rest or found.problem is not None or not found.wanted)
        self._seen[found.path] = known._replace(given=known.given or due)
        return due


def _was_at_rest(modified: int) -> bool:
    return time.time_ns() - modified > QUIET * _NS


def wait(seconds: float, stopped: Callable[[], bool]) -> bool:
    """Let so much time pass, less where it is to stop. Whether it is to go on."""
    until = time.monotonic() + seconds
    while not stopped() and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, _TURN))
    return not stopped()

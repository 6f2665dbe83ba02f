"""How much a container may cost: the bytes it expands to, and its members, counted as they are really read.

One budget is shared by a container and everything that is nested in it.
"""

from __future__ import annotations

from seeds.problems import Unreadable
from seeds.readers import MEGABYTE

RATIO = 200
"""Expanded bytes for each byte of the file. Text and markup compress to a tenth, seldom to a fiftieth."""
LEAST = 256 * MEGABYTE
"""What any file may expand to: a second's work."""
MOST = 16 * 1024 * MEGABYTE
"""What no file may exceed, in bytes."""
MEMBERS = 200_000
"""Members of a container and of those nested in it, together."""
DEPTH = 3
"""Archives in one another, the outermost included."""


class Exhausted(Exception):
    """The budget of a container is used up; `problem` says so to the user."""

    def __init__(self, problem: Unreadable) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Budget:
    """What is left for the container `name`, a file of `size` bytes."""

    def __init__(self, name: str, size: int) -> None:
        self._name = name
        self._allowed = min(MOST, max(LEAST, RATIO * size))
        self._bytes = self._allowed
        self._members = MEMBERS

    def expand(self, count: int) -> None:
        """So many bytes came out of a decompressor. Raises Exhausted."""
        self._bytes -= count
        if self._bytes < 0:
            problem = Unreadable(
                "{path}: it expands to more than {limit} MB, far more than text does; the rest was left",
                path=self._name,
                limit=self._allowed // MEGABYTE,
            )
            raise Exhausted(problem)

    def enter(self) -> None:
        """One member more. Raises Exhausted."""
        self._members -= 1
        if self._members < 0:
            problem = Unreadable(
                "{path}: it has more than {limit} members; the rest was left: split it",
                path=self._name,
                limit=MEMBERS,
            )
            raise Exhausted(problem)

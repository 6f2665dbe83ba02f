"""What is wrong in one file of another program, as far as a person will read it."""

from __future__ import annotations

from seeds.problems import Unreadable

MOST = 100
"""Lines after which one more tells nobody anything."""


class Faults:
    """The problems of one file: the first hundred, and how many more there are."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._listed: list[Unreadable] = []
        self._more = 0

    def add(self, problem: Unreadable) -> None:
        """Keep a problem, or count it where there are too many."""
        if len(self._listed) < MOST:
            self._listed.append(problem)
        else:
            self._more += 1

    def listed(self) -> list[Unreadable]:
        """The problems in the order in which they were met."""
        if not self._more:
            return list(self._listed)
        rest = Unreadable("{where}: and {count} more of the kind", where=self._where, count=self._more)
        return [*self._listed, rest]

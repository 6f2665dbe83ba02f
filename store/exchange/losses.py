"""What a format could not hold of what was written in it."""

from __future__ import annotations

from collections import Counter

from seeds.article import Note


class Losses:
    """A count of each kind of thing that was left out or changed."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def lose(self, template: str, count: int = 1) -> None:
        """Count something: an English template with {count}, as of a Problem."""
        if count:
            self._counts[template] += count

    def notes(self) -> list[Note]:
        """A line for each kind, in the order in which they were first met."""
        return [Note(template, {"count": str(count)}) for template, count in self._counts.items()]

"""One reading of all articles that people worked on, an article at a time, to count what they decided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from store.project import Project
from store.statistics.outcomes import outcomes
from store.statistics.tally import Statistics, Tally


class Study:
    """`read` it as far as there is time; `statistics` tells what was found until then.

    Memory does not grow with the articles. Raises Busy or Damaged.
    """

    def __init__(self, project: Project, zone: tzinfo | None = None) -> None:
        self._project = project
        self._tally = Tally(zone)
        with project.db.reading() as connection:
            found = connection.execute("SELECT DISTINCT aid FROM hands ORDER BY aid DESC")
            self.aids: list[int] = [aid for (aid,) in found]

    def read(self) -> Iterator[int]:
        """Read an article after the other, the newest first; yields how many have been read."""
        for count, aid in enumerate(self.aids, 1):
            with self._project.reading():
                layer, history = self._project.layer(aid), self._project.history(aid)
            for outcome in outcomes(layer, history):
                self._tally.add(outcome)
            self._tally.end_article()
            yield count

    def statistics(self) -> Statistics:
        """What was counted until now."""
        return self._tally.statistics()

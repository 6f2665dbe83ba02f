"""One look through all figures of a project for what contradicts what, the most telling kept."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from seeds.article import State
from seeds.folding import in_one_form
from store.contradictions.comparing import Contradiction, MainPlace, contradictions
from store.contradictions.rulings import Rulings, Standing, standing
from store.figures import DECIDED, STANDING, Figure, FigureFilter, Figures
from store.project import Project

MOST = 2_000
"""Contradictions that are kept to be looked at; of more the most likely. Those on which there is a ruling
are kept beside them."""
_ASKED = 20_000
"""Articles whose main places are remembered."""


class Review:
    """`read` it as far as there is time; `found` tells what was met until then.

    With `words` only contradictions are looked for that have each of them in their metric, place or period;
    with `decided` only among figures on which somebody decided. Memory is bounded.
    """

    def __init__(
        self,
        project: Project,
        figures: Figures,
        rulings: Rulings,
        *,
        words: Sequence[str] = (),
        decided: bool = False,
    ) -> None:
        self._project = project
        self._figures = figures
        self._words = words
        self._decided = decided
        self._kept: list[tuple[float, int, Contradiction]] = []
        self._ruled: list[Contradiction] = []
        self.waiting = 0
        self.rulings = rulings

    def read(self) -> Iterator[int]:
        """Compare a group of figures after the other; yields how many have been compared.

        Raises Busy or Damaged.
        """
        main_place = lru_cache(_ASKED)(self._main_place)
        groups = chain.from_iterable(
            self._figures.same_facts(states=self._states, statuses=(status,))
            for status in ("actual", "target", "standard")
        )
        for count, group in enumerate(groups, 1):
            self._compare(group, main_place)
            yield count

    def renew(self, found: Sequence[Contradiction], waiting: int, aids: Collection[int]) -> None:
        """Take over what an earlier review `found`, and compare anew what these articles tell or told in it.

        `waiting` is how many waited then. Raises Busy or Damaged.
        """
        stale = {_fact(one) for one in found if any(figure.aid in aids for figure in _figures(one))}
        for aid in aids:
            stale |= {_fact(figure) for figure in self._figures.of_article(aid)}
        waited = sum(standing(one, self.rulings) == "waits" for one in found)
        for one in found:
            if _fact(one) not in stale:
                self._keep(one)
        for metric, place, period in stale:
            if metric and place and period:
                where = FigureFilter(
                    exactly={"metric": metric, "place": place, "period": period}, states=self._states
                )
                self._compare(self._figures.each(where), self._main_place)
        if (
            waiting > waited
        ):  # not all were kept: which of the others these articles had a part in is not known
            self.waiting = max(self.waiting, waiting)

    @property
    def _states(self) -> tuple[State, ...]:
        return DECIDED if self._decided else STANDING

    def _compare(self, group: Iterable[Figure], main_place: MainPlace) -> None:
        for contradiction in contradictions(group, main_place):
            if is_about(contradiction, self._words):
                self._keep(contradiction)

    def found(self) -> list[Contradiction]:
        """What was met until now and kept, the most likely first."""
        everything = [*(item[2] for item in self._kept), *self._ruled]
        return sorted(everything, key=lambda one: (-one.weight, one.key))

    def _keep(self, contradiction: Contradiction) -> None:
        if contradiction.key in self.rulings:
            self._ruled.append(contradiction)
            self.waiting += standing(contradiction, self.rulings) == "waits"
            return
        self.waiting += 1
        item = (contradiction.weight, -self.waiting, contradiction)
        if len(self._kept) < MOST:
            heapq.heappush(self._kept, item)
        else:
            heapq.heappushpop(self._kept, item)

    def _main_place(self, aid: int) -> str | None:
        with self._project.db.reading() as connection:
            found = connection.execute("SELECT place FROM listing WHERE aid = ?", (aid,)).fetchone()
        return found[0] if found else None


def is_about(one: Contradiction, words: Sequence[str]) -> bool:
    """Whether each of the words stands in the metric, the place or the period, in either script."""
    if not words:
        return True
    said = in_one_form(f"{one.metric} {one.place} {one.period}").casefold()
    return all(in_one_form(word).casefold() in said for word in words)


def standing_so(found: Iterable[Contradiction], rulings: Rulings, wanted: Standing) -> list[Contradiction]:
    """Those that stand so, in their order; those that do not wait any more, the last ruled on first."""
    chosen = [one for one in found if standing(one, rulings) == wanted]
    return chosen if wanted == "waits" else sorted(chosen, key=lambda one: rulings[one.key].at, reverse=True)


def _fact(told: Contradiction | Figure) -> tuple[str | None, str | None, str | None]:
    """What, where and when."""
    return told.metric, told.place, told.period


def _figures(one: Contradiction) -> Iterator[Figure]:
    return chain.from_iterable(side.figures for side in one.sides)

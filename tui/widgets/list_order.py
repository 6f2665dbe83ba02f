"""Ids in the order of a list, and where in it each stands: as quick with 100,000 of them as with ten."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cached_property


class ListOrder:
    """Ids of articles, each once, in order. An array is taken as it is and must not be changed any more."""

    def __init__(self, ids: Sequence[int] = ()) -> None:
        self.ids: array[int] = ids if isinstance(ids, array) else array("q", ids)

    def __len__(self) -> int:
        return len(self.ids)

    def __getitem__(self, place: int) -> int:
        return self.ids[place]

    def place_of(self, aid: int | None) -> int | None:
        """Where an id stands, or None where it is not in the list."""
        places = self._places
        if aid is None or not 0 <= aid < len(places):
            return None
        place = places[aid]
        return place - 1 if place else None

    @cached_property
    def _places(self) -> array[int]:
        """By id, the place plus one; nought for an id that the list does not have.

        Ids are given one after the other, so that an array over all of them is little larger than the list.
        """
        places = array("q", bytes(8 * (max(self.ids, default=-1) + 1)))
        for place, aid in enumerate(self.ids, 1):
            places[aid] = place
        return places

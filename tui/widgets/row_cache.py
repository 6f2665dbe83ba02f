"""The rows that a virtual list has loaded: a bounded cache that knows which of them to load again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Generic, TypeVar

R = TypeVar("R")


class RowCache(Generic[R]):
    """Rows by id; the most recently read are kept.

    A row that has changed is answered as it was until it has been loaded again, so that nothing flickers.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._rows: OrderedDict[int, R | None] = OrderedDict()
        self._changed: set[int] = set()
        self._asked: set[int] = set()

    def get(self, key: int) -> R | None:
        """The row, or None while it is not loaded, and where there is no such row."""
        if key in self._rows:
            self._rows.move_to_end(key)
        return self._rows.get(key)

    def missing(self, keys: Iterable[int]) -> list[int]:
        """Those of the keys that must be loaded."""
        return [key for key in keys if key not in self._rows or key in self._changed]

    def ask(self, keys: Iterable[int]) -> None:
        """These are being loaded: only a change from now on makes them missing again."""
        self._asked.update(asked := set(keys))
        self._changed -= asked

    def keep(self, rows: dict[int, R | None]) -> None:
        """The rows that were loaded; None for a key that has none, which is then not asked for again."""
        self._rows.update(rows)
        self._asked.difference_update(rows)
        while len(self._rows) > self._capacity:
            self._rows.popitem(last=False)

    def expire(self, keys: Iterable[int]) -> None:
        """These have changed, or could not be loaded: load them again when they are next in view.

        What was never loaded need not be remembered, so that a hundred thousand of them cost next to nothing.
        """
        self._changed.update(key for key in keys if key in self._rows or key in self._asked)

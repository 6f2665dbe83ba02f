"""Terminals that draw ambiguous characters in one cell or in two."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tui import ambiguous


@contextmanager
def measuring(cells: int) -> Iterator[None]:
    """Measure as such a terminal draws."""
    ambiguous.take(cells)
    try:
        yield
    finally:
        ambiguous.take(1)

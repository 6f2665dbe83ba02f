"""All benches of what has a budget, in one table.

    python -m tests.bench [--counts 100,1000,10000,100000] [--folder FOLDER]

Orders, filters and searches have a line for the slowest of them; `python -m tests.bench.store` shows
them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from tests.bench import memory, screen, store
from tests.bench.projects import options
from tests.bench.report import Figure, table

_FAMILIES = ("list by", "filter:", "search as a filter:", "search:")


def slowest(figures: Iterable[Figure]) -> Iterator[Figure]:
    """The figures, but of orders, filters and searches only the slowest at each size."""
    families: dict[str, list[Figure]] = {}
    for figure in figures:
        family = next((name for name in _FAMILIES if figure.what.startswith(name)), None)
        if family is None:
            yield figure
        else:
            families.setdefault(family, []).append(figure)
    for family, members in families.items():
        kinds = {member.what for member in members}
        largest = max(member.count or 0 for member in members)
        worst = max((m for m in members if m.count == largest), key=lambda member: member.value)
        name = worst.what.removeprefix(family).strip()
        what = f"{family.removesuffix(':')}, the slowest of {len(kinds)} ({name})"
        for count in sorted({member.count or 0 for member in members}):
            value = max(member.value for member in members if member.count == count)
            yield msgspec.structs.replace(worst, what=what, value=value, count=count)


def measure(folder: Path, counts: Sequence[int]) -> list[Figure]:
    """The figures of all benches."""
    return [
        *slowest(store.measure(folder, counts)),
        *memory.measure(folder, counts),
        *screen.measure(folder, counts),
    ]


def main() -> None:
    """Print the table."""
    chosen = options("everything that has a budget")
    for line in table(measure(chosen.folder, chosen.counts)):
        print(line)


if __name__ == "__main__":
    main()

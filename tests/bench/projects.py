"""Projects of several sizes for the benches to work on: made once, and kept for the next time."""

from __future__ import annotations

import shutil
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from seeds.problems import Problem
from store.project import FILE, Project
from tests.bench.collection import make_project

COUNTS = (100, 1_000, 10_000, 100_000)
_DECIDED = 0.05
"""The share of the articles that people have worked on."""
KEPT = Path(tempfile.gettempdir()) / "piyue-bench"


def options(description: str, arguments: Sequence[str] | None = None) -> Namespace:
    """`--counts` and `--folder` of a command line."""
    parser = ArgumentParser(description=description)
    parser.add_argument("--counts", type=_counts, default=COUNTS, help="sizes of projects, as 100,1000")
    parser.add_argument("--folder", type=Path, default=KEPT, help="where projects are made and kept")
    return parser.parse_args(arguments)


def _counts(text: str) -> tuple[int, ...]:
    return tuple(sorted(map(int, text.split(","))))


def project_of(folder: Path, count: int) -> Path:
    """The folder of a project of so many articles; it is made where there is none that can be opened."""
    place = folder / f"p{count}"
    try:
        Project.open(place, annotator="bench").close()
    except Problem:
        shutil.rmtree(place, ignore_errors=True)
        unfinished = folder / f"p{count}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        print(f"making a project of {count:,} articles …", file=sys.stderr)
        make_project(unfinished, count, _DECIDED, told=sys.stderr)
        unfinished.rename(place)
    return place


@contextmanager
def copied(place: Path) -> Iterator[Path]:
    """A copy of a project that nobody has open, for as long as it is worked on."""
    with tempfile.TemporaryDirectory(dir=place.parent, prefix="copy-") as folder:
        shutil.copy(place / FILE, folder)
        yield Path(folder)

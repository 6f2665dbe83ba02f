"""What the store takes for what the workbench asks of it, in projects of several sizes.

    python -m tests.bench.store [--counts 100,1000,10000,100000] [--folder FOLDER]

Projects are made in FOLDER where they are missing, and kept. Times are of the wall clock, with the files in
the system's cache; of what is read, the least of several runs. An edit is timed in turn in every project, and
beside it a bare SQLite transaction that inserts one row with the same settings on the same disk.
"""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import get_args

from store import layer as changes
from store.catalogue import Filter, Order
from store.layer import Layer, Step
from store.listing import Column
from store.project import Project
from store.tiny.connections import connect, settle
from tests.bench import phrases
from tests.bench.collection import add_all, article_of
from tests.bench.projects import copied, options, project_of
from tests.bench.report import Figure, at_least, at_most, p50, p95, table
from tests.bench.syncs import syncs_per_edit

EDITS = 200
PAGE = 50
PAGES = 60
_REPEATS = 5
IMPORTED = 1_000
FILTERS: Mapping[str, Filter] = {
    "of a verdict": Filter(verdicts=("done",)),
    "not done": Filter(verdicts=("new", "reading")),
    "of a tag": Filter(tags=(phrases.TERMS[0],)),
    "of two tags": Filter(tags=phrases.TERMS[:2]),
    "of a place": Filter(places=phrases.PLACES[:1]),
    "of a source": Filter(sources=phrases.SOURCES[:1]),
    "by an annotator": Filter(annotators=("chen",)),
    "of two years": Filter(published_from="2018", published_to="2019"),
    "failing": Filter(failing=True),
    "waiting": Filter(waiting=True),
    "unclear": Filter(unclear=True),
    "commented": Filter(commented=True),
    "of a tag, a year, with a word": Filter(
        query="合作社", tags=(phrases.TERMS[1],), published_from="2020", published_to="2020"
    ),
}
QUERIES = {
    "a rare word": "勇清村",
    "a common word": "食用菌",
    "a word of every article": "记者",
    "two words": "脱贫攻坚 食用菌",
    "a character": "村",
    "a rare character": "滦",
    "nothing there": "量子计算机",
}


def measure(folder: Path, counts: Sequence[int]) -> list[Figure]:
    """The figures of projects of those sizes, which are in `folder` or are made there."""
    places = {count: project_of(folder, count) for count in counts}
    figures = edits(places)
    for count, place in places.items():
        figures += [
            Figure("system calls that wait for the disk, per edit", calls, "calls", at_most(1), count)
            for calls in (syncs_per_edit(place),)
            if calls is not None
        ]
        figures += first_screen(place, count)
        with Project.open(place, annotator="bench") as project:
            figures += pages(project, count)
            figures += orders(project, count)
            figures += filters(project, count)
            figures += searches(project, count)
        figures += importing(place, count)
    return figures


def edits(places: Mapping[int, Path]) -> list[Figure]:
    """One decision at a time, until it is on the disk; in every project in turn, and a bare commit."""
    with ExitStack() as opened:
        projects = {
            count: opened.enter_context(Project.open(place, annotator="bench"))
            for count, place in places.items()
        }
        folder = opened.enter_context(tempfile.TemporaryDirectory(dir=next(iter(places.values())).parent))
        commit_row = _bare(Path(folder) / "bare.db", opened)
        taken: dict[int, list[float]] = {count: [] for count in projects}
        busy: dict[int, list[float]] = {count: [] for count in projects}
        bare: list[float] = []
        works = {count: decisions(project) for count, project in projects.items()}
        for _ in range(EDITS):
            bare.append(_timed(commit_row))
            for count, project in projects.items():
                step = next(works[count])
                began = time.thread_time()
                taken[count].append(_timed(partial(project.record, step)))
                busy[count].append(time.thread_time() - began)
    figures = []
    for count, times in taken.items():
        figures += [
            Figure("durable edit, p50", p50(times), count=count),
            Figure("durable edit, p95", p95(times), count=count),
            Figure("durable edit, processor time, p50", p50(busy[count]), count=count),
            Figure("durable edit, of a bare commit", p50(times) / p50(bare), "×", at_most(2), count),
        ]
    smallest, largest = min(taken), max(taken)
    growth = p50(taken[largest]) / p50(taken[smallest])
    figures.append(
        Figure("durable edit, the largest project's of the smallest's", growth, "×", at_most(1.2), largest)
    )
    return [*figures, Figure("bare SQLite commit of a row, p50", p50(bare), count=largest)]


def decisions(project: Project) -> Iterator[Step]:
    """Decisions on one article after the other, each opened before, as in the workbench."""
    judged = random.Random(time.time_ns())
    for aid in cycle(project.ids(Filter(waiting=True))[:40]):
        layer = project.layer(aid)
        step = _decision(layer, judged)
        if step is not None:
            yield step


def _decision(layer: Layer, judged: random.Random) -> Step | None:
    waiting = [annotation.id for annotation in layer.queue() if annotation.state == "suggested"]
    if not waiting or judged.random() < 0.2:
        return changes.set_verdict(layer, judged.choice(("reading", "flagged", "done")))
    return judged.choice((changes.accept, changes.accept, changes.reject))(layer, waiting[0])


def _bare(path: Path, opened: ExitStack) -> Callable[[], object]:
    """A transaction that inserts a row of 200 bytes, with the store's settings."""
    sqlite3.connect(path).close()
    connection = opened.enter_context(closing(connect(path)))
    settle(connection)
    connection.execute("CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT)")

    def commit_row() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO rows (text) VALUES (?)", ("x" * 200,))
        connection.execute("COMMIT")

    return commit_row


def first_screen(place: Path, count: int) -> list[Figure]:
    """Opening the project and reading all that the first screen shows."""
    return [
        Figure(
            "open and first screen",
            _least_of(partial(read_first_screen, place)),
            budget=at_most(50),
            count=count,
        )
    ]


def read_first_screen(place: Path) -> None:
    """What the workbench reads before it can be used."""
    with Project.open(place, annotator="bench") as project:
        _ = project.profile
        project.recall("position")
        ids = project.ids()
        project.rows(ids[:PAGE])
        project.article(ids[0])
        project.layer(ids[0])
        project.counts()


def pages(project: Project, count: int) -> list[Figure]:
    """Rows at random places of the list."""
    chance = random.Random(0)
    ids = project.ids()
    taken = []
    for _ in range(PAGES):
        at = chance.randrange(max(1, len(ids) - PAGE))
        taken.append(_timed(partial(project.rows, ids[at : at + PAGE])))
    return [Figure(f"a page of {PAGE} rows anywhere, p95", p95(taken), budget=at_most(10), count=count)]


def orders(project: Project, count: int) -> list[Figure]:
    """Every order, both ways."""
    return [
        Figure(
            f"list by {by}",
            max(_least_of(partial(project.ids, Filter(), order)) for order in both),
            budget=at_most(100),
            count=count,
        )
        for by in get_args(Column)
        for both in ((Order(by, descending=False), Order(by)),)
    ]


def filters(project: Project, count: int) -> list[Figure]:
    """Every filter, in the usual order, with the first page and the counts of the title."""

    def show(where: Filter) -> None:
        project.rows(project.ids(where)[:PAGE])
        project.counts(where)

    return [
        Figure(f"filter: {name}", _least_of(partial(show, where)), budget=at_most(100), count=count)
        for name, where in FILTERS.items()
    ]


def searches(project: Project, count: int) -> list[Figure]:
    """A word in the whole texts: to the first page of the list, and to the first hits with their places."""

    def list_page(query: str) -> None:
        project.rows(project.ids(Filter(query=query))[:PAGE])

    figures = []
    for name, query in QUERIES.items():
        listed = _least_of(partial(list_page, query))
        found = _least_of(partial(project.search, query, limit=PAGE))
        figures += [
            Figure(f"search as a filter: {name}", listed, budget=at_most(100), count=count),
            Figure(f"search: {name}", found, budget=at_most(50), count=count),
        ]
    return figures


def importing(place: Path, count: int) -> list[Figure]:
    """Adding articles that are read and extracted already, to a copy of the project."""
    ready = [article_of(number, seed=1) for number in range(IMPORTED)]
    with copied(place) as copy, Project.open(copy, annotator="bench") as project:
        began = time.perf_counter()
        add_all(project, iter(ready))
        took = time.perf_counter() - began
    return [Figure("import into the store", len(ready) / took, "a second", at_least(250), count)]


def _least_of(work: Callable[[], object]) -> float:
    """The least of several runs after one to warm up, in milliseconds: others may only make it more."""
    work()
    return 1000 * min(_timed(work) for _ in range(_REPEATS))


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> None:
    """Print the table."""
    chosen = options("the store")
    for line in table(measure(chosen.folder, chosen.counts)):
        print(line)


if __name__ == "__main__":
    main()

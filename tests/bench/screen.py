"""From a key to the screen, and from the command to the first screen, in a real pseudo-terminal.

    python -m tests.bench.screen [--counts 100,1000,10000,100000] [--folder FOLDER]

A key's time ends when what it changes has been written to the terminal: in the list the cursor on another row
and all rows in view loaded, in the reader the text as it stays. The first usable screen has the list, the
article and its records; beside it stands a Textual app that shows one word, started in turn.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from seeds.article import Entity, Extraction
from store.project import Project
from tests.bench import phrases
from tests.bench.projects import options, project_of
from tests.bench.reader import long_article
from tests.bench.report import Figure, at_most, p50, p95, table
from tests.bench.terminal import Terminal

KEYS = 30
STARTS = 5
REST = 4.0
"""Seconds in which everything is loaded that is loaded behind the first screen."""
WORDS = phrases.TERMS[3:6]
_FRAME = at_most(16)
_LIST = 30
"""Columns of the screen that are the list's in any case."""
_READER = range(40, 84)
_CURSOR, _MISSING = "▌", "  …"
_DOWN, _PAGE_DOWN, _PAGE_UP, _END, _HOME = "\x1b[B", "\x1b[6~", "\x1b[5~", "\x1b[F", "\x1b[H"
_EMPTY = """
from textual.app import App
from textual.widgets import Input, Static
class Empty(App):
    def compose(self):
        yield Static("usable")
        if {input}:
            yield Input()
Empty().run()
"""


def measure(folder: Path, counts: Sequence[int]) -> list[Figure]:
    """The figures of projects of those sizes, and of a long article."""
    figures = input_keys()
    for count in counts:
        place = project_of(folder, count)
        figures += starts(place, count)
        figures += list_keys(place, count)
    return figures + reader_keys(folder)


def starts(place: Path, count: int) -> list[Figure]:
    """From the command to the first usable screen, and to an empty app's."""
    ours, empty = [], []
    for _ in range(STARTS):
        with _running([sys.executable, "-c", _EMPTY.format(input=False)]) as terminal:
            empty.append(terminal.until(lambda rows: "usable" in rows[0]))
        with _piyue(place, "starts") as terminal:
            ours.append(terminal.until(_usable))
    ratio = statistics.median(ours) / statistics.median(empty)
    return [
        Figure("start to the first usable screen", p50(ours), count=count),
        Figure("start, of an empty Textual app's", ratio, "×", at_most(1.5), count),
    ]


def input_keys() -> list[Figure]:
    """A character typed into Textual's own Input in an app with nothing else: what no list can do faster."""
    with _running([sys.executable, "-c", _EMPTY.format(input=True)]) as terminal:
        terminal.until(lambda rows: "usable" in rows[0])
        terminal.rest(0.5)
        taken = []
        for length in range(1, KEYS + 1):
            (seen,) = terminal.press("x", partial(_has_typed, "x" * length))
            taken += [] if seen is None else [seen]
    return _p50_p95("a character in Textual's own Input", taken, budgeted=False)


def list_keys(place: Path, count: int) -> list[Figure]:
    """Moving through the list, and filtering it."""
    figures = []
    with _piyue(place, "keys") as terminal:
        terminal.until(_usable)
        terminal.rest(REST)  # what is loaded behind the first screen
        for name, keys in (
            ("down", [_DOWN] * KEYS),
            # There and back, since a hundred articles are few pages.
            ("pages", ([_PAGE_DOWN] * 3 + [_PAGE_UP] * 3) * (KEYS // 6)),
            ("to the end and back", [_END, _HOME] * (KEYS // 2)),
        ):
            terminal.rest(0.5, _HOME)
            taken = [_moved(terminal, key) for key in keys]
            figures += _p50_p95(f"list, {name}", taken, count)
        figures += _filter_keys(terminal, count)
        terminal.rest(0.8, "\x1b")
        terminal.rest(0.5, "q")
    return figures


def _filter_keys(terminal: Terminal, count: int) -> list[Figure]:
    """The filter line: until a character is there, and until the list shows what it leaves."""
    echoes: list[float] = []
    answers: list[float] = []
    terminal.rest(0.2, "/")
    for word in WORDS:
        for length, character in enumerate(word, 1):
            typed = word[:length]
            before = _list_title(terminal.rows())
            shown = partial(_in_list, typed), partial(_other_title, before)
            echo, answer = terminal.press(character, *shown, patience=1.0)
            echoes += [] if echo is None else [echo]
            answers += [] if answer is None else [answer]
        terminal.rest(0.6, "\x7f" * len(word))
    figures = _p50_p95("filter line, a character", echoes, count)
    return figures + _p50_p95("filter line, to the list", answers, count, budgeted=False)


def reader_keys(folder: Path) -> list[Figure]:
    """Moving through an article of 200,000 characters with 5,000 annotations, and judging them."""
    with tempfile.TemporaryDirectory(dir=folder) as made:
        place = Path(made) / "long"
        article, layer = long_article(200_000, 5_000)
        entities = tuple(span for span in layer.base.values() if isinstance(span, Entity))
        with Project.create(place, annotator="bench") as project:
            project.add(article, Extraction(entities=entities))
        figures = []
        with _piyue(place) as terminal:
            terminal.until(_usable)
            terminal.rest(REST, "\r")
            for name, keys in (
                ("next suggestion", "n"),
                ("accept", "a"),
                ("line down", _DOWN),
                ("page down", _PAGE_DOWN),
                ("page up", _PAGE_UP),
            ):
                taken = [terminal.press_until_still(keys, _READER) for _ in range(KEYS)]
                figures += _p50_p95(f"long article, {name}", taken)
        return figures


def _p50_p95(
    what: str, taken: Sequence[float], count: int | None = None, *, budgeted: bool = True
) -> list[Figure]:
    if not taken:
        return []
    return [
        Figure(f"{what}, p50", p50(taken), count=count),
        Figure(f"{what}, p95", p95(taken), budget=_FRAME if budgeted else None, count=count),
    ]


def _moved(terminal: Terminal, key: str) -> float:
    """Seconds until the cursor is on another row and every row in view is loaded."""
    before = _cursor_row(terminal.rows())

    def moved(rows: Sequence[str]) -> bool:
        return _cursor_row(rows) not in (None, before) and _all_loaded(rows)

    (taken,) = terminal.press(key, moved)
    if taken is None:
        raise TimeoutError(f"no row under the cursor after {key!r}:\n" + "\n".join(terminal.rows()))
    return taken


def _cursor_row(rows: Sequence[str]) -> str | None:
    """The text of the row under the cursor, if there is one."""
    return next((row[:_LIST] for row in rows if row[1:2] == _CURSOR), None)


def _all_loaded(rows: Sequence[str]) -> bool:
    return not any(row.startswith(_MISSING, 2) for row in rows)


def _has_typed(text: str, rows: Sequence[str]) -> bool:
    return any(text in row for row in rows)


def _in_list(text: str, rows: Sequence[str]) -> bool:
    return any(text in row[:_LIST] for row in rows[:4])


def _other_title(before: str, rows: Sequence[str]) -> bool:
    return _list_title(rows) != before


def _list_title(rows: Sequence[str]) -> str:
    return rows[1][:_LIST]


def _usable(rows: Sequence[str]) -> bool:
    """The list has its cursor, the article is there, and its records."""
    screen = "\n".join(rows)
    there = _cursor_row(rows) is not None and _all_loaded(rows)
    return there and "saved ✓" in screen and "review" in rows[-2]


@contextmanager
def _piyue(place: Path, annotator: str = "bench") -> Iterator[Terminal]:
    with _running([sys.executable, "-m", "tui.cli", "--as", annotator, str(place)]) as terminal:
        yield terminal


@contextmanager
def _running(command: Sequence[str]) -> Iterator[Terminal]:
    with tempfile.TemporaryDirectory() as home:
        terminal = Terminal(command, Path(home))
        try:
            yield terminal
        finally:
            terminal.close()


def main() -> None:
    """Print the table."""
    chosen = options("the screen")
    for line in table(measure(chosen.folder, chosen.counts)):
        print(line)


if __name__ == "__main__":
    main()

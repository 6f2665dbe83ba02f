"""`piyue import`: files into a project, every file accounted for."""

from __future__ import annotations

import signal
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from seeds.article import Article, Extraction
from seeds.extract import extract
from seeds.extract.tagger import tagger
from seeds.extract.taught import taught
from seeds.page import analyse
from seeds.problems import Unreadable
from seeds.profile import Profile
from seeds.readers import page_from_text, read_source
from store.learning import switched_on
from store.project import Project
from tui.language import _, ngettext, told
from tui.text.visible import visible

STANDARD_INPUT = Path("-")
_KINDS_NAMED = 5


@dataclass
class Account:
    """What became of every file that an import was given."""

    read: int = 0
    duplicates: int = 0
    failures: list[str] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    """How many files found in folders do not end as an article's file does, by their ending."""

    def in_words(self) -> str:
        """One line: 12 articles read · 1 duplicate · 2 failed · 3 passed over (.jpg)."""
        parts = [ngettext("{count} article read", "{count} articles read", self.read).format(count=self.read)]
        if self.duplicates:
            words = ngettext("{count} duplicate", "{count} duplicates", self.duplicates)
            parts.append(words.format(count=self.duplicates))
        if failed := len(self.failures):
            parts.append(ngettext("{count} failed", "{count} failed", failed).format(count=failed))
        if passed := self.passed_over.total():
            kinds = ", ".join(visible(kind) for kind, _count in self.passed_over.most_common(_KINDS_NAMED))
            words = ngettext("{count} passed over ({kinds})", "{count} passed over ({kinds})", passed)
            parts.append(words.format(count=passed, kinds=kinds))
        return " · ".join(parts)


def read_article(file: Path, profile: Profile) -> tuple[Article, Extraction]:
    """From a file, or standard input for `-`, to an article and what is extracted from it by `profile`.

    Raises Unreadable.
    """
    page = page_from_text(sys.stdin.read(), name="-") if file == STANDARD_INPUT else read_source(file)
    article = analyse(page)
    return article, extract(article, profile, tagger())


@contextmanager
def interruptible() -> Iterator[Callable[[], bool]]:
    """Between files is where Ctrl-C stops an import: yields whether it was pressed. Twice stops at once."""
    pressed: list[int] = []

    def note(number: int, _frame: object) -> None:
        pressed.append(number)
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)


def read_into(
    project: Project,
    files: Iterable[Path],
    account: Account,
    advance: Callable[[], None],
    stopped: Callable[[], bool],
) -> None:
    """Read `files` into `project` and keep `account`; each article is saved before the next is read.

    What is suggested follows the project's profile and the learned rules that are on. A file that
    cannot be read is put down as failed and the rest goes on, until `stopped`. Raises
    Problem where the project cannot be written.
    """
    profile, rules = project.profile, switched_on(project)
    for file in files:
        if stopped():
            raise KeyboardInterrupt
        try:
            article, extraction = read_article(file, profile)
        except Unreadable as problem:
            account.failures.append(visible(told(problem)))
        else:
            if project.add(article, taught(extraction, article, rules)).fresh:
                account.read += 1
            else:
                account.duplicates += 1
        advance()


@contextmanager
def progress(total: int, *, shown: bool = True) -> Iterator[Callable[[], None]]:
    """A progress bar on standard error while articles are read; nothing where that is no terminal."""
    console = Console(stderr=True)
    columns = (TextColumn(_("reading")), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    disable = not (shown and console.is_terminal)
    # Results go to standard output past the bar: it must not take them to where it stands itself.
    bar = Progress(*columns, console=console, transient=True, disable=disable, redirect_stdout=False)
    with bar:
        task = bar.add_task("", total=total)
        yield lambda: bar.advance(task)

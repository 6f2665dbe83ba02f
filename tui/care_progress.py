"""How far the care of a project is, on standard error."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from store.verification import findings
from tui.language import N_, _

_STAGES = {
    "structure": N_("the structure of the file"),
    "rows": N_("the checksums of all rows"),
    "log": N_("the log"),
    "articles": N_("the articles"),
    "derived": N_("what is made from the documents"),
    "mirror": N_("the mirror of the log"),
    "copying": N_("copying"),
    "gathering": N_("gathering what can be read"),
}


@contextmanager
def stages() -> Iterator[findings.Progress]:
    """A bar that names the stage of the work; nothing where standard error is no terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    bar = Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal, redirect_stdout=False
    )
    with bar:
        task = bar.add_task("", total=None)
        present = ""

        def tell(stage: str, done: int, total: int) -> None:
            nonlocal present
            if stage != present:
                present = stage
                bar.reset(task, description=_(_STAGES.get(stage, stage)), total=total or None)
            bar.update(task, completed=done, total=total or None)

        yield tell

"""Writing tables and charts to a file of one's choice: CSV, Excel, a picture, by the ending of its name."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from textual import work

from seeds.article import Note
from seeds.problems import Problem
from seeds.readers import printable_path
from store.exchange.losses import Losses
from store.exchange.tables.files import as_csv, as_excel
from store.exchange.tables.rows import Table
from tui.exports import Stopped
from tui.language import _, told
from tui.output import written
from tui.screens.bench import Bench
from tui.screens.over import Over
from tui.screens.prompt import Prompt
from tui.screens.working import Job, watched
from tui.widgets.bars import Notice

Answer = TypeVar("Answer")
CSV, EXCEL = ".csv", ".xlsx"
Tables = Callable[[], tuple[Sequence[Table], Table]]
"""Makes the sheets of a workbook, and the one table that a CSV file holds."""


class Saving(Over[Answer], inherit_bindings=False):
    """A box whose tables can be saved. It hides the workbench, and says itself what that would."""

    bench: Bench
    saving_job: Job
    """How far the file is that is being written; whoever makes the tables tells it, and may be stopped."""

    def pictures(self) -> Mapping[str, Callable[[], bytes]]:
        """What draws the box as a picture, by the ending of the file; none unless it says so."""
        return {}

    def overhear(self, said: str) -> None:
        """Say it below the box."""
        self.query(Notice).remove()
        notice = Notice()
        notice.styles.dock = "bottom"  # not in CSS, of which a class inherits only its first base's
        self.mount(notice)
        self.call_after_refresh(notice.show, said)

    def say_saved(self, said: str) -> None:
        """Say that a file was written."""
        self.bench.tell(said)

    def save_tables(self, stem: str, tables: Tables) -> None:
        """Ask for a file, and write the tables to it; one that is there is replaced only if one says so."""
        name = f"{self.bench.project.name}-{stem}"
        drawn = {f"{name}{ending}": _("a picture") for ending in self.pictures()}
        hints = drawn | {f"{name}{CSV}": _("one table"), f"{name}{EXCEL}": _("Excel")}

        def answered(chosen: str | None) -> None:
            if chosen is not None:
                self._save_to(Path(chosen).expanduser(), tables)

        self.app.push_screen(Prompt(_("Save as"), list(hints), free=True, hints=hints), answered)

    def _save_to(self, path: Path, tables: Tables) -> None:
        endings = (*self.pictures(), CSV, EXCEL)
        if path.suffix.lower() not in endings:
            self.bench.tell_problem(
                Problem(
                    "{path}: say what it is to be by the ending of its name: {endings}",
                    path=printable_path(path),
                    endings=", ".join(endings),
                )
            )
            return
        if not path.exists():
            self._write(path, tables)
            return
        yes = _("replace it")

        def answered(chosen: str | None) -> None:
            if chosen == yes:
                self._write(path, tables)

        title = _("{path} is there already").format(path=printable_path(path))
        self.app.push_screen(Prompt(title, [_("leave it"), yes], free=False), answered)

    @work(group="save-tables", exit_on_error=False)
    async def _write(self, path: Path, tables: Tables) -> None:
        self.saving_job = job = Job()
        title = _("saving {path}").format(path=printable_path(path))
        draw = self.pictures().get(path.suffix.lower())
        write = partial(_drawn, path, draw) if draw is not None else partial(_written, path, tables)
        try:
            lost = await watched(self.app, title, job, asyncio.to_thread(write))
        except Problem as problem:
            self.bench.tell_problem(problem)
        except Stopped:
            self.say_saved(_("Stopped; no file was written"))
        else:
            saved = _("saved: {path}").format(path=printable_path(path))
            self.say_saved(saved)
            if lost:
                self.overhear("\n".join([saved, *map(told, lost)]))


def _written(path: Path, tables: Tables) -> Sequence[Note]:
    """In a thread: make the tables and write them; what a file of that kind cannot hold.

    Raises Problem or Stopped.
    """
    losses = Losses()
    sheets, one = tables()
    written(as_excel(sheets, losses) if path.suffix.lower() == EXCEL else as_csv(one), path)
    return losses.notes()


def _drawn(path: Path, draw: Callable[[], bytes]) -> Sequence[Note]:
    """In a thread: draw a picture and write it; it holds all. Raises Problem."""
    written([draw()], path)
    return ()

"""Writing the marked articles, or those that the list shows, to a file."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from textual import work

from seeds.problems import Problem
from seeds.readers import printable_path
from store.project import Project
from tui.language import _, ngettext
from tui.screens.listing import Listing
from tui.screens.sweep_preview import Chosen
from tui.screens.working import Job, watched
from tui.text.sweeps import articles_told
from tui.text.visible import visible


class Stopped(Exception):
    """Somebody asked to stop."""


class Exporting(Listing):
    """The part of the workbench that gives articles to other programs."""

    def chosen_articles(self) -> Chosen:
        """The marked articles, or all that the list shows."""
        raise NotImplementedError

    def action_export(self) -> None:
        """Ask for a file, and write the articles to it."""
        chosen = self.chosen_articles()
        if not chosen.aids:
            self.tell(_("No article is shown"))
            return
        hints = {
            f"{self.project.name}.jsonl": _("everything, an article a line"),
            f"{self.project.name}.csv": _("the indicators, one a row"),
        }
        title = _("Export {articles} to").format(
            articles=articles_told(len(chosen.aids), marked=chosen.marked)
        )
        self.ask(title, partial(self._export_to, chosen.aids), list(hints), free=True, hints=hints)

    def _export_to(self, aids: array[int], name: str) -> None:
        """Write to a new file; ask before one that is there is replaced."""
        path = Path(name).expanduser()
        if not path.exists():
            self._export(aids, path)
            return
        yes = _("replace it")

        def answered(answer: str) -> None:
            if answer == yes:
                self._export(aids, path)
            else:
                self.action_export()

        self.ask(
            _("{path} is there already").format(path=visible(printable_path(path))),
            answered,
            [_("another name"), yes],
        )

    @work(group="export", exit_on_error=False)
    async def _export(self, aids: array[int], path: Path) -> None:
        if not await self.session.drain():
            return
        job = Job()
        title = _("Export to {path}").format(path=printable_path(path))
        try:
            await watched(self.app, title, job, self.session.read(export, self.project, aids, path, job))
        except Problem as problem:
            self.tell_problem(problem)
        except Stopped:
            self.tell(_("Stopped; no file was written"))
        else:
            count = len(aids)
            told = ngettext("{count} article written to {path}", "{count} articles written to {path}", count)
            self.tell(told.format(count=f"{count:,}", path=printable_path(path)))


def export(project: Project, aids: array[int], path: Path, job: Job) -> None:
    """Write articles to a file that appears whole or not at all: the indicators to a `.csv`, else everything.

    Raises Problem or Stopped.
    """
    from store.exchange.indicator_table import csv_lines
    from store.exchange.jsonl import json_lines
    from tui.output import written

    lines = csv_lines if path.suffix.lower() == ".csv" else json_lines
    written(lines(project, _counted(aids, job)), path)


def _counted(aids: array[int], job: Job) -> Iterator[int]:
    """The articles, told as they come. Raises Stopped."""
    for done, aid in enumerate(aids):
        if job.stopped():
            raise Stopped
        job.progress(done, len(aids))
        yield aid

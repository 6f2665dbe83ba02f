"""Writing the marked articles, those that the list shows, one, or all to a file, in any of the formats."""

from __future__ import annotations

from array import array
from functools import partial
from itertools import chain, count
from pathlib import Path

from textual import work

from seeds.problems import Problem
from seeds.readers import printable_path
from store.catalogue import Order
from store.exchange.formats import FORMATS, Format
from tui.exports import Stopped, export, format_of
from tui.language import _, ngettext, told
from tui.screens.listing import Listing
from tui.screens.sweep_preview import Chosen
from tui.screens.working import Job, watched
from tui.text.sweeps import articles_told
from tui.text.visible import visible
from tui.widgets.bars import Notice


class Exporting(Listing):
    """The part of the workbench that gives articles to other programs."""

    def chosen_articles(self) -> Chosen:
        """The marked articles, or all that the list shows."""
        raise NotImplementedError

    def action_export(self) -> None:
        """Ask for a format, which stands for a file, and write the articles to it."""
        chosen = self.chosen_articles()
        told_ = articles_told(len(chosen.aids), marked=chosen.marked)
        self._ask_format(chosen.aids, _("Export {articles} to").format(articles=told_))

    def _ask_format(self, aids: array[int], title: str) -> None:
        """The formats by the names of their files; the last choice is for other articles."""
        if not aids:
            self.tell(_("No article is shown"))
            return
        offered = {self._file_name(kind): kind for kind in FORMATS}
        others = _("other articles…")
        hints = {name: _(kind.title) for name, kind in offered.items()}
        hints[others] = _("this one, the marked, those shown, or all")

        def answered(name: str) -> None:
            if name == others:
                self._ask_articles()
            else:
                self._export_to(aids, title, name, offered.get(name))

        self.ask(title, answered, list(hints), free=True, hints=hints)

    def _ask_articles(self) -> None:
        """Which articles are meant, where these are not those that were offered."""
        everything = self.project.ids(order=Order("added", descending=False))
        marks = self.article_list.marks
        layer = self.session.layer
        offered: dict[str, array[int]] = {}
        if layer is not None:
            offered[_("this article")] = array("q", [layer.aid])
        if marks:
            offered[_("the marked")] = marks.ids()
        offered[_("those shown")] = array("q", self.ids)
        offered[_("the whole project")] = everything
        hints = {
            name: ngettext("{count} article", "{count} articles", len(aids)).format(count=f"{len(aids):,}")
            for name, aids in offered.items()
        }

        def answered(name: str) -> None:
            self._ask_format(offered[name], _("Export {articles} to").format(articles=hints[name]))

        self.ask(_("Which articles"), answered, list(offered), hints=hints)

    def _ask_which(self, aids: array[int], title: str, name: str) -> None:
        """Ask which of the formats a file of this name is to be."""
        offered = {kind.name: kind for kind in FORMATS}
        hints = {kind.name: _(kind.title) for kind in FORMATS}
        self.ask(
            _("Which format is {path}").format(path=visible(printable_path(Path(name)))),
            lambda named: self._export_to(aids, title, name, offered[named]),
            list(offered),
            hints=hints,
        )

    def _file_name(self, kind: Format) -> str:
        """What a file, or the new folder of several, is called unless somebody says otherwise."""
        if kind.several:
            first = f"{self.project.name}-{kind.name}"
            names = chain([first], (f"{first}-{number}" for number in count(2)))
            return next(name for name in names if not Path(name).exists())
        own = kind.ending.removeprefix(".") == kind.name
        return f"{self.project.name}{'' if own else f'.{kind.name}'}{kind.ending}"

    def _export_to(self, aids: array[int], title: str, name: str, kind: Format | None) -> None:
        """Write to a new file; ask which format it is where its name does not say, and before one that is
        there is replaced."""
        path = Path(name).expanduser()
        try:
            kind = kind or format_of(path)
        except Problem:
            self._ask_which(aids, title, name)
            return
        if not path.exists() or path.is_dir():
            self._export(aids, path, kind)
            return
        yes = _("replace it")

        def answered(answer: str) -> None:
            if answer == yes:
                self._export(aids, path, kind)
            else:
                self._ask_format(aids, title)

        self.ask(
            _("{path} is there already").format(path=visible(printable_path(path))),
            answered,
            [_("another name"), yes],
        )

    @work(group="export", exit_on_error=False)
    async def _export(self, aids: array[int], path: Path, kind: Format) -> None:
        if not await self.session.drain():
            return
        job = Job()
        title = _("Export to {path}").format(path=printable_path(path))
        run = partial(export, self.project, aids, kind, path, progress=job.progress, stopped=job.stopped)
        try:
            lost = await watched(self.app, title, job, self.session.read(run))
        except Problem as problem:
            self.tell_problem(problem)
        except Stopped:
            self.tell(_("Stopped; no file was written"))
        else:
            done = len(aids)
            line = ngettext("{count} article written to {path}", "{count} articles written to {path}", done)
            self.tell(line.format(count=f"{done:,}", path=printable_path(path)))
            if lost:
                self.query_one(Notice).show(*map(told, lost))

"""Copying out of the article and the list: words, quotations, records, tables, the link."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual import work

from seeds.article import Entity, Indicator
from seeds.problems import Problem
from store.exchange.documents import Document, documents
from store.project import Project
from tui.exports import Stopped
from tui.language import _, ngettext
from tui.screens.menu import MenuItem, MenuScreen
from tui.screens.opening_source import OpeningSource
from tui.screens.sweep_preview import Chosen
from tui.screens.working import Job, watched

if TYPE_CHECKING:
    from tui.text.copies import Here

_MOST = 16 << 20
"""Characters of the largest table that is made for a clipboard."""
_TABLE = "T"


class Copying(OpeningSource):
    """The part of the workbench that fills the clipboard."""

    def chosen_articles(self) -> Chosen:
        """The marked articles, or all that the list shows."""
        raise NotImplementedError

    def action_copy(self) -> None:
        """Copy what the caret selects; where nothing is selected, ask what to copy."""
        caret = self.reader.caret
        if caret is not None and caret.selection is not None:
            self.action_copy_of("c")
        else:
            self.action_copy_menu()

    def action_copy_menu(self) -> None:
        """Ask what to copy."""
        from tui.text.copies import copies

        here = self._here_to_copy()
        items = [_to_copy(copy.letter, _(copy.name)) for copy in copies(here)] if here is not None else []
        chosen = self.chosen_articles()
        if chosen.marked or len(chosen.aids) > 1:
            items.append(_to_copy(_TABLE, _table_named(chosen)))
        if not items:
            self.tell(_("There is nothing to copy"))
            return

        async def taken(item: MenuItem | None) -> None:
            if item is not None:
                await self.run(item.action, item.pane)

        at = self.actor(self.pane).region.offset
        self.app.push_screen(MenuScreen(_("Copy"), items, at), taken)

    @work(group="copy", exit_on_error=False)
    async def action_copy_of(self, letter: str) -> None:
        """Copy what this letter of the menu stands for."""
        from tui.text.copies import LINK, MARKDOWN, copies

        if letter == _TABLE:
            await self._copy_table(self.chosen_articles())
        elif (here := self._here_to_copy()) is not None:
            if letter in (LINK, MARKDOWN):
                here = here._replace(link=await self.link_of_article())
            if letter == LINK and here.link is None:
                self.tell(_("The source of this article names no address of its own"))
                return
            for copy in copies(here):
                if copy.letter == letter:
                    self.copy_text(copy.text(), _(copy.name))

    def _here_to_copy(self) -> Here | None:
        """Where in the open article: at the caret, the annotation, the hit, or what is in view."""
        from tui.text.copies import Here

        article, layer, caret = self.session.article, self.session.layer, self.reader.caret
        if article is None or layer is None:
            return None
        chosen, hit = self.session.chosen(), self.reader.hit_span
        selected = caret.selection if caret is not None else None
        if caret is not None:
            at = caret.under
        elif isinstance(chosen, Entity | Indicator):
            at = chosen.start
        else:
            at = hit.start if hit is not None else self.reader.top_offset
        return Here(article, layer, at, selected, chosen)

    async def _copy_table(self, chosen: Chosen) -> None:
        """Copy the records of many articles, one a line."""
        if not await self.session.drain():
            return
        job, what = Job(), _table_named(chosen)
        making = self.session.read(_table_of, self.project, chosen.aids, job)
        try:
            table = await watched(self.app, what, job, making)
        except Problem as problem:
            self.tell_problem(problem)
        except Stopped:
            self.tell(_("Stopped; nothing was copied"))
        else:
            self.copy_text(table, what)


def _table_of(project: Project, aids: array[int], job: Job) -> str:
    """In a thread: the table of these articles' records. Raises Problem or Stopped."""
    from tui.text.record_tables import record_table

    def one_by_one() -> Iterator[Document]:
        for done, document in enumerate(documents(project, aids)):
            if job.stopped():
                raise Stopped
            job.progress(done, len(aids))
            yield document

    return record_table(one_by_one(), _MOST)


def _table_named(chosen: Chosen) -> str:
    count = len(chosen.aids)
    if chosen.marked:
        words = ngettext("records of {count} marked article", "records of {count} marked articles", count)
    else:
        words = ngettext("records of {count} article shown", "records of {count} articles shown", count)
    return words.format(count=f"{count:,}")


def _to_copy(letter: str, name: str) -> MenuItem:
    return MenuItem(name, f"copy_of('{letter}')", "workbench", (letter,))

"""Searching from the workbench: what was found is opened at the hit, or becomes the list's filter."""

from __future__ import annotations

import msgspec

from store.catalogue import Filter
from store.hits import Hit, places_of
from tui.commands import Pane
from tui.screens.finding import Finding
from tui.screens.search import Outcome, SearchScreen
from tui.screens.search_items import Asked
from tui.widgets.reader import Reader


class Seeking(Finding):
    """The part of the workbench that searches the project."""

    _searched = Asked()

    def action_search(self) -> None:
        """Search titles and texts, from what was searched for last."""
        self.search_for(self._searched)

    def search_for(self, asked: Asked) -> None:
        """Search titles and texts for something."""

        async def left(outcome: Outcome | None) -> None:
            if outcome is None:
                return
            self._searched = outcome.asked
            if outcome.then == "filter":
                self._filter_by_search(outcome.asked)
            elif outcome.chosen is not None:
                await self._open_found(outcome)

        self.app.push_screen(SearchScreen(self, self.where, asked), left)

    def _filter_by_search(self, asked: Asked) -> None:
        """The list shows what the search looked through and found."""
        where = self.where if asked.in_list else Filter()
        words = [where.query, *(word for word in asked.query.split() if word not in where.query.split())]
        self.show_where(msgspec.structs.replace(where, query=" ".join(filter(None, words))))
        self.action_show_pane("list")

    async def _open_found(self, outcome: Outcome) -> None:
        """Open the article in the reader; where words of its text were found, at them."""
        found = outcome.chosen
        if found is None:
            return
        self.action_show_pane("reader")
        await self.open_article(found.row.aid)
        # Only now: a list whose cursor moves opens what it stands on, unless that is open already.
        self.article_list.move_to(found.row.aid)
        if isinstance(found, Hit):
            # The pane may just be laid out, and the article in it.
            self.call_after_refresh(self.light_hits, outcome.asked.query, found.start)

    def light_hits(self, query: str, at: int) -> None:
        """Light every word of a query in the open article, with the one at `at` as the current hit."""
        article = self.session.article
        if article is None:
            return
        self.query_one(Reader).light(places_of(query, article.text), at)
        self.find_bar.open()
        self.find_bar.fill(query)

    def action_show_pane(self, pane: Pane) -> None:
        """Go to a pane."""
        raise NotImplementedError

"""The list of articles: its filter and order, and moving from article to article."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from textual import work

from seeds.problems import Problem
from store import layer as changes
from store.catalogue import Filter, Order
from store.layer import Verdict
from tui.language import _, ngettext
from tui.screens.bench import Bench
from tui.text.names import ORDERS, VERDICT_NAMES
from tui.widgets.article_list import ArticleList

_VERDICT_CHOICES: tuple[tuple[Verdict, ...], ...] = ((), ("new", "reading"), ("done",), ("flagged",))


class Listing(Bench):
    """The part of the workbench that finds and opens articles."""

    ids: Sequence[int] = ()
    where: Filter = Filter()
    order: Order = ORDERS[0][0]

    @property
    def article_list(self) -> ArticleList:
        """The widget that shows the list."""
        return self.query_one(ArticleList)

    async def reload_list(self, keep: int | None = None) -> None:
        """Show the articles that the filter leaves; `keep` stays under the cursor."""
        self.ids = await self.session.read(self.project.ids, self.where, self.order)
        self.article_list.empty = self._nothing_found() if self.where != Filter() else self._nothing_yet()
        self.article_list.set_ids(self.ids, keep)
        self.redraw_counts()

    @work(group="counts", exclusive=True, exit_on_error=False)
    async def redraw_counts(self) -> None:
        """The list's title says what it holds."""
        counts = await self.session.read(self.project.counts)
        total = sum(counts.values())
        shown = len(self.ids)
        title = _("Articles")
        pane = self.query_one("#list-pane")
        pane.border_title = f"{title} {shown:,}" if shown == total else f"{title} {shown:,} / {total:,}"
        facts = [_(name) for order, name in ORDERS[1:] if order == self.order]
        facts += [_(VERDICT_NAMES[verdict]) for verdict in self.where.verdicts]
        pane.border_subtitle = " · ".join(facts)
        told = [ngettext("{count} article", "{count} articles", total).format(count=f"{total:,}")]
        told += [f"{counts[v]:,} {_(VERDICT_NAMES[v])}" for v in ("done", "flagged") if counts.get(v)]
        self.show_progress(" · ".join(told))

    def show_progress(self, told: str) -> None:
        """Say in the title bar how far the project is."""
        raise NotImplementedError

    async def open_article(self, aid: int, current: str | None = None) -> None:
        """Read an article, at an annotation."""
        try:
            await self.session.open(aid, current)
        except Problem as problem:
            self.tell_problem(problem)
            return
        self.article_list.opened = aid
        self.show_article()

    def show_article(self) -> None:
        """Show the session's article anew."""
        raise NotImplementedError

    async def action_step_article(self, by: int) -> None:
        """Open the next or previous article of the list."""
        at = self._place_in_list()
        if at is not None and 0 <= at + by < len(self.ids):
            await self._go_to(self.ids[at + by])

    async def action_next_waiting(self) -> None:
        """Open the next article of the list that is not done."""
        undone = Filter(verdicts=("new", "reading"))
        waiting = set(await self.session.read(self.project.ids, undone, self.order))
        at = self._place_in_list()
        after = [] if at is None else [*self.ids[at + 1 :], *self.ids[:at]]
        following = next((aid for aid in after if aid in waiting), None)
        if following is None:
            self.tell(_("No other article is waiting"))
        else:
            await self._go_to(following)

    async def action_done(self) -> None:
        """Set the verdict to done and open the next article that waits."""
        layer = self.session.layer
        if layer is None:
            return
        self.take(changes.set_verdict(layer, "done"))
        if await self.session.drain():
            await self.action_next_waiting()

    async def action_change_order(self) -> None:
        """Put the list in its next order."""
        orders = [order for order, _name in ORDERS]
        self.order = orders[(orders.index(self.order) + 1) % len(orders)]
        await self.reload_list(self.article_list.cursor)

    async def action_change_verdicts(self) -> None:
        """Show the articles of the next set of verdicts."""
        at = _VERDICT_CHOICES.index(self.where.verdicts) if self.where.verdicts in _VERDICT_CHOICES else 0
        self.where = Filter(
            query=self.where.query, verdicts=_VERDICT_CHOICES[(at + 1) % len(_VERDICT_CHOICES)]
        )
        await self.reload_list(self.article_list.cursor)

    async def filter_by(self, query: str) -> None:
        """Show the articles in which `query` stands."""
        if query != self.where.query:
            self.where = msgspec.structs.replace(self.where, query=query)
            await self.reload_list(self.article_list.cursor)

    async def _go_to(self, aid: int) -> None:
        self.article_list.move_to(aid)
        await self.open_article(aid)

    def _place_in_list(self) -> int | None:
        opened = self.session.layer.aid if self.session.layer else self.article_list.cursor
        ids = list(self.ids)
        return ids.index(opened) if opened in ids else None

    def _nothing_found(self) -> str:
        return _("No article matches. Esc clears the filter.")

    def _nothing_yet(self) -> str:
        leave = self.key_of("quit")
        return _("No articles yet. Leave with {key} and run: piyue import FILES").format(key=leave)

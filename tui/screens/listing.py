"""The list of articles: which of them it shows, and moving from article to article."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from time import monotonic

from textual import work
from textual.content import Content

from seeds.problems import Problem
from store import layer as changes
from store.catalogue import Filter, Order
from store.layer import Verdict
from store.progress import Pace, pace_today
from store.project import Project
from store.views import View
from tui.language import _
from tui.screens.bench import Bench
from tui.text.names import ORDERS, VERDICT_NAMES, order_told
from tui.text.visible import visible
from tui.text.width import clip
from tui.widgets.article_list import ArticleList

_UNDONE: tuple[Verdict, ...] = ("new", "reading")
_NEAR = 16
"""How many of the next articles are looked at before all that wait are asked for."""
_PATIENCE = 0.2
"""Seconds after which the list says that it is being made."""
_PACE_HOLDS = 60.0
"""Seconds after which the pace is asked for again."""
_LONGEST_NAME = 24
"""Cells of a view's name in the list's title."""


class Listing(Bench):
    """The part of the workbench that shows, finds and opens articles."""

    ids: Sequence[int] = array("q")
    where: Filter = Filter()
    order: Order = ORDERS[0][0]
    view: View | None = None
    """The view that was chosen last, as long as something of it holds."""
    _counts: dict[Verdict, int] | None = None
    _pace: Pace = Pace()
    _pace_due = 0.0
    _asked = 0
    _awaited = 0
    """Lists that were asked for and are not there yet."""
    _busy = False

    @property
    def article_list(self) -> ArticleList:
        """The widget that shows the list."""
        return self.query_one(ArticleList)

    # What the list holds

    @work(group="list", exclusive=True, exit_on_error=False)
    async def relist(self) -> None:
        """Show the articles that the filter leaves, in the background; the cursor stays on its article."""
        await self.reload_list(self.article_list.cursor)

    async def reload_list(self, keep: int | None = None) -> None:
        """Show the articles that the filter leaves; `keep` stays under the cursor.

        Of several that are asked for at once only the last is shown.
        """
        self._asked += 1
        mine = self._asked
        self._awaited += 1
        waiting = self.set_timer(_PATIENCE, self._say_whether_busy)
        try:
            ids = await self.session.read(self._ids_unless_late, mine, self.where, self.order)
        finally:
            waiting.stop()
            self._awaited -= 1
            self._say_whether_busy()
        if ids is None or mine != self._asked:
            return
        self.ids = ids
        self.article_list.empty = self._nothing_found() if self.where != Filter() else self._nothing_yet()
        self.article_list.set_ids(ids, keep)
        self.redraw_title()
        self.redraw_counts()

    def _ids_unless_late(self, asked: int, where: Filter, order: Order) -> Sequence[int] | None:
        """In the reading thread: None where another list has been asked for since."""
        return self.project.ids(where, order) if asked == self._asked else None

    def _say_whether_busy(self) -> None:
        # A timer that ran out while this screen was still being made is told of only when all is there.
        busy = self._awaited > 0
        if busy != self._busy:
            self._busy = busy
            self.redraw_title()

    @work(group="counts", exclusive=True, exit_on_error=False)
    async def redraw_counts(self) -> None:
        """The list's title and the title bar say how far the project is."""
        counts = await self.session.read(self.project.counts)
        if monotonic() >= self._pace_due:
            self._pace_due = monotonic() + _PACE_HOLDS
            self._pace = await self.session.read(pace_today, self.project)
        self._counts = counts
        self.redraw_title()
        told = [
            _("{done} / {total} done").format(done=f"{counts['done']:,}", total=f"{sum(counts.values()):,}")
        ]
        if counts["flagged"]:
            told.append(f"{counts['flagged']:,} {_(VERDICT_NAMES['flagged'])}")
        if self._pace.per_hour is not None:
            told.append(_("{count}/h").format(count=round(self._pace.per_hour)))
        self.show_progress(" · ".join(told))

    def relabel(self) -> None:
        """The list's edges and the title bar, too."""
        super().relabel()
        self.redraw_title()
        self.redraw_counts()

    def redraw_title(self) -> None:
        """The list's edges say what it shows: how many articles, which view, in which order."""
        shown, total = len(self.ids), sum(self._counts.values()) if self._counts else 0
        view = self.view
        name = _("Articles") if view is None else clip(visible(view.name), _LONGEST_NAME)
        count = f"{shown:,}" if shown >= total else f"{shown:,} / {total:,}"
        pane = self.query_one("#list-pane")
        pane.border_title = Content(" · ".join([f"{name} {count}", *self.title_facts()]))
        pane.border_subtitle = Content(_("looking…") if self._busy else order_told(self.order))

    def title_facts(self) -> Sequence[str]:
        """What else the list's title says."""
        return ()

    def show_progress(self, told: str) -> None:
        """Say in the title bar how far the project is."""
        raise NotImplementedError

    def remember_soon(self) -> None:
        """Keep, once the keys rest, where the workbench is."""
        raise NotImplementedError

    # Opening articles

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
        at = self._place_in_list()
        following = None
        if at is not None:
            following = await self.session.read(next_waiting, self.project, self.ids, at)
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

    async def _go_to(self, aid: int) -> None:
        self.article_list.move_to(aid)
        await self.open_article(aid)

    def _place_in_list(self) -> int | None:
        opened = self.session.layer.aid if self.session.layer else self.article_list.cursor
        try:
            return None if opened is None else self.ids.index(opened)
        except ValueError:
            return None

    def _nothing_found(self) -> str:
        return _("No article matches. Esc clears the filter.")

    def _nothing_yet(self) -> str:
        told = _("No articles yet.\n{take_in} imports files\n{paste} takes a text\n{start} shows the samples")
        ids = {"take_in": "import", "paste": "article.paste", "start": "start"}
        return told.format(**{name: self.key_of(id_) for name, id_ in ids.items()})


def next_waiting(project: Project, ids: Sequence[int], at: int) -> int | None:
    """The article after the place `at` of a list, round its end, that nobody has set to done or flagged."""
    for row in project.rows(ids[at + 1 : at + 1 + _NEAR]):
        if row.verdict in _UNDONE:
            return row.aid
    # One question, whatever the number of articles between; most often it need not be asked.
    undone = frozenset(project.ids(Filter(verdicts=_UNDONE), Order("added", descending=False)))
    places = (place % len(ids) for place in range(at + 1, at + len(ids)))
    return next((ids[place] for place in places if ids[place] in undone), None)

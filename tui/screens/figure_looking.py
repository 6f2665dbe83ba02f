"""The part of the screen of figures that asks for them in the background and shows what comes."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

import msgspec
from textual import on, work
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from store.exchange.tables.rows import sentence_around
from store.figures import By, Figure, FigureFilter, FigureOrder, Figures
from store.figures.index_file import Interrupted
from store.project import Project
from tui.language import _, language, ngettext
from tui.screens.figure_rows import FigureRows, Found, found_all, found_first, read_rows
from tui.screens.informed import Informed
from tui.screens.working import Job
from tui.text.choices import Choice
from tui.text.figure_offers import offered, values_of
from tui.text.figure_query import figures_asked
from tui.text.visible import visible
from tui.widgets.figure_cells import BY_NAMES, order_told
from tui.widgets.figure_line import FigureLine
from tui.widgets.ruled_table import RuledTable

if TYPE_CHECKING:
    from tui.screens.bench import Bench

P = ParamSpec("P")
R = TypeVar("R")
_RESTS = 0.08
"""Seconds that the cursor rests before the words around a figure are read."""
_PATIENCE = 0.2
"""Seconds after which the screen says that it is looking."""
_ANEW = 3.0
"""Seconds after which the table is first read again while the index is being made; then twice as many."""
_TEXTS = 8


class View(msgspec.Struct, frozen=True, kw_only=True):
    """What the screen shows: the filter line, by what it groups, in which order, and where one stands."""

    line: str = ""
    by: By | None = None
    order: FigureOrder = FigureOrder()
    cursor: int = 0
    top: int = 0


class Left(msgspec.Struct, frozen=True, kw_only=True):
    """How the screen was left: the views that lead back, that which was shown last; what was chosen."""

    views: tuple[View, ...]
    chosen: Figure | None = None


class Looking(Informed[Left], inherit_bindings=False):
    """The index of figures keeps up in the background while the table shows what is in it already."""

    def __init__(self, bench: Bench, views: Sequence[View] = ()) -> None:
        super().__init__(bench)
        self.figures = Figures(bench.project)
        self.views = list(views) or [View()]
        self.rows = FigureRows()
        self._keeping_up = Job()
        self._shown: View | None = None
        """The view whose rows are in the table."""
        self._asked = 0
        self._looking = False
        self._patience = _ANEW
        self._anew_at = monotonic() + _ANEW
        self._resting: Timer | None = None
        self._texts: OrderedDict[int, str] = OrderedDict()

    @property
    def table(self) -> RuledTable:
        """The table."""
        return self.query_one(RuledTable)

    @property
    def line(self) -> FigureLine:
        """The filter line."""
        return self.query_one(FigureLine)

    @property
    def view(self) -> View:
        """What is shown."""
        return self.views[-1]

    @property
    def where(self) -> FigureFilter:
        """Which figures are shown."""
        return figures_asked(self.view.line).where

    def change(self, **changes: object) -> None:
        """Show another view in place of this one, from its first row."""
        self.views[-1] = msgspec.structs.replace(self.view, cursor=0, top=0, **changes)
        self.look()

    def remember_place(self) -> None:
        """Keep where one stands in the view, once it is shown."""
        if self._shown is self.view:
            table = self.table
            self._shown = msgspec.structs.replace(self.view, cursor=max(0, table.cursor), top=table.top)
            self.views[-1] = self._shown

    async def leave(self, chosen: Figure | None = None) -> None:
        """Back to the workbench, perhaps to a figure; nothing reads the project any more then."""
        self.remember_place()
        self._keeping_up.stop()
        self.figures.interrupt()
        own = (one.wait() for one in self.workers if one.node is self)
        await asyncio.gather(*own, return_exceptions=True)
        if self.is_current:
            self.dismiss(Left(views=tuple(self.views), chosen=chosen))

    def on_unmount(self) -> None:
        """Close the index."""
        self._keeping_up.stop()
        self.figures.close()

    # Asking

    @work(group="figures", exclusive=True, exit_on_error=False)
    async def look(self) -> None:
        """Show what the view asks for: what comes quickly, then all. A later question takes its place."""
        self._asked += 1
        mine, view, where = self._asked, self.view, self.where
        self.figures.interrupt()
        waiting = self.set_timer(_PATIENCE, partial(self._be_looking, looking=True))
        try:
            first = await self._answer(mine, found_first, where, view.by, view.order)
            if first is not None and (first.whole or view.cursor < len(first.numbers)):
                self._show(view, first)
            if first is not None:
                found = await self._answer(mine, found_all, where, view.order, first)
                if found is not None:
                    self._show(view, found)
        finally:
            waiting.stop()
            if mine == self._asked and self.is_mounted:
                self._be_looking(looking=False)

    async def _answer(
        self, mine: int, question: Callable[Concatenate[Figures, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R | None:
        """The answer to a question, found in a thread; None where another has been asked since."""
        while mine == self._asked and not self._keeping_up.stopped():
            try:
                answer = await asyncio.to_thread(question, self.figures, *args, **kwargs)
            except Interrupted:
                continue
            return answer if mine == self._asked else None
        return None

    def _show(self, view: View, found: Found) -> None:
        """Show what was found. Where only more rows follow, the cursor stays where it has come to."""
        rows, table = self.rows, self.table
        more = rows.by == view.by and len(rows) and rows.found.numbers == found.numbers[: len(rows)]
        cursor, top = (table.cursor, table.top) if more else (view.cursor, view.top)
        if more and view.by is None:
            rows.found = found
        else:
            rows.show(view.by, found)
        self._shown = view
        self._draw(cursor, top)

    @work(group="keep-up", exit_on_error=False)
    async def keep_up(self) -> None:
        """Bring the index up to date, and show what it has come to know."""
        job = self._keeping_up
        telling = self.set_interval(_PATIENCE, self._tell_how_far)
        try:
            await asyncio.to_thread(self.figures.catch_up, job.progress, job.stopped)
        finally:
            telling.stop()
        job.done = job.all
        if not job.stopped():
            self.look_again()

    def _tell_how_far(self) -> None:
        """Say how far the index is; show the first figures as soon as there are any."""
        self.say()
        begun = self._keeping_up.done and not len(self.rows)
        if begun or monotonic() > self._anew_at:
            # Looking takes the longer the more there is, and holds up what is waited for.
            self._patience *= 2
            self._anew_at = monotonic() + self._patience
            self.look_again()

    def look_again(self) -> None:
        """Show the same view as it is now."""
        if not self._looking:
            self.remember_place()
            self.look()

    @on(RuledTable.Wanted)
    def read_wanted(self, event: RuledTable.Wanted) -> None:
        """Read the rows that came into view."""
        self._read(event.rows)

    @work(group="figure-rows", exclusive=True, exit_on_error=False)
    async def _read(self, wanted: range) -> None:
        numbers = self.rows.missing(wanted)
        if numbers:
            self.rows.keep(*await asyncio.to_thread(read_rows, self.figures, self.bench.project, numbers))
            self.table.refresh()
            self.tell_words()

    async def offer(self, line: str, at: int, asked: bool) -> Sequence[Choice]:
        """What the filter line can be completed with; all keys where that is asked for."""
        ask = partial(offered, line, at, values_of(self.figures), chinese=language() == "zh", asked=asked)
        return await asyncio.to_thread(ask)

    # The words around a figure

    @on(RuledTable.Moved)
    def tell_soon(self) -> None:
        """Tell the words around the figure once the cursor rests."""
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(_RESTS, self.tell_words)

    @work(group="figure-words", exclusive=True, exit_on_error=False)
    async def tell_words(self) -> None:
        """Show the sentence of the figure under the cursor, and where it was published."""
        figure = self.rows.figure(self.table.cursor)
        words = self.query_one("#figure-words", Static)
        words.set_class(figure is None, "-none")
        if figure is None:
            return
        if figure.aid not in self._texts:
            self._texts[figure.aid] = await asyncio.to_thread(_text_of, self.bench.project, figure.aid)
            while len(self._texts) > _TEXTS:
                self._texts.popitem(last=False)
        before, said, after = self.around(figure)
        words.update(
            Content.assemble(
                before, (said, "bold underline"), after, "\n", (self.source_of(figure), "$foreground-muted")
            )
        )

    def around(self, figure: Figure) -> tuple[str, str, str]:
        """The sentence of a figure: what stands before it, its own words, what stands behind it."""
        text = self._texts.get(figure.aid, "")
        said = text[figure.start : figure.end]
        sentence = sentence_around(text, figure.start, figure.end)
        at = text.find(sentence, max(0, figure.start - len(sentence)))
        cut = figure.start - at
        return tuple(map(visible, (sentence[:cut], said, sentence[cut + len(said) :])))  # type: ignore[return-value]

    def source_of(self, figure: Figure) -> str:
        """The title of its article, who published it, when."""
        row = self.rows.article(figure.aid)
        if row is None:
            return ""
        return " · ".join(visible(part) for part in (row.title, row.source, row.published) if part)

    # Drawing

    def _draw(self, cursor: int, top: int) -> None:
        order = (self.view.order.by, self.view.order.descending) if self.view.by is None else ("", False)
        self.table.show(
            self.rows.headings(),
            len(self.rows),
            cursor=cursor,
            top=top,
            ordered=order,
            empty=self._nothing(),
        )
        self.say()

    def relabel(self) -> None:
        """Name everything in the language in use."""
        self._draw(max(0, self.table.cursor), self.table.top)
        self.tell_words()

    def _nothing(self) -> str:
        if self._keeping_up.done < self._keeping_up.all:
            return _("The figures are being read…")
        if self.view.line:
            return _("No figure matches. Esc clears the filter.")
        return _("No figures yet")

    def _be_looking(self, *, looking: bool) -> None:
        self._looking = looking
        self.say()

    def say(self) -> None:
        """Say on the box's edges what is shown, and how far it is."""
        box, found = self.query_one(Vertical), self.rows.found
        parts = [_("Figures")]
        if found.figures is not None and found.articles is not None:
            parts = [
                ngettext("{count} figure", "{count} figures", found.figures).format(
                    count=f"{found.figures:,}"
                )
            ]
            articles = ngettext("in {count} article", "in {count} articles", found.articles)
            parts.append(articles.format(count=f"{found.articles:,}"))
        box.border_title = Content(" · ".join(parts))
        box.border_subtitle = Content(" · ".join(self._standing()))

    def _standing(self) -> Iterator[str]:
        strange = figures_asked(self.view.line).troubles
        if strange:
            yield _("not understood: {words}").format(words=visible(" ".join(strange)))
        job = self._keeping_up
        if job.done < job.all:
            yield _("reading articles {done} / {all}").format(done=f"{job.done:,}", all=f"{job.all:,}")
        elif self._looking:
            yield _("looking…")
        if self.view.by is None:
            yield order_told(self.view.order)
        else:
            yield _("by {field}").format(field=_(BY_NAMES[self.view.by]))


def _text_of(project: Project, aid: int) -> str:
    return project.article(aid).text

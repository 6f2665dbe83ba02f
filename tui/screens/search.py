"""Searching the project as one types: titles, and the words of all texts with what stands around them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input

from seeds.problems import Problem
from store.catalogue import Filter
from store.hits import Hit
from store.project import Project
from store.searching import TitleHit
from tui.language import _, told
from tui.screens.over import Over
from tui.screens.search_items import MOST_TITLES, Answer, Asked, items_of, nothing_found
from tui.text.visible import visible
from tui.text.wrap import wrap
from tui.widgets.key_hints import Hint, KeyHints
from tui.widgets.search_results import Heading, Item, More, SearchResults
from tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from tui.screens.bench import Bench

PAGE = 20
"""Hits that are read at a time."""
_PATIENCE = 0.2
"""Seconds after which the screen says that it is looking."""
_LOW = 14
"""Lines of a terminal below which the keys are not told."""
_REST = 0.15
"""Seconds without another key after which all that there is gets counted."""


class Outcome(NamedTuple):
    """How the search was left: what was asked, what is to be done, and the article that was chosen."""

    asked: Asked
    then: Literal["leave", "filter", "open"]
    chosen: TitleHit | Hit | None = None


class SearchScreen(Over[Outcome], inherit_bindings=False):
    """One line to type in, and below it what it finds, as it is typed. Dismissed with what to do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("down,ctrl+n", "move(1)", show=False, priority=True),
        Binding("up,ctrl+p", "move(-1)", show=False, priority=True),
        Binding("pagedown", "turn_page(1)", show=False, priority=True),
        Binding("pageup", "turn_page(-1)", show=False, priority=True),
        Binding("tab", "filter", show=False, priority=True),
        Binding("ctrl+l", "change_scope", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    SearchScreen {
        align: center top;
        & > Vertical { width: 100; offset-y: 1; }
        & Input { background: $panel; padding: 0 1; }
        &.-low > Vertical { offset-y: 0; }
        &.-low KeyHints { display: none; }
    }
    """

    def __init__(self, bench: Bench, where: Filter, last: Asked) -> None:
        super().__init__()
        self._bench = bench
        self._where = where
        self._in_list = last.in_list and where != Filter()
        self._first = last.query
        self._answer = Answer(Asked(), (), ())
        self._total: int | None = None
        self._all_titles = False
        self._ended = True
        self._eager = False
        """Whether Enter was pressed before anything was found."""
        self._waiting: Timer | None = None

    def compose(self) -> ComposeResult:
        """What is typed, what it finds, the keys."""
        with Vertical():
            yield TextLine(
                self._first, compact=True, placeholder=_("words of a text; a title or its pinyin initials")
            )
            yield SearchResults()
            scope = [Hint("^l", _("list or all"), "change_scope")] if self._where != Filter() else []
            yield KeyHints(
                [
                    Hint("Enter", _("opens it"), "take"),
                    Hint("↑↓", _("choose"), "move(1)"),
                    Hint("Tab", _("filters the list by it"), "filter"),
                    *scope,
                    Hint("Esc", _("back"), "leave"),
                ]
            )

    def scrolling(self) -> Widget:
        """What was found."""
        return self._results

    def on_mount(self) -> None:
        """Begin with what was searched for last."""
        self.query_one(Input).focus()
        self._make_ready()
        if self._first:
            self._look()

    def relabel(self) -> None:
        """The title, where it looks and what it found in the language in use."""
        self.query_one(Vertical).border_title = _("Search")
        self._say()
        self._draw(keep=True)

    def on_resize(self) -> None:
        """Few lines are all for what was found."""
        self.set_class(self.size.height < _LOW, "-low")
        super().on_resize()

    def on_click(self, event: events.Click) -> None:
        """A click beside the box leaves it."""
        if self.get_widget_at(*event.screen_offset)[0] is self:
            self.action_leave()

    # What the keys do

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Open the marked article, once it has been found; show the other titles."""
        if self._answer.asked == self._asked:
            self._take(self._results.marked)
        else:
            self._eager = True

    @on(SearchResults.Chosen)
    def take_clicked(self, event: SearchResults.Chosen) -> None:
        """A click opens an article."""
        self._take(event.item)

    def action_move(self, by: int) -> None:
        """Mark another article."""
        self._results.move(by)

    def action_turn_page(self, by: int) -> None:
        """Mark an article a page further on."""
        self._results.turn_page(by)

    def action_filter(self) -> None:
        """Make what is typed the list's filter."""
        if self._asked.query:
            self.dismiss(Outcome(self._asked, "filter"))
        else:
            self.app.bell()

    def action_change_scope(self) -> None:
        """Search among the articles of the list only, or among all."""
        if self._where == Filter():
            self.app.bell()
            return
        self._in_list = not self._in_list
        self._say()
        self._look()

    def action_leave(self) -> None:
        """Leave everything as it was."""
        self.dismiss(Outcome(self._asked, "leave"))

    @on(Input.Changed)
    def look_anew(self) -> None:
        """Search for what is typed now."""
        self._eager = False
        self._look()

    @on(SearchResults.NearEnd)
    def look_further(self) -> None:
        """Read the next page of hits."""
        if not self._ended:
            self._ended = True
            self._go_on()

    # Searching

    @property
    def _asked(self) -> Asked:
        return Asked(self.query_one(Input).value.strip(), self._in_list)

    def _scope(self, asked: Asked) -> Filter:
        return self._where if asked.in_list else Filter()

    @property
    def _results(self) -> SearchResults:
        return self.query_one(SearchResults)

    @work(group="ready", exit_on_error=False)
    async def _make_ready(self) -> None:
        await self._bench.session.read(self._bench.project.make_titles_ready)

    @work(group="search", exclusive=True, exit_on_error=False)
    async def _look(self) -> None:
        """Search for what is typed; whatever is typed meanwhile takes the place of this."""
        asked = self._asked
        scope = self._scope(asked)
        self._be_busy()
        try:
            answer = await self._bench.session.read(_answered, self._bench.project, asked, scope)
        except Problem as problem:
            if asked == self._asked:
                self._be_idle()
                self._fail(problem)
            return
        if asked != self._asked:
            return
        self._be_idle()
        self._answer, self._all_titles = answer, False
        self._ended = len(answer.hits) < PAGE
        self._total = len(answer.hits) if self._ended else None
        self._draw()
        if self._eager:
            self._eager = False
            self._take(self._results.marked)
        if not self._ended:
            await asyncio.sleep(_REST)
            await self._count(asked, scope)

    async def _count(self, asked: Asked, scope: Filter) -> None:
        """Count what there is, some at a time, so that the next question never waits for long."""
        read, count_hits = self._bench.session.read, self._bench.project.count_hits
        try:
            total, after = await read(count_hits, asked.query, scope)
            while after is not None:
                articles, after = await read(count_hits, asked.query, scope, after=after)
                total += articles
        except Problem as problem:
            self._fail(problem)
            return
        self._total = total
        self._draw(keep=True)

    @work(group="pages", exclusive=True, exit_on_error=False)
    async def _go_on(self) -> None:
        answer, search = self._answer, self._bench.project.search
        query, scope, last = answer.asked.query, self._scope(answer.asked), answer.hits[-1].aid
        try:
            more = await self._bench.session.read(search, query, scope, PAGE, after=last)
        except Problem as problem:
            self._fail(problem)
            return
        if answer is self._answer:
            self._answer = answer._replace(hits=(*answer.hits, *more))
            self._ended = len(more) < PAGE
            self._draw(keep=True)

    # Drawing

    def _be_busy(self) -> None:
        if self._waiting is None:
            self._waiting = self.set_timer(_PATIENCE, lambda: self._say(busy=True))

    def _be_idle(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        self._say()

    def _say(self, *, busy: bool = False) -> None:
        scope = _("in the articles of the list") if self._in_list else _("in all articles")
        self.query_one(Vertical).border_subtitle = Content(_("looking…") if busy else scope)

    def _fail(self, problem: Problem) -> None:
        self._answer, self._ended = Answer(self._asked, (), ()), True
        words = visible(told(problem))
        lines = wrap(words, max(1, self._results.size.width - 2))
        self._results.show([Heading(words[line.start : line.end]) for line in lines])
        self.on_resize()

    def _draw(self, *, keep: bool = False) -> None:
        answer = self._answer
        items = items_of(answer, self._total, all_titles=self._all_titles) or [nothing_found(answer.asked)]
        self._results.show(items, keep=keep)
        self.on_resize()

    def _take(self, item: Item | None) -> None:
        if isinstance(item, More):
            self._all_titles = True
            self._draw(keep=True)
        elif isinstance(item, TitleHit | Hit):
            self.dismiss(Outcome(self._asked, "open", item))
        else:
            self.app.bell()


def _answered(project: Project, asked: Asked, scope: Filter) -> Answer:
    """In the reading thread: the first page of what is found."""
    titles = project.titles_like(asked.query, MOST_TITLES, scope)
    return Answer(asked, titles, project.search(asked.query, scope, PAGE))

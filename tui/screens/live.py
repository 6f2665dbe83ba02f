"""The workbench beside others on the same project: what they do appears, and what meets theirs is chosen."""

from __future__ import annotations

from textual import events, on, work
from textual.timer import Timer
from textual.worker import Worker

from seeds.problems import Problem
from store.clashes import forget, kept, mine_over_theirs
from store.layer import Layer, Step
from store.news import Mark, News
from tui.language import _, ngettext
from tui.screens.clash import Choice, ClashScreen, Side, sides
from tui.screens.listing import Listing
from tui.screens.record_editing import RecordEditing
from tui.text.visible import visible

_LOOK = 0.5
"""Seconds between two looks at what others did."""
_NEWS = "news"


class Live(RecordEditing, Listing):
    """The part of the workbench that looks at what others do."""

    _mark: Mark | None = None
    _looking = False
    _behind = False
    """Others changed the open article, and it has not been taken over yet."""
    _watch: Timer | None = None
    _trouble: str | None = None

    @on(events.Mount)
    def watch_others(self) -> None:
        """Look now and then, from now on.

        The application keeps the time: what comes to a screen under a box draws all of it again.
        """
        self._watch = self.app.set_interval(_LOOK, self.look)

    def stop_watching(self) -> None:
        """Look no more: the project is about to be closed."""
        if self._watch is not None:
            self._watch.stop()
        self.app.workers.cancel_group(self.app, _NEWS)

    def look(self) -> None:
        """Look at what others did, unless a look is still going on."""
        if not self._looking:
            self._looking = True
            self._begin_to_look()

    def _begin_to_look(self) -> Worker[None]:
        # Not a coroutine made already: one that is called off before it begins is told as never awaited.
        return self.app.run_worker(self._look, group=_NEWS)

    async def _look(self) -> None:
        try:
            news = await self._news()
            if news is not None:
                await self._take_over(news)
            if self._behind and not self.is_editing:
                self._behind = not await self.session.refresh()
            self._trouble = None
        except Problem as problem:
            # Said once, not twice a second.
            if str(problem) != self._trouble:
                self._trouble = str(problem)
                self.tell_problem(problem)
        finally:
            self._looking = False

    async def _news(self) -> News | None:
        if self._mark is None:
            self._mark = await self.session.read(self.project.mark)
            return None
        news = await self.session.read(self.project.news, self._mark)
        if news is not None:
            self._mark = news.mark
        return news

    async def _take_over(self, news: News) -> None:
        if news.restored:
            await self._start_afresh()
            return
        if not news.aids:
            return
        layer = self.session.layer
        self._behind |= layer is not None and layer.aid in news.aids
        if news.added:
            await self.reload_list(self.article_list.cursor)
        self.article_list.refresh_rows(news.aids)
        self.redraw_counts()
        self.tell(self._told(news))

    async def _start_afresh(self) -> None:
        """Nothing that was known still holds."""
        opened = self.session.layer.aid if self.session.layer is not None else None
        await self.reload_list(self.article_list.cursor)
        self.article_list.refresh_rows(self.ids)
        if opened is not None and opened in self.ids:
            await self.open_article(opened, self.session.current)
        self.tell(_("The project was restored from a backup"))

    def _told(self, news: News) -> str:
        who = visible(", ".join(news.annotators))
        layer = self.session.layer
        if layer is not None and news.aids == {layer.aid}:
            return _("{annotator} changed this article").format(annotator=who)
        count = len(news.aids)
        if news.added:
            words = ngettext(
                "{annotator}: {count} article added or changed",
                "{annotator}: {count} articles added or changed",
                count,
            )
        else:
            words = ngettext(
                "{annotator} changed {count} article", "{annotator} changed {count} articles", count
            )
        return words.format(annotator=who, count=f"{count:,}")

    # Decisions that met those of others

    def show_clashes(self) -> None:
        """Put changes that met those of others before the person, one step at a time."""
        self.action_clashes()

    @on(events.Mount)
    def show_what_waited(self) -> None:
        """What was left undecided when the program ended is asked again."""
        self.action_clashes(quiet=True)

    @work(group="clashes", exclusive=True, exit_on_error=False)
    async def action_clashes(self, *, quiet: bool = False, after: int = 0) -> None:
        """Choose between one's own refused changes, from one on, and what others made of the same."""
        for step in (await self.session.read(kept, self.project))[after:]:
            layers, told = await self.session.read(self._sides, step)
            if told:
                self._ask_for(step, layers, told, after)
                return
            await self.session.write(forget, self.project, step)
        if not quiet:
            self.tell(_("No decision of yours met somebody else's"))

    def _ask_for(self, step: Step, layers: dict[int, Layer], told: list[Side], after: int) -> None:
        async def answered(choice: Choice | None) -> None:
            if choice is not None:
                await self._choose(choice, step, layers)
            # One that is put off stays in its place; the next is asked for.
            self.action_clashes(quiet=True, after=after + (choice is None))

        self.app.push_screen(ClashScreen(told), answered)

    def _sides(self, step: Step) -> tuple[dict[int, Layer], list[Side]]:
        layers = {change.aid: self.project.layer(change.aid) for change in step.changes}
        return layers, sides(self.project, self.profile, step, layers)

    async def _choose(self, choice: Choice, step: Step, layers: dict[int, Layer]) -> None:
        mine = mine_over_theirs(step, layers) if choice == "mine" else None
        if mine is not None and not await self._again(mine):
            return
        await self.session.write(forget, self.project, step)
        self.tell(_("Yours stands now") if mine is not None else _("Theirs stays"))

    async def _again(self, mine: Step) -> bool:
        """Record it; where others were faster once more it is put aside once more, with what they did."""
        if self.session.layer is None:
            return False
        self.session.record(mine)
        return await self.session.drain()

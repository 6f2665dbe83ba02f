"""The workbench: the list, the article, its records and tags, side by side."""

from __future__ import annotations

import asyncio
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer

from store.catalogue import Filter
from store.layer import unreviewed
from store.project import Project
from tui.commands import Pane
from tui.config import UNCONFIGURED, Config
from tui.garbage import search_again
from tui.keymap import bindings, type_bindings
from tui.language import _, ngettext
from tui.screens.beginning import Beginning
from tui.screens.boundaries import Boundaries
from tui.screens.bulk import Bulk
from tui.screens.commanding import Commanding
from tui.screens.contradicting import Contradicting
from tui.screens.copying import Copying
from tui.screens.exporting import Exporting
from tui.screens.figuring import Figuring
from tui.screens.history import History
from tui.screens.live import Live
from tui.screens.looks import Looks
from tui.screens.marked import Marked
from tui.screens.pane_borders import PaneBorders
from tui.screens.pasting import Pasting
from tui.screens.queue import Queue
from tui.screens.record_editing import RecordEditing
from tui.screens.reextraction import Reextraction
from tui.screens.remarks import Remarks
from tui.screens.resuming import Resuming
from tui.screens.revisiting import Revisiting
from tui.screens.seeking import Seeking
from tui.screens.tagging import Tagging
from tui.screens.teaching import Teaching
from tui.session import CHECKING
from tui.text.visible import visible
from tui.widgets.article_list import ArticleList
from tui.widgets.bars import KeyBar, Notice, TitleBar
from tui.widgets.chips import Chips
from tui.widgets.filter_line import FilterLine
from tui.widgets.find_bar import FindBar
from tui.widgets.reader import Reader
from tui.widgets.record_form import RecordForm
from tui.widgets.side_panel import SidePanel

_REST = 0.3
"""How long the first screen stands, in seconds, before anything is loaded behind it."""
_TYPE_KEYS = "123456789"
_LONGEST_TITLE = 500
"""Characters of a title that are looked at: no window is wider."""


class Workbench(
    PaneBorders,
    Commanding,
    Marked,
    Copying,
    Revisiting,
    Contradicting,
    Figuring,
    Exporting,
    Pasting,
    Live,
    RecordEditing,
    Boundaries,
    Queue,
    Bulk,
    Reextraction,
    Remarks,
    History,
    Teaching,
    Tagging,
    Beginning,
    Seeking,
    Resuming,
    Looks,
):
    """Three panes side by side where there is room; otherwise the list over the rest, or one at a time."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings("workbench"), *type_bindings(_TYPE_KEYS)]
    CSS_PATH = "workbench.tcss"
    AUTO_FOCUS = None

    def __init__(self, project: Project, config: Config = UNCONFIGURED) -> None:
        super().__init__(project, config)
        self.pane: Pane = "list"
        self._opening: Timer | None = None

    def compose(self) -> ComposeResult:
        """The title bar, the three panes, the keys."""
        yield TitleBar()
        with Horizontal(id="panes"):
            with Vertical(id="list-pane", classes="pane"):
                yield Chips()
                yield FilterLine(self.offer_completions)
                yield self.keys.rebound(ArticleList(self._fetch))
            with Vertical(id="reader-pane", classes="pane"):
                yield self.keys.rebound(Reader())
                yield FindBar()
            with Vertical(id="panel-pane", classes="pane"):
                yield self.keys.rebound(SidePanel(self.profile))
                yield RecordForm(self.profile)
        yield Notice()
        yield KeyBar()

    async def on_mount(self) -> None:
        """Open where the workbench was left."""
        bar = self.query_one(TitleBar)
        bar.project, bar.annotator = visible(self.project.name), visible(self.project.annotator)
        self.follow_theme()
        self.follow_caret()
        await self.resume()
        self.redraw()
        # A thread that loads modules would hold up the drawing of the first screen.
        self.set_timer(_REST, self.warm_up)

    @work(group="warm-up")
    async def warm_up(self) -> None:
        """Load, once the first screen stands, what the first correction will need."""
        try:
            await asyncio.to_thread(_load)
            if self.session.layer is not None and self.session.layer.version:
                await self.session.judge()
        finally:
            search_again()

    # Drawing

    def _not_saved(self) -> str:
        return _("not saved ✗ {key} tries again").format(key=self.key_of("retry"))

    def redraw(self) -> None:
        """Draw the layer and the state of saving."""
        bar = next(iter(self.query(TitleBar)), None)
        if bar is None:  # a step may end while the screen is taken down
            return
        saved = _("read only") if self.project.read_only else _("saved ✓")
        words = {"saved": saved, "saving": _("saving…"), "failed": self._not_saved()}
        bar.saving, bar.failed = words[self.session.saving], self.session.saving == "failed"
        layer = self.session.layer
        if layer is None:
            return
        self.query_one(Reader).refresh_layer(layer)
        self._draw_panel()
        if self.session.saving == "saved":
            self.article_list.refresh_rows([layer.aid])
            self.redraw_counts()

    def redraw_current(self) -> None:
        """Bring the current annotation into view in the article and in the panel."""
        self.query_one(Reader).current = self.session.current
        self._draw_panel()
        self.remember_soon()

    def show_article(self) -> None:
        """Show the session's article from its current annotation."""
        session = self.session
        reader = self.query_one(Reader)
        reader.show(session.article, session.layer, session.current)
        self.close_find()
        if session.article is not None:
            title = session.article.meta.title or Path(session.article.source.path).name
            self.query_one("#reader-pane").border_title = Content(visible(title[:_LONGEST_TITLE]))
        self.leave_form()
        self._draw_panel()
        self.remember_soon()

    def show_progress(self, told: str) -> None:
        """Say in the title bar how far the project is."""
        self.query_one(TitleBar).progress = told

    def _draw_panel(self) -> None:
        session = self.session
        self.query_one(SidePanel).show(session.layer, session.checks, session.current)
        self.redraw_mode()
        pane = self.query_one("#panel-pane")
        waiting = unreviewed(session.layer) if session.layer else 0
        pane.border_title = _("Records")
        pane.border_subtitle = (
            ngettext("{count} to review", "{count} to review", waiting).format(count=f"{waiting:,}")
            if waiting
            else _("all reviewed")
        )

    # The list

    async def _fetch(self, ids: Any) -> Any:
        return await self.session.read(self.project.rows, ids)

    @on(ArticleList.Highlighted)
    def open_soon(self, event: ArticleList.Highlighted) -> None:
        """Open the article under the cursor once the cursor rests, so that a held key never waits."""
        if self._opening is not None:
            self._opening.stop()
        layer = self.session.layer
        if layer is None or layer.aid != event.aid:
            self._opening = self.set_timer(0.06, lambda: self.open_article(event.aid))

    @on(ArticleList.Opened)
    async def read_article(self, event: ArticleList.Opened) -> None:
        """Open the article and go to it."""
        if self.session.layer is None or self.session.layer.aid != event.aid:
            await self.open_article(event.aid)
        self.action_show_pane("reader")

    # The article

    @on(Reader.Chosen)
    @on(SidePanel.Chosen)
    def choose(self, event: Reader.Chosen | SidePanel.Chosen) -> None:
        """Make the annotation that was pointed at the current one."""
        self.session.current = event.rid
        self.redraw_current()

    async def action_step_back(self) -> None:
        """Leave what was opened last: line, filter, zoom; then go from the panel towards the list."""
        if (notice := self.query_one(Notice)).has_class("-open"):
            notice.close()
        elif self.find_bar.line.has_focus:
            self.action_close_find()
        elif self.has_class("-zoomed"):
            self.action_zoom()
        elif self.find_bar.is_open:
            self.close_find()
        elif self.pane == "list" and self.article_list.marks:
            self.article_list.action_unmark_all()
        elif self.pane == "list" and self.where != Filter():
            self.clear_filter()
        elif self.pane != "list" and not self.went_back():
            self.action_show_pane("reader" if self.pane == "panel" else "list")

    # The rest

    async def action_quit(self) -> None:
        """Leave. Everything is saved already, or the person is told what is not."""
        for screen in reversed(self.app.screen_stack):
            if isinstance(screen, Workbench) and not await screen.put_away():
                return
        self.app.exit()

    async def put_away(self) -> bool:
        """Save what is pending and close the project. False where something could not be saved."""
        if not await self.session.drain():
            return False
        await self.end_import()
        self.stop_watching()
        await self.remember()
        await self.session.close()
        return True


def _load() -> None:
    """In a thread of its own: what decisions and checks stand on."""
    for name in ("seeds.typed", "seeds.extract.candidates", CHECKING):
        import_module(name)
    import_module("seeds.words").word_spans("热身")

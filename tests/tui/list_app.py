"""A tiny app around the list of articles, and a shelf of rows that can be slow, broken or edited."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Button

from store.layer import Verdict
from tui.widgets.article_list import ArticleList

MANY = range(1, 100_001)


@dataclass(frozen=True)
class FakeRow:
    """An article of the list."""

    aid: int
    title: str | None
    verdict: Verdict = "new"
    place: str | None = "林甸县"
    published: str | None = "2019-12-05"
    source: str | None = None
    indicators: int = 20
    unreviewed: int = 5
    failing: int = 0
    unclear: int = 0
    comments: int = 0


@dataclass
class Shelf:
    """Where the rows come from. It remembers what was asked for, and can be slow, broken or edited."""

    titles: dict[int, str | None] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    asked: list[list[int]] = field(default_factory=list)
    problem: Exception | None = None
    open: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.open.set()

    async def fetch(self, aids: Sequence[int]) -> list[FakeRow]:
        self.asked.append(list(aids))
        rows = [FakeRow(aid, self.titles.get(aid, f"title {aid}")) for aid in aids if aid not in self.gone]
        await self.open.wait()
        if self.problem:
            raise self.problem
        return rows

    @property
    def loaded(self) -> int:
        return sum(map(len, self.asked))


class Recording(ArticleList):
    """Remembers which lines it drew."""

    def on_mount(self) -> None:
        self.drawn: list[int] = []

    def render_line(self, y: int) -> Strip:
        self.drawn.append(y)
        return super().render_line(y)


class ListApp(App[None]):
    """The list beside something else that can have the focus."""

    CSS = "Recording { height: 1fr; } Button { height: 3; dock: bottom; display: none; }"
    AUTO_FOCUS = "Recording"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, shelf: Shelf, *, first_ids: Sequence[int] = (), first_cursor: int | None = None
    ) -> None:
        super().__init__()
        self.shelf = shelf
        self.first_ids, self.first_cursor = first_ids, first_cursor
        self.highlighted: list[int] = []
        self.opened: list[int] = []
        self.marks_told = 0

    def compose(self) -> ComposeResult:
        pane = Recording(self.shelf.fetch)
        pane.set_ids(self.first_ids, keep=self.first_cursor)
        yield pane
        yield Button("elsewhere")

    @property
    def pane(self) -> Recording:
        return self.query_one(Recording)

    def on_article_list_highlighted(self, message: ArticleList.Highlighted) -> None:
        self.highlighted.append(message.aid)

    def on_article_list_opened(self, message: ArticleList.Opened) -> None:
        self.opened.append(message.aid)

    def on_markable_list_marks_changed(self) -> None:
        self.marks_told += 1

    async def settle(self, pilot: Pilot[None]) -> None:
        """Wait until rows are loaded and drawn."""
        await pilot.pause()
        await self.workers.wait_for_complete()
        await pilot.pause()

    def lines(self) -> list[str]:
        """What the list shows now."""
        return [self.pane.render_line(y).text for y in range(self.pane.size.height)]


@asynccontextmanager
async def showing(
    ids: Sequence[int], *, size: tuple[int, int] = (40, 12), shelf: Shelf | None = None
) -> AsyncIterator[tuple[ListApp, Pilot[None]]]:
    app = ListApp(shelf or Shelf())
    async with app.run_test(size=size) as pilot:
        app.pane.set_ids(ids)
        await app.settle(pilot)
        app.highlighted.clear()
        yield app, pilot

"""An article to read in tests, and what a terminal would show of it, cell by cell."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import NamedTuple

from rich.style import Style
from textual.app import ComposeResult
from textual.pilot import Pilot

from seeds.article import (
    Annotation,
    Article,
    Block,
    Entity,
    Furniture,
    Indicator,
    Meta,
    Role,
    Run,
    Source,
    SourceMap,
    State,
    entity_id,
    indicator_id,
)
from store.layer import Layer
from tui.text.width import cell_width
from tui.themed_app import ThemedApp
from tui.widgets.reader import Reader

COLOURS = {"LOC": "#00ff00", "DATE": "#0000ff", "DOC": "#ff8800", "PER": "#ff00ff"}


def article(*blocks: tuple[Role, str], furniture: Iterable[str] = (), **meta: object) -> Article:
    """An article of these blocks."""
    text, placed = "", []
    for role, words in blocks:
        start = len(text) + bool(text)
        text += "\n" * bool(text) + words
        placed.append(Block(role=role, start=start, end=len(text)))
    return Article(
        source=Source(path="a.txt", format="text", encoding="utf-8", sha256="", size=len(text)),
        meta=Meta(**meta),  # type: ignore[arg-type]
        text=text,
        blocks=tuple(placed),
        furniture=tuple(Furniture(text=line, start=0, end=0, rule="test") for line in furniture),
        source_map=SourceMap(runs=(Run(0, 0, len(text)),)),
        page=text,
    )


def entity(of: Article, surface: str, kind: str = "LOC", state: State = "suggested") -> Entity:
    """The first occurrence of `surface` as an entity."""
    start = of.text.index(surface)
    end = start + len(surface)
    return Entity(id=entity_id(start, end), start=start, end=end, text=surface, type=kind, state=state)


def indicator(of: Article, surface: str, state: State = "suggested") -> Indicator:
    """The first occurrence of `surface` as an indicator."""
    start = of.text.index(surface)
    end = start + len(surface)
    return Indicator(id=indicator_id(start, end), start=start, end=end, text=surface, state=state)


def layer(*annotations: Annotation, version: int = 1) -> Layer:
    """A layer of these annotations."""
    found = {annotation.id: annotation for annotation in annotations}
    return Layer(1, "wang", version, found, found)


class Cell(NamedTuple):
    """A character on the screen: its column, its row and how it is drawn."""

    char: str
    x: int
    y: int
    style: Style


class ReaderApp(ThemedApp):
    """A reader and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield Reader()

    def on_mount(self) -> None:
        self.reader.set_types(COLOURS)

    def on_reader_chosen(self, message: Reader.Chosen) -> None:
        self.chosen.append(message.rid)

    @property
    def reader(self) -> Reader:
        return self.query_one(Reader)

    @property
    def rows(self) -> list[str]:
        """The rows of the screen as text."""
        return [strip.text for strip in self.screen._compositor.render_strips()]

    def cells(self) -> list[Cell]:
        """Every character of the screen."""
        found = []
        for y, strip in enumerate(self.screen._compositor.render_strips()):
            x = 0
            for text, style, _control in strip:
                for char in text:
                    found.append(Cell(char, x, y, style or Style()))
                    x += cell_width(char)
        return found

    def drawn(self, **attributes: object) -> str:
        """What is drawn with these attributes: `color` as in #00ff00, `bold`, `reverse`, `underline` …"""
        return "".join(
            cell.char
            for cell in self.cells()
            if all(_attribute(cell.style, name) == value for name, value in attributes.items())
        )


def _attribute(style: Style, name: str) -> object:
    value = getattr(style, name)
    if name in ("color", "bgcolor"):
        return None if value is None else value.get_truecolor().hex
    return bool(value)


TEXT = "今年青河县投入1.6亿元，为48个村修路。《青河县三年计划》说，林湾镇的收入超过11642元。"
READ = article(("title", "青河县修路记"), ("paragraph", TEXT), furniture=["首页 > 新闻", "分享到：微信"])
LONG = article(
    ("title", "修路记"),
    *(
        ("paragraph", f"第{number}年，青河县又修了{number}公里路，通到林湾镇的第{number}个村。" * 3)
        for number in range(80)
    ),
)


@asynccontextmanager
async def reading(
    read: Article | None,
    marked: Layer | None = None,
    current: str | None = None,
    size: tuple[int, int] = (60, 20),
) -> AsyncIterator[tuple[ReaderApp, Reader, Pilot[None]]]:
    app = ReaderApp()
    async with app.run_test(size=size) as pilot:
        app.reader.show(read, marked, current)
        await pilot.pause()
        yield app, app.reader, pilot


def every(of: Article, surface: str) -> list[Entity]:
    """Each occurrence of `surface` in the paragraphs, as a suggested place."""
    found, at = [], of.text.find(surface)
    while at >= 0:
        end = at + len(surface)
        found.append(Entity(id=f"e{at}", start=at, end=end, text=surface, type="LOC"))
        at = of.text.find(surface, end)
    return found

"""The reader with a long article, beside a Static that shows the same text with the same colours.

    python -m tests.bench.reader [characters] [spans]

Prints milliseconds of CPU (the median of several runs) and, for the peer, how many times as much it takes.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial

import msgspec
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.content import Span as ContentSpan
from textual.pilot import Pilot
from textual.widgets import Static

from seeds.article import Annotation, Article, Block, Entity, Meta, Run, Source, SourceMap, Span
from store.layer import Layer
from tui.widgets.reader import Reader

_SENTENCE = (
    "青河县今年投入资金{number}万元，为48个村修通道路，贫困发生率由9.8%降到0.74%，"
    "群众说“路通了，货才出得去”。"
)
_COLOURS = {"LOC": "#98c98a", "DATE": "#8fb4ff"}
_REPEATS = 15


def long_article(characters: int, spans: int) -> tuple[Article, Layer]:
    """An article of so many characters in paragraphs of 200, with its suggestions spread evenly."""
    sentences = (_SENTENCE.format(number=number) for number in range(characters // 40))
    body = "".join(sentences)[:characters]
    paragraphs = [body[at : at + 200] for at in range(0, characters, 200)]
    text = "\n".join(paragraphs)
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(role="paragraph", start=at, end=at + len(paragraph)))
        at += len(paragraph) + 1
    found: dict[str, Annotation] = {}
    for number in range(spans):
        start = number * (len(text) - 8) // spans
        type_ = ("LOC", "DATE")[number % 2]
        surface = text[start : start + 3]
        entity = Entity(id=f"e{start}", start=start, end=start + 3, text=surface, type=type_)
        found[entity.id] = entity
    article = Article(
        source=Source(path="long.txt", format="text", encoding="utf-8", sha256="", size=len(text)),
        meta=Meta(title="青河县脱贫纪事"),
        text=text,
        blocks=tuple(blocks),
        furniture=(),
        source_map=SourceMap(runs=(Run(0, 0, len(text)),)),
        page=text,
    )
    return article, Layer(1, "bench", 1, found, found)


def accepted(layer: Layer, rid: str) -> Layer:
    """The layer after one suggestion was accepted."""
    judged = msgspec.structs.replace(layer.annotations[rid], state="accepted")
    return Layer(1, "bench", layer.version + 1, layer.base, layer.annotations | {rid: judged})


class _Bench(App[None]):
    def __init__(self, *, peer: bool) -> None:
        super().__init__()
        self.animation_level = "none"
        self._peer = peer

    def compose(self) -> ComposeResult:
        if self._peer:
            with VerticalScroll():
                yield Static()
        else:
            yield Reader()


async def _cpu(pilot: Pilot[None], steps: Iterable[Callable[[], object]]) -> float:
    """The median CPU time of a step and the repaint that it causes, in milliseconds."""
    taken = []
    for step in steps:
        await pilot.pause()
        began = time.process_time()
        step()
        await pilot.pause()
        taken.append((time.process_time() - began) * 1000)
    return statistics.median(taken)


async def measure_reader(article: Article, layer: Layer) -> dict[str, float]:
    """CPU milliseconds of what a reader does, without what Textual needs for doing nothing."""
    app = _Bench(peer=False)
    async with app.run_test(size=(120, 40)) as pilot:
        reader = app.query_one(Reader)
        reader.set_types(_COLOURS)
        idle = await _cpu(pilot, [lambda: None] * _REPEATS)
        rids = list(layer.annotations)
        go = [partial(setattr, reader, "current", rid) for rid in rids]
        accepting = [partial(reader.refresh_layer, accepted(layer, rid)) for rid in rids[:_REPEATS]]
        figures = {
            "open": await _cpu(pilot, [partial(reader.show, article, layer, rids[0])] * 5),
            "next annotation": await _cpu(pilot, go[1:_REPEATS]),
            "accept": await _cpu(pilot, accepting),
            "line down": await _cpu(pilot, [reader.action_line_down] * _REPEATS),
            "page down": await _cpu(pilot, [reader.action_page_down] * _REPEATS),
            "far annotation": await _cpu(pilot, go[:: len(go) // _REPEATS]),
            "find": await _cpu(pilot, [partial(reader.find, "资金")] * 5),
            "unfold": await _cpu(pilot, [reader.action_toggle_furniture] * 5),
        }
        return {name: figure - idle for name, figure in figures.items()}


async def measure_static(article: Article, layer: Layer) -> dict[str, float]:
    """The same for a Static in a VerticalScroll."""
    colours = [ContentSpan(a.start, a.end, _COLOURS["LOC"]) for a in layer.spans()]

    def content(current: Span) -> Content:
        return Content(article.text, spans=[*colours, ContentSpan(*current, "bold reverse")])

    app = _Bench(peer=True)
    async with app.run_test(size=(120, 40)) as pilot:
        static, scroll = app.query_one(Static), app.query_one(VerticalScroll)
        idle = await _cpu(pilot, [lambda: None] * _REPEATS)
        go = [lambda a=a: static.update(content(Span(a.start, a.end))) for a in layer.spans()[:4]]
        figures = {
            "open": await _cpu(pilot, go[:1] * 3),
            "next annotation": await _cpu(pilot, go[1:]),
            "line down": await _cpu(pilot, [partial(scroll.scroll_down, animate=False)] * _REPEATS),
            "page down": await _cpu(pilot, [partial(scroll.scroll_page_down, animate=False)] * _REPEATS),
        }
        return {name: figure - idle for name, figure in figures.items()}


def main() -> None:
    """Print the figures."""
    characters, spans = (int(argument) for argument in (*sys.argv[1:], "200000", "5000")[:2])
    article, layer = long_article(characters, spans)
    ours = asyncio.run(measure_reader(article, layer))
    peer = asyncio.run(measure_static(article, layer))
    print(f"{characters:,} characters, {spans:,} annotations    reader ms   Static / reader")
    for name, figure in ours.items():
        ratio = f"{peer[name] / max(figure, 0.1):10.1f} ×" if name in peer else ""
        print(f"{name:<44}{figure:10.1f}   {ratio}")


if __name__ == "__main__":
    main()

"""The screens that are pictured: what lies in the project, and the keys that lead to each of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from decimal import Decimal
from pathlib import Path

from seeds.article import Article, Check, Extraction
from store import layer as changes
from store.project import Project
from tests.building import make_article, make_entity, make_extraction, make_indicator, make_tag
from tests.tui.conftest import Driven

_TITLES = (
    "青石县产业到户见成效",
    "石桥镇：把合作社办到家门口，三百户村民当上股东，年底分红一户不落",
    "驻村三年的“算账干部”",
    "数据看变化📈：全县农村居民收入十年",
    "关于做好秋冬季农田水利建设工作的通知",
    "Notes on a county",
    "云岭乡修通最后一公里",
)
_SOURCES = ("青石日报", "南川晚报", None)


def furnish(folder: Path) -> None:
    """A project of seven articles, some of them judged."""
    with Project.create(folder, annotator="王芳") as project:
        for number, title in enumerate(_TITLES):
            article = make_article(
                title=title,
                published=f"2019-{12 - number:02}-05" if number != 5 else None,
                source=_SOURCES[number % 3],
                path=f"articles/{number:02}.txt",
            )
            project.add(article, _found(article, number))


def _found(article: Article, number: int) -> Extraction:
    """What was found in an article; in one of them nothing, in another a check fails."""
    if number == 5:
        return Extraction()
    found = make_extraction(article)
    if number != 1:
        return found
    failing = Check(
        kind="parts",
        holds=False,
        message="1509户 + 2057户 = 3566户，文中为3600户",
        indicators=tuple(indicator.id for indicator in found.indicators[3:]),
    )
    return Extraction(
        entities=(
            *found.entities,
            make_entity(article, "食用菌", "TERM"),
            make_entity(article, "今年", "DATE"),
        ),
        indicators=(
            *found.indicators[:2],
            make_indicator(article, "1.6亿元", "县级财政专项扶持产业发展资金总额", "160000000", "元"),
        ),
        tags=(make_tag("产业扶贫"), make_tag("集体经济")),
        checks=(failing,),
        place="石桥镇",
    )


Scene = Callable[[Driven], Awaitable[None]]


def pressing(*keys: str) -> Scene:
    """A scene that keys lead to."""

    async def lead(driven: Driven) -> None:
        await driven.press(*keys)

    return lead


async def _at_odds(driven: Driven) -> None:
    """Two articles tell another figure than the other five."""
    project = driven.bench.project
    for aid, text, value in ((1, "0.74%", "0.47"), (3, "48个", "50")):
        layer = project.layer(aid)
        rid = next(span.id for span in layer.spans() if span.text == text)
        step = changes.revise(layer, rid, {"value": Decimal(value)})
        assert step is not None
        project.record(step)
    await driven.press("ampersand")


_JUDGED = ("enter", "a", "a", "x", "4", "right", "right")
IN_THE_WORKBENCH: dict[str, Scene] = {
    "list": pressing(*_JUDGED, "f2", "down", "space", "space"),
    "reader": pressing(*_JUDGED),
    "panel": pressing(*_JUDGED, "f4", "down"),
    "editing": pressing(*_JUDGED, "f4", "down", "down", "e"),
    "caret": pressing(*_JUDGED, "i", "w", "w", "v", "w"),
    "nothing-extracted": pressing("f2", "end", "enter"),
}
IN_BOXES: dict[str, Scene] = {
    "start": pressing("W"),
    "facets": pressing("f2", "F"),
    "search": pressing("ctrl+f", "户"),
    "help": pressing("question_mark"),
    "progress": pressing(*_JUDGED, "P"),
    "figures": pressing("percent_sign"),
    "contradictions": _at_odds,
    "export": pressing("f2", "E"),
}
SCENES = IN_THE_WORKBENCH | IN_BOXES

"""^x: the article extracted anew, shown as a difference, and taken over with Enter."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from seeds.article import Article, Entity, Extraction, Indicator
from seeds.problems import Problem
from store import learning
from store.layer import Layer
from store.project import Project
from tests.building import make_entity, make_extraction, make_indicator, make_tag
from tests.tui.conftest import Driven, Opening
from tests.tui.driving import go_to, kept, layer_of
from tui import language
from tui.screens.reextraction import ReextractionPreview


def another_run(_project: Project, article: Article) -> Extraction:
    """青石县48 and 产业扶贫 go; 青石县, 食用菌 and 健康扶贫 come; 周明 and 48个 change."""
    first = make_extraction(article)
    return Extraction(
        entities=(
            make_entity(article, "林晓", "PER"),
            make_entity(article, "青石县", "LOC"),
            make_entity(article, "县农业农村局", "ORG"),
            make_entity(article, "周明", "PER"),
            make_entity(article, "食用菌", "TERM"),
        ),
        indicators=(make_indicator(article, "48个", "出列村", "48", "个"), *first.indicators[1:]),
        tags=(make_tag("脱贫摘帽", confidence=0.6), make_tag("健康扶贫")),
    )


@pytest.fixture(autouse=True)
def run(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extractor has learned something since the import."""
    monkeypatch.setattr(learning, "suggestions", another_run)


def box(driven: Driven) -> ReextractionPreview:
    screen = driven.app.screen
    assert isinstance(screen, ReextractionPreview)
    return screen


def surfaces(layer: Layer) -> set[str]:
    return {getattr(a, "text", "") or getattr(a, "label", "") for a in layer.annotations.values()}


def content(layer: Layer) -> Layer:
    return msgspec.structs.replace(layer, version=0)


async def test_the_difference_is_shown_and_two_keys_take_it_over(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await driven.press("ctrl+x")
        page = driven.screen()
        assert "Extract anew" in page
        assert "+3 new · −2 gone · ~2 changed" in page
        for line in ("− LOC", "+ LOC", "~ LOC", "type LOC → PER", "~ figure", "metric 贫困村 → 出列村"):
            assert line in page
        assert page.index("− LOC") < page.index("~ figure") < page.index("+ TERM") < page.index("#健康扶贫")
        aid, article = layer_of(driven).aid, driven.bench.session.article
        assert article is not None
        expected = another_run(driven.bench.project, article)
        await driven.press("enter")
        assert driven.app.screen is driven.bench
        assert "u takes it back" in driven.screen()
    layer = kept(place, aid)
    suggested = (*expected.entities, *expected.indicators, *expected.tags)
    assert layer.annotations == layer.base == {annotation.id: annotation for annotation in suggested}
    assert layer.verdict == "new", "nobody has read anything yet"


async def test_one_key_takes_it_back(opening: Opening) -> None:
    async with opening() as driven:
        before = layer_of(driven)
        await driven.press("ctrl+x", "enter")
        assert content(layer_of(driven)) != content(before)
        await driven.press("u")
        assert content(layer_of(driven)) == content(before)
        assert "Undone: extraction anew" in driven.screen()


async def test_escape_leaves_everything_as_it_is(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        before = layer_of(driven)
        await driven.press("ctrl+x", "j", "j", "escape")
        assert driven.app.screen is driven.bench
        assert layer_of(driven) == before == kept(place, before.aid)


async def test_decisions_stay_and_are_shown_where_the_run_says_otherwise(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "青石县48")
        await driven.press("a")
        await go_to(driven, "48个")
        await driven.press("x")
        await go_to(driven, "周明")
        await driven.press("3", "ctrl+x")
        page = driven.screen()
        assert "= LOC 青石县48 ✓ kept; no longer suggested" in page
        assert "= figure 48个 ✗ kept; suggested now: 48个 · 出列村 · 48 个" in page
        assert "= ORG 周明 ✎ kept; suggested now: PER · 周明" in page
        assert "=3 kept" in page
        await driven.press("enter")
        by_text = {getattr(a, "text", ""): a for a in layer_of(driven).spans()}
        person, figure = by_text["周明"], by_text["48个"]
        assert isinstance(person, Entity)
        assert (person.type, person.state) == ("ORG", "corrected")
        assert isinstance(figure, Indicator)
        assert (figure.metric, figure.state) == ("贫困村", "rejected")
        assert by_text["青石县48"].state == "accepted"


async def test_a_line_that_is_left_out_stays_as_it_is(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("ctrl+x")
        changing = [line for line in box(driven).lines() if line.key is not None]
        at = next(number for number, line in enumerate(changing) if line.words == "青石县48")
        await driven.press(*"j" * at, "space")
        assert "+3 new · −1 gone · ~2 changed" in driven.screen()
        await driven.press("enter")
        assert {"青石县48", "青石县"} <= surfaces(layer_of(driven))


async def test_where_nothing_differs_it_says_so(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("ctrl+x", "enter", "ctrl+x")
        assert "Nothing would change" in driven.screen()
        before = layer_of(driven)
        await driven.press("enter")
        assert driven.app.screen is driven.bench
        assert layer_of(driven) == before


async def test_when_the_current_annotation_goes_the_next_one_is_current(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "青石县48")
        await driven.press("ctrl+x", "enter")
        chosen = driven.bench.session.chosen()
        assert isinstance(chosen, Indicator)
        assert chosen.text == "48个"


async def test_a_run_that_fails_says_why(opening: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_project: Project, _article: Article) -> Extraction:
        raise Problem("the words cannot be read: {reason}", reason="[b]worn out[/b]")

    monkeypatch.setattr(learning, "suggestions", fails)
    async with opening() as driven:
        await driven.press("ctrl+x")
        assert driven.app.screen is driven.bench
        assert "the words cannot be read: [b]worn out[/b]" in driven.screen()


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (200, 50)])
@pytest.mark.parametrize("spoken", ["en", "zh"])
async def test_the_counts_and_the_keys_are_seen_in_every_size(
    opening: Opening, size: tuple[int, int], spoken: str
) -> None:
    language.use(spoken)
    async with opening(size=size) as driven:
        await driven.press("ctrl+x")
        page = driven.screen()
        assert "+3" in page
        assert "Esc" in page
        assert "+ LOC" in page or size[1] == 10
        await driven.press("escape")
        assert driven.app.screen is driven.bench

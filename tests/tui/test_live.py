"""Two piyue on one project: each sees what the other does, and no decision is lost where both decide."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from seeds.article import Indicator
from store import clashes
from store import layer as changes
from store.layer import Layer
from store.project import Project
from tests.building import article_with_extraction
from tests.store.doing import do
from tests.tui.conftest import Driven, Opening
from tests.tui.driving import kept, layer_of
from tui.screens.clash import ClashScreen


@pytest.fixture
def other(place: Path) -> Iterator[Project]:
    """Another annotator, in a program of their own."""
    with Project.open(place, annotator="li") as other:
        yield other


async def _looked(driven: Driven) -> None:
    """The next look at what others do, without waiting for it."""
    driven.bench.look()
    await driven.settle()


def _figure(layer: Layer) -> Indicator:
    return layer.indicators()[0]


def _revise(project: Project, value: int) -> None:
    layer = project.layer(1)
    do(project, changes.revise(layer, _figure(layer).id, {"value": Decimal(value)}))


async def test_what_the_other_decides_appears_in_the_open_article(opening: Opening, other: Project) -> None:
    async with opening() as driven:
        await _open_first(driven)
        _revise(other, 51)
        await _looked(driven)
        assert _figure(layer_of(driven)).value == 51
        assert "51" in driven.screen()
        assert "li" in driven.screen()


async def test_it_appears_by_itself_within_a_second(opening: Opening, other: Project) -> None:
    async with opening() as driven:
        await _open_first(driven)
        _revise(other, 51)
        await driven.until(lambda: _figure(layer_of(driven)).value == 51)
        assert _figure(layer_of(driven)).value == 51


async def test_new_articles_and_verdicts_appear_in_the_list(opening: Opening, other: Project) -> None:
    async with opening() as driven:
        await _open_first(driven)
        shown = len(driven.bench.ids)
        other.add(*article_with_extraction(77))
        do(other, changes.set_verdict(other.layer(2), "done"))
        await _looked(driven)
        assert len(driven.bench.ids) == shown + 1
        assert "●" in driven.screen()
        assert layer_of(driven).aid == 1, "the open article stays open"


async def test_ones_own_work_is_not_told_as_news(opening: Opening) -> None:
    async with opening() as driven:
        await _open_first(driven)
        await driven.press("a", "u")
        await _looked(driven)
        assert "wang" not in driven.screen().splitlines()[-1]


async def test_an_open_record_is_not_changed_under_the_hands(opening: Opening, other: Project) -> None:
    async with opening() as driven:
        await _edit_figure(driven)
        _revise(other, 51)
        await _looked(driven)
        assert driven.bench.is_editing
        assert _figure(layer_of(driven)).value != 51
        await driven.press("escape")
        await _looked(driven)
        assert _figure(layer_of(driven)).value == 51


async def test_decided_twice_mine_over_theirs(opening: Opening, other: Project, place: Path) -> None:
    async with opening() as driven:
        await _clash(driven, other)
        screen = driven.screen()
        assert "51" in screen
        assert "53" in screen
        assert "li" in screen
        await driven.press("m")
        assert _figure(layer_of(driven)).value == 53
    assert _figure(kept(place, 1)).value == 53
    assert {done.annotator for done in other.history(1, _figure(kept(place, 1)).id)} == {"li", "wang"}
    assert _refused_of_wang(place) == 0


async def test_decided_twice_theirs_stays(opening: Opening, other: Project, place: Path) -> None:
    async with opening() as driven:
        await _clash(driven, other)
        await driven.press("t")
        assert _figure(layer_of(driven)).value == 51
    assert _figure(kept(place, 1)).value == 51
    assert _refused_of_wang(place) == 0


async def test_a_choice_put_off_is_asked_again_at_the_next_start(
    opening: Opening, other: Project, place: Path
) -> None:
    async with opening() as driven:
        await _clash(driven, other)
        await driven.press("escape")
        assert not isinstance(driven.app.screen, ClashScreen)
    assert _refused_of_wang(place) == 1, "what was refused is on the disk"
    async with opening() as driven:
        await driven.until(lambda: isinstance(driven.app.screen, ClashScreen))
        await driven.settle()
        assert "53" in driven.screen()
        await driven.press("m")
    assert _figure(kept(place, 1)).value == 53


async def test_decisions_after_a_refused_one_are_saved(opening: Opening, other: Project, place: Path) -> None:
    async with opening() as driven:
        await _clash(driven, other, more="易地搬迁")
        await driven.press("t")
    assert "易地搬迁" in {tag.label for tag in kept(place, 1).tags() if tag.state == "added"}


async def test_without_a_clash_the_key_says_so(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("ctrl+y")
        assert not isinstance(driven.app.screen, ClashScreen)
        assert "No decision of yours" in driven.screen()


async def _open_first(driven: Driven) -> None:
    await driven.bench.open_article(1)
    await driven.settle()
    await _looked(driven)


async def _edit_figure(driven: Driven) -> None:
    await _open_first(driven)
    driven.bench.session.current = _figure(layer_of(driven)).id
    driven.bench.redraw_current()
    await driven.press("e")


async def _clash(driven: Driven, other: Project, more: str | None = None) -> None:
    """Both correct the same figure: li to 51, which is saved first, wang to 53."""
    await _open_first(driven)
    _revise(other, 51)
    mine = changes.revise(layer_of(driven), _figure(layer_of(driven)).id, {"value": Decimal(53)})
    driven.bench.take(mine)
    if more:
        driven.bench.take(changes.add_tag(layer_of(driven), more))
    await driven.until(lambda: isinstance(driven.app.screen, ClashScreen))
    await driven.pilot.pause()
    assert isinstance(driven.app.screen, ClashScreen)


def _refused_of_wang(place: Path) -> int:
    with Project.open(place, annotator="wang") as project:
        return len(clashes.kept(project))

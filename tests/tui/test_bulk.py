"""Deciding on many annotations at once: a look first, one key to do it, one to take it back."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from seeds.article import Article, Entity, Extraction, entity_id
from store.everywhere import Decision
from store.layer import unreviewed
from store.occurrences import Found, occurrences_in
from store.project import Project
from tests.building import make_article, make_tag
from tests.tui.conftest import Driven, Opening
from tests.tui.driving import current_text, go_to, kept, layer_of
from tui.app import PiyueApp
from tui.screens import everywhere
from tui.screens.preview import Preview
from tui.widgets.preview_lines import PreviewLines

LINES = ("苇塘村建了码头,苇塘村的船能靠岸了。", "村主任孙立说,苇塘村还要修路。孙立家也在路边。")


def found(article: Article, surface: str, kind: str) -> list[Entity]:
    """A suggestion wherever a surface stands."""
    starts = [at for at in range(len(article.text)) if article.text.startswith(surface, at)]
    return [
        Entity(id=entity_id(at, at + len(surface)), start=at, end=at + len(surface), text=surface, type=kind)
        for at in starts
    ]


def many(path: Path, number: int) -> Path:
    """A project of articles that say the same, in each of which a name has the wrong type."""
    with Project.create(path, annotator="wang") as project, project.transaction():
        for at in range(number):
            article = make_article(f"第{at}期简报", LINES, path=f"{at}.txt", published=None)
            entities = (*found(article, "孙立", "LOC"), *found(article, "苇塘村", "LOC")[:2])
            project.add(article, Extraction(entities=entities, tags=(make_tag("交通"),)))
    return path


@pytest.fixture
def place(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    return many(tmp_path / "many", getattr(request, "param", 3))


def preview(driven: Driven) -> Preview:
    screen = driven.app.screen
    assert isinstance(screen, Preview)
    return screen


def texts(driven: Driven, state: str) -> list[str]:
    return [entity.text for entity in layer_of(driven).entities() if entity.state == state]


async def test_the_rest_is_accepted_in_two_keys_and_taken_back_in_one(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        aid = layer_of(driven).aid
        await driven.press("x")
        waiting = unreviewed(layer_of(driven))
        await driven.press("A")
        assert f"LOC {waiting - 1} · tag 1" in driven.screen()
        await driven.press("enter")
        assert driven.app.screen is driven.bench
        assert unreviewed(layer_of(driven)) == 0
        assert "rejected" in {a.state for a in layer_of(driven).annotations.values()}
    assert unreviewed(kept(place, aid)) == 0
    async with opening() as driven:
        await driven.press("u")
        assert unreviewed(layer_of(driven)) == waiting


async def test_the_arrows_move_the_threshold_and_the_choice_is_kept(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("A", "up")
        assert "confidence from 100%" in driven.screen()
        assert "1 goes on waiting" in driven.screen()
        await driven.press("enter")
        assert {tag.state for tag in layer_of(driven).tags()} == {"suggested"}
        await driven.press("u", "A")
        assert "confidence from 100%" in driven.screen()
        await driven.press("down")
        assert "confidence from 0%" in driven.screen()
        assert "0 go on waiting" in driven.screen()


async def test_escape_leaves_everything_as_it_was(opening: Opening) -> None:
    async with opening() as driven:
        before = layer_of(driven)
        for key in ("A", "X", "asterisk"):
            await driven.press(key, "escape")
            assert driven.app.screen is driven.bench
        assert layer_of(driven) == before


async def test_one_line_can_be_left_out(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("A", "space", "enter")
        assert unreviewed(layer_of(driven)) == 1


async def test_one_line_can_be_left_out_with_the_mouse(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("A")
        await driven.pilot.click(PreviewLines, offset=(12, 1))
        await driven.settle()
        assert "1 goes on waiting" in driven.screen()
        await driven.pilot.click(PreviewLines, offset=(12, 1))
        await driven.settle()
        assert "0 go on waiting" in driven.screen()


async def test_all_alike_are_rejected_in_two_keys(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "苇塘村")
        await driven.press("X")
        assert driven.screen().count("✗ LOC") == 2
        await driven.press("enter")
        assert texts(driven, "rejected") == ["苇塘村", "苇塘村"]
        assert current_text(driven) == "孙立"
        await driven.press("u")
        assert texts(driven, "rejected") == []


async def test_a_decision_goes_to_every_occurrence_in_two_keys(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "孙立")
        await driven.press("1")
        await driven.press("asterisk")
        assert "LOC → PER" in driven.screen()
        assert "村还要修路。孙立家也在" in driven.screen()
        await driven.press("enter")
        assert [e.type for e in layer_of(driven).entities() if e.text == "孙立"] == ["PER", "PER"]
        await driven.press("u")
        assert [e.type for e in layer_of(driven).entities() if e.text == "孙立"] == ["PER", "LOC"]


async def test_what_is_unmarked_is_marked_where_that_is_asked_for(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "苇塘村")
        await driven.press("a", "asterisk")
        assert "1 unmarked" in driven.screen()
        await driven.press("plus")
        assert "+ LOC" in driven.screen()
        await driven.press("enter")
        assert texts(driven, "accepted") == ["苇塘村", "苇塘村"]
        assert texts(driven, "added") == ["苇塘村"]


async def test_there_is_nothing_to_apply_before_something_is_decided(opening: Opening) -> None:
    async with opening() as driven:
        await driven.press("asterisk")
        assert driven.app.screen is driven.bench
        assert "Decide on one first" in driven.screen()


@pytest.mark.parametrize("place", [200], indirect=True)
async def test_200_articles_are_one_step_also_after_a_restart(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        aid = layer_of(driven).aid
        await go_to(driven, "孙立")
        await driven.press("1", "asterisk", "tab")
        assert "type 399 · in 200 articles" in driven.screen()
        await driven.press("enter")
        assert "399 decided" in driven.screen()
    with Project.open(place, annotator="li") as project:
        kinds = {e.type for each in project.ids() for e in project.layer(each).entities() if e.text == "孙立"}
        assert kinds == {"PER"}
        verdicts = [project.layer(each).verdict for each in project.ids()]
        assert verdicts.count("new") == 199
    async with opening() as driven:
        await driven.press("u")
    with Project.open(place, annotator="li") as project:
        kinds_of = [[e.type for e in project.layer(a).entities() if e.text == "孙立"] for a in project.ids()]
        assert sorted(kinds_of) == [["LOC", "LOC"]] * 199 + [["PER", "LOC"]]
        assert [e.type for e in project.layer(aid).entities() if e.text == "孙立"] == ["PER", "LOC"]


@pytest.mark.parametrize("place", [40], indirect=True)
async def test_a_search_is_stopped_by_escape_and_nothing_is_done_while_it_runs(
    opening: Opening, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_ahead = threading.Event()

    def held_up(project: Project, decision: Decision, aids: Sequence[int]) -> list[Found]:
        go_ahead.wait(10)
        return occurrences_in(project, decision, aids)

    monkeypatch.setattr(everywhere, "occurrences_in", held_up)
    async with opening() as driven:
        await go_to(driven, "孙立")
        await driven.press("1", "asterisk")
        await driven.pilot.press("tab")
        await driven.until(lambda: "looking 0/39" in driven.screen())
        await driven.pilot.press("enter", "escape")
        go_ahead.set()
        await driven.settle()
        assert "stopped at 0/39" in driven.screen()
        await driven.press("escape")
        assert driven.app.screen is driven.bench
        assert [e.type for e in layer_of(driven).entities() if e.text == "孙立"] == ["PER", "LOC"]


async def test_articles_that_somebody_reviewed_are_left(opening: Opening, place: Path) -> None:
    async with opening() as driven:
        await driven.press("d")
        await go_to(driven, "孙立")
        await driven.press("1", "asterisk", "tab")
        assert "in 2 articles" in driven.screen()


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (200, 50)])
async def test_the_preview_fits_every_terminal(place: Path, size: tuple[int, int]) -> None:
    app = PiyueApp(Project.open(place, annotator="wang"))
    async with app.run_test(size=size) as pilot:
        driven = Driven(app, pilot)
        await driven.settle()
        await driven.press("A")
        assert preview(driven).query_one(PreviewLines).size.height > 0
        assert "Enter" in driven.screen()
        assert "confidence from" in driven.screen()

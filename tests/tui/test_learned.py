"""Teaching by keys: a rule is offered, looked at, measured, switched on, used, taken back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from seeds.learned import Always
from store import layer as changes
from store.learning import rulings, switched_on
from store.project import Project
from tests.tui.conftest import Driven, Opening
from tests.tui.driving import current_text, go_to, layer_of
from tui.importing.account import Account
from tui.importing.importer import Import
from tui.importing.progress import progress
from tui.screens.learned import LearnedScreen
from tui.sources import named_files
from tui.text.width import cell_width

ZHOU = Always("周明", "PER")


def retyped(place: Path, *aids: int, kind: str = "PER") -> None:
    """In these articles 周明, which is suggested as a place, was made another thing."""
    with Project.open(place, annotator="wang") as project:
        for aid in aids:
            layer = project.layer(aid)
            rid = next(e.id for e in layer.entities() if e.text == "周明")
            for step in (changes.retype(layer, rid, kind), changes.set_verdict(layer, "reading")):
                assert step is not None
                project.record(step)


def on_disk(place: Path) -> tuple[object, ...]:
    with Project.open(place, annotator="someone else") as project:
        return switched_on(project)


async def open_rules(driven: Driven) -> LearnedScreen:
    await driven.press("ctrl+o")
    screen = driven.app.screen
    assert isinstance(screen, LearnedScreen)
    await driven.until(lambda: "measuring" not in driven.screen())
    return screen


async def test_a_correction_made_three_times_is_offered_in_one_line(opening: Opening) -> None:
    async with opening() as driven:
        for count in range(3):
            await driven.bench.open_article(count + 1)
            await go_to(driven, "周明")
            assert "makes it a rule" not in driven.screen()
            await driven.press("1")
        assert "3 times now: always PER: 周明 · ^o makes it a rule" in driven.screen()


async def test_what_is_on_already_or_contradicted_is_not_offered(opening: Opening, place: Path) -> None:
    retyped(place, 1, 2)
    async with opening() as driven:
        await open_rules(driven)
        await driven.press("space", "escape")
        for count in range(3):
            await driven.bench.open_article(count + 1)
            await go_to(driven, "周明")
            await driven.press("1")
        assert "makes it a rule" not in driven.screen()


async def test_one_decision_made_again_and_again_is_one(opening: Opening) -> None:
    async with opening() as driven:
        await go_to(driven, "周明")
        rid = driven.bench.session.current
        for key in ("1", "2", "1", "2", "1", "2", "1"):
            driven.bench.session.current = rid
            await driven.press(key)
        assert "makes it a rule" not in driven.screen()


async def test_a_rule_is_shown_with_its_effect_and_its_decisions_and_nothing_is_on(
    opening: Opening, place: Path
) -> None:
    retyped(place, 1, 2)
    async with opening() as driven:
        await open_rules(driven)
        page = driven.screen()
        assert "?  always PER: 周明  agrees 2 · disagrees 0" in page
        assert "from 2 decisions · proposed, not on" in page
        assert page.count("周明 LOC → 周明 PER") == 2
        assert "1 rule · 0 on" in page
        await driven.press("escape")
        assert driven.app.screen is driven.bench
    assert on_disk(place) == ()


async def test_space_switches_a_rule_on_and_off_and_u_takes_it_back(opening: Opening, place: Path) -> None:
    retyped(place, 1, 2)
    async with opening() as driven:
        await open_rules(driven)
        await driven.press("space")
        assert "✓  always PER: 周明" in driven.screen()
        assert "· on · wang" in driven.screen()
        assert on_disk(place) == (ZHOU,)
        await driven.press("space")
        assert "–  always PER: 周明" in driven.screen()
        assert on_disk(place) == ()
        await driven.press("u")
        assert "✓  always PER: 周明" in driven.screen()
        await driven.press("u")
        assert "?  always PER: 周明" in driven.screen()
        assert on_disk(place) == ()
        await driven.press("U")
        assert on_disk(place) == (ZHOU,)


async def test_nothing_can_be_switched_on_before_it_is_measured(
    opening: Opening, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    retyped(place, 1, 2)
    monkeypatch.setattr("store.learning.Study.measure", lambda _study: iter(()))
    async with opening() as driven:
        await driven.press("ctrl+o")
        await driven.until(lambda: "measuring" in driven.screen())
        await driven.press("space")
        assert "Its effect is still being measured" in driven.screen()
    assert on_disk(place) == ()


async def test_what_is_forgotten_is_gone_until_it_is_undone(opening: Opening, place: Path) -> None:
    retyped(place, 1, 2)
    async with opening() as driven:
        await open_rules(driven)
        await driven.press("d")
        assert "always PER" not in driven.screen()
        assert "Nothing is learned yet" in driven.screen()
        await driven.press("u")
        assert "always PER: 周明" in driven.screen()
        await driven.press("x", "escape")
        await open_rules(driven)
        assert "always PER" not in driven.screen()
    with Project.open(place, annotator="li") as project:
        assert [ruling.state for _at, ruling in rulings(project)] == ["forgotten", "proposed", "forgotten"]


async def test_enter_goes_to_the_first_decision_and_tab_chooses_another(
    opening: Opening, place: Path
) -> None:
    retyped(place, 1, 2)
    async with opening() as driven:
        await open_rules(driven)
        await driven.press("enter")
        assert driven.app.screen is driven.bench
        first = layer_of(driven).aid
        assert (current_text(driven), driven.bench.pane) == ("周明", "reader")
        await open_rules(driven)
        await driven.press("tab", "j", "enter")
        assert {first, layer_of(driven).aid} == {1, 2}
        assert current_text(driven) == "周明"


async def test_typing_narrows_the_rules_and_esc_shows_all_again(opening: Opening, place: Path) -> None:
    retyped(place, 1, 2)
    with Project.open(place, annotator="wang") as project:
        for aid in (1, 2):
            layer = project.layer(aid)
            rid = next(e.id for e in layer.entities() if e.text == "林晓")
            step = changes.reject(layer, rid)
            assert step is not None
            project.record(step)
    async with opening() as driven:
        await open_rules(driven)
        assert "never PER: 林晓" in driven.screen()
        await driven.press("slash")
        await driven.type("zm")
        assert "always PER: 周明" in driven.screen()
        assert "林晓" not in driven.screen().split("Learned")[1].split("from")[0]
        await driven.press("enter", "space")
        assert on_disk(place) == (ZHOU,)
        await driven.press("escape")
        assert "never PER: 林晓" in driven.screen()
        await driven.press("escape")
        assert driven.app.screen is driven.bench


async def test_a_rule_that_is_on_is_followed_by_the_next_import(
    opening: Opening, place: Path, tmp_path: Path
) -> None:
    retyped(place, 1, 2, kind="TERM")
    file = tmp_path / "来客.txt"
    file.write_text("白水县迎来新客\n\n昨日,周明一行到白水县走访,看了三处茶园。\n", encoding="utf-8")
    async with opening() as driven:
        await open_rules(driven)
        await driven.press("space", "escape")
    with Project.open(place, annotator="wang") as project:
        account = Account()
        with progress(shown=False) as bar:
            Import(project, account, bar, lambda: False).read(named_files([file]))
        assert account.outcomes == {"read": 1}
        found = {e.rule for e in project.layer(max(project.ids())).entities() if e.text == "周明"}
    assert found == {Always("周明", "TERM").name}


async def test_where_nothing_was_decided_the_screen_says_so_and_its_keys_do_nothing(
    opening: Opening, place: Path
) -> None:
    async with opening() as driven:
        await open_rules(driven)
        assert "Nothing is learned yet" in driven.screen()
        await driven.press("space", "enter", "d", "tab", "j", "G", "U", "x", "u")
        assert "Nothing to undo" in driven.screen()
        await driven.press("q")
        assert driven.app.screen is driven.bench
    assert on_disk(place) == ()


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (200, 50)])
async def test_it_fits_any_terminal(opening: Opening, place: Path, size: tuple[int, int]) -> None:
    retyped(place, 1, 2)
    async with opening(size=size) as driven:
        await open_rules(driven)
        page = driven.screen()
        assert "always PER: 周明" in page
        assert "Esc" in page
        assert all(cell_width(line) == size[0] for line in page.split("\n"))


async def test_text_of_an_article_is_no_markup_here(opening: Opening, place: Path) -> None:
    with Project.open(place, annotator="wang") as project:
        for aid in (1, 2):
            layer = project.layer(aid)
            rid = next(i.id for i in layer.indicators() if i.text == "48个")
            for step in (
                changes.revise(layer, rid, {"unit": "[b]\x1b[31m个[/b]"}),
                changes.set_verdict(layer, "reading"),
            ):
                assert step is not None
                project.record(step)
    async with opening() as driven:
        await open_rules(driven)
        assert "the unit of 贫困村 is [b]␛[31m个[/b], not 个" in driven.screen()


async def test_no_keys_in_any_order_break_it(opening: Opening, place: Path) -> None:
    retyped(place, 1, 2)
    keys = ("space", "j", "k", "tab", "u", "U", "d", "x", "g", "G", "slash", "z", "escape", "enter", "ctrl+o")
    chance = random.Random(4)
    async with opening(size=(60, 16)) as driven:
        for _turn in range(20):
            if driven.app.screen is driven.bench:
                await driven.press("ctrl+o")
            await driven.pilot.press(*chance.choices(keys, k=5))
        await driven.settle()
    with Project.open(place, annotator="li") as project:
        states = [ruling.state for _at, ruling in rulings(project)]
    assert set(states) <= {"on", "off", "proposed", "forgotten"}
    assert len(states) > 5

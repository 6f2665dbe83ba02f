"""A newcomer's way in: the start page, the samples, files imported inside the program, the tour."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import Paste
from textual.screen import Screen
from textual.widgets import Input

from store.project import Project
from tests.tui.conftest import Driven, Opening, closed_at_end
from tests.tui.driving import kept
from tui import language
from tui.app import PiyueApp
from tui.preferences import read_preferences
from tui.screens.import_box import ImportScreen
from tui.screens.tour import TourBench, TourCard
from tui.screens.welcome import WelcomeScreen
from tui.screens.workbench import Workbench
from tui.text.paths import completions, named_files_of
from tui.text.tour_steps import STEPS
from tui.widgets.bars import Notice

ARTICLE = "青岚县修通三条公路\n2019-05-06 来源:青岚日报\n\n  今年,青岚县修通公路12公里,惠及3566户。\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the person keeps articles; the program's own folders lie beside it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder = tmp_path / "文章"
    folder.mkdir()
    (folder / "公路.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "空.txt").touch()
    monkeypatch.chdir(tmp_path)
    return folder


@asynccontextmanager
async def begun(tmp_path: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Driven]:
    """The program on a project without articles."""
    project = Project.create(tmp_path / "mine", annotator="wang")
    app = PiyueApp(project)
    async with closed_at_end(project), app.run_test(size=size) as pilot:
        driven = Driven(app, pilot)
        await driven.settle()
        yield driven


def top(driven: Driven) -> Screen[object]:
    """Whatever has the screen."""
    return driven.app.screen


def on_top(driven: Driven) -> Workbench:
    """The workbench that has the screen."""
    assert isinstance(driven.app.screen, Workbench)
    return driven.app.screen


async def test_a_newcomer_imports_a_folder_and_stands_in_its_first_article(
    home: Path, tmp_path: Path
) -> None:
    async with begun(tmp_path) as driven:
        assert isinstance(top(driven), WelcomeScreen)
        shown = driven.screen()
        assert all(
            words in shown for words in ("Look around", "Import your files", "Take the tour", "中文界面")
        )
        language.use("zh")
        await driven.pilot.resize_terminal(40, 10)
        await driven.settle()
        assert driven.screen().count("│") > 10, "the box is drawn whole in the smallest window"
        language.use("en")
        await driven.pilot.resize_terminal(80, 24)
        await driven.press("down", "enter")
        box = top(driven)
        assert isinstance(box, ImportScreen)
        await driven.until(lambda: "文章/" in driven.screen())
        await driven.type("wz")
        await driven.press("tab")
        await driven.until(lambda: "2 files" in driven.screen())
        assert box.query_one(Input).value.endswith("/文章/")
        assert "Import all that is here · 2 files" in driven.screen()
        await driven.press("enter")
        await driven.until(lambda: driven.bench.query_one(Notice).has_class("-open"))
        assert "the file is empty" in driven.screen()
        assert "1 article read · 1 failed" in driven.screen()
        assert "青岚县修通三条公路" in driven.screen()
        assert driven.bench.session.layer is not None
        await driven.press("escape", "ctrl+g")
        await driven.until(lambda: "空.txt" in driven.screen())
        assert "公路.txt" in driven.screen()


async def test_paths_are_typed_or_dropped_and_an_import_that_goes_on_behind_can_be_stopped(
    home: Path, tmp_path: Path
) -> None:
    async with begun(tmp_path, (120, 36)) as driven:
        await driven.press("ctrl+g")
        line = driven.app.screen.query_one(Input)
        await driven.until(lambda: bool(line.value))
        await driven.type("/no/such")
        await driven.until(lambda: "There is nothing at this path" in driven.screen())
        assert line.value == "/no/such"
        await driven.press("enter")
        assert isinstance(driven.app.screen, ImportScreen)
        driven.app.post_message(Paste(f"'{home / '公路.txt'}' '{home / '空.txt'}'"))
        await driven.until(lambda: "Import all of these" in driven.screen())
        assert "Import all of these" in driven.screen()
        line.value = f"{home}/"
        await driven.until(lambda: "公路.txt" in driven.screen())
        await driven.press("down", "enter")
        await driven.until(lambda: driven.bench.session.layer is not None)
        assert len(driven.bench.project.ids()) == 1
        assert "once added stays" in driven.screen()
        for number in range(30):
            (home / f"{number}.txt").write_text(
                ARTICLE.replace("12公里", f"{number + 13}公里"), encoding="utf-8"
            )
        driven.bench.import_files([home])
        await driven.until(lambda: driven.bench.intake is not None)
        await driven.pilot.press("ctrl+g")
        await driven.until(lambda: "what is read stays" in driven.screen())
        await driven.pilot.press("x")
        await driven.until(lambda: driven.bench.intake is None)
        await driven.pilot.press("escape")
        await driven.until(lambda: driven.app.screen is driven.bench)
        assert " read · " in driven.screen()


async def test_the_samples_are_a_project_of_their_own_from_which_one_comes_back(
    home: Path, tmp_path: Path
) -> None:
    async with begun(tmp_path, (120, 36)) as driven:
        await driven.press("1")
        await driven.until(
            lambda: isinstance(driven.app.screen, Workbench) and on_top(driven) is not driven.bench
        )
        samples = on_top(driven)
        await driven.until(lambda: samples.session.layer is not None)
        assert "Articles 12" in driven.screen()
        await driven.press("a", "W")
        assert "Your own articles" in driven.screen()
        await driven.press("2")
        await driven.until(lambda: driven.app.screen_stack[-2:-1] == [driven.bench])
        assert isinstance(top(driven), ImportScreen), "files are imported into one's own project"
        await driven.press("escape")
        await driven.until(lambda: driven.app.screen is driven.bench)
        assert not driven.bench.project.ids()
        await driven.press("W", "1")
        await driven.until(
            lambda: isinstance(driven.app.screen, Workbench) and on_top(driven) is not driven.bench
        )
        again = on_top(driven)
        await driven.until(lambda: again.session.layer is not None)
        assert "1 / 12" in driven.screen() or again.project.counts()["reading"] == 1
        await driven.press("q")
        assert not driven.app.is_running or driven.app._exit


async def test_the_tour_is_taken_by_the_real_keys_and_leaves_no_trace(opening: Opening, place: Path) -> None:
    before = [kept(place, aid) for aid in (1, 2, 3)]
    async with opening(size=(80, 24)) as driven:
        await driven.press("f9")
        await driven.until(lambda: isinstance(driven.app.screen, TourBench))
        tour = on_top(driven)
        folder = tour.project.path
        card = tour.query_one(TourCard)

        async def reach(step: int) -> None:
            await driven.until(lambda: f" {step}/" in str(card.render()))
            assert f" {step}/" in str(card.render())

        await reach(1)
        keys = [
            ("enter",), ("n",), ("a",), ("x",), ("u",), ("6",), ("right_square_bracket",), ("e", "enter"),
            ("m", "6"),
        ]  # fmt: skip
        for step, pressed in enumerate(keys, 1):
            await driven.until(lambda: tour.session.saving == "saved")
            await driven.press(*pressed)
            await reach(step + 1)
        language.use("zh")
        tour.relabel()
        assert "Something" not in str(card.render())
        language.use("en")
        tour.relabel()
        await driven.press("t")
        await driven.type("新标签")
        await driven.press("enter")
        await reach(11)
        await driven.press("f9", "f9", "f9")
        assert "That is all" in str(card.render())
        assert len(STEPS) == 13
        await driven.press("q")
        await driven.until(lambda: driven.app.screen is driven.bench)
        assert driven.app.screen is driven.bench
        assert not folder.exists()
    assert [kept(place, aid) for aid in (1, 2, 3)] == before
    assert read_preferences().toured


def test_a_line_is_completed_by_characters_and_initials_and_names_what_is_dropped(home: Path) -> None:
    assert [entry.name for entry in completions("")] == ["文章"]
    assert [entry.line for entry in completions("w")] == ["文章/"]
    assert [entry.name for entry in completions("文章/")] == ["公路.txt", "空.txt"]
    assert [entry.name for entry in completions("文章/gl")] == ["公路.txt"]
    assert completions("nothing/here") == []
    assert named_files_of("文章") == [Path("文章")]
    first, second = home / "公路.txt", home / "空.txt"
    assert named_files_of(f"'{first}' {second}") == [first, second]
    assert named_files_of(f"{first} {home}/missing") == []
    assert named_files_of(str(Path.home())) == []

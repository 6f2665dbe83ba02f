"""The queue of contradictions: found in the background, decided by a key, left for an article and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds.article import Extraction
from store.contradictions.rulings import holding, told
from store.project import Project
from tests.building import make_article, make_indicator
from tests.tui.conftest import Driven, Opening
from tui.screens.contradictions import ContradictionsScreen
from tui.screens.prompt import Prompt

TELLINGS = (
    ("青石日报", "2019-12-05", "全县贫困发生率降至0.74%,群众满意。", "0.74%", "0.74"),
    ("晨川晚报", "2020-03-01", "据统计,到年底该县贫困发生率为0.47%。", "0.47%", "0.47"),
    ("转载网", "2020-03-02", "据统计,到年底该县贫困发生率为0.47%。", "0.47%", "0.47"),
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Three articles of one rate, two of them copies, that contradict each other."""
    path = tmp_path / "project"
    with Project.create(path, annotator="wang") as project:
        for number, (source, published, sentence, surface, value) in enumerate(TELLINGS):
            article = make_article(
                f"青石见闻之{number}", (sentence,), source=source, published=published, path=f"{number}.txt"
            )
            figure = make_indicator(article, surface, "贫困发生率", value, "%")
            project.add(article, Extraction(indicators=(figure,), place="青石县"))
    return path


async def opened(driven: Driven) -> ContradictionsScreen:
    await driven.press("ampersand")
    await driven.until(lambda: "0.47" in driven.screen())
    screen = driven.app.screen
    assert isinstance(screen, ContradictionsScreen)
    return screen


def ruled(place: Path) -> list[tuple[str, str | None, str]]:
    with Project.open(place, annotator="li") as project:
        return [(one.choice, one.right, one.reason) for one in holding(told(project)).values()]


async def test_a_contradiction_is_shown_decided_and_undone(opening: Opening, place: Path) -> None:
    async with opening(size=(120, 36)) as driven:
        await opened(driven)
        screen = driven.screen()
        assert "0.47 % ≠ 0.74 %" in screen
        assert "to decide 1" in screen
        assert "晨川晚报 · 2020-03-01 · and 1 copy" in screen
        assert "全县贫困发生率降至0.74%,群众满意。" in screen
        await driven.press("2")
        assert ruled(place) == [("right", "0.74", "")]
        assert "to decide 0" in driven.screen()
        await driven.press("v", "v")
        assert "decided 1" in driven.screen()
        assert "wang: 0.74 % is right" in driven.screen()
        await driven.press("u")
        assert ruled(place) == []
        await driven.press("v")
        assert "to decide 1" in driven.screen()
        await driven.press("U")
        assert ruled(place) == [("right", "0.74", "")]
        await driven.press("u", "b")
        assert isinstance(driven.app.screen, Prompt)
        await driven.type("scope")
        await driven.press("enter")
        assert ruled(place) == [("both", None, "different scope")]
        await driven.press("escape")
        assert driven.bench.is_current


async def test_from_a_sentence_to_its_article(opening: Opening) -> None:
    async with opening(size=(80, 24)) as driven:
        await opened(driven)
        await driven.press("tab", "down", "enter")
        assert driven.bench.is_current
        layer = driven.bench.session.layer
        assert layer is not None
        chosen = driven.bench.session.chosen()
        assert chosen is not None
        assert chosen.id in layer.annotations
        assert driven.bench.session.article is not None
        assert driven.bench.session.article.meta.source == "青石日报"
        await opened(driven)
        assert "to decide 1" in driven.screen()


async def test_it_is_narrowed_saved_and_fits_small_windows(
    opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opening(size=(40, 10)) as driven:
        await opened(driven)
        await driven.press("slash")
        await driven.type("收入")
        assert "No contradiction matches" in driven.screen()
        await driven.press("escape", "E", "enter")
        await driven.until(lambda: (tmp_path / "project-contradictions.csv").exists())
        lines = (tmp_path / "project-contradictions.csv").read_text("utf-8-sig").splitlines()
        assert len(lines) == 3
        assert lines[1].startswith("1,贫困发生率,青石县,2019,digits,waits,")
        await driven.press("escape")
        assert driven.bench.is_current

"""Looking at the figures of all articles: found, grouped, drawn, saved, and gone to."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from seeds.article import Indicator
from store import layer as changes
from store.project import Project
from tests.store.doing import do
from tests.tui.conftest import Driven, Opening
from tui import language
from tui.screens.figure_charts import FigureChartScreen
from tui.screens.figures import FiguresScreen


@pytest.fixture(autouse=True)
def decided(place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the second article a rate was corrected, for an earlier year; files are saved beside the project."""
    with Project.open(place, annotator="li") as project:
        layer = project.layer(2)
        rate = next(item for item in layer.indicators() if item.metric == "贫困发生率")
        do(project, changes.revise(layer, rate.id, {"value": "4.2", "period": "2017"}))
    monkeypatch.chdir(tmp_path)


def _figures(driven: Driven) -> FiguresScreen:
    screen = driven.app.screen
    assert isinstance(screen, FiguresScreen)
    return screen


async def _opened(driven: Driven) -> FiguresScreen:
    await driven.press("percent_sign")
    await driven.until(lambda: isinstance(driven.app.screen, FiguresScreen))
    await driven.settle()
    return _figures(driven)


async def test_from_a_group_to_a_figure_to_its_article_and_back(opening: Opening) -> None:
    async with opening() as driven:
        await _opened(driven)
        assert "18 figures · in 3 articles" in driven.screen()
        await driven.press("2")
        assert "by metric" in driven.screen()
        await driven.press("j", "enter")
        group = _figures(driven)
        assert group.view.line.startswith("metric:=")
        assert group.rows.found.figures == 3
        await driven.press("j")
        await driven.settle()
        chosen = group.rows.figure(1)
        assert chosen is not None
        assert f"{chosen.metric} " in driven.screen()
        assert "青石日报" in driven.screen(), "the sentence has its source below it"
        await driven.press("enter")
        await driven.until(lambda: driven.app.screen is driven.bench)
        await driven.settle()
        record = driven.bench.session.chosen()
        assert isinstance(record, Indicator)
        assert (driven.bench.session.layer.aid, record.id) == (chosen.aid, chosen.rid)  # type: ignore[union-attr]
        assert driven.bench.pane == "reader"
        await driven.press("escape")
        await driven.until(lambda: isinstance(driven.app.screen, FiguresScreen))
        await driven.settle()
        back = _figures(driven)
        assert (back.view.line, back.table.cursor) == (group.view.line, 1)
        await driven.press("escape")
        assert "by metric" in driven.screen()
        assert back.table.cursor == 1
        await driven.press("escape", "escape")
        await driven.until(lambda: driven.app.screen is driven.bench)
        assert driven.app.screen is driven.bench


async def test_finding_sorting_and_what_is_decided(opening: Opening) -> None:
    async with opening(size=(120, 30)) as driven:
        screen = await _opened(driven)
        await driven.press("slash")
        await driven.type("metric:pkfsl")
        await driven.until(lambda: "贫困发生率" in driven.screen())
        await driven.press("tab", "enter")
        await driven.settle()
        assert screen.view.line == "metric:=贫困发生率"
        assert screen.rows.found.figures == 3
        await driven.press("s", "s", "s", "s")
        assert screen.view.order.by == "amount"
        first = screen.rows.figure(0)
        assert first is not None
        assert str(first.value) == "4.2"
        await driven.press("S")
        assert screen.rows.figure(0) != first
        await driven.press("d")
        assert screen.rows.found.figures == 1
        language.use("zh")
        screen.relabel()
        await driven.settle()
        assert "指标:" not in screen.view.line, "what was typed stays as it was typed"
        language.use("en")
        await driven.press("backspace")
        assert screen.view.line == ""
        await driven.press("slash")
        await driven.type("state:nonsense ")
        await driven.until(lambda: "not understood: nonsense" in driven.screen())
        assert "not understood: nonsense" in driven.screen()
        await driven.press("escape")
        assert screen.query_one(Input).value == ""


async def test_charts_and_files(opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opening(size=(100, 28)) as driven:
        await _opened(driven)
        await driven.press("j", "c")
        await driven.until(lambda: isinstance(driven.app.screen, FigureChartScreen))
        await driven.settle()
        told = driven.screen()
        assert "贫困发生率 (%)" in told
        assert "o 青石县" in told
        assert "2018" in told
        await driven.press("3")
        assert "█" in driven.screen()
        await driven.press("n")
        assert "贫困发生率 (%)" not in driven.screen()
        await driven.press("p", "e")
        await driven.type("rate.svg")
        await driven.press("enter")
        await driven.until(lambda: (tmp_path / "rate.svg").exists())
        assert (tmp_path / "rate.svg").read_bytes().startswith(b"<?xml")
        await driven.press("escape", "e")
        await driven.type("all.csv")
        await driven.press("enter")
        await driven.until(lambda: (tmp_path / "all.csv").exists())
        lines = (tmp_path / "all.csv").read_text(encoding="utf-8-sig").splitlines()
        assert len(lines) == 19
        assert lines[0].startswith("article,title,published,source,metric")
        await driven.until(lambda: "saved: all.csv" in driven.screen())
        assert "saved: all.csv" in driven.screen()
        await driven.press("e")
        await driven.type("all.doc")
        await driven.press("enter")
        await driven.until(lambda: "all.doc: say what it is to be" in driven.screen())
        assert "all.doc: say what it is to be" in driven.screen()
        assert "saved: all.csv" not in driven.screen(), "what is said later takes its place"
        monkeypatch.setattr("store.exchange.tables.workbook.MOST_ROWS", 11)
        await driven.press("e")
        await driven.type("all.xlsx")
        await driven.press("enter")
        await driven.until(lambda: "8 rows were left out" in driven.screen())
        assert "8 rows were left out" in driven.screen()


async def test_every_size(opening: Opening) -> None:
    async with opening(size=(120, 30)) as driven:
        await _opened(driven)
        for keys in ("2",), ("c",):
            await driven.press(*keys)
            for columns, rows in ((40, 10), (20, 5), (250, 70)):
                await driven.pilot.resize_terminal(columns, rows)
                await driven.pilot.pause()
                assert len(driven.screen().split("\n")) == rows

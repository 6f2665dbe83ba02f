"""The benches run, at a small size, and print what they promise. What they measure is judged by people."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from seeds.article import Entity, Indicator
from store.project import Project
from tests.bench import collection, memory, screen, store
from tests.bench.__main__ import slowest
from tests.bench.decisions import ANNOTATORS, decided
from tests.bench.projects import project_of
from tests.bench.report import Figure, at_least, at_most, p50, p95, table
from tests.faults.tracer import why_not_traceable

SIZES = (3, 12)


def test_a_collection_has_realistic_articles_that_differ() -> None:
    made = list(collection.collection(300))
    assert len({article.meta.title for article, _ in made}) == 300
    assert len({article.source.sha256 for article, _ in made}) == 300
    for article, extraction in made:
        assert 300 <= len(article.text) <= 6_300
        assert article.text.startswith(article.meta.title or "?")
        spans: list[Entity | Indicator] = [*extraction.entities, *extraction.indicators]
        for span in spans:
            assert article.text[span.start : span.end] == span.text
        for block in article.blocks:
            (on_page,) = article.source_map.page_spans(block.start, block.end)
            assert article.page[on_page.start : on_page.end] == article.text[block.start : block.end]
        for furniture in article.furniture:
            assert article.page[furniture.start : furniture.end] == furniture.text
        rids = {figure.id for figure in extraction.indicators}
        assert all(rid in rids for check in extraction.checks for rid in check.indicators)


def test_the_same_number_makes_the_same_article() -> None:
    assert collection.article_of(7) == collection.article_of(7)
    assert collection.article_of(7) != collection.article_of(7, seed=1)


def test_a_share_of_a_project_is_worked_on_by_several(tmp_path: Path) -> None:
    with Project.create(tmp_path / "project", annotator="test") as project:
        collection.add_all(project, collection.collection(120))
        before, _ = project.changes(0)
        steps = decided(project, 0.9, annotators=ANNOTATORS[:2])
        assert project.annotator == "test"
        assert project.changes(before)[0] - before >= steps
        worked = dict(project.facets("annotator"))
        assert set(worked) == set(ANNOTATORS[:2])
        counts = project.counts()
        assert counts["done"] > 0
        assert counts["new"] < 40


def test_pages_are_written_to_be_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["collection", "--files", str(tmp_path), "3"])
    collection.main()
    written = sorted(tmp_path.rglob("*.txt"))
    assert [path.read_bytes() for path in written] == [
        article.page.encode() for article, _ in collection.collection(3)
    ]


def test_the_store_bench_has_a_figure_of_every_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "EDITS", 5)
    monkeypatch.setattr(store, "IMPORTED", 5)
    figures = store.measure(tmp_path, SIZES)
    sizes: dict[str, set[int | None]] = {}
    for figure in figures:
        sizes.setdefault(figure.what, set()).add(figure.count)
        assert figure.value > 0 or figure.unit == "calls"
    traced = set() if why_not_traceable() else {"system calls that wait for the disk, per edit"}
    promised = {"durable edit, p50", "open and first screen", "list by title", "import into the store"}
    assert all(sizes[what] == set(SIZES) for what in promised | traced)
    assert {f"search: {name}" for name in store.QUERIES} <= sizes.keys()
    assert {f"filter: {name}" for name in store.FILTERS} <= sizes.keys()


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from Linux's /proc")
def test_the_memory_bench_asks_processes_of_their_own(tmp_path: Path) -> None:
    peaks = {figure.what: figure.value for figure in memory.measure(tmp_path, [3])}
    assert peaks["memory: the workbench"] > peaks["memory: the store"] > 10


def test_the_screen_bench_presses_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "KEYS", 6)
    monkeypatch.setattr(screen, "STARTS", 1)
    monkeypatch.setattr(screen, "REST", 0.5)
    monkeypatch.setattr(screen, "WORDS", ("村",))
    figures = {figure.what: figure.value for figure in screen.starts(project_of(tmp_path, 60), 60)}
    assert figures["start, of an empty Textual app's"] > 0
    figures = {figure.what: figure.value for figure in screen.list_keys(tmp_path / "p60", 60)}
    assert figures["list, pages, p95"] > 0
    assert figures["list, down, p95"] >= figures["list, down, p50"] > 0


def test_a_table_tells_what_is_missed() -> None:
    figures = [
        Figure("quick", 4.0, budget=at_most(5), count=10),
        Figure("quick", 6.0, budget=at_most(5), count=1_000),
        Figure("plenty", 300.0, "a second", at_least(250), 1_000),
    ]
    assert list(table(figures)) == [
        "| what | budget | 10 | 1,000 | growth | |",
        "|---|---|---:|---:|---:|---|",
        "| quick | ≤ 5 ms | 4 ms | 6 ms | 1.5 × | **missed** |",
        "| plenty | ≥ 250 a second |  | 300 a second |  | kept |",
    ]


def test_the_slowest_of_a_family_stands_for_it() -> None:
    figures = [
        Figure("durable edit, p50", 1.0, count=10),
        Figure("list by title", 5.0, count=10),
        Figure("list by added", 7.0, count=10),
        Figure("list by title", 9.0, count=100),
        Figure("list by added", 8.0, count=100),
    ]
    assert [(figure.what, figure.value) for figure in slowest(figures)] == [
        ("durable edit, p50", 1.0),
        ("list by, the slowest of 2 (title)", 7.0),
        ("list by, the slowest of 2 (title)", 9.0),
    ]


def test_percentiles_are_in_milliseconds() -> None:
    seconds = [number / 1000 for number in range(1, 101)]
    assert p50(seconds) == pytest.approx(50.5)
    assert p95(seconds) == pytest.approx(95)

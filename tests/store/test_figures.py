"""The index of figures says what the layers say, keeps up with them, and can be lost at any time."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from threading import Thread

import msgspec
import pytest

from seeds.article import Article, Extraction, Indicator, Number
from seeds.problems import Problem
from store import layer as changes
from store.catalogue import Filter
from store.figures import DECIDED, Figure, FigureFilter, FigureOrder, Figures
from store.figures.figure import STATES
from store.figures.tables import table_of_figures, table_of_groups
from store.project import Project
from tests.building import article_with_extraction, make_article, make_indicator
from tests.store.doing import do

LINES = (
    "东岭村有人口1200人,西岭村有人口约900名,修路3公里,绿化20公顷。",
    "村民代表比例为1.1:50.3,预算为12345678901234567.89元,山路长2500米。",
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "project", annotator="wang") as made:
        for number in range(3):
            made.add(*article_with_extraction(number))
        yield made


@pytest.fixture
def figures(project: Project) -> Iterator[Figures]:
    with Figures(project) as made:
        made.catch_up()
        yield made


def _said(figure: Figure | Indicator) -> tuple[object, ...]:
    fields = ("start", "end", "metric", "place", "place_code", "period", "value", "high", "unit", "op")
    return tuple(getattr(figure, name) for name in (*fields, "status", "role", "state", "confidence"))


def _as_the_layers_say(project: Project, figures: Figures) -> bool:
    """Whether the index has of every article what its layer has."""
    for aid in project.ids():
        there = {figure.rid: _said(figure) for figure in figures.of_article(aid)}
        if there != {item.id: _said(item) for item in project.layer(aid).indicators()}:
            return False
    return True


def _varied() -> tuple[Article, Extraction]:
    article = make_article("山村见闻", LINES, path="varied.txt")

    def made(surface: str, metric: str, unit: str | None, value: Number, **more: object) -> Indicator:
        plain = make_indicator(article, surface, metric, "0", "", place="东岭村")
        return msgspec.structs.replace(plain, unit=unit, value=value, **more)

    return article, Extraction(
        indicators=(
            made("1200人", "人口", "人", Decimal(1200)),
            made("约900名", "人口", "名", Decimal(900), op="~", place="西岭村", place_code="140702"),
            made("3公里", "道路里程", "公里", Decimal(3), high=Decimal("3.5")),
            made("20公顷", "绿化面积", "公顷", Decimal(20), status="target", role="part"),
            made("1.1:50.3", "代表比例", None, (Decimal("1.1"), Decimal("50.3")), period=None),
            made("12345678901234567.89元", "预算", "元", Decimal("12345678901234567.89")),
            made("2500米", "道路里程", "米", Decimal(2500)),
        )
    )


def test_it_says_what_the_layers_say_to_the_last_digit(project: Project, figures: Figures) -> None:
    project.add(*_varied())
    assert figures.catch_up()
    assert _as_the_layers_say(project, figures)
    assert figures.count() == (25, 4)
    assert [figure.rid for figure in figures.each()] == [
        item.id for aid in sorted(project.ids()) for item in project.layer(aid).indicators()
    ]


def test_it_keeps_up_with_decisions_undone_ones_too(project: Project, figures: Figures) -> None:
    first = project.layer(1).indicators()
    do(project, changes.reject(project.layer(1), first[0].id))
    do(project, changes.revise(project.layer(1), first[1].id, {"value": "0.8", "place": "北岭县"}))
    do(project, changes.accept(project.layer(2), project.layer(2).indicators()[2].id))
    assert not _as_the_layers_say(project, figures)
    assert figures.catch_up()
    assert _as_the_layers_say(project, figures)
    assert figures.count() == (17, 3), "what is rejected is left out unless it is asked for"
    assert figures.count(FigureFilter(states=STATES)) == (18, 3)
    assert figures.count(FigureFilter(states=DECIDED)) == (2, 2)
    project.undo()
    figures.catch_up()
    assert _as_the_layers_say(project, figures)
    assert figures.count(FigureFilter(states=DECIDED)) == (1, 1)


def test_it_goes_on_where_it_was_stopped(project: Project, tmp_path: Path) -> None:
    answers = iter([False, True])
    with Figures(project) as stopped:
        assert not stopped.catch_up(stopped=lambda: next(answers))
        assert stopped.count()[0] == 0
    with Figures(project) as resumed, Figures(project) as beside:
        assert resumed.catch_up()
        told: list[tuple[int, int]] = []
        assert beside.catch_up(lambda done, total: told.append((done, total)))
        assert not told, "what one has read the other need not read"
        assert _as_the_layers_say(project, beside)


@pytest.mark.parametrize(
    ("where", "found"),
    [
        (FigureFilter(words=("岭",)), 7),
        (FigureFilter(words=("人口", "西")), 1),
        (FigureFilter(words=("道路裡程",)), 2),
        (FigureFilter(metrics=("人口", "面积")), 3),
        (FigureFilter(places=("西岭",)), 1),
        (FigureFilter(periods=("2019",)), 24),
        (FigureFilter(exactly={"period": None}), 1),
        (FigureFilter(exactly={"metric": "人"}), 0),
        (FigureFilter(exactly={"metric": "人口", "place": "东岭村"}), 1),
        (FigureFilter(units=("人",)), 2),
        (FigureFilter(units=("千米",)), 2),
        (FigureFilter(statuses=("target",)), 1),
        (FigureFilter(articles=Filter(query="山村")), 7),
        (FigureFilter(articles=Filter(query="山村"), metrics=("人口",)), 2),
        (FigureFilter(articles=Filter(tags=("没有这个标签",))), 0),
    ],
)
def test_filters(project: Project, figures: Figures, where: FigureFilter, found: int) -> None:
    project.add(*_varied())
    figures.catch_up()
    assert len(figures.ids(where)) == figures.count(where)[0] == len(list(figures.each(where))) == found


def test_orders(project: Project, figures: Figures) -> None:
    project.add(*_varied())
    figures.catch_up()
    where = FigureFilter(articles=Filter(query="山村"))

    def metrics(order: FigureOrder, limit: int | None = None) -> list[str | None]:
        numbers = figures.ids(where, order, limit)
        found = figures.figures(numbers)
        return [found[number].metric for number in numbers]

    roads = ["道路里程", "道路里程"]
    assert metrics(FigureOrder("article")) == [
        "人口", "人口", "道路里程", "绿化面积", "代表比例", "预算", "道路里程",
    ]  # fmt: skip
    by_amount = metrics(FigureOrder("amount"))
    assert by_amount == ["绿化面积", "人口", "人口", *roads, "预算", "代表比例"], "ratios have none: last"
    assert metrics(FigureOrder("amount", descending=True), limit=2) == ["预算", "道路里程"]


def test_groups_and_subjects(project: Project, figures: Figures) -> None:
    project.add(*_varied())
    figures.catch_up()
    groups = {group.name: group for group in figures.groups("metric")}
    people, roads = groups["人口"], groups["道路里程"]
    assert (people.figures, people.articles, people.others, people.measure) == (2, 1, 2, "人")
    assert (people.lowest, people.highest) == (900, 1200)
    assert (roads.lowest, roads.highest, roads.measure) == (2500, 3000, "米")
    places = {group.name: group for group in figures.groups("place")}
    assert places["东岭村"].measure is None
    assert places["东岭村"].lowest is None
    assert len(figures.groups("metric", limit=2)) == 2 < len(figures.groups("metric", limit=None))
    assert figures.subjects(limit=1)[0].figures == 3, "what most figures say"
    assert figures.subjects(metric="绿化面积", limit=1)[0].metric == "绿化面积", "or what is asked for"
    (subject,) = figures.subjects(FigureFilter(metrics=("道路",)))
    assert (subject.metric, subject.measure, subject.figures) == ("道路里程", "米", 2)
    assert sorted((point.amount, point.unit) for point in figures.points(subject)) == [
        (2500, "米"),
        (3000, "公里"),
    ]


def test_what_articles_say_differently_of_one_thing_is_found(project: Project, figures: Figures) -> None:
    assert list(figures.same_facts()) == [], "copies that agree are no matter"
    second = project.layer(2).indicators()[1]
    do(project, changes.revise(project.layer(2), second.id, {"value": "0.93"}))
    figures.catch_up()
    ((*three,),) = figures.same_facts()
    assert [(one.aid, one.value) for one in three] == [
        (1, Decimal("0.74")),
        (2, Decimal("0.93")),
        (3, Decimal("0.74")),
    ]
    assert list(figures.same_facts(states=DECIDED)) == []


def _damage(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[: len(raw) // 2] = bytes(len(raw) // 2)
    file.write_bytes(raw)


def _of_another_form(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE figures")
        connection.execute("PRAGMA user_version=99")


@pytest.mark.parametrize("lose", [Path.unlink, _damage, _of_another_form])
def test_it_is_made_anew_where_it_cannot_be_used(
    project: Project, figures: Figures, lose: Callable[[Path], None]
) -> None:
    figures.close()
    (file,) = (project.path / "cache").glob("*.db")
    lose(file)
    with Figures(project) as anew:
        anew.catch_up()
        assert _as_the_layers_say(project, anew)


def test_it_is_made_anew_while_others_ask(project: Project, figures: Figures) -> None:
    figures.close()
    (file,) = (project.path / "cache").glob("*.db")
    for _round in range(10):
        file.write_bytes(b"no index" * 1000)
        anew = Figures(project)
        threads = [Thread(target=ask, daemon=True) for ask in (anew.catch_up, anew.count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=20)
        assert not any(thread.is_alive() for thread in threads), "one waits for the other for ever"
        assert anew.count()[0] == 18
        anew.close()


@pytest.mark.parametrize(
    ("written", "instead"),
    [("贫困发生率".encode(), b"\xff" * 15), (b"", b"\x05")],
    ids=["letters", "pages"],
)
def test_damage_met_while_it_is_open_is_told_and_healed(
    project: Project, figures: Figures, written: bytes, instead: bytes
) -> None:
    figures.count()
    (file,) = (project.path / "cache").glob("*.db")
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw = file.read_bytes()
    pages = raw[4096:].replace(written, instead) if written else instead * (len(raw) - 4096)
    assert pages != raw[4096:]
    file.write_bytes(raw[:4096] + pages)
    with Figures(project) as damaged:
        with pytest.raises(Problem, match="no work is lost"):
            list(damaged.each())
        damaged.catch_up()
        assert _as_the_layers_say(project, damaged)


def test_another_history_of_the_project_is_another_index(project: Project, figures: Figures) -> None:
    with project.transaction():
        (kept,) = project.db.table("project").all()
        project.db.storage.put("project", 1, {**kept, "epoch": "another"})
    told: list[tuple[int, int]] = []
    assert figures.catch_up(lambda done, total: told.append((done, total)))
    assert told[0] == (0, 3)
    assert _as_the_layers_say(project, figures)


def test_a_project_that_can_only_be_read_gets_its_index_elsewhere(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(project), "read_only", property(lambda _self: True))
    with Figures(project) as figures:
        figures.catch_up()
        assert figures.count() == (18, 3)
        assert not (project.path / "cache").exists()


def test_tables(project: Project, figures: Figures) -> None:
    done: list[int] = []
    table = table_of_figures(figures, project, FigureFilter(words=("贫困发生率",)), done.append)
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert [row["article"] for row in rows] == [1, 2, 3]
    assert rows[0]["value"] == Decimal("0.74")
    assert (rows[0]["unit"], rows[0]["op"], rows[0]["state"]) == ("%", "eq", "suggested")
    assert str(rows[0]["sentence"]).startswith("本报讯")
    assert done == [0, 1, 2]
    groups = table_of_groups("metric", figures.groups("metric"))
    assert [len(row) == len(groups.columns) for row in groups.rows] == [True] * 6

"""A project keeps articles, lists them, and comes back as it was left."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from seeds.problems import Problem
from store import layer as changes
from store.catalogue import Filter, Order
from store.operations import IMPORT
from store.problems import Damaged, ForeignFile, NoArticle, NoProject, Occupied
from store.project import FILE, Project
from tests.building import PARAGRAPHS, article_with_extraction, make_article, make_extraction
from tests.store.doing import do


def test_an_article_comes_back_as_it_went_in(project: Project) -> None:
    article, extraction = article_with_extraction(7)
    added = project.add(article, extraction)
    assert added.fresh
    assert project.article(added.aid) == article
    assert project.extraction(added.aid) == extraction
    suggested = (*extraction.entities, *extraction.indicators, *extraction.tags)
    assert list(project.layer(added.aid).annotations.values()) == list(suggested)


def test_awkward_characters_come_back(project: Project) -> None:
    lines = [
        "\0\x1b[31m红\u202e反\u200b零宽\ue000私用",
        "𠮷𫠠𰀀",
        '"引号\\"',
        "[/摘要][@click=app.quit]点[/]",
    ]
    article = make_article("标题", lines)
    added = project.add(article, make_extraction(make_article()))
    assert project.article(added.aid) == article


def test_the_same_bytes_are_added_once(project: Project) -> None:
    first = project.add(*article_with_extraction(3))
    again = project.add(*article_with_extraction(3))
    assert (first.fresh, again.fresh) == (True, False)
    assert first.aid == again.aid
    assert len(project.ids()) == 2


def test_a_row_says_what_the_list_shows(project: Project) -> None:
    layer = project.layer(1)
    do(project, changes.accept(layer, layer.spans()[0].id))
    do(project, changes.reject(project.layer(1), layer.indicators()[0].id))
    do(project, changes.add_tag(project.layer(1), "易地搬迁"))
    do(project, changes.set_verdict(project.layer(1), "flagged", "两处数字不一致"))
    (row,) = project.rows([1])
    assert (row.aid, row.title, row.place) == (1, "青石县产业到户见成效", "青石县")
    assert (row.published, row.source) == ("2019-01-05", "青石日报")
    assert (row.verdict, row.reason) == ("flagged", "两处数字不一致")
    assert (row.tags, row.suggested_tags) == (("易地搬迁",), ("产业扶贫", "脱贫摘帽"))
    assert (row.indicators, row.entities, row.unreviewed) == (5, 4, 10)


def test_an_article_without_a_title_is_called_by_its_first_line(project: Project) -> None:
    article = make_article("一、第一行")
    article = msgspec.structs.replace(article, meta=msgspec.structs.replace(article.meta, title=None))
    aid = project.add(article, make_extraction(article)).aid
    assert project.rows([aid])[0].title == "一、第一行"


def test_steps_of_one_transaction_are_all_there_when_it_is_opened_again(project: Project) -> None:
    with project.transaction():
        do(project, changes.add_tag(project.layer(1), "易地搬迁"))
        do(project, changes.set_verdict(project.layer(1), "done"))
        do(project, changes.set_verdict(project.layer(1), "new"))
        project.undo()
    with Project.open(project.path, annotator="li") as again:
        assert again.layer(1) == project.layer(1)
        assert (again.rows([1])[0].verdict, again.rows([1])[0].tags) == ("done", ("易地搬迁",))
        assert [done.action for done in again.history(1)][1:] == [
            "tag",
            "verdict:done",
            "verdict:new",
            "undo",
        ]


def test_rows_come_in_the_order_asked(project: Project) -> None:
    for number in range(1, 5):
        project.add(*article_with_extraction(number))
    assert [row.aid for row in project.rows([4, 1, 99, 3])] == [4, 1, 3]


def test_orders_are_total_and_stable(project: Project) -> None:
    for number in range(1, 26):
        project.add(*article_with_extraction(number))
    for aid, verdict in ((3, "done"), (5, "flagged"), (9, "done"), (20, "reading")):
        do(project, changes.set_verdict(project.layer(aid), verdict))  # type: ignore[arg-type]
    rows = {row.aid: row for row in project.rows(project.ids())}
    assert len(rows) == 26
    rank = {"new": 0, "reading": 1, "flagged": 2, "done": 3}
    keys: dict[str, Callable[[int], object]] = {
        "added": lambda aid: aid,
        "published": lambda aid: (rows[aid].published, aid),
        "title": lambda aid: (rows[aid].title, aid),
        "verdict": lambda aid: (rank[rows[aid].verdict], aid),
    }
    for by, key in keys.items():
        ascending = list(project.ids(order=Order(by, descending=False)))  # type: ignore[arg-type]
        assert ascending == sorted(rows, key=key)  # type: ignore[arg-type]
        assert list(project.ids(order=Order(by, descending=True))) == ascending[::-1]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Filter(), {1, 2, 3, 4}),
        (Filter(query="食用菌"), {1, 2, 3, 4}),
        (Filter(query="之2"), {3}),
        (Filter(query="山前"), {4}),
        (Filter(query="山前 青石"), {4}),
        (Filter(query="山前 之2"), set()),
        (Filter(query="易地"), {2}),
        (Filter(query="易地 食用菌"), {2}),
        (Filter(query="北方"), {4}),
        (Filter(tags=("易地搬迁",)), {2}),
        (Filter(tags=("易地",)), set()),
        (Filter(tags=("产业扶贫",)), {1, 2, 4}),
        (Filter(verdicts=("done", "flagged")), {2, 3}),
        (Filter(verdicts=("done",), query="易地"), {2}),
        (Filter(places=("青石县",)), {1, 2, 3, 4}),
        (Filter(places=("青石",)), set()),
        (Filter(sources=("北方时报",)), {4}),
        (Filter(published_from="2019-02"), {2, 3, 4}),
        (Filter(published_from="2019-02-06", published_to="2019-03"), {3}),
        (Filter(published_to="2019-01-05"), {1}),
        (Filter(failing=True), {4}),
        (Filter(waiting=True, verdicts=("done",)), {2}),
        (Filter(query="'; DROP TABLE t_articles; -- \" OR * NEAR( ^"), set()),
    ],
)
def test_a_filter_shows_what_meets_every_condition(
    project: Project, where: Filter, expected: set[int]
) -> None:
    project.add(*article_with_extraction(1))
    project.add(*article_with_extraction(2))
    article = make_article("山前新村", published="2020-06-01", source="北方时报", path="b.txt")
    extraction = make_extraction(article)
    failed = msgspec.structs.replace(extraction.checks[0], holds=False)
    project.add(article, msgspec.structs.replace(extraction, checks=(failed,)))
    do(project, changes.add_tag(project.layer(2), "易地搬迁"))
    do(project, changes.set_verdict(project.layer(2), "done"))
    do(project, changes.reject(project.layer(3), "t:产业扶贫"))
    do(project, changes.set_verdict(project.layer(3), "flagged"))
    assert set(project.ids(where)) == expected


def test_counts_and_labels_follow_the_steps(project: Project) -> None:
    project.add(*article_with_extraction(1))
    assert project.counts() == {"new": 2, "reading": 0, "done": 0, "flagged": 0}
    do(project, changes.set_verdict(project.layer(1), "done"))
    do(project, changes.add_tag(project.layer(1), "易地搬迁"))
    do(project, changes.reject(project.layer(2), "t:脱贫摘帽"))
    assert project.counts() == {"new": 1, "reading": 0, "done": 1, "flagged": 0}
    assert project.labels() == [("产业扶贫", 2), ("易地搬迁", 1), ("脱贫摘帽", 1)]
    while project.undo():
        pass
    assert project.counts()["new"] == 2
    assert project.labels() == [("产业扶贫", 2), ("脱贫摘帽", 2)]


def test_the_log_says_who_did_what(project: Project) -> None:
    layer = project.layer(1)
    entity = layer.entities()[-1]
    do(project, changes.retype(layer, entity.id, "PER"))
    project.undo()
    imported, retyped, undone = project.history(1)
    assert (imported.action, imported.annotator) == (IMPORT, "wang")
    assert (retyped.action, retyped.rid, retyped.version) == ("retype", entity.id, 1)
    assert retyped.before == {"type": "LOC", "state": "suggested"}
    assert retyped.after == {"type": "PER", "state": "corrected"}
    assert (undone.action, undone.undoes, undone.after) == ("undo", retyped.step, retyped.before)
    assert retyped.at.endswith("+00:00")
    assert project.history(1, entity.id) == [retyped, undone]


def test_changes_tells_another_what_was_touched(project: Project, tmp_path: Path) -> None:
    with Project.open(tmp_path / "试点", annotator="li") as other:
        seen, touched = other.changes(0)
        assert touched == [1]
        assert other.changes(seen) == (seen, [])
        project.add(*article_with_extraction(1))
        do(project, changes.set_verdict(project.layer(1), "done"))
        newer, touched = other.changes(seen)
        assert newer > seen
        assert touched == [1, 2]
        assert other.layer(1).verdict == "done"


def test_positions_are_kept_for_each_annotator(project: Project, tmp_path: Path) -> None:
    assert project.recall("place") is None
    project.remember("place", {"aid": 1, "line": 7})
    project.remember("place", {"aid": 1, "line": 9})
    project.close()
    with Project.open(tmp_path / "试点", annotator="wang") as again:
        assert again.recall("place") == {"aid": 1, "line": 9}
    with Project.open(tmp_path / "试点", annotator="li") as other:
        assert other.recall("place") is None


def test_an_import_in_one_transaction_is_all_or_nothing(project: Project) -> None:
    def fail_half_way() -> None:
        with project.transaction():
            project.add(*article_with_extraction(1))
            do(project, changes.set_verdict(project.layer(1), "done"))
            assert project.layer(1).verdict == "done"
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert list(project.ids()) == [1]
    assert project.layer(1).verdict == "new"
    assert project.search("之1") == []
    assert len(project.history(1)) == 1


def test_reading_sees_one_state_while_another_thread_writes(project: Project) -> None:
    step = changes.set_verdict(project.layer(1), "done")
    with project.reading():
        before = project.layer(1)
        writer = threading.Thread(target=do, args=(project, step))
        writer.start()
        writer.join()
        assert project.layer(1) == before
        assert project.rows([1])[0].verdict == "new"
    assert project.layer(1).verdict == "done"


def test_threads_may_read_and_write_at_once(project: Project) -> None:
    errors: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(10):
                project.add(*article_with_extraction(100 * number + turn))
                project.rows(project.ids())
                project.search("食用菌")
        except BaseException as error:  # noqa: BLE001
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(project.ids()) == 41


def test_a_project_is_made_in_a_new_or_empty_folder_only(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("something")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("something")
    (tmp_path / "empty").mkdir()
    for name in ("file", "full"):
        with pytest.raises(Occupied):
            Project.create(tmp_path / name, annotator="wang")
    assert [entry.name for entry in (tmp_path / "full").iterdir()] == ["letter.txt"]
    for name in ("empty", "deep/er"):
        Project.create(tmp_path / name, annotator="wang").close()
        with pytest.raises(Occupied):
            Project.create(tmp_path / name, annotator="wang")


def test_what_a_crash_left_of_a_creation_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / f"{FILE}.new-1234").write_bytes(b"half")
    with pytest.raises(NoProject):
        Project.open(tmp_path, annotator="wang")
    Project.create(tmp_path, annotator="wang").close()
    with Project.open(tmp_path, annotator="wang") as project:
        assert project.counts()["new"] == 0


@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda path: path.unlink(missing_ok=True), NoProject),
        (lambda path: path.mkdir(), NoProject),
        (lambda path: path.write_text("x"), NoProject),
        (lambda path: (path.mkdir(), (path / FILE).write_text("SQLite format 3? no")), ForeignFile),
    ],
    ids=["nothing", "empty folder", "file", "foreign"],
)
def test_where_there_is_no_project_opening_says_so(
    tmp_path: Path, make: Callable[[Path], object], problem: type[Problem]
) -> None:
    make(tmp_path / "p")
    with pytest.raises(problem, match=str(tmp_path / "p")):
        Project.open(tmp_path / "p", annotator="wang")


def test_an_article_that_is_not_there_is_a_problem(project: Project) -> None:
    asks: list[Callable[[int], object]] = [project.article, project.extraction, project.layer]
    for ask in asks:
        with pytest.raises(NoArticle, match="99"):
            ask(99)


def test_damage_is_said_and_never_shown(project: Project) -> None:
    asks: dict[str, Callable[[int], object]] = {
        "texts": project.article,
        "bases": project.extraction,
        "articles": lambda aid: project.rows([aid]),
        "heads": project.layer,
        "ops": project.history,
    }
    for table, ask in asks.items():
        _spoil(project, table)
        with pytest.raises(Damaged, match=f"document 1 of {table}"):
            ask(1)


def _spoil(project: Project, table: str) -> None:
    """Make the checksum of a table's documents wrong, as a flipped bit would."""
    with project.db.transaction() as connection:
        connection.execute(f"UPDATE t_{table} SET crc = crc + 1")  # noqa: S608


def test_a_lost_operation_is_noticed(project: Project, tmp_path: Path) -> None:
    do(project, changes.set_verdict(project.layer(1), "done"))
    do(project, changes.set_verdict(project.layer(1), "new"))
    with project.db.transaction() as connection:
        connection.execute("DELETE FROM t_ops WHERE id = 2")
    with Project.open(tmp_path / "试点", annotator="li") as other, pytest.raises(Damaged):
        other.layer(1)


def test_nothing_of_the_page_is_lost(project: Project) -> None:
    article = project.article(1)
    assert article.page.endswith(PARAGRAPHS[-1])
    assert article.page[article.furniture[0].start : article.furniture[0].end] == article.furniture[0].text


def test_the_labels_used_last_come_first(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p", annotator="wang") as project:
        for number, label in enumerate(("春耕", "夏收", "春耕", "冬修")):
            aid = project.add(*article_with_extraction(number)).aid
            do(project, changes.add_tag(project.layer(aid), label))
        assert project.recent_labels() == ["冬修", "春耕", "夏收"]
        assert project.recent_labels(limit=1) == ["冬修"]
    with Project.open(tmp_path / "p", annotator="li") as project:
        assert project.recent_labels() == []

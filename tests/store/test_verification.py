"""Whatever is not what was written is found, and said where it is; a sound project has nothing wrong."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest

from store import layer as changes
from store.mirror.lines import FOLDER, files
from store.project import FILE, Project
from store.repair.repair import examine
from store.verification.verify import verify
from tests.building import article_with_extraction
from tests.store.damage import flip_in_pages, flip_in_row, make_project, run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_project(tmp_path / "p")


def found(path: Path) -> list[str]:
    """What is wrong, in words."""
    return [f"{finding.kind}: {finding.what}" for finding in examine(path)]


def test_nothing_is_wrong_with_a_sound_project(path: Path) -> None:
    assert found(path) == []


def test_a_project_without_articles_is_sound(tmp_path: Path) -> None:
    Project.create(tmp_path / "p", annotator="wang").close()
    assert found(tmp_path / "p") == []


@pytest.mark.parametrize("table", ["articles", "texts", "bases", "ops", "heads"])
def test_a_flipped_bit_in_a_row_is_found(path: Path, table: str) -> None:
    flip_in_row(path, f"t_{table}", 2)
    assert f"row: row 2 of {table} is not what was written" in found(path)


@pytest.mark.parametrize("seed", range(4))
def test_flipped_bits_in_an_index_are_found(path: Path, seed: int) -> None:
    flip_in_pages(path, "i_ops_aid_layer_version", seed=seed)
    assert any(fault.startswith("file: ") for fault in found(path))


@pytest.mark.parametrize("seed", range(12))
def test_no_flipped_bit_anywhere_changes_anything_silently(path: Path, seed: int) -> None:
    content = bytearray((path / FILE).read_bytes())
    place = random.Random(seed).randrange(len(content))
    content[place] ^= 1 << seed % 8
    with Project.open(path, annotator="wang") as project:
        sound = {aid: (project.article(aid), project.layer(aid)) for aid in project.ids()}
        rows, labels = project.rows(project.ids()), project.labels()
    (path / FILE).write_bytes(content)
    if found(path) == []:
        with Project.open(path, annotator="wang") as project:
            assert {aid: (project.article(aid), project.layer(aid)) for aid in project.ids()} == sound
            assert (project.rows(project.ids()), project.labels()) == (rows, labels)


@pytest.mark.parametrize(
    ("statement", "kind", "said"),
    [
        ("DELETE FROM t_texts WHERE id = 3", "missing", "article 3 has no row in texts"),
        ("DELETE FROM t_heads WHERE id = 3", "missing", "article 3 has no row in heads"),
        ("DELETE FROM t_articles WHERE id = 3", "orphan", "bases has a row 3"),
        ("DELETE FROM t_articles WHERE id = 3", "orphan", "is on article 3, and there is no such article"),
        ("DELETE FROM t_project", "missing", "the project's own document"),
        ("DELETE FROM t_ops WHERE id = 2", "order", "the import of article 2 is not in the log"),
        ("DELETE FROM t_ops WHERE id = 2", "missing", "operation 2 is in the mirror and not in the log"),
        ("UPDATE listing SET unreviewed = 77 WHERE aid = 2", "derived", "listing does not say of article 2"),
        ("DELETE FROM titles WHERE aid = 2", "derived", "titles does not say of article 2"),
        ("DELETE FROM labels WHERE aid = 2", "derived", "labels does not say of article 2"),
        ("INSERT INTO labels VALUES ('多', 99, 'added')", "derived", "labels has rows of article 99"),
        ("DELETE FROM hands", "derived", "hands does not say of article 1"),
        ("UPDATE vocabulary SET uses = uses + 1", "derived", "the vocabulary is not what people decided"),
        ("INSERT INTO vocabulary VALUES ('unit', '亩', 1)", "derived", "the vocabulary is not what"),
        ("INSERT INTO words (rowid, body, facts) VALUES (1, '多', '')", "derived", "the index of the texts"),
        ("DELETE FROM words_docsize WHERE id = 2", "derived", "the index of the texts"),
    ],
)
def test_rows_that_went_or_changed_are_found(path: Path, statement: str, kind: str, said: str) -> None:
    run(path, statement)
    assert any(fault.startswith(f"{kind}: ") and said in fault for fault in found(path)), found(path)


def _rewrite(path: Path, table: str, doc_id: int, **values: object) -> None:
    """Change a document, checksum and all, as a faulty program might."""
    with Project.open(path, annotator="wang") as project:
        for _id, document in project.db.storage.fetch(table, [doc_id]):
            project.db.storage.put(table, doc_id, document | values)


def test_a_head_that_is_not_what_the_log_says_is_found(path: Path) -> None:
    _rewrite(path, "heads", 2, unreviewed=50, tags=["无中生有"])
    assert "head: article 2: the head differs from the log in tags, unreviewed" in found(path)


def test_an_annotation_beside_its_text_is_found(path: Path) -> None:
    with Project.open(path, annotator="wang") as project:
        base = dict(project.db.storage.fetch("bases", [1]))[1]
        base["entities"][0]["text"] = "别的"
        base["entities"][1]["end"] = 10**6
        project.db.storage.put("bases", 1, base)
        ids = [base["entities"][at]["id"] for at in (0, 1)]
    spans = [fault for fault in found(path) if fault.startswith("span: article 1")]
    assert all(any(rid in fault for fault in spans) for rid in ids)


def test_operations_out_of_order_are_found(path: Path) -> None:
    with Project.open(path, annotator="wang") as project:
        one, other = [done for done in project.history(1) if done.version > 0][:2]
    _rewrite(path, "ops", one.seq, version=999)
    _rewrite(path, "ops", other.seq, version=one.version)
    _rewrite(path, "ops", one.seq, version=other.version)
    assert any(fault.startswith("order: article 1") for fault in found(path))


def test_a_damaged_and_a_missing_line_of_the_mirror_are_found(path: Path) -> None:
    (file,) = files(path / FOLDER)
    content = file.read_bytes().split(b"\n")
    content[3] = content[3][:-9] + b"!" + content[3][-8:]
    file.write_bytes(b"\n".join(content))
    faults = found(path)
    assert any("damaged lines in the mirror" in fault for fault in faults)
    assert any("mirror of the log lacks: 1" in fault for fault in faults)


def test_tells_how_far_it_is(path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    with Project.open(path, annotator="wang") as project:
        assert list(verify(project.db, path / FOLDER, lambda *far: told.append(far))) == []
    stages = list(dict.fromkeys(stage for stage, _done, _total in told))
    assert stages == ["structure", "rows", "log", "articles", "derived", "mirror"]
    assert all(done <= total for stage, done, total in told if total)


def test_finds_nothing_wrong_while_somebody_works(path: Path) -> None:
    over = threading.Event()

    def work() -> None:
        with Project.open(path, annotator="li") as project:
            for number in range(300):
                step = changes.add_tag(project.layer(number % 4 + 1), f"同时{number}")
                assert step is not None
                project.record(step)
                if number % 50 == 0:
                    project.add(*article_with_extraction(1000 + number))
                if over.is_set():
                    return

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for _time in range(3):
            assert found(path) == []
    finally:
        over.set()
        worker.join()

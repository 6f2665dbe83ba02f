"""Whatever is damaged is got back from wherever it still is; what is nowhere is told exactly, and kept."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from seeds.extract import extract
from seeds.extract.tagger import tagger
from seeds.page import analyse
from seeds.readers import read_source
from seeds.samples import sample_paths
from store import derived
from store import layer as changes
from store.backups.backups import FOLDER as BACKUPS
from store.backups.backups import back_up
from store.mirror.lines import FOLDER as MIRROR
from store.project import FILE, Project
from store.repair.repair import Repaired, examine, repair
from tests.store.damage import (
    decide,
    flip_in_pages,
    flip_in_row,
    layers,
    make_project,
    operations,
    run,
)

Damage = Callable[[Path], None]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a backup, and decisions since."""
    path = make_project(tmp_path_factory.mktemp("sound") / "p")
    back_up(path)
    decide(path, seed=2)
    return path


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    """A copy of it to be damaged."""
    shutil.copytree(sound, tmp_path / "p")
    return tmp_path / "p"


def told(done: Repaired) -> list[str]:
    return [str(note) for note in done.notes]


def kept(done: Repaired, name: str) -> bytes:
    """What a repair put aside under a name."""
    assert done.kept is not None
    return (done.kept / name).read_bytes()


def test_leaves_a_sound_project_alone(path: Path) -> None:
    before = (path / FILE).read_bytes()
    assert repair(path) == Repaired()
    assert (path / FILE).read_bytes() == before


def _over_the_file(path: Path) -> None:
    (path / FILE).write_bytes(random.Random(3).randbytes((path / FILE).stat().st_size))


def _header(path: Path) -> None:
    content = bytearray((path / FILE).read_bytes())
    content[:100] = bytes(100)
    (path / FILE).write_bytes(content)


def _half(path: Path) -> None:
    content = (path / FILE).read_bytes()
    (path / FILE).write_bytes(content[: len(content) // 2])


def _everywhere(path: Path) -> None:
    rng = random.Random(9)
    content = bytearray((path / FILE).read_bytes())
    for _time in range(30):
        content[rng.randrange(4096, len(content))] ^= 1 << rng.randrange(8)
    (path / FILE).write_bytes(content)


@pytest.mark.parametrize(
    "damage",
    [
        *(
            lambda path, table=table: flip_in_row(path, table, 2)
            for table in ("t_articles", "t_texts", "t_bases")
        ),
        lambda path: flip_in_row(path, "t_ops", 6),
        lambda path: flip_in_row(path, "t_heads", 3),
        lambda path: flip_in_pages(path, "i_ops_aid_layer_version", seed=1),
        lambda path: flip_in_pages(path, "i_articles_sha256", seed=2),
        lambda path: flip_in_pages(path, "t_ops", seed=3),
        lambda path: flip_in_pages(path, "t_texts", seed=4),
        lambda path: flip_in_pages(path, "words_data", seed=5),
        lambda path: run(path, "DELETE FROM t_texts WHERE id = 1", "DELETE FROM t_bases WHERE id = 2"),
        lambda path: run(path, "DELETE FROM t_articles WHERE id = 1", "DELETE FROM t_heads"),
        lambda path: run(path, "DELETE FROM t_ops WHERE id IN (3, 9, 30)"),
        lambda path: run(path, "DELETE FROM t_ops WHERE id > 30"),
        lambda path: run(path, "DELETE FROM t_project"),
        lambda path: run(path, "DELETE FROM listing", "DELETE FROM labels", "DELETE FROM vocabulary"),
        lambda path: run(path, "DROP TABLE words", "DROP TABLE t_heads", "DROP INDEX i_ops_step_part"),
        _over_the_file,
        _header,
        _half,
        _everywhere,
    ],
)
def test_everything_that_is_somewhere_is_got_back(sound: Path, path: Path, damage: Damage) -> None:
    damage(path)
    done = repair(path)
    assert done.found
    assert not done.lost, told(done)
    assert done.left == ()
    assert (layers(path), operations(path)) == (layers(sound), operations(sound))
    assert examine(path) == ()
    assert done.kept is not None
    assert (done.kept / FILE).exists()


@pytest.mark.parametrize("damage", [_header, lambda path: flip_in_pages(path, "sqlite_schema", seed=1)])
def test_a_file_that_leads_nowhere_is_read_page_by_page(sound: Path, path: Path, damage: Damage) -> None:
    shutil.rmtree(path / BACKUPS)
    shutil.rmtree(path / MIRROR)
    damage(path)
    done = repair(path)
    assert not done.lost, told(done)
    assert any("found on single pages" in line for line in told(done))
    assert (layers(path), operations(path)) == (layers(sound), operations(sound))
    assert examine(path) == ()


def test_what_is_left_of_half_a_file_is_kept(sound: Path, path: Path) -> None:
    shutil.rmtree(path / BACKUPS)
    _half(path)
    done = repair(path)
    assert done.left == ()
    now, then = layers(path), layers(sound)
    assert now == {aid: then[aid] for aid in now}
    lost = {aid for aid in then if any(f"lost: article {aid} (" in line for line in told(done))}
    assert set(then) == set(now) | lost


def test_the_mirror_alone_gives_operations_back(sound: Path, path: Path) -> None:
    shutil.rmtree(path / BACKUPS)
    flip_in_row(path, "t_ops", 6)
    run(path, "DELETE FROM t_ops WHERE id IN (20, 31)")
    done = repair(path)
    assert "operations that came from the mirror of the log: 3" in told(done)
    assert operations(path) == operations(sound)


def test_the_end_that_a_log_lost_comes_back_from_the_mirror(sound: Path, path: Path) -> None:
    shutil.rmtree(path / BACKUPS)
    run(path, "DELETE FROM t_ops WHERE id > 25")
    assert not repair(path).lost
    assert (layers(path), operations(path)) == (layers(sound), operations(sound))


def test_an_end_that_was_gone_on_from_is_told_to_be_lost(path: Path) -> None:
    shutil.rmtree(path / BACKUPS)
    run(path, "DELETE FROM t_ops WHERE id > 25")
    with Project.open(path, annotator="wang") as project:
        derived.rebuild(project.db)
        step = changes.add_tag(project.layer(1), "接着")
        assert step is not None
        now = project.record(step)
    done = repair(path)
    assert any("others have taken the place of" in line for line in told(done))
    assert layers(path)[1] == now[1]
    assert done.left == ()


def test_a_removed_or_damaged_mirror_is_made_again(path: Path) -> None:
    (file,) = (path / MIRROR).glob("ops-*")
    damaged = file.read_bytes().replace(b'"aid":2', b'"aid":3')
    file.write_bytes(damaged)
    done = repair(path)
    assert done.left == ()
    assert kept(done, file.name) == damaged
    assert not (done.kept or path).joinpath(FILE).exists(), "the database was sound"


def test_says_which_decision_is_lost_and_whose(path: Path) -> None:
    shutil.rmtree(path / MIRROR)
    with Project.open(path, annotator="li") as project:
        step = changes.set_verdict(project.layer(1), "flagged", "再看")
        assert step is not None
        project.record(step)
        lost = project.history(1)[-1]
        follow = changes.add_tag(project.layer(1), "之后")
        assert follow is not None
        after = project.record(follow)[1]
    shutil.rmtree(path / MIRROR)
    flip_in_row(path, "t_ops", lost.seq, at=0.95)
    done = repair(path)
    assert done.lost
    assert any(f"lost: article 1: verdict:flagged by li, {lost.at}" in line for line in told(done))
    assert b"verdict:flagged" in kept(done, f"ops-{lost.seq}.document")
    assert done.left == ()
    now = layers(path)[1]
    assert (now.version, now.annotations) == (after.version, after.annotations)
    assert (now.verdict, now.reason) != ("flagged", "再看")


def test_what_depends_on_a_lost_decision_is_told_too(path: Path) -> None:
    with Project.open(path, annotator="li") as project:
        for step in (
            changes.add_tag(project.layer(2), "新标签"),
            changes.add_tag(project.layer(2), "另一个"),
        ):
            assert step is not None
            project.record(step)
        added, _other = project.history(2)[-2:]
        step = changes.reject(project.layer(2), "t:新标签")
        assert step is not None
        project.record(step)
    shutil.rmtree(path / MIRROR)
    run(path, f"DELETE FROM t_ops WHERE id = {added.seq}")  # noqa: S608
    done = repair(path)
    lines = [line for line in told(done) if line.startswith("lost: ")]
    assert any(f"operation number {added.version}" in line for line in lines)
    assert any("article 2: reject by li" in line for line in lines)
    assert len(lines) == 2
    assert done.left == ()


@pytest.fixture
def read(tmp_path: Path) -> Path:
    """A project of a file that was really read, without backup."""
    source = tmp_path / "报道.txt"
    shutil.copy(sample_paths()[0], source)
    with Project.create(tmp_path / "read", annotator="wang") as project:
        article = analyse(read_source(source))
        project.add(article, extract(article, project.profile, tagger()))
        step = changes.accept(project.layer(1), next(iter(project.layer(1).annotations)))
        assert step is not None
        project.record(step)
    return tmp_path / "read"


@pytest.mark.parametrize("table", ["t_texts", "t_bases"])
def test_a_text_and_its_suggestions_come_back_from_the_source_file(read: Path, table: str) -> None:
    before = layers(read)
    with Project.open(read, annotator="wang") as project:
        article = project.article(1)
    run(read, f"DELETE FROM {table}")  # noqa: S608
    done = repair(read)
    assert not done.lost
    assert layers(read) == before
    with Project.open(read, annotator="wang") as project:
        assert project.article(1) == article
    assert examine(read) == ()


def test_an_article_whose_source_has_changed_is_put_aside_with_its_decisions(read: Path) -> None:
    before = layers(read)[1]
    source = read.parent / "报道.txt"
    source.write_text(source.read_text() + "\n补记。\n")
    run(read, "DELETE FROM t_texts")
    done = repair(read)
    assert any(line.startswith("lost: article 1 (") for line in told(done))
    assert any("lost: article 1: accept by wang" in line for line in told(done))
    left = json.loads(kept(done, "article-1.json"))
    assert [one["action"] for one in left["operations"]] == ["import", "accept"]
    assert len(left["suggestions"]["entities"]) == sum(1 for _ in before.entities())
    assert layers(read) == {}
    assert done.left == ()


def test_a_damaged_row_of_a_small_table_is_told_and_kept(path: Path) -> None:
    with Project.open(path, annotator="wang") as project:
        project.remember("place", "somewhere that is long enough to be found in the file again")
    flip_in_row(path, "t_positions", 1)
    done = repair(path)
    assert "lost: row 1 of positions; its bytes are in quarantine" in told(done)
    assert kept(done, "positions-1.document")
    assert done.left == ()


def test_a_backup_that_is_damaged_itself_is_passed_over(sound: Path, path: Path) -> None:
    newest = back_up(path)
    newest.path.write_bytes(newest.path.read_bytes()[:40_000])
    run(path, "DELETE FROM t_texts WHERE id = 1")
    assert not repair(path).lost
    assert layers(path) == layers(sound)

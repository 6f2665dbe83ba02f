"""Rows are found on the pages of a file, whatever became of the way to them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from seeds.article import Extraction
from store.project import FILE, Project
from store.repair.lost_pages import rows_on_pages
from store.repair.salvage import page_of, tables
from store.verification.shapes import table_of
from tests.building import make_article
from tests.store.damage import make_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = make_project(tmp_path / "p")
    long = "".join(chr(0x4E00 + number * 7919 % 20000) for number in range(30_000))
    with Project.open(path, annotator="wang") as project:
        article = make_article(title="很长的一篇", paragraphs=(long, "青石县48个贫困村,0.74%,1.6亿元。"))
        project.add(article, Extraction())
        project.remember("place", {"article": 5})
    return path


def everything(path: Path) -> dict[tuple[str, int], bytes]:
    """The rows of a project that are not made from others."""
    with Project.open(path, annotator="wang") as project, project.db.reading() as connection:
        names = tables(connection)
        return {(name, row.id): row.raw for name in names for row in page_of(connection, name, 0, 10_000)}


def on_pages(path: Path) -> dict[tuple[str, int], bytes]:
    return {(table, row.id): row.raw for table, row in rows_on_pages(path / FILE)}


def test_finds_every_row_of_a_sound_file(path: Path) -> None:
    assert on_pages(path) == everything(path)
    assert max(map(len, on_pages(path).values())) > 3 * 4096


def test_finds_rows_that_are_still_in_the_log_beside_the_file(path: Path) -> None:
    with Project.open(path, annotator="wang") as project:
        project.remember("other", list(range(5000)))
        assert project.db.storage.path.with_name(f"{FILE}-wal").stat().st_size > 0
        assert on_pages(path) == everything(path)


def test_takes_nothing_for_a_row_that_is_none(path: Path) -> None:
    (path / FILE).write_bytes(os.urandom(300_000))
    assert on_pages(path) == {}
    (path / FILE).write_bytes(b"\x0d" * 100_000)
    assert on_pages(path) == {}
    (path / FILE).write_bytes(b"")
    assert on_pages(path) == {}


def test_takes_nothing_damaged_for_whole(path: Path) -> None:
    sound, content = everything(path), (path / FILE).read_bytes()
    for step in range(97, 1000, 300):
        damaged = bytearray(content)
        for place in range(step, len(damaged), 500):
            damaged[place] ^= 1
        (path / FILE).write_bytes(damaged)
        found = on_pages(path)
        assert found == {key: sound[key] for key in found}


def test_a_document_tells_its_table() -> None:
    assert table_of(b'{"annotator":"w","key":"place","value":1}') == "positions"
    assert table_of(b'{"verdict":"new","versions":{},"suggested_tags":[]}') == "heads"
    assert table_of(b'{"of":"nobody"}') is None
    assert table_of(b"{broken") is None
    assert table_of(b"\x78\x9c\x00") is None

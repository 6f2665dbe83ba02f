"""Damage for tests: to the bytes of a project's file, and to its rows behind the program's back."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from seeds.article import Article, Extraction
from store import layer as changes
from store.layer import Layer
from store.project import FILE, Project
from tests.building import article_with_extraction, make_tag

ARTICLES = 4


def make_project(path: Path, articles: int = ARTICLES) -> Path:
    """A closed project with decisions on every article."""
    with Project.create(path, annotator="wang") as project:
        for number in range(articles):
            project.add(*different_article(number))
    decide(path, seed=1)
    return path


def different_article(number: int) -> tuple[Article, Extraction]:
    """An article whose suggestions are not those of another."""
    article, extraction = article_with_extraction(number)
    tags = (*extraction.tags, make_tag(f"第{number}类"))
    return article, msgspec.structs.replace(extraction, tags=tags)


def decide(path: Path, *, seed: int, times: int = 24, annotator: str = "wang") -> None:
    """Decide this and that, some of it undone."""
    rng = random.Random(seed)
    with Project.open(path, annotator=annotator) as project:
        for number in range(times):
            layer = project.layer(rng.choice(project.ids()))
            rid = rng.choice(sorted(layer.annotations))
            step = rng.choice(
                [
                    changes.accept(layer, rid),
                    changes.reject(layer, rid),
                    changes.add_tag(layer, f"标签{seed}-{number}"),
                    changes.set_verdict(layer, rng.choice(["done", "flagged"]), "查"),
                ]
            )
            if step is not None:
                project.record(step)
            if number % 5 == 4:
                project.undo()


def layers(path: Path) -> dict[int, Layer]:
    """Every layer of a project."""
    with Project.open(path, annotator="reader") as project:
        return {aid: project.layer(aid) for aid in project.ids()}


def operations(path: Path) -> list[tuple[int, str]]:
    """The log as it lies: numbers and documents."""
    with closing(sqlite3.connect(path / FILE)) as connection:
        return connection.execute("SELECT id, doc FROM t_ops ORDER BY id").fetchall()


def run(path: Path, *statements: str) -> None:
    """Change rows as no program of ours does."""
    with closing(sqlite3.connect(path / FILE, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def flip_in_row(path: Path, table: str, doc_id: int, *, at: float = 0.5) -> None:
    """Flip a bit in the stored bytes of a document, where they lie in the file; `at` is how far in them."""
    with closing(sqlite3.connect(path / FILE, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        sql = f"SELECT CAST(doc AS BLOB) FROM {table} WHERE id = ?"  # noqa: S608
        (raw,) = connection.execute(sql, (doc_id,)).fetchone()
    content = bytearray((path / FILE).read_bytes())
    assert content.count(raw) == 1
    content[content.index(raw) + int(len(raw) * at)] ^= 4
    (path / FILE).write_bytes(content)


def flip_in_pages(path: Path, name: str, *, seed: int) -> None:
    """Flip bits in cells on the pages of a table or an index."""
    with closing(sqlite3.connect(path / FILE, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        try:
            pages = connection.execute("SELECT pageno FROM dbstat WHERE name = ?", (name,)).fetchall()
        except sqlite3.OperationalError:
            pytest.skip("this SQLite cannot say where its tables lie")
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    rng = random.Random(seed)
    content = bytearray((path / FILE).read_bytes())
    for (page,) in pages:
        place = page * size - rng.randrange(1, 400)  # cells fill a page from its end
        content[place] ^= 1 << rng.randrange(8)
    (path / FILE).write_bytes(content)

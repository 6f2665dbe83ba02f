"""Texts that were lost come back from where they were read, whatever the format, and out of containers."""

from __future__ import annotations

import json
import os
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from seeds.extract import extract
from seeds.extract.tagger import tagger
from seeds.page import analyse
from seeds.readers import read_bytes
from seeds.readers.containers import page_of, pieces_of
from seeds.readers.pieces import Piece
from store.exchange.jsonl import json_lines
from store.intake import Prepared, prepare
from store.project import Project
from store.repair.repair import repair
from store.repair.rereading import articles_again
from store.sources import SourceFile, path_key, path_of

TEXT = "青岚县修通三条公路\n\n  今年,青岚县修通公路12公里,惠及3566户。\n"
PAGE = f"<!doctype html><html><body><h1>青岚县通水</h1><p>{'青岚县新建水厂2座。' * 9}</p></body></html>"
MAPPING = {"text": "甲"}


def page_in_zip(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "2019.zip", "w") as archive:
        archive.writestr("other.txt", TEXT)
        archive.writestr("县/a.html", PAGE)
    return folder / "2019.zip"


def record(folder: Path) -> Path:
    (folder / "a.jsonl").write_text(json.dumps({"甲": "青岚县修通公路12公里。" * 3}) + "\n", encoding="utf-8")
    return folder / "a.jsonl"


def exported_line(folder: Path) -> Path:
    with Project.create(folder / "other", annotator="li") as other:
        article = analyse(read_bytes(TEXT.encode(), name="elsewhere.txt"))
        other.add(article, extract(article, other.profile, tagger()))
        (folder / "out.jsonl").write_bytes(b"".join(json_lines(other)))
    return folder / "out.jsonl"


def last_article(file: Path, project: Project) -> Prepared:
    *_others, piece = (one for one in pieces_of(file, MAPPING) if isinstance(one, Piece))
    if piece.kind == "exported":
        from store.exchange.jsonl import prepared_of

        return prepared_of(piece.data, where=piece.name)
    article = analyse(page_of(piece))
    return prepare(article, extract(article, project.profile, tagger()))


@pytest.mark.parametrize("make", [page_in_zip, record, exported_line])
def test_an_article_out_of_a_container_comes_back(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    file = make(tmp_path)
    with Project.create(tmp_path / "project", annotator="wang") as project:
        project.put(last_article(file, project))
        project.sources.put(SourceFile(path=path_key(file), articles=1, mapping=MAPPING))
        before = project.article(1)
    with sqlite3.connect(tmp_path / "project" / "project.db") as connection:
        connection.execute("DELETE FROM t_texts")
    connection.close()
    done = repair(tmp_path / "project")
    assert not done.lost
    with Project.open(tmp_path / "project", annotator="wang") as project:
        assert project.article(1) == before


def test_bytes_that_are_not_those_that_were_read_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = page_in_zip(tmp_path)
    with Project.create(tmp_path / "project", annotator="wang") as project:
        project.put(last_article(file, project))
        project.sources.put(SourceFile(path=path_key(file), articles=1))
        path = f"{file}/县/a.html"
        assert len(list(articles_again(project, 1, facts(path, project.article(1).source.sha256)))) == 1

        def read(*_given: object) -> None:
            raise AssertionError("read what nobody has read before")

        monkeypatch.setattr("store.repair.rereading.page_of", read)
        assert list(articles_again(project, 1, facts(path, "0" * 64))) == []


def facts(path: str, sha256: str) -> dict[str, object]:
    return {"path": path, "sha256": sha256}


@pytest.mark.parametrize("raw", [b"/a/b.txt", b"/a/\xff\xfe.txt", "/县/报.txt".encode()])
def test_a_path_comes_back_from_its_key(raw: bytes) -> None:
    path = Path(os.fsdecode(raw))
    assert path_of(path_key(path)) == path

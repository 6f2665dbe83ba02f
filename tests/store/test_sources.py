"""What became of the files that a project was given, by their paths and by their bytes."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.article import Note
from store.project import FILE, Project
from store.sources import Register, SourceFile, path_key
from tests.building import article_with_extraction

FAILURE = Note("{path}: the file is empty", {"path": "a.txt"})
RAW = st.binary(min_size=1, max_size=12).map(lambda raw: raw.replace(b"\0", b"x").replace(b"/", b"x"))


@given(RAW, RAW)
def test_no_two_paths_have_one_key(one: bytes, other: bytes) -> None:
    paths = [Path(os.fsdecode(b"/sources/" + raw)) for raw in (one, other)]
    normal = [os.path.normpath(os.fsencode(path)) for path in paths]
    keys = [path_key(path) for path in paths]
    assert (keys[0] == keys[1]) == (normal[0] == normal[1])
    assert all(key.encode() for key in keys)


def test_a_path_is_the_same_from_wherever_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert path_key(Path("a.txt")) == path_key(Path("b/../a.txt")) == str(tmp_path / "a.txt")


def test_the_last_that_was_said_of_a_file_holds(project: Project) -> None:
    failed = SourceFile(path="/a.txt", size=3, modified=5, failure=FAILURE)
    read = SourceFile(path="/a.txt", size=4, modified=6, sha256="ab", aid=1)
    project.sources.put(failed)
    assert project.sources.of_paths(["/a.txt", "/b.txt"]) == {"/a.txt": failed}
    project.sources.put(read)
    project.sources.put(SourceFile(path="/b.txt", aid=1))
    assert project.sources.of_paths(["/a.txt"]) == {"/a.txt": read}


def test_many_paths_are_looked_up_at_once(project: Project) -> None:
    paths = [f"/报道/{number}.txt" for number in range(1_200)]
    with project.transaction():
        for path in paths[::2]:
            project.sources.put(SourceFile(path=path, aid=1))
    assert set(project.sources.of_paths(paths)) == set(paths[::2])


def test_a_file_is_still_what_it_was_by_its_size_and_its_time_of_change(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"abc")
    status = file.stat()
    read = SourceFile(path="/a.txt", size=3, modified=status.st_mtime_ns, aid=1)
    assert read.is_still(status)
    assert not msgspec.structs.replace(read, size=4).is_still(status)
    assert not msgspec.structs.replace(read, modified=status.st_mtime_ns - 1).is_still(status)
    assert not msgspec.structs.replace(read, modified=None).is_still(status), "it may have changed since"
    assert not msgspec.structs.replace(read, aid=None).is_still(status), "what failed is tried again"


def test_another_process_is_told_which_bytes_are_there(project: Project, tmp_path: Path) -> None:
    register = Register(tmp_path / "试点" / FILE)
    article, extraction = article_with_extraction(7)
    assert register.article_of(article.source.sha256) is None
    aid = project.add(article, extraction).aid
    assert register.article_of(article.source.sha256) == aid


def test_files_are_found_by_their_article_and_by_the_end_of_their_path(project: Project) -> None:
    named = {"/a/2019.zip": 1, "/b/a/2019.zip": 2, "/x2019.zip": 1}
    files = [SourceFile(path=path, aid=aid) for path, aid in named.items()]
    for file in files:
        project.sources.put(file)
    assert project.sources.of_article(1) == [files[0], files[2]]
    assert project.sources.of_article(3) == []
    assert project.sources.ending_in("a/2019.zip") == project.sources.ending_in("./2019.zip") == files[:2]
    assert project.sources.ending_in("/x2019.zip") == [files[2]]

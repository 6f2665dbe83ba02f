"""Which files are read of what a person names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tui.sources import named_files, names_to_read

DEEP = 1_500


def laid_out(folder: Path, *names: str) -> Path:
    """Empty files of these names in a folder."""
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return folder


def wanted(*paths: Path, under: Path) -> list[str]:
    return [str(found.path.relative_to(under)) for found in named_files(paths) if found.wanted]


def test_the_files_of_a_folder_come_before_those_of_the_folders_in_it_each_by_name(tmp_path: Path) -> None:
    laid_out(tmp_path, "b.txt", "a/z.txt", "a/b/c.md", "c", "a.TXT", "乙/甲.txt")
    assert wanted(tmp_path, under=tmp_path) == ["a.TXT", "b.txt", "c", "a/z.txt", "a/b/c.md", "乙/甲.txt"]


def test_what_is_no_article_by_its_name_is_told_and_what_is_hidden_is_not(tmp_path: Path) -> None:
    laid_out(tmp_path, "a.txt", "b.jpg", ".c.txt", ".git/d.txt")
    found = [(one.path.name, one.wanted) for one in named_files([tmp_path])]
    assert found == [("a.txt", True), ("b.jpg", False)]


def test_all_that_can_be_read_is_wanted_and_what_word_keeps_beside_a_document_is_not_there(
    tmp_path: Path,
) -> None:
    names = ("a.docx", "b.PDF", "c.html", "d.jsonl", "e.tar.gz", "f.zip", "g.mht", "h.warc.gz")
    laid_out(tmp_path, *names, "i.part", "~$a.docx")
    assert wanted(tmp_path, under=tmp_path) == sorted(names)
    assert [found.path.name for found in named_files([tmp_path]) if not found.wanted] == ["i.part"]


def test_what_was_saved_with_a_page_is_passed_over(tmp_path: Path) -> None:
    laid_out(
        tmp_path, "a.html", "a_files/b.html", "a_files/deep/c.txt", "d.htm", "d.files/e.js", "f_files/g.txt"
    )
    assert wanted(tmp_path, under=tmp_path) == ["a.html", "d.htm", "f_files/g.txt"]
    passed_over = [found.path.name for found in named_files([tmp_path]) if not found.wanted]
    assert passed_over == ["b.html", "c.txt", "e.js"]


def test_a_file_that_is_named_is_wanted_whatever_it_is_called_and_though_it_is_not_there(
    tmp_path: Path,
) -> None:
    laid_out(tmp_path, "b.jpg")
    assert wanted(tmp_path / "b.jpg", tmp_path / "missing", under=tmp_path) == ["b.jpg", "missing"]


def test_each_file_comes_once_however_often_it_is_named_or_linked(tmp_path: Path) -> None:
    laid_out(tmp_path, "a.txt", "inside/b.txt")
    (tmp_path / "link.txt").symlink_to("a.txt")
    os.link(tmp_path / "a.txt", tmp_path / "second.txt")
    assert wanted(tmp_path, tmp_path / "inside", tmp_path / "a.txt", under=tmp_path) == [
        "a.txt",
        "inside/b.txt",
    ]


def test_links_to_folders_are_not_followed_and_links_in_circles_are_named(tmp_path: Path) -> None:
    laid_out(tmp_path, "inside/b.txt")
    (tmp_path / "inside" / "up").symlink_to("..")
    (tmp_path / "circle.txt").symlink_to("circle.txt")
    assert wanted(tmp_path, under=tmp_path) == ["circle.txt", "inside/b.txt"]


def test_pipes_and_devices_are_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (found,) = named_files([tmp_path])
    assert not found.wanted


@pytest.mark.skipif(os.geteuid() == 0, reason="everything is open to root")
def test_a_folder_that_cannot_be_looked_into_is_told(tmp_path: Path) -> None:
    laid_out(tmp_path, "a.txt", "shut/b.txt")
    (tmp_path / "shut").chmod(0)
    try:
        found = list(named_files([tmp_path]))
    finally:
        (tmp_path / "shut").chmod(0o700)
    assert [one.problem is not None for one in found] == [False, True]


def test_a_folder_that_goes_away_meanwhile_is_told(tmp_path: Path) -> None:
    laid_out(tmp_path, "a.txt", "gone/b.txt", "there/c.txt")
    files = named_files([tmp_path])
    first = next(files)
    (tmp_path / "gone" / "b.txt").unlink()
    (tmp_path / "gone").rmdir()
    told, last = files
    assert (first.path.name, last.path.name) == ("a.txt", "c.txt")
    assert "gone: this folder cannot be looked into" in str(told.problem)


def test_the_folder_of_the_project_itself_is_left_out(tmp_path: Path) -> None:
    laid_out(tmp_path, "a.txt", "project/b.txt", "project/c/d.txt")
    (tmp_path / "elsewhere").symlink_to("project")
    for project in (tmp_path / "project", tmp_path / "elsewhere"):
        assert [found.path.name for found in named_files([tmp_path], project)] == ["a.txt"]
        assert [path.name for path in names_to_read([tmp_path], project)] == ["a.txt"]
        assert list(named_files([project], project)) == []


def test_folders_may_lie_deeper_than_python_calls(tmp_path: Path) -> None:
    laid_out(tmp_path, "a.txt")
    here = os.open(tmp_path, os.O_RDONLY)
    for _level in range(DEEP):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(here)
    try:
        assert wanted(tmp_path, under=tmp_path) == ["a.txt"]
    finally:
        os.removedirs(tmp_path / "/".join("d" * DEEP))


def test_names_are_counted_as_the_files_are_found(tmp_path: Path) -> None:
    laid_out(tmp_path, "a.txt", "b.jpg", "c/d.txt", ".e.txt", "c/f.md")
    files = [found.path for found in named_files([tmp_path]) if found.wanted]
    assert list(names_to_read([tmp_path])) == files

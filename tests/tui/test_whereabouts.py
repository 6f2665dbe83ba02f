"""Where the file of an article lies now, also in an archive, and what of it a person is shown."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import msgspec
import pytest

from seeds.article import Article
from seeds.problems import Problem
from store.project import Project
from store.sources import SourceFile, path_key
from tests.building import make_article, make_extraction
from tui.config import Interface
from tui.programs import editor, has_browser, pager
from tui.whereabouts import bytes_of, is_changed, lent, readable, whereabouts

PAGE = "<html><head><title>青石</title></head><body>一\x1b[2J二</body></html>"


def of_source(path: str, data: bytes, **facts: str) -> Article:
    article = make_article()
    values = {"path": path, "sha256": hashlib.sha256(data).hexdigest(), **facts}
    return msgspec.structs.replace(article, source=msgspec.structs.replace(article.source, **values))


def added(project: Project, article: Article, file: SourceFile) -> int:
    aid = project.add(article, make_extraction(article)).aid
    project.sources.put(msgspec.structs.replace(file, aid=None if file.articles else aid))
    return aid


def test_a_file_is_found_by_what_the_project_read_whatever_the_folder_one_is_in(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = "青石县".encode("gb18030") + b"\x1b[2J\n"
    path = tmp_path / "files" / "a.txt"
    path.parent.mkdir()
    path.write_bytes(data)
    article = of_source("files/a.txt", data, encoding="gb18030")
    monkeypatch.chdir("/")
    with Project.open(place, annotator="wang") as project:
        aid = added(project, article, SourceFile(path=path_key(path)))
        where = whereabouts(project, aid, article.source)
        assert tuple(where) == (path, None)
        assert bytes_of(where, article.source) == data
        assert not is_changed(data, article.source)
        assert readable(data, article) == "青石县␛[2J\n"
        path.unlink()
        with pytest.raises(Problem, match="is not there any more"):
            whereabouts(project, aid, article.source)
        with pytest.raises(Problem, match="came from no file"):
            whereabouts(project, aid, of_source("-", data).source)


def test_what_lies_in_an_archive_is_taken_out_of_it_to_be_read_only(place: Path, tmp_path: Path) -> None:
    archive = tmp_path / "2019.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("b.html", "<html>")
        file.writestr("county/a.html", PAGE)
    article = of_source("2019.zip/county/a.html", PAGE.encode())
    with Project.open(place, annotator="wang") as project:
        aid = added(project, article, SourceFile(path=path_key(archive), articles=2))
        where = whereabouts(project, aid, article.source)
        assert where.path == archive
        data = bytes_of(where, article.source)
        assert data == PAGE.encode()
        assert "一␛[2J二" in readable(data, article)
        with lent(data, "county/../a b.html") as copy:
            assert copy.read_bytes() == data
            assert copy.stat().st_mode & 0o777 == 0o400
            assert copy.name == "county_.._a_b.html"
        for name in ("", ".."):
            with lent("text", name) as copy:
                assert copy.read_text() == "text"
        assert not copy.parent.exists()
        gone = of_source("2019.zip/county/c.html", b"")
        with pytest.raises(Problem, match="is not in"):
            bytes_of(whereabouts(project, aid, gone.source), gone.source)


def test_what_is_no_text_is_shown_as_the_text_that_was_read() -> None:
    article = of_source("a.pdf", b"%PDF-1.7 ...")
    assert readable(b"%PDF-1.7 ...", article) == article.page + "\n"
    record = of_source("a.jsonl:3", b"", format="record")
    assert readable('{"标题": "青石"}'.encode(), record) == '{\n  "标题": "青石"\n}\n'


def test_programs_are_the_configured_the_named_or_the_usual_ones() -> None:
    everything = {"VISUAL": "vim -R", "EDITOR": "ed", "PAGER": "most"}
    assert editor(Interface(editor="code --wait"), everything, which=str) == ["code", "--wait"]
    assert editor(Interface(), everything, which=str) == ["vim", "-R"]
    assert pager(Interface(), everything, which=str) == ["most"]
    assert pager(Interface(), {}, which=lambda name: name if name == "more" else None) == ["more"]
    for interface, words in (
        (Interface(), "there is no editor"),
        (Interface(editor="nope"), "no program nope"),
    ):
        with pytest.raises(Problem, match=words):
            editor(interface, {}, which=lambda _name: None)
    with pytest.raises(Problem, match="cannot be followed"):
        editor(Interface(editor="vim '"), {}, which=str)


def test_a_browser_is_only_opened_where_the_person_would_see_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert has_browser({"DISPLAY": ":0"})
    assert not has_browser({})
    assert not has_browser({"DISPLAY": ":10", "SSH_TTY": "/dev/pts/1"})

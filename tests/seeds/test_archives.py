"""Archives: which pieces they give, and what is passed over."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from seeds.readers.containers import is_container, page_of, pieces_of
from seeds.readers.pieces import Piece
from tests.seeds.archives_making import (
    TEXT,
    lines,
    names,
    nested,
    opened,
    passed_over,
    tarred,
    zipped,
)


def test_every_article_in_a_zip_is_a_piece_with_its_place_in_its_name(tmp_path: Path) -> None:
    found = opened(tmp_path, "2019.zip", zipped([("county/a.txt", TEXT), ("b.html", b"<html><p>1")]))
    assert names(found, tmp_path) == ["2019.zip/county/a.txt", "2019.zip/b.html"]
    assert isinstance(found[0], Piece)
    assert found[0].data == TEXT
    page = page_of(found[0])
    assert page.text == TEXT.decode()
    assert page.source.path == str(tmp_path / "2019.zip" / "county" / "a.txt")


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "big5"])
def test_names_of_windows_in_chinese_are_read_though_the_zip_does_not_say_what_they_are(
    tmp_path: Path, encoding: str
) -> None:
    written = ["關於改善農村飲水的通知.txt", "全縣水利會議.txt"]
    if encoding != "big5":
        written = ["关于改善农村饮水的通知.txt", "全县水利会议.txt"]
    # zipfile writes latin letters without the flag for UTF-8, so these stand for bytes.
    data = zipped((f"{at}" * len(name.encode(encoding)), TEXT) for at, name in enumerate(written))
    for at, name in enumerate(written):
        raw = name.encode(encoding)
        data = data.replace(f"{at}".encode() * len(raw), raw)
    assert names(opened(tmp_path, "a.zip", data), tmp_path) == [f"a.zip/{name}" for name in written]


def test_a_zip_from_a_stream_and_one_with_bytes_before_it_are_read(tmp_path: Path) -> None:
    plain = zipped([("a.txt", TEXT), ("b.txt", TEXT * 2)])
    assert names(opened(tmp_path, "own.zip", b"MZ" * 100 + plain), tmp_path) == [
        "own.zip/a.txt",
        "own.zip/b.txt",
    ]


def test_zip64_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 2)  # so that few members are many to it
    many = zipped([("a.txt", TEXT), ("b.txt", TEXT), ("c.txt", TEXT)])
    assert b"PK\x06\x06" in many
    assert names(opened(tmp_path, "many.zip", many), tmp_path) == [f"many.zip/{at}.txt" for at in "abc"]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as member:
        member.write(TEXT)
    assert names(opened(tmp_path, "a.zip", buffer.getvalue()), tmp_path) == ["a.zip/a.txt"]


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize(
    ("mode", "ending"), [("w", "tar"), ("w:gz", "tgz"), ("w:bz2", "tar.bz2"), ("w:xz", "tar.xz")]
)
def test_tars_of_every_form_and_compression_are_read(
    tmp_path: Path, form: int, mode: str, ending: str
) -> None:
    long_name = "/".join(["乡"] * 40) + "/通知.txt"
    data = tarred([("a.txt", TEXT), (long_name, TEXT * 30), ("空.txt", b"")], mode, form)
    found = opened(tmp_path, f"x.{ending}", data)
    assert names(found, tmp_path) == [f"x.{ending}/{name}" for name in ("a.txt", long_name, "空.txt")]
    assert [one.data for one in found if isinstance(one, Piece)] == [TEXT, TEXT * 30, b""]


@pytest.mark.parametrize(
    ("ending", "pack"),
    [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)],
    ids=["gz", "bz2", "xz"],
)
def test_a_file_that_is_compressed_by_itself_is_one_piece(tmp_path: Path, ending: str, pack: object) -> None:
    assert callable(pack)
    found = opened(tmp_path, f"a.md.{ending}", pack(TEXT) + pack(TEXT))  # two streams are one file
    assert names(found, tmp_path) == [f"a.md.{ending}/a.md"]
    assert isinstance(found[0], Piece)
    assert found[0].data == TEXT * 2


def test_what_is_no_article_is_passed_over_and_can_be_counted(tmp_path: Path) -> None:
    hidden = [
        ("__MACOSX/._a.txt", b""),
        (".git/a.txt", b""),
        ("x/Thumbs.db", b""),
        ("photo.JPG", b""),
        ("style.css", b""),
    ]
    saved = [
        ("news/p.html", b"<html><p>1"),
        ("news/p_files/frame.html", b"<p>"),
        ("news/p.files/a.htm", b"<p>"),
    ]
    own = [("all_files/a.txt", TEXT)]
    for name, data in (
        ("a.zip", zipped([*hidden, *saved, *own])),
        ("a.tar", tarred([*hidden, *saved, *own])),
    ):
        found = opened(tmp_path, name, data)
        assert names(found, tmp_path) == [f"{name}/news/p.html", f"{name}/all_files/a.txt"]
        assert passed_over(found) == [".txt", ".txt", ".db", ".jpg", ".css", ".html", ".htm"]
        assert len(found) == len(hidden) + len(saved) + len(own)


def test_in_a_tar_the_page_may_come_after_its_folder(tmp_path: Path) -> None:
    files = [("p_files/frame.html", b"<p>"), ("q_files/own.html", b"<html><p>1"), ("p.html", b"<html><p>1")]
    whole = tarred(files)
    members = whole.rstrip(b"\0")
    broken = members + b"\0" * (-len(members) % 512) + b"not a header" * 128
    for data in (whole, broken):
        found = opened(tmp_path, "a.tar", data)
        assert names(found, tmp_path) == ["a.tar/p.html", "a.tar/q_files/own.html"]
        assert passed_over(found) == [".html"]


def test_links_and_devices_in_a_tar_are_passed_over(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE):
            member = tarfile.TarInfo("a.txt")
            member.type, member.linkname = kind, "/etc/passwd"
            archive.addfile(member)
        member = tarfile.TarInfo("folder")
        member.type = tarfile.DIRTYPE
        archive.addfile(member)
        member = tarfile.TarInfo("b.txt")
        member.size = len(TEXT)
        archive.addfile(member, io.BytesIO(TEXT))
    found = opened(tmp_path, "a.tar", buffer.getvalue())
    assert names(found, tmp_path) == ["a.tar/b.txt"]
    assert passed_over(found) == [".txt"] * 5


def test_a_link_in_a_zip_is_passed_over(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert passed_over(opened(tmp_path, "a.zip", buffer.getvalue())) == [".txt"]


def test_names_are_only_shown_and_nothing_is_written(tmp_path: Path) -> None:
    hostile = ["../../out.txt", "/etc/cron.d/x.txt", "\x1b]0;owned\x07.txt", "a\nb.txt", "\u202etxt.exe.txt"]
    found = opened(tmp_path, "a.zip", zipped((name, TEXT) for name in hostile))
    shown = [one.name for one in found if isinstance(one, Piece)]
    assert len(shown) == len(hostile)
    assert all(char.isprintable() for name in shown for char in name)
    assert shown[0] == str(tmp_path / "a.zip") + "/../../out.txt"
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_archives_in_archives_are_opened_three_deep(tmp_path: Path) -> None:
    assert names(opened(tmp_path, "x.tgz", nested(3)), tmp_path) == ["x.tgz/1.zip/0.tgz/a.txt"]
    found = opened(tmp_path, "x.zip", nested(4))
    assert names(found, tmp_path) == []
    assert lines(found, tmp_path) == [
        "x.zip/2.tgz/1.zip/0.tgz: archives nested more than 3 deep are not opened; unpack it first"
    ]


def test_a_collection_in_an_archive_is_opened_and_a_document_is_not(tmp_path: Path) -> None:
    word = zipped([("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")])
    rows = '{"text": "甲村脱贫。"}\n{"text": "乙村脱贫。"}\n'.encode()
    found = opened(tmp_path, "a.zip", zipped([("r.jsonl", rows), ("a.docx", word)]))
    assert names(found, tmp_path) == ["a.zip/r.jsonl:1", "a.zip/r.jsonl:2", "a.zip/a.docx"]


def test_what_holds_articles_is_told_by_the_name_and_then_by_the_bytes(tmp_path: Path) -> None:
    word = zipped([("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>")])
    plain = zipped([("a.txt", TEXT)])
    table = zipped([("docProps/app.xml", b"<x/>"), ("xl/workbook.xml", b"<x/>")])
    files = {
        "a.zip": (b"", True), "a.JSONL": (b"", True), "a.tar.gz": (b"", True), "a.rar": (b"", True),
        "a.docx": (word, False), "a.txt": (plain, False), "download": (plain, True), "word": (word, False),
        "table.xlsx": (table, False),
        "a.bin": (b"\0\1", False), "a": (TEXT, False), "page": (b"From: <Saved by Blink>\r\n", True),
        "crawl": (b"WARC/1.0\r\n", True), "tape": (tarred([("a.txt", TEXT)]), True),
    }  # fmt: skip
    for name, (data, _) in files.items():
        (tmp_path / name).write_bytes(data)
    assert {name: is_container(tmp_path / name) for name in files} == {
        name: is_one for name, (_, is_one) in files.items()
    }
    assert not is_container(tmp_path / "nothing")
    os.mkfifo(tmp_path / "pipe")
    assert not is_container(tmp_path / "pipe")


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.zip")
    assert lines(pieces_of(tmp_path / "a.zip"), tmp_path) == ["a.zip: this is no file; it was not opened"]

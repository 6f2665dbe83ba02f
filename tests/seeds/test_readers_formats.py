"""Formats are told by what a file holds, then by its name; what is no article is refused by what it is."""

from __future__ import annotations

import codecs
import random

import pytest

from seeds.problems import Unreadable
from seeds.readers import read_bytes
from seeds.readers.formats import ARTICLE_ENDINGS, GUARDED, Format, format_of
from tests.seeds.docx_making import docx, paragraph, zipped

PAGE = "<html><body><p>村里修了路。</p></body></html>"
WORD = docx(paragraph("村里修了路。"))
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", "村里修了路。".encode(), "text"),
        ("a", b"", "text"),
        ("a.weird", "村里".encode("gb18030"), "text"),
        ("a.md", "# 村里".encode(), "markdown"),
        ("A.MARKDOWN", "村里".encode(), "markdown"),
        ("a.htm", "没有标签".encode(), "html"),
        ("a.shtml", "<div>村里</div>".encode("gb18030"), "html"),
        ("a.txt", PAGE.encode(), "html"),
        ("a.docx", PAGE.encode(), "html"),
        ("a.md", b"<!DOCTYPE HTML PUBLIC '-//W3C'>" + PAGE.encode("gb18030"), "html"),
        ("a", f"\n <!-- saved\n from -->\n<?xml version='1.0'?>\n<!-- -->{PAGE}".encode(), "html"),
        ("a.txt", codecs.BOM_UTF8 + PAGE.encode(), "html"),
        ("a.txt", codecs.BOM_UTF16_LE + PAGE.encode("utf-16-le"), "html"),
        ("a.txt", codecs.BOM_UTF16_BE + PAGE.encode("utf-16-be"), "html"),
        ("a.txt", PAGE.encode("utf-16-le"), "html"),
        ("a.txt", "村里说<html>是标签。".encode(), "text"),
        ("a.txt", b"<htmlx>", "text"),
        ("a.txt", b"\n%PDF-1.7\n", "pdf"),
        ("a.pdf", b"garbage first\n%PDF-1.4\n", "pdf"),
        ("a.txt", "讲的是 %PDF- 的开头".encode(), "text"),
        ("a.txt", WORD, "docx"),
        ("a.dotm", WORD[:300], "docx"),
        ("a.docx", zipped({"a.txt": b"a"}), "docx"),
    ],
)
def test_the_content_goes_before_the_name(name: str, data: bytes, expected: Format) -> None:
    assert format_of(name, data) == expected


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (OLD_OFFICE + "WordDocument".encode("utf-16-le"), "an old Word file; save it as .docx"),
        (OLD_OFFICE, "an old Word file"),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?><w/>", "an old Word file"),
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "needs a password"),
        (OLD_OFFICE + "Workbook".encode("utf-16-le"), "a spreadsheet; save it as .csv"),
        (b"{\\rtf1\\ansi", "a Rich Text file; save it as .docx"),
        (zipped({"xl/workbook.xml": b"<a/>"}), "a spreadsheet"),
        (zipped({"ppt/presentation.xml": b"<a/>"}), "slides"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "another word processor"),
        (zipped({"a.txt": b"a"}), "an archive"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "an archive"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "a picture"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "a picture"),
        (b"RIFF\0\0\0\0WEBP", "a picture"),
        (b"ID3\x04" + bytes(99), "sound or video"),
        (b"\0\0\0\x18ftypmp42", "sound or video"),
        (b"\x7fELF\x02\x01\x01" + bytes(99), "a program"),
        (b"SQLite format 3\0" + bytes(99), "a program or a database"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.doc", "a.pdf"])
def test_what_is_no_article_is_refused_by_what_it_is(data: bytes, said: str, name: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, name=name)
    assert str(caught.value).startswith(f"{name}: ")
    assert said in str(caught.value)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.dotx"])
def test_text_and_noise_under_the_name_of_a_guarded_format_are_refused(name: str) -> None:
    for data in ("村里修了路。".encode(), random.Random(3).randbytes(300_000)):
        with pytest.raises(Unreadable, match=r"whatever its name says|this is not a Word file"):
            read_bytes(data, name=name)


def test_an_empty_file_is_empty_whatever_its_name() -> None:
    for ending in ARTICLE_ENDINGS:
        with pytest.raises(Unreadable, match="the file is empty"):
            read_bytes(b"", name=f"a{ending}")


def test_the_formats_that_can_ask_for_much_work_are_guarded() -> None:
    assert frozenset({"pdf", "docx"}) == GUARDED
    assert {".txt", ".md", ".html", ".htm", ".pdf", ".docx", ""} <= ARTICLE_ENDINGS
    assert not {".jpg", ".doc", ".zip", ".csv"} & ARTICLE_ENDINGS

"""Damaged, locked, empty and malicious PDFs give one clear line, or what can be read with a note."""

from __future__ import annotations

import gc
import os
import random
import warnings
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from seeds.article import Page
from seeds.problems import Unreadable
from seeds.readers.pdf import document, read_pdf, sheets
from tests.seeds.pdf_making import Drawn, Element, drawn_as_pdf, pdf_of

TEXT = "白河县今年新修水渠 48 公里，引水到 23 个村。"
GOOD = pdf_of([Element("title", "水到渠成", wide=True), *[Element("paragraph", TEXT * 3)] * 20])
NO_PDF = "a.pdf: this is no PDF, or it is too damaged to be opened; get another copy"
DAMAGED = "a.pdf: the file is damaged, no page of it can be read; get another copy"


def refusal(data: bytes) -> str:
    """Why the file cannot be read."""
    with pytest.raises(Unreadable) as refused:
        read_pdf(data, path="a.pdf")
    return str(refused.value)


def page_or_line(data: bytes) -> Page | str:
    """The page of the file, or why it cannot be read."""
    try:
        return read_pdf(data, path="a.pdf")
    except Unreadable as refused:
        return str(refused)


def notes(data: bytes) -> list[str]:
    """What the page of the file is noted for."""
    return [str(note) for note in read_pdf(data, path="a.pdf").notes]


def pdf_with(*bodies: bytes) -> bytes:
    """A PDF of these objects, numbered from 1, of which the first is its catalogue."""
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(bodies) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, len(data))
    )


def stream(content: bytes) -> bytes:
    packed = zlib.compress(content, 9)
    return b"<</Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (len(packed), packed)


def pages_with(*contents: bytes) -> bytes:
    """A PDF with a page for each content, its page tree at its beginning."""
    first = 4
    kids = b" ".join(b"%d 0 R" % (first + 2 * at) for at in range(len(contents)))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(contents)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
    )
    for at, content in enumerate(contents):
        bodies += [page % (first + 2 * at + 1), stream(content)]
    return pdf_with(*bodies)


def showing(text: bytes) -> bytes:
    return b"BT /F1 10 Tf 60 700 Td (%b) Tj ET" % text


def test_an_empty_file_is_said_to_be_empty() -> None:
    assert refusal(b"") == "a.pdf: the file is empty"


@pytest.mark.parametrize(
    "data",
    [
        random.Random(1).randbytes(100_000),
        b"%PDF-1.4\n" + random.Random(2).randbytes(100_000),
        b"%PDF-1.4\n" + b"[" * 200_000,
        b"%PDF-1.4\n" + b"<<" * 100_000,
        GOOD[: len(GOOD) // 2],
    ],
    ids=["random bytes", "random bytes behind a PDF's first line", "brackets", "dictionaries", "half a file"],
)
def test_what_cannot_be_opened_is_no_pdf_or_too_damaged(data: bytes) -> None:
    assert refusal(data) == NO_PDF


@pytest.mark.parametrize(
    "content",
    [
        b" " * 20_000_000,
        b"q " * 3_000_000,
        b"BT /F1 10 Tf 60 700 Td " + b"(aaaaaaaa) Tj " * 1_250_000 + b"ET",
    ],
    ids=["space", "operators", "letters"],
)
def test_a_small_part_that_expands_to_much_is_never_opened(content: bytes) -> None:
    data = pages_with(content)
    assert len(data) < 100_000
    assert "expands to more than" in refusal(data)


@pytest.mark.parametrize(
    "pattern",
    [
        b"stream\n",
        b"/Filter/FlateDecode stream\n",
        b"/Filter/A85 stream\nabc",
        b"/Type/Catalog ",
        b"1 0 obj /Type/Pages ",
        b"/Filter/FlateDecode stream\n" + zlib.compress(b"ab" * 500),
    ],
)
def test_what_looks_like_the_parts_of_a_file_over_and_over_is_refused(pattern: bytes) -> None:
    assert refusal(b"%PDF-1.4\n" + pattern * (500_000 // len(pattern))) == NO_PDF


def test_a_page_with_too_many_characters_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "GLYPHS_A_PAGE", 40)
    data = pages_with(
        showing(b"Short. "), showing(b"This page says much more than that. " * 3), showing(b"End.")
    )
    page = read_pdf(data, path="a.pdf")
    assert page.text.split() == ["Short.", "End."]
    assert [str(note) for note in page.notes] == ["page 2 has more characters than any page; it was left out"]
    assert refusal(pages_with(showing(b"This page says much more than that. " * 3))) == (
        "a.pdf: its pages have more characters than any page; it was not read"
    )


@pytest.mark.parametrize(("limit", "value"), [("PAGES", 2), ("GLYPHS", 9), ("SECONDS", -1.0)])
def test_a_file_is_read_up_to_its_limits(limit: str, value: float, monkeypatch: pytest.MonkeyPatch) -> None:
    data = pages_with(*(showing(b"Page %d." % number) for number in range(1, 6)))
    assert notes(data) == []
    monkeypatch.setattr(document, limit, value)
    if limit == "SECONDS":
        assert refusal(data) == "a.pdf: it takes too long to read; split the file"
        return
    page = read_pdf(data, path="a.pdf")
    assert page.text.split("\n") == ["Page 1.", "Page 2."]
    assert [str(note) for note in page.notes] == [
        "only the first 2 of 5 pages were read: the file is too large"
    ]


def test_a_loop_of_pages_ends() -> None:
    data = pdf_with(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 1000>>",
        b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 500>>",
    )
    assert refusal(data) == DAMAGED


def test_a_file_that_was_cut_says_how_many_of_its_pages_were_read() -> None:
    data = pages_with(*(showing(b"Page %d." % number) for number in range(1, 6)))
    cut = data[: data.index(b"\n10 0 obj")]
    page = read_pdf(cut, path="a.pdf")
    assert page.text.split("\n") == ["Page 1.", "Page 2.", "Page 3."]
    assert [str(note) for note in page.notes] == ["damaged PDF: 3 of 5 pages were read"]


def test_a_page_whose_content_is_damaged_is_told() -> None:
    data = pages_with(showing(b"Page 1."), showing(b"Page 2."))
    at = data.rindex(b"stream\n", 0, data.rindex(b"endstream")) + 12
    damaged = data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]
    assert notes(damaged) == ["damaged PDF: some of its text may be missing or wrong"]


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 7), st.booleans())
def test_any_flipped_bit_or_cut_gives_a_page_or_one_line(at: int, bit: int, cut: bool) -> None:
    data = GOOD[:at] if cut else GOOD[:at] + bytes([GOOD[at] ^ 1 << bit]) + GOOD[at + 1 :]
    page = page_or_line(data)
    if isinstance(page, str):
        assert page.startswith("a.pdf: ")
        assert "\n" not in page
    else:
        assert page.text.strip()
        assert all(0 <= mark.start < mark.end <= len(page.text) for mark in page.marks)


def locked(user: str) -> bytes:
    file = BytesIO()
    canvas = Canvas(file, encrypt=pdfencrypt.StandardEncryption(user, "owner"))
    canvas.drawString(60, 700, "Not for everybody.")
    canvas.save()
    return file.getvalue()


def test_a_password_to_open_it_is_asked_for_and_one_to_change_it_is_not() -> None:
    assert refusal(locked("secret")) == "a.pdf: it needs a password; save it without one"
    page = read_pdf(locked(""), path="a.pdf")
    assert page.text == "Not for everybody."
    assert page.notes == ()


def test_pages_without_text_are_told_and_a_file_of_them_is_refused() -> None:
    picture = b"10 10 400 400 re f"
    assert (
        refusal(pages_with(picture, picture)) == "a.pdf: its pages are pictures without text; run OCR first"
    )
    assert refusal(pages_with(b"", b"")) == "a.pdf: the file holds nothing but blank space"
    assert notes(pages_with(showing(b"Page 1."), picture, b"")) == [
        "page 2 has no readable text; it may be scanned pictures (OCR is needed)"
    ]
    assert notes(pages_with(picture, showing(b"Page 2."), picture)) == [
        "pages 1, 3 have no readable text; they may be scanned pictures (OCR is needed)"
    ]


def test_shapes_that_no_character_is_known_for_are_no_text() -> None:
    data = drawn_as_pdf([Drawn(1, 60, 700, 10, "\ue001\ue002\ue003\ue004\ue005")])
    assert refusal(data) == "a.pdf: its pages are pictures without text; run OCR first"


def test_control_characters_never_reach_the_text() -> None:
    page = read_pdf(pages_with(showing(b"Red \\033[31m, bell \\007, nul \\000.")), path="a.pdf")
    assert all(char.isprintable() for char in page.text)


def test_a_thousand_files_leave_nothing_open() -> None:
    data = pages_with(showing(b"Page 1."))
    read_pdf(data, path="a.pdf")
    gc.collect()  # what other tests left
    files, resident = _open_files(), _resident()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(1000):
            read_pdf(data, path="a.pdf")
        gc.collect()
    assert _open_files() == files
    assert _resident() - resident < 24 << 20


def _open_files() -> int:
    """How many files this process has open; 0 where the system does not tell."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0


def _resident() -> int:
    """The memory that this process has, in bytes; 0 where the system does not tell."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") if status.exists() else 0

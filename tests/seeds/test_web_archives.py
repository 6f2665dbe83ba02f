"""Web archives: saved pages of one file, and what crawlers keep."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from seeds.problems import Unreadable
from seeds.readers.containers import page_of, pieces_of
from seeds.readers.pieces import Passed, Piece

# The writer of warcio leaves its temporary files to the collector.
pytestmark = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile:ResourceWarning")
HTML = (
    "<html><head><title>河湾村通水</title></head>"
    "<body><p>河湾村通了自来水,全村六十户人家不用再下沟挑水。</p></body></html>"
)
ADDRESS = "http://news.example.cn/2019/"


def opened(tmp_path: Path, name: str, data: bytes) -> list[Piece | Passed | Unreadable]:
    path = tmp_path / name
    path.write_bytes(data)
    return list(pieces_of(path))


def told(found: Iterable[Piece | Passed | Unreadable], tmp_path: Path) -> list[str]:
    """Every piece by its name, what is passed over by its ending, and the lines about the rest."""
    said = []
    for one in found:
        if isinstance(one, Passed):
            said.append(one.ending)
        else:
            said.append((one.name if isinstance(one, Piece) else str(one)).removeprefix(f"{tmp_path}/"))
    assert not any("\n" in line for line in said)
    return said


def the_page(found: list[Piece | Passed | Unreadable]) -> Piece:
    (piece,) = (one for one in found if isinstance(one, Piece))
    return piece


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
@pytest.mark.parametrize("ending", ["mhtml", "mht"])
def test_the_page_of_a_saved_page_is_read(tmp_path: Path, charset: str, ending: str) -> None:
    saved = MIMEMultipart("related", type="text/html")
    saved["From"], saved["Snapshot-Content-Location"] = "<Saved by Blink>", ADDRESS
    saved.attach(MIMEText(HTML, "html", charset))
    saved.attach(MIMEText("p{}", "css", "ascii"))
    saved.attach(MIMEText("<html><p>广告</p>", "html", "utf-8"))
    saved.attach(MIMEImage(b"\x89PNG" * 1000, "png"))
    piece = the_page(opened(tmp_path, f"a.{ending}", saved.as_bytes()))
    assert piece.name == str(tmp_path / f"a.{ending}")
    assert piece.data.decode(charset) == HTML
    page = page_of(piece)
    assert "全村六十户人家" in page.text
    assert "广告" not in page.text
    assert page.source.format == "html"


QUOTED = """From: <Saved by Blink>
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html";
\tboundary="----MultipartBoundary--x----"


------MultipartBoundary--x----
Content-Type: text/html
Content-ID: <frame@mhtml.blink>
Content-Transfer-Encoding: quoted-printable

<html><p>=E6=B2=B3=
=E6=B9=BE</p>
------MultipartBoundary--x----
Content-Type: image/png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
------MultipartBoundary--x------
"""


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_page_as_browsers_write_it_is_read_and_told_by_its_bytes(tmp_path: Path, line_end: str) -> None:
    data = QUOTED.replace("\n", line_end).encode()
    assert the_page(opened(tmp_path, "a.mhtml", data)).data.strip() == "<html><p>河湾</p>".encode()
    assert the_page(opened(tmp_path, "page", data)).format == "html"
    cut = data[: data.index(b"E6=B9") - 1]
    assert the_page(opened(tmp_path, "a.mhtml", cut)).data.startswith("<html><p>河".encode())


def test_alternatives_in_related_parts_and_a_page_alone_are_read(tmp_path: Path) -> None:
    inner = MIMEMultipart("alternative")
    inner.attach(MIMEText("plain", "plain", "ascii"))
    inner.attach(MIMEText(HTML, "html", "utf-8"))
    outer = MIMEMultipart("related")
    outer.attach(inner)
    for saved in (outer, MIMEText(HTML, "html", "utf-8")):
        assert the_page(opened(tmp_path, "a.mht", saved.as_bytes())).data.decode().strip() == HTML


def test_parts_in_parts_without_end_come_to_one_line(tmp_path: Path) -> None:
    data = b"".join(
        b'Content-Type: multipart/related; boundary="%d"\n\n--%d\n' % (at, at) for at in range(5000)
    )
    assert told(opened(tmp_path, "a.mht", data), tmp_path) == [
        "a.mht: there is no page in this web archive, or it is damaged"
    ]
    data = b"Content-Type: multipart/related" + b";" * 5_000_000
    assert len(opened(tmp_path, "a.mht", data)) == 1
    data = b"Content-Type: multipart/related; boundary=a\n\n" + b"--a\n\n" * 500_000
    assert len(opened(tmp_path, "a.mht", data)) == 1


def test_the_part_that_the_archive_names_as_its_start_is_the_page(tmp_path: Path) -> None:
    saved = MIMEMultipart("related", start="<page@x>")
    for name, html in (("frame", "<p>广告"), ("page", HTML)):
        part = MIMEText(html, "html", "utf-8")
        part["Content-ID"] = f"<{name}@x>"
        saved.attach(part)
    assert the_page(opened(tmp_path, "a.mht", saved.as_bytes())).data.decode() == HTML


def crawled(
    answers: Iterable[tuple[str, str, list[tuple[str, str]], bytes]], *, packed: bool = False
) -> bytes:
    """A WARC of answers: the end of the address, the status, the fields of HTTP, the body."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "x"}))
    for address, status, fields, body in answers:
        for kind in ("request", "response"):
            head = StatusAndHeaders(
                status if kind == "response" else "GET / HTTP/1.1", fields, protocol="HTTP/1.1"
            )
            payload = io.BytesIO(body if kind == "response" else b"")
            writer.write_record(
                writer.create_warc_record(ADDRESS + address, kind, payload=payload, http_headers=head)
            )
    return buffer.getvalue()


TYPE = ("Content-Type", "text/html; charset=utf-8")
BODY = HTML.encode()


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_every_page_that_a_server_gave_is_a_piece_with_its_address(tmp_path: Path, name: str) -> None:
    data = crawled(
        [
            ("a.html", "200 OK", [TYPE], BODY),
            ("b.php?id=1", "200 OK", [TYPE], "<p>没有头的一页。".encode("gb18030")),
            ("c.jpg", "200 OK", [("Content-Type", "image/jpeg")], b"\xff\xd8"),
            ("d.html", "404 Not Found", [TYPE], BODY),
            ("e", "301 Moved", [("Location", "/f")], b""),
        ],
        packed=name.endswith("gz"),
    )
    found = opened(tmp_path, name, data)
    assert told(found, tmp_path) == [
        f"{name}/{ADDRESS}a.html",
        f"{name}/{ADDRESS}b.php?id=1",
        "image/jpeg",
        "HTTP 404",
        "HTTP 301",
    ]
    first, second = (page_of(one) for one in found if isinstance(one, Piece))
    assert "全村六十户人家" in first.text
    assert "没有头的一页。" in second.text


def deflated(data: bytes, window: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, window)
    return packer.compress(data) + packer.flush()


CHUNKED = b"5;x=y\r\n" + BODY[:5] + b"\r\n%x\r\n" % len(BODY[5:]) + BODY[5:] + b"\r\n0\r\n\r\n"


@pytest.mark.parametrize(
    ("fields", "sent"),
    [
        ([("Transfer-Encoding", "chunked")], CHUNKED),
        ([("Transfer-Encoding", "chunked")], BODY),
        ([("Content-Encoding", "gzip")], gzip.compress(BODY)),
        ([("Content-Encoding", "gzip")], BODY),
        ([("Content-Encoding", "deflate")], deflated(BODY, 15)),
        ([("Content-Encoding", "deflate")], deflated(BODY, -15)),
    ],
)
def test_what_http_did_to_a_page_is_undone(
    tmp_path: Path, fields: list[tuple[str, str]], sent: bytes
) -> None:
    found = opened(tmp_path, "a.warc", crawled([("a", "200 OK", [TYPE, *fields], sent)]))
    assert the_page(found).data == BODY


def test_a_page_packed_in_another_way_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    data = crawled(
        [
            ("a", "200 OK", [TYPE, ("Content-Encoding", "br")], b"\x0b\x02\x80"),
            ("b", "200 OK", [TYPE, ("Content-Encoding", "gzip")], gzip.compress(BODY)[:-20]),
            ("c", "200 OK", [TYPE], BODY),
        ]
    )
    assert told(opened(tmp_path, "a.warc", data), tmp_path) == [
        f"a.warc/{ADDRESS}a: piyue does not read pages packed as br",
        f"a.warc/{ADDRESS}b: it is damaged in the archive, so it was left",
        f"a.warc/{ADDRESS}c",
    ]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_of_an_archive_that_is_cut_off_the_whole_pages_are_read(tmp_path: Path, name: str) -> None:
    answers = [(str(at), "200 OK", [TYPE], BODY + b"%d" % (at**at) * 50) for at in range(9)]
    whole = crawled(answers, packed=name.endswith("gz"))
    found = told(opened(tmp_path, name, whole[: len(whole) // 2]), tmp_path)
    assert len(found) > 2
    assert found[-1] == f"{name}: it is cut off or damaged; the rest of it is lost"


def test_a_header_without_end_is_not_read_into_memory(tmp_path: Path) -> None:
    for data in (b"WARC/1.0\r\n" + b"x" * 3_000_000, b"WARC/1.0\r\n" + b"a: b\r\n" * 500_000):
        assert told(opened(tmp_path, "a.warc", data), tmp_path) == [
            "a.warc: it is cut off or damaged; the rest of it is lost"
        ]

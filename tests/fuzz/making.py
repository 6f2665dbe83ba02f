"""Small sound files of every kind that an import reads, each of other articles."""

from __future__ import annotations

import base64
import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from seeds.readers import page_from_text
from store.exchange.jsonl import json_lines
from store.project import Project
from tui.importing.reading import extracted

Make = Callable[[Random], bytes]
_PLACES = ("青岚县", "石桥镇", "云溪市", "白杨乡", "清泉村", "高岭区")
_DEEDS = (
    "修通公路{n}公里",
    "新建学校{n}所",
    "投入资金{n}.5亿元",
    "脱贫{n}户",
    "种植茶园{n}亩",
    "减少人口{n}万人",
)
_PAPERS = ("青岚日报", "云溪晚报", "石桥新闻网")


class Story(NamedTuple):
    """What an article says."""

    title: str
    published: str
    paper: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """As a page of plain text."""
        body = "\n".join(f"  {paragraph}" for paragraph in self.paragraphs)
        return f"{self.title}\n{self.published} 来源:{self.paper}\n\n{body}\n"


def story(random: Random) -> Story:
    """An article of a few sentences."""
    place = random.choice(_PLACES)
    sentences = [f"{random.choice(_PLACES)}{_deed(random)}。" for _ in range(random.randint(4, 16))]
    cut = random.randint(1, len(sentences) - 1)
    return Story(
        f"{place}{_deed(random)}",
        f"20{random.randint(10, 23)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
        random.choice(_PAPERS),
        ("本报讯 " + ",".join(sentences[:cut]), "".join(sentences[cut:])),
    )


def _deed(random: Random) -> str:
    return random.choice(_DEEDS).format(n=random.randint(1, 9_999))


def text(random: Random) -> bytes:
    """Plain text, in one of the encodings in use."""
    return story(random).text.encode(random.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16")), "replace")


def html(random: Random) -> bytes:
    """A page with furniture around the article."""
    told = story(random)
    paragraphs = "".join(f"<p>  {paragraph}</p>\n" for paragraph in told.paragraphs)
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8">'
        f"<title>{told.title}_{told.paper}</title></head><body>"
        f'<div class="nav"><a href="/">首页</a> <a href="/x">要闻</a></div><h1>{told.title}</h1>'
        f"<div>{told.published} 来源:{told.paper}</div><div class='content'>{paragraphs}</div>"
        '<div class="footer">版权所有 京ICP备00000000号</div><script>var a = "<p>";</script></body></html>'
    ).encode()


def markdown(random: Random) -> bytes:
    """A heading, a list and a table."""
    told = story(random)
    body = "\n\n".join(told.paragraphs)
    head = f"# {told.title}\n\n*{told.paper}* {told.published}\n\n"
    return f"{head}{body}\n\n- 甲\n- 乙\n\n|户|人|\n|-|-|\n|3|9|\n".encode()


def pdf(random: Random) -> bytes:
    """A page or two."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    told, file = story(random), io.BytesIO()
    canvas = Canvas(file, invariant=True, pageCompression=random.choice((0, 1)))
    for page in range(random.randint(1, 2)):
        canvas.setFont("STSong-Light", 12)
        lines = [told.title, f"{told.published} {told.paper}"] if page == 0 else []
        for paragraph in told.paragraphs:
            lines += [paragraph[at : at + 40] for at in range(0, len(paragraph), 40)]
        for number, line in enumerate(lines[:50]):
            canvas.drawString(60, 780 - 15 * number, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def docx(random: Random) -> bytes:
    """A title, paragraphs and a table."""
    from docx import Document

    told, file = story(random), io.BytesIO()
    document = Document()
    document.add_heading(told.title, 1)
    document.add_paragraph(f"{told.published} 来源:{told.paper}")
    for paragraph in told.paragraphs:
        document.add_paragraph(paragraph)
    document.add_table(1, 2).cell(0, 0).text = "户数"
    document.save(file)
    return file.getvalue()


def _record(random: Random) -> dict[str, object]:
    told = story(random)
    return {
        "title": told.title,
        "text": "\n".join(told.paragraphs),
        "date": told.published,
        "source": told.paper,
        "id": random.randint(1, 10**9),
    }


def json_lines_of_records(random: Random) -> bytes:
    """A record a line."""
    records = [_record(random) for _ in range(random.randint(1, 5))]
    return "".join(json.dumps(one, ensure_ascii=random.random() < 0.5) + "\n" for one in records).encode()


def json_array(random: Random) -> bytes:
    """Records in an array."""
    return json.dumps([_record(random) for _ in range(random.randint(1, 5))], ensure_ascii=False).encode()


def table(random: Random) -> bytes:
    """Records in a CSV, some with line ends in them."""
    records = [_record(random) for _ in range(random.randint(1, 5))]
    file = io.StringIO()
    writer = csv.DictWriter(file, list(records[0]))
    writer.writeheader()
    writer.writerows(records)
    return file.getvalue().encode(random.choice(("utf-8", "utf-8-sig", "gb18030")))


def tab_table(random: Random) -> bytes:
    """Records in a TSV."""
    records = [_record(random) for _ in range(random.randint(1, 5))]
    file = io.StringIO()
    writer = csv.DictWriter(file, list(records[0]), delimiter="\t")
    writer.writeheader()
    writer.writerows(records)
    return file.getvalue().encode()


def _members(random: Random) -> list[tuple[str, bytes]]:
    makes = [("a.txt", text), ("县/b.html", html), ("c.md", markdown), ("d.jsonl", json_lines_of_records)]
    chosen = [(name, make(random)) for name, make in random.sample(makes, random.randint(1, 4))]
    return [*chosen, ("photo.jpg", b"\xff\xd8\xff\xe0" + bytes(40))]


def zip_archive(random: Random) -> bytes:
    """Articles in a zip, with a picture."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for name, data in _members(random):
            archive.writestr(zipfile.ZipInfo(name, (2019, 5, 6, 0, 0, 0)), data)
    return file.getvalue()


def tar_archive(random: Random) -> bytes:
    """Articles in a tar that is compressed."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data in _members(random):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return gzip.compress(file.getvalue(), mtime=0)


def compressed(random: Random) -> bytes:
    """One article, compressed."""
    return gzip.compress(text(random), mtime=0)


def bzipped(random: Random) -> bytes:
    """One article, compressed otherwise."""
    return bz2.compress(text(random))


def xz(random: Random) -> bytes:
    """One article, compressed more."""
    return lzma.compress(text(random))


def mhtml(random: Random) -> bytes:
    """A page saved with its picture by a browser."""
    page, picture = base64.encodebytes(html(random)), base64.encodebytes(bytes(60))
    return b"\r\n".join(
        (
            b"From: <Saved by Blink>",
            b"Snapshot-Content-Location: http://news.example/a.html",
            b"Subject: a",
            b"MIME-Version: 1.0",
            b'Content-Type: multipart/related; type="text/html"; boundary="----b--"',
            b"",
            b"------b--",
            b"Content-Type: text/html",
            b"Content-Transfer-Encoding: base64",
            b"Content-Location: http://news.example/a.html",
            b"",
            page,
            b"------b--",
            b"Content-Type: image/png",
            b"Content-Transfer-Encoding: base64",
            b"Content-Location: http://news.example/a.png",
            b"",
            picture,
            b"------b----",
            b"",
        )
    )


def warc(random: Random) -> bytes:
    """Responses of a web server, kept by a crawler."""
    records = [_response(random, number) for number in range(random.randint(1, 3))]
    return b"".join(map(gzip.compress, records) if random.random() < 0.5 else records)


def _response(random: Random, number: int) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html(random)
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
        f"WARC-Date: 2020-01-01T00:00:00Z\r\nWARC-Target-URI: http://news.example/{number}.html\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


@cache
def _exported() -> tuple[bytes, ...]:
    """Lines of a project."""
    with TemporaryDirectory() as place, Project.create(Path(place) / "project", annotator="fuzz") as project:
        for number in range(8):
            page = page_from_text(story(Random(number)).text, name=f"{number}.txt")
            project.add(*extracted(page, project.profile))
        return tuple(json_lines(project))


def exported(random: Random) -> bytes:
    """What a project gives out of some articles."""
    return b"".join(random.sample(_exported(), random.randint(1, 3)))


Change = Callable[[bytes], bytes]


def _in_zip(data: bytes, change: Change, random: Random) -> bytes:
    """The archive with one of its members changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(file, "w") as after:
        names = before.namelist()
        texts = [name for name in names if name.endswith(("document.xml", ".txt", ".html", ".jsonl", ".md"))]
        chosen = random.choice(texts or names)
        for name in names:
            member = before.read(name)
            after.writestr(name, change(member) if name == chosen else member)
    return file.getvalue()


def _in_gzip(data: bytes, change: Change, _random: Random) -> bytes:
    return gzip.compress(change(gzip.decompress(data)), mtime=0)


def _in_bzip2(data: bytes, change: Change, _random: Random) -> bytes:
    return bz2.compress(change(bz2.decompress(data)))


def _in_xz(data: bytes, change: Change, _random: Random) -> bytes:
    return lzma.compress(change(lzma.decompress(data)))


class Kind(NamedTuple):
    """How a kind of file is called, how its names end, and what makes one; `within` changes what is packed
    in it."""

    name: str
    ending: str
    make: Make
    within: Callable[[bytes, Change, Random], bytes] | None = None


KINDS = (
    Kind("txt", ".txt", text),
    Kind("html", ".html", html),
    Kind("md", ".md", markdown),
    Kind("pdf", ".pdf", pdf),
    Kind("docx", ".docx", docx, _in_zip),
    Kind("jsonl", ".jsonl", json_lines_of_records),
    Kind("export", ".jsonl", exported),
    Kind("json", ".json", json_array),
    Kind("csv", ".csv", table),
    Kind("tsv", ".tsv", tab_table),
    Kind("zip", ".zip", zip_archive, _in_zip),
    Kind("tar", ".tar.gz", tar_archive, _in_gzip),
    Kind("gz", ".txt.gz", compressed, _in_gzip),
    Kind("bz2", ".txt.bz2", bzipped, _in_bzip2),
    Kind("xz", ".txt.xz", xz, _in_xz),
    Kind("mhtml", ".mhtml", mhtml),
    Kind("warc", ".warc", warc),
)

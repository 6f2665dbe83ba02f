"""Word files that are damaged, locked or made to do harm: one line each, at once."""

from __future__ import annotations

import contextlib
import io
import random
import struct
import zipfile

import pytest

from seeds.problems import Unreadable
from seeds.readers import read_bytes
from tests.seeds.docx_making import docx, paragraph, story, zipped

SOUND = docx(paragraph("村里修了路。" * 40) + paragraph("又通了水。"))
MAIN = "word/document.xml"


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as caught:
        read_bytes(data, name="a.docx")
    line = str(caught.value)
    assert line.startswith("a.docx: ")
    assert "\n" not in line
    return line


def with_sizes(data: bytes, expanded: int) -> bytes:
    """The zip with another size in its directory for the part of the main text."""
    at = data.rindex(MAIN.encode(), 0, data.rindex(b"PK\x05\x06")) - 46
    while data[at : at + 4] != b"PK\x01\x02":
        at -= 1
    return data[: at + 24] + struct.pack("<I", expanded) + data[at + 28 :]


def test_what_expands_to_very_much_is_refused_unopened() -> None:
    assert "refused, for it expands to 1024 MB" in refusal(with_sizes(SOUND, 1 << 30))


def test_what_shrinks_as_no_text_does_is_refused() -> None:
    blank = story("<w:p/>" + " " * (17 << 20)).encode()
    assert "refused, for it expands to" in refusal(zipped({MAIN: blank}))


def test_no_more_is_expanded_than_the_directory_says() -> None:
    assert "damaged" in refusal(with_sizes(SOUND, 300))


def test_parts_beside_the_text_count_too() -> None:
    footer = paragraph("页") + "<w:p/>" * 2_900_000
    assert "refused" in refusal(docx(paragraph("村。"), footer=footer))


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w SYSTEM "http://localhost/a.dtd">',
    ],
)
def test_a_dtd_is_refused(declaration: str) -> None:
    xml = story(paragraph("村&b;里"))
    head, _, rest = xml.partition("?>")
    assert "refused, for it contains a DTD" in refusal(
        zipped({MAIN: f"{head}?>{declaration}{rest}".encode()})
    )


def test_nesting_without_end_is_read() -> None:
    inner = "<w:sdt><w:sdtContent>" * 20_000 + paragraph("最里面。") + "</w:sdtContent></w:sdt>" * 20_000
    assert read_bytes(docx(inner), name="a.docx").text == "最里面。"
    cells = "<w:tbl><w:tr><w:tc>" * 5_000 + paragraph("最里面。") + "</w:tc></w:tr></w:tbl>" * 5_000
    assert read_bytes(docx(cells), name="a.docx").text == "最里面。"


def test_too_many_parts_are_refused() -> None:
    parts = {f"word/{number}.xml": b"" for number in range(5_001)} | {MAIN: story(paragraph("村。")).encode()}
    assert "refused, for it has 5002 parts" in refusal(zipped(parts))


def test_names_that_lead_out_of_the_package_lead_nowhere() -> None:
    data = zipped({MAIN: story(paragraph("村。")).encode(), "../../evil.xml": b"<a/>"})
    assert read_bytes(data, name="a.docx").text == "村。"


def test_what_is_cut_off_is_refused() -> None:
    assert "damaged or cut off" in refusal(SOUND[: len(SOUND) // 2])


def test_a_zip_without_a_document_is_refused() -> None:
    assert "there is no Word document in it" in refusal(zipped({"a.txt": b"a"}))


def test_what_is_no_zip_is_refused() -> None:
    assert "this is not a Word file" in refusal("只是文字,叫错了名字。".encode())


def test_a_document_without_text_is_refused() -> None:
    assert "there is no text in it" in refusal(docx(paragraph()))


def test_a_locked_document_is_refused() -> None:
    locked = bytearray(SOUND)
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(mark)
        while at >= 0:
            locked[at + place] |= 1
            at = locked.find(mark, at + 4)
    assert "needs a password" in refusal(bytes(locked))
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    assert "needs a password" in refusal(container)


def test_of_xml_that_breaks_off_the_sound_part_is_read_with_a_note() -> None:
    broken = story(paragraph("村里修了路。") + paragraph("又通了水。"))[:-60]
    page = read_bytes(zipped({MAIN: broken.encode()}), name="a.docx")
    assert page.text == "村里修了路。"
    assert [str(note) for note in page.notes] == [
        "the file is damaged: what follows the last line could not be read"
    ]


def test_changed_bytes_never_lead_to_anything_but_a_page_or_a_refusal() -> None:
    chance = random.Random(6)
    for _round in range(150):
        data = bytearray(SOUND)
        for _change in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with contextlib.suppress(Unreadable):
            assert read_bytes(bytes(data[: chance.randint(4, len(data))]), name="a.docx").text.strip()


TAGS = (
    *(
        "w:p",
        "w:r",
        "w:pPr",
        "w:rPr",
        "w:numPr",
        "w:tbl",
        "w:tr",
        "w:trPr",
        "w:tc",
        "w:del",
        "w:ins",
        "w:sdt",
    ),
    *("w:sdtPr", "w:sdtContent", "w:showingPlcHdr", "w:hyperlink", "w:txbxContent", "w:vanish", "w:fldChar"),
    *(
        "mc:AlternateContent",
        "mc:Choice",
        "mc:Fallback",
        "w:numId",
        "w:ilvl",
        "w:pStyle",
        "w:outlineLvl",
        "m:r",
    ),
    *("w:br", "w:sym", "w:footnote", "w:ruby", "w:rt", "w:instrText", "x:unknown"),
)


def test_elements_in_any_order_never_lead_to_anything_but_a_page_or_a_refusal() -> None:
    chance = random.Random(7)

    def tree(depth: int) -> str:
        if depth == 0 or chance.random() < 0.1:
            return "<w:t>村</w:t>"
        tag = chance.choice(TAGS)
        value = chance.choice(["1", "begin", "separate", "end", "-1", "9" * 5000, "F0FC", "村"])
        inner = "".join(tree(depth - 1) for _child in range(chance.randint(0, 3)))
        said = f'w:val="{value}" w:fldCharType="{value}" w:char="{value}" xmlns:x="urn:x"'
        return f"<{tag} {said}>{inner}</{tag}>"

    read = 0
    for _round in range(400):
        with contextlib.suppress(Unreadable):
            read += bool(read_bytes(docx(tree(9), styles=tree(4), numbering=tree(4)), name="a.docx").text)
    assert read > 20


def test_any_compression_but_the_usual_one_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as package:
        package.writestr(MAIN, story(paragraph("村。")))
    assert "damaged" in refusal(file.getvalue())

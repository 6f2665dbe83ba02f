"""Encodings are found from the bytes alone, and what cannot be decoded is named."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from seeds.readers import read_source
from seeds.readers.encodings import decode, likely_encoding

SIMPLIFIED = (
    "入冬以来,高桥镇把群众饮水安全摆在重要位置,组织干部分片包干,挨家挨户检查管线。"
    "镇里新打深水井四眼,铺设管道十一公里,山上三个自然村的乡亲第一次用上了自来水。\n"
    "“以前挑一担水要走半个小时,遇到下雪天更是为难。”六十多岁的老李打开水龙头,笑得合不拢嘴。"
    "镇长介绍,明年还要再建两座水厂,让所有农户都能喝上放心水,同时建立管护制度,做到有人管、有钱修。\n"
)
TRADITIONAL = (
    "入冬以來,高橋鎮把群眾飲水安全擺在重要位置,組織幹部分片包乾,挨家挨戶檢查管線。"
    "鎮裡新打深水井四眼,鋪設管道十一公里,山上三個自然村的鄉親第一次用上了自來水。\n"
    "「以前挑一擔水要走半個小時,遇到下雪天更是為難。」六十多歲的老李打開水龍頭,笑得合不攏嘴。"
    "鎮長介紹,明年還要再建兩座水廠,讓所有農戶都能喝上放心水,同時建立管護制度,做到有人管、有錢修。\n"
)
ENCODED = [
    (SIMPLIFIED, "gb18030"),
    (TRADITIONAL, "gb18030"),
    (TRADITIONAL, "big5hkscs"),
    (SIMPLIFIED, "utf-16-le"),
    (SIMPLIFIED, "utf-16-be"),
    (TRADITIONAL, "utf-16-le"),
    (SIMPLIFIED, "utf-8"),
]


@pytest.mark.parametrize("size", [30, 60, 400, 40_000])
@pytest.mark.parametrize(("text", "encoding"), ENCODED)
def test_an_encoding_without_a_mark_is_found(text: str, encoding: str, size: int) -> None:
    sample = (text * 200)[:size]
    decoded = decode(sample.encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.bad, decoded.cut) == (sample, encoding, (), 0)


@pytest.mark.parametrize("start", range(0, 150, 15))
@pytest.mark.parametrize(("text", "encoding"), ENCODED)
def test_forty_characters_are_enough_wherever_they_are_from(text: str, encoding: str, start: int) -> None:
    sample = text[start : start + 40]
    assert decode(sample.encode(encoding)).text == sample


def test_a_long_page_of_markup_before_the_first_chinese_character_does_not_hide_the_encoding() -> None:
    data = b"<td>nbsp</td>\n" * 9000 + SIMPLIFIED.encode("gb18030")
    assert likely_encoding(data) == "gb18030"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_not_part_of_the_text(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + SIMPLIFIED.encode(encoding))
    assert (decoded.text, decoded.encoding) == (SIMPLIFIED, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5hkscs", "utf-16-le"])
def test_a_character_cut_at_the_end_is_left_out_with_a_note(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "cut.txt"
    path.write_bytes((TRADITIONAL + "鎮").encode(encoding)[:-1])
    page = read_source(path)
    assert page.text == TRADITIONAL
    assert page.source.encoding == encoding
    assert len(page.notes) == 1
    assert "ends inside a character" in str(page.notes[0])


def test_in_a_mixed_file_the_larger_part_is_kept_and_the_rest_is_named_by_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "mixed.txt"
    whole = (SIMPLIFIED * 6).encode()
    foreign = "高桥镇".encode("gb18030")
    path.write_bytes(whole + foreign + b"\n" + SIMPLIFIED.encode())
    page = read_source(path)
    assert page.source.encoding == "utf-8"
    assert page.text.startswith(SIMPLIFIED * 6 + "\ufffd")
    assert page.text.endswith("\n" + SIMPLIFIED)
    assert f"bytes {len(whole)}-" in str(page.notes[0])


def test_bad_bytes_far_apart_are_named_one_by_one_up_to_five(tmp_path: Path) -> None:
    path = tmp_path / "spotted.txt"
    line = SIMPLIFIED.encode()
    path.write_bytes((line + b"\xff") * 7)
    page = read_source(path)
    assert page.text == (SIMPLIFIED + "\ufffd") * 7
    assert f"bytes {len(line)}-{len(line)}, " in str(page.notes[0])
    assert "(+2)" in str(page.notes[0])


def test_every_byte_is_accounted_for() -> None:
    data = SIMPLIFIED.encode() + b"\xe9\x95" + SIMPLIFIED.encode() + b"\xff\xfe\xe9"
    decoded = decode(data)
    good = len(decoded.text.replace("\ufffd", "").encode())
    assert good + sum(span.end - span.start for span in decoded.bad) + decoded.cut == len(data)


def test_plain_ascii_is_utf8() -> None:
    assert decode(b"report 2019\n").encoding == "utf-8"


def test_one_strange_byte_does_not_turn_ascii_into_chinese() -> None:
    decoded = decode(b"plain caf\xe9 text, page 3\n" * 10)
    assert decoded.text == "plain caf\ufffd text, page 3\n" * 10
    assert len(decoded.bad) == 10

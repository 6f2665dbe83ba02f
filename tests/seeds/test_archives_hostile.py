"""Archives that are broken, locked or made to do harm: what can be had of them is, in bounds."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.problems import Unreadable
from seeds.readers import SIZE_LIMIT
from seeds.readers.containers import budget, pieces_of
from seeds.readers.pieces import Passed, Piece
from tests.seeds.archives_making import (
    MEGABYTE,
    TEXT,
    lines,
    names,
    opened,
    passed_over,
    tarred,
    zipped,
)


@pytest.mark.parametrize("name", ["a.7z", "a.rar", "b.zip"])
def test_archives_of_other_programs_are_refused_with_what_to_do(tmp_path: Path, name: str) -> None:
    data = {"a.7z": b"7z\xbc\xaf\x27\x1c\0\4", "a.rar": b"Rar!\x1a\x07\0", "b.zip": b"Rar!\x1a\x07\1\0"}[name]
    kind = "7z" if name == "a.7z" else "rar"
    said = lines(opened(tmp_path, name, data), tmp_path)
    assert said == [f"{name}: {kind} archives are not read; unpack it first"]


def test_of_an_archive_with_a_password_one_line_says_so_and_the_rest_is_read(tmp_path: Path) -> None:
    data = bytearray(zipped([("a.txt", TEXT), ("b.txt", TEXT), ("c.txt", TEXT)]))
    at = -1
    for _ in range(2):  # the flags of the first two, in the directory
        at = data.index(b"PK\x01\x02", at + 1)
        data[at + 8] |= 1
    found = opened(tmp_path, "a.zip", bytes(data))
    assert names(found, tmp_path) == ["a.zip/c.txt"]
    assert lines(found, tmp_path) == ["a.zip: it needs a password for 2 of its files; unpack it first"]


def test_ways_of_packing_that_are_not_read_are_named(tmp_path: Path) -> None:
    said = lines(opened(tmp_path, "a.zip", zipped([("a.txt", TEXT)], zipfile.ZIP_LZMA)), tmp_path)
    assert said == [
        "a.zip/a.txt: it is packed in a way that piyue does not read (method 14); unpack it first"
    ]


def test_of_a_zip_that_is_cut_off_the_whole_members_are_read(tmp_path: Path) -> None:
    whole = zipped([(f"{at}.txt", os.urandom(3000)) for at in range(5)])
    found = opened(tmp_path, "a.zip", whole[: len(whole) * 7 // 10])
    assert names(found, tmp_path) == ["a.zip/0.txt", "a.zip/1.txt", "a.zip/2.txt"]
    assert lines(found, tmp_path) == [
        "a.zip/3.txt: it is damaged in the archive, so it was left",
        "a.zip: the archive is cut off or damaged; the rest of it is lost",
    ]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
def test_of_a_tar_that_is_cut_off_the_whole_members_are_read(tmp_path: Path, mode: str) -> None:
    whole = tarred([(f"{at}.txt", os.urandom(30_000)) for at in range(8)], mode)
    found = opened(tmp_path, "a.tar" + mode[1:].replace(":", "."), whole[: len(whole) // 2])
    assert 2 <= len(names(found, tmp_path)) <= 4
    assert [line.partition(": ")[2] for line in lines(found, tmp_path)] == [
        "it is damaged in the archive, so it was left",
        "it is cut off or damaged; the rest of it is lost",
    ]


def test_a_member_whose_bytes_are_not_those_that_were_packed_is_left(tmp_path: Path) -> None:
    data = bytearray(zipped([("a.txt", TEXT), ("b.txt", TEXT)], zipfile.ZIP_STORED))
    data[data.index(TEXT) + 5] ^= 1
    found = opened(tmp_path, "a.zip", bytes(data))
    assert names(found, tmp_path) == ["a.zip/b.txt"]
    assert lines(found, tmp_path) == ["a.zip/a.txt: it is damaged in the archive, so it was left"]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz", "a.bz2", "a.xz", "a.warc", "a.mhtml"])
@pytest.mark.parametrize("data", [b"", b"\0" * 700, b"no archive at all, only words" * 40, b"PK\x05\x06"])
def test_what_is_no_archive_comes_to_one_line(tmp_path: Path, name: str, data: bytes) -> None:
    found = opened(tmp_path, name, data)
    assert len(lines(found, tmp_path)) == len(found) == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", zipped([])),
        ("a.tar", tarred([])),
        ("a.zip", zipped([("folder/", b"")])),
        ("a.json", b" [ ] "),
        ("a.json", b"  \n "),
        ("a.jsonl", b"\n\n"),
        ("a.csv", b"title,text\n"),
        ("a.warc", b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"),
    ],
)
def test_a_container_with_nothing_in_it_says_so(tmp_path: Path, name: str, data: bytes) -> None:
    assert lines(opened(tmp_path, name, data), tmp_path) == [f"{name}: there is no article in it"]


def test_a_member_larger_than_any_article_is_refused_whatever_it_declares(tmp_path: Path) -> None:
    large = b"\0" * (SIZE_LIMIT + 1)
    data = bytearray(zipped([("a.txt", large), ("b.txt", TEXT)]))
    found = opened(tmp_path, "a.zip", bytes(data))
    assert names(found, tmp_path) == ["a.zip/b.txt"]
    assert lines(found, tmp_path) == ["a.zip/a.txt: it is more than the 64 MB that piyue reads; split it"]
    struct.pack_into("<L", data, data.index(b"PK\x01\x02") + 24, 7)
    found = opened(tmp_path, "a.zip", bytes(data))
    assert names(found, tmp_path) == ["a.zip/b.txt"]
    assert lines(found, tmp_path) == ["a.zip/a.txt: it is damaged in the archive, so it was left"]
    found = opened(tmp_path, "a.txt.gz", gzip.compress(large, 1))
    assert lines(found, tmp_path) == ["a.txt.gz/a.txt: it is more than the 64 MB that piyue reads; split it"]


def overlapping(members: int) -> bytes:
    """Many directory entries for one kernel of zeros: a bomb of the kind that David Fifield describes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    kernel = packer.compress(b"\0" * MEGABYTE) + packer.flush()
    crc = zlib.crc32(b"\0" * MEGABYTE)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(kernel), MEGABYTE, 5, 0) + b"a.txt"
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(kernel), MEGABYTE, 5, 0, 0, 0, 0, 0, 0
    ) + b"a.txt"  # fmt: skip
    directory = entry * members
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, members, members, len(directory), len(local + kernel), 0)
    return local + kernel + directory + end


def test_members_that_overlap_are_refused_unread(tmp_path: Path) -> None:
    found = opened(tmp_path, "a.zip", overlapping(5000))
    assert lines(found, tmp_path) == ["a.zip: its members overlap, as in a file made to do harm; it was left"]
    assert len(found) == 1


def test_all_that_is_nested_shares_one_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "LEAST", 8 * MEGABYTE)
    monkeypatch.setattr(budget, "RATIO", 2)
    inner = zipped([("a.txt", b"\0" * MEGABYTE)])
    found = opened(tmp_path, "bomb.zip", zipped((f"{at}.zip", inner) for at in range(200)))
    assert len(names(found, tmp_path)) < 9
    assert lines(found, tmp_path) == [
        "bomb.zip: it expands to more than 8 MB, far more than text does; the rest was left"
    ]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_bomb_is_left_when_the_budget_is_used_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: object
) -> None:
    monkeypatch.setattr(budget, "LEAST", 4 * MEGABYTE)
    monkeypatch.setattr(budget, "RATIO", 2)
    assert callable(pack)
    found = opened(tmp_path, "a.jsonl.gz", pack(b" " * 6 * MEGABYTE))
    assert lines(found, tmp_path) == [
        "a.jsonl.gz: it expands to more than 4 MB, far more than text does; the rest was left"
    ]


def test_an_archive_that_holds_itself_comes_to_an_end(tmp_path: Path) -> None:
    data = zipped((f"{at}.zip", zipped((f"{at}.zip", b"x") for at in range(30))) for at in range(30))
    data = zipped((f"{at}.zip", data) for at in range(3))
    found = opened(tmp_path, "a.zip", data)
    assert len(found) == 3 * 30 * 30
    assert all(
        line.endswith("nested more than 3 deep are not opened; unpack it first")
        for line in lines(found, tmp_path)
    )


def test_members_are_counted_over_all_that_is_nested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "MEMBERS", 10)
    inner = zipped((f"{at}.jpg", b"") for at in range(6))
    found = opened(tmp_path, "a.zip", zipped([("1.zip", inner), ("2.zip", inner)]))
    assert len(passed_over(found)) == 8
    assert lines(found, tmp_path) == ["a.zip: it has more than 10 members; the rest was left: split it"]


def test_a_dictionary_for_xz_that_asks_for_gigabytes_is_refused(tmp_path: Path) -> None:
    wide = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 1 << 20}]
    data = bytearray(lzma.compress(TEXT, filters=wide))
    # The header of the block: its size, flags, the filter's id, the size of its properties, the dictionary.
    at = data.index(b"\x21\x01", 12)
    data[at + 2] = 40  # 4 GB
    header = (data[12] + 1) * 4
    data[12 + header - 4 : 12 + header] = zlib.crc32(data[12 : 12 + header - 4]).to_bytes(4, "little")
    found = opened(tmp_path, "a.txt.xz", bytes(data))
    assert lines(found, tmp_path) == ["a.txt.xz: it is cut off or damaged; the rest of it is lost"]


@given(
    st.sampled_from(["zip", "tar", "tgz", "warc", "mhtml", "jsonl", "json", "csv"]), st.binary(max_size=400)
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_come_to_pieces_or_lines(
    tmp_path_factory: pytest.TempPathFactory, ending: str, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any.{ending}"
    path.write_bytes(data)
    for one in pieces_of(path):
        assert isinstance(one, Piece | Passed | Unreadable)
        assert "\n" not in str(one if isinstance(one, Unreadable) else one.name)


@given(st.binary(min_size=1, max_size=40), st.integers(0, 10_000))
@settings(max_examples=150, deadline=None)
def test_damage_anywhere_in_a_zip_never_gives_bytes_that_were_not_in_it(
    tmp_path_factory: pytest.TempPathFactory, damage: bytes, at: int
) -> None:
    whole = bytearray(zipped([("a.txt", TEXT), ("b.txt", TEXT[::-1]), ("c.txt", b"")]))
    at %= len(whole)
    whole[at : at + len(damage)] = damage
    path = tmp_path_factory.getbasetemp() / "damaged.zip"
    path.write_bytes(whole)
    read = {one.data for one in pieces_of(path) if isinstance(one, Piece)}
    assert read <= {TEXT, TEXT[::-1], b""}

"""Reading sources: what is read, what is refused, and in which words."""

from __future__ import annotations

import hashlib
import os
import random
from pathlib import Path

import pytest

from seeds import readers
from seeds.problems import Unreadable
from seeds.readers import page_from_text, printable_path, read_source

TEXT = "山门村修通了水泥路\r\n\r\n  村民们说,出山只要二十分钟。\r"


def refusal(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_source(path)
    line = str(caught.value)
    assert "\n" not in line
    return line


def test_a_text_file_is_read_with_every_character_and_its_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "road.txt"
    path.write_bytes(TEXT.encode())
    page = read_source(path)
    assert page.text == TEXT
    assert page.notes == ()
    assert page.source.path == str(path)
    assert (page.source.format, page.source.encoding, page.source.size) == (
        "text",
        "utf-8",
        len(TEXT.encode()),
    )
    assert page.source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize("name", ["a.txt", "a.TXT", "a.text", "a", ".hidden", "a.log", "a.csv"])
def test_what_has_no_sign_of_another_format_is_text(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(TEXT, encoding="utf-8", newline="")
    assert read_source(path).text == TEXT


def test_a_missing_file_is_called_missing_whatever_its_ending(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.txt") == f"{tmp_path / 'no.txt'}: there is no such file"
    assert "there is no such file" in refusal(tmp_path / "no.pdf")
    assert "there is no such file" in refusal(tmp_path / "a.txt" / "b.txt").replace(
        "Not a directory", "there is no such file"
    )


def test_a_dead_link_is_called_missing(tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "gone.txt")
    assert "there is no such file" in refusal(link)


def test_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    link = tmp_path / "loop.txt"
    link.symlink_to(link)
    assert "cannot be read" in refusal(link)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path}: this is a folder; name the files in it"
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    assert "this is a folder" in refusal(folder)


def test_a_pipe_is_refused_without_opening_it(tmp_path: Path) -> None:
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)  # to open it would block for ever
    assert refusal(path) == f"{path}: this is a pipe or a device, not a file; it was not opened"


def test_a_device_is_refused() -> None:
    assert "this is a pipe or a device" in refusal(Path("/dev/zero"))


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.txt"
    path.write_text(TEXT, encoding="utf-8")

    def forbid(*args: object, **options: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "open", forbid)  # root may read any file
    assert refusal(path) == f"{path}: you have no permission to read it; ask its owner"


def test_an_empty_and_a_blank_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "blank.txt"
    path.write_bytes(b"")
    assert refusal(path) == f"{path}: the file is empty"
    path.write_text(" \u3000\r\n\ufeff\u200b\t\n", encoding="utf-8")
    assert refusal(path) == f"{path}: the file holds nothing but blank space"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 40,
        b"\x00\x01\x02\x03" * 500,
        b"\x00\x9f\x92binary",
        random.Random(7).randbytes(300_000),
        random.Random(8).randbytes(60),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a", "a.dat"])
def test_binary_data_is_refused(tmp_path: Path, data: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert refusal(path) == f"{path}: this is not text in any known encoding; save it as UTF-8 text"


def test_a_text_with_a_few_control_characters_is_text(tmp_path: Path) -> None:
    path = tmp_path / "odd.txt"
    odd = "路修好了。\x00\x1b[31m" + TEXT * 3
    path.write_text(odd, encoding="utf-8", newline="")
    assert read_source(path).text == odd


def test_a_file_above_the_limit_is_refused_by_its_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(readers.SIZE_LIMIT + 1)
    assert refusal(path) == f"{path}: 65 MB is more than the 64 MB that piyue reads; split the file"


def test_a_name_that_is_not_utf8_or_carries_escapes_is_printable_and_the_file_still_opens(
    tmp_path: Path,
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b[31m\n\xe2\x80\xae.txt"))
    path.write_text(TEXT, encoding="utf-8", newline="")
    page = read_source(path)
    assert page.text == TEXT
    assert page.source.path == f"{tmp_path}/\ufffd␛[31m␊\ufffd.txt"
    page.source.path.encode()
    assert printable_path(path) == page.source.path


def test_a_refusal_names_such_a_file_on_one_printable_line(tmp_path: Path) -> None:
    line = refusal(tmp_path / "a\nb\x1b.p\x07df")
    assert line.isprintable()


def test_a_pasted_text_is_a_page() -> None:
    page = page_from_text(TEXT, name="paste 1")
    assert page.text == TEXT
    assert page.source.path == "paste 1"
    assert page.source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_a_pasted_text_never_carries_a_lone_surrogate() -> None:
    page = page_from_text("村\ud800路", name="paste")
    assert page.text == "村?路"
    page.text.encode()


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_a_blank_pasted_text_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match="paste: there is no text in it"):
        page_from_text(text, name="paste")

"""JSON from outside in pieces: against Python's own parser, and broken in every way."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.problems import Unreadable
from store.exchange import untrusted
from store.exchange.untrusted import lines_in, objects_from, objects_in

_objects = st.lists(
    st.dictionaries(
        st.text('a"\\{}[],😀', max_size=4),
        st.recursive(st.text('"\\{}[]林', max_size=4) | st.integers() | st.none(), st.lists, max_leaves=3),
        max_size=3,
    ),
    max_size=4,
)


class _Slow(io.BytesIO):
    """Gives out a byte at a time, so that every place is one at which a piece ends."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(1 if size else 0)


@settings(max_examples=80, deadline=None)
@given(objects=_objects, indent=st.sampled_from([None, 1]), array=st.booleans(), plain=st.booleans())
def test_objects_are_those_that_python_reads(
    objects: list[dict[str, Any]], indent: int | None, array: bool, plain: bool
) -> None:
    if array:
        text = json.dumps(objects, indent=indent, ensure_ascii=plain)
    else:
        text = "\n".join(json.dumps(one, indent=indent, ensure_ascii=plain) for one in objects)
    for stream in (io.BytesIO(text.encode()), _Slow(text.encode())):
        assert list(objects_from(stream, dict, "a.json")) == [
            (f"a.json#{number}", one) for number, one in enumerate(objects, start=1)
        ]


@pytest.mark.parametrize("rest", ["", "]x", "1", "{", '{"a": "', "null]", "]]"])
def test_what_follows_the_last_whole_object_is_told_once(rest: str) -> None:
    good, *problems = objects_from(io.BytesIO(f'[{{"a": 1}}, {rest}'.encode()), dict, "a.json")
    assert good == ("a.json#1", {"a": 1})
    (problem,) = problems
    assert str(problem) == "a.json#2: the rest of the file is no list of JSON objects"


def test_a_piece_without_end_is_not_kept_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(untrusted, "LARGEST", 1000)
    monkeypatch.setattr(untrusted, "_CHUNK", 100)
    path = tmp_path / "a.json"
    path.write_text('{"a": "' + "x" * 5000, encoding="utf-8")
    (problem,) = objects_in(path, dict)
    assert isinstance(problem, Unreadable)
    (problem,) = lines_in(path, dict)
    assert str(problem) == "a.json:1 is larger than 0 MB and was not read"


def test_a_mark_of_byte_order_and_empty_lines_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}\r\n\r\n \n{"b": 2}')
    expected = [{"a": 1}, {"b": 2}]
    assert list(lines_in(path, dict)) == [("a.jsonl:1", expected[0]), ("a.jsonl:4", expected[1])]
    assert [found for found in objects_in(path, dict) if not isinstance(found, Unreadable)] == [
        ("a.jsonl#1", expected[0]),
        ("a.jsonl#2", expected[1]),
    ]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    for reader in (lines_in, objects_in):
        (problem,) = reader(tmp_path / "none.json", dict)
        assert isinstance(problem, Unreadable)


def test_names_of_files_cannot_break_a_line_of_a_list(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\n.jsonl"
    path.write_text("x", encoding="utf-8")
    (problem,) = lines_in(path, dict)
    assert "\x1b" not in str(problem)
    assert "\n" not in str(problem)

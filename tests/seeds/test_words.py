"""Word boundaries for motions."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.words import word_spans


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60) | st.text("县委书记说,。12 \n　“”·𠮷ab", max_size=60))
def test_words_joined_give_the_text_back(text: str) -> None:
    spans = word_spans(text)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)


def test_common_words_are_kept_whole() -> None:
    text = "县委书记介绍情况"
    assert [text[start:end] for start, end in word_spans(text)] == ["县委书记", "介绍", "情况"]


def test_an_empty_text_has_no_words() -> None:
    assert word_spans("") == []


def test_loading_says_nothing_and_leaves_no_file(capfd: pytest.CaptureFixture[str]) -> None:
    before = {path.name for path in Path(tempfile.gettempdir()).glob("jieba*")}
    word_spans("安静地加载词典")
    assert capfd.readouterr() == ("", "")
    assert {path.name for path in Path(tempfile.gettempdir()).glob("jieba*")} == before


def test_threads_agree() -> None:
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(word_spans, ["产业发展带动增收"] * 8))
    assert all(result == results[0] for result in results)

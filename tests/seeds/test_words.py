"""Word boundaries for motions."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.samples import sample_paths
from seeds.words import Cut, jieba_cut, rjieba_cut, word_spans

SEGMENTERS = {"jieba": jieba_cut(), "rjieba": rjieba_cut()}
# Marks and blanks of every width, a character past the basic plane and half of a broken one.
ODD = "县委书记说,。12 \r\n\t　“”·𠮷ab\x00\x1b\u200b\u0301\ud800"


@pytest.fixture(params=list(SEGMENTERS.values()), ids=list(SEGMENTERS))
def cut(request: pytest.FixtureRequest) -> Cut:
    """Each of the segmenters in turn."""
    chosen: Cut = request.param
    return chosen


def words(text: str, cut: Cut | None = None) -> list[str]:
    return [text[start:end] for start, end in word_spans(text, cut)]


@pytest.mark.parametrize("cut", SEGMENTERS.values(), ids=list(SEGMENTERS))
@settings(max_examples=80, deadline=None)
@given(text=st.text(max_size=60) | st.text(ODD, max_size=60))
def test_words_are_adjacent_and_joined_give_the_text_back(cut: Cut, text: str) -> None:
    spans = word_spans(text, cut)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)


def test_common_words_are_kept_whole(cut: Cut) -> None:
    assert words("县委书记介绍情况", cut) == ["县委书记", "介绍", "情况"]


def test_an_empty_text_has_no_words(cut: Cut) -> None:
    assert word_spans("", cut) == []


def test_the_segmenters_nearly_always_agree() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in sample_paths()[:9])
    one, other = (set(word_spans(text, cut)) for cut in SEGMENTERS.values())
    assert len(one & other) / len(one | other) > 0.99


def test_without_rjieba_jieba_cuts() -> None:
    program = (
        "import sys; sys.modules['rjieba'] = None\n"
        "from seeds.words import word_spans\n"
        "print(len(word_spans('县委书记介绍情况')), 'jieba' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout.split() == ["3", "True"]


@pytest.mark.parametrize("segmenter", ["jieba_cut", "rjieba_cut"])
def test_loading_says_nothing_and_leaves_no_file(tmp_path: Path, segmenter: str) -> None:
    """Even where every warning is an error and no byte code is there to spare the compiler its own."""
    program = f"from seeds.words import {segmenter}, word_spans; word_spans('安静地加载词典', {segmenter}())"
    loaded = subprocess.run(
        [sys.executable, "-W", "error", "-X", f"pycache_prefix={tmp_path / 'none'}", "-c", program],
        env={"TMPDIR": str(tmp_path), "PYTHONPATH": ":".join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=False,
    )
    assert (loaded.returncode, loaded.stdout, loaded.stderr) == (0, b"", b"")
    assert list(tmp_path.iterdir()) == []


def test_threads_agree() -> None:
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(word_spans, ["产业发展带动增收"] * 8))
    assert all(result == results[0] for result in results)

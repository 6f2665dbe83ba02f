"""Whatever a page holds, it is read: pieces of the samples, cut, doubled, mixed and sprinkled with marks."""

from __future__ import annotations

import random

import pytest

from seeds.contract import contract_line
from seeds.extract import extract
from seeds.page import analyse
from seeds.profile import bundled_profile
from seeds.readers import page_from_text, read_source
from seeds.samples import sample_paths

TEXTS = [read_source(path).text for path in sample_paths()]
MARKS = '0、县\n \t《》“”"()其中分别从到%万亿第—:;，。[/b]\x1b🙂𠮷１'
PIECES_A_SEED = 60


def mutated(chance: random.Random) -> str:
    """A piece of a sample with up to six things done to it."""
    text = chance.choice(TEXTS)
    begin = chance.randrange(len(text))
    text = text[begin : begin + chance.randrange(20, 700)]
    for _change in range(chance.randrange(6)):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.randrange(12))
        other = chance.choice(TEXTS)
        from_ = chance.randrange(len(other))
        text = chance.choice(
            [
                text[:at] + text[end:],
                text[:end] + text[at:],
                text[:at] + other[from_ : from_ + 30] + text[at:],
                text[:at] + chance.choice(MARKS) + text[at:],
            ]
        )
    return text


@pytest.mark.parametrize("seed", range(6))
def test_every_piece_gives_an_article_with_its_spans_in_place(seed: int) -> None:
    chance, profile = random.Random(seed), bundled_profile()
    pieces = [text for _ in range(PIECES_A_SEED) if (text := mutated(chance)).strip()]
    for text in pieces:
        article = analyse(page_from_text(text, name="piece"))
        found = extract(article, profile)
        assert contract_line(article, found)
        for entity in found.entities:
            assert article.text[entity.start : entity.end] == entity.text
        for indicator in found.indicators:
            assert article.text[indicator.start : indicator.end] == indicator.text
            spans = indicator.provenance.values()
            assert all(0 <= start <= end <= len(article.text) for start, end in spans)

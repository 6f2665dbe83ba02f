"""Traditional characters: the table against OpenCC's, and the same extraction from both scripts."""

from __future__ import annotations

from collections.abc import Iterator

import opencc
import pytest

from seeds.article import Article, Extraction
from seeds.extract import extract
from seeds.page import analyse
from seeds.profile import bundled_profile
from seeds.readers import page_from_text, read_source
from seeds.samples import sample_paths
from seeds.traditional import SIMPLIFIED, simplified

FORMS = ("s2t", "s2tw", "s2hk")
# Simplified text has these too, in other words than those where they stand for another character.
KEPT = frozenset("乾吒夥徵拚捱摺榘菸薹袷醣麴麽")
# What stands for them lies outside the common block of characters.
RARE = frozenset("儸勣欐繈縯藷訏訑訢譆軏鈇頫騵鴃鑪")


def _is_common(char: str) -> bool:
    """Whether it is among the 5,401 characters of Big5's first level, those of everyday traditional text."""
    try:
        return "\ua440" <= chr(int.from_bytes(char.encode("big5"))) <= "\uc67e"
    except UnicodeEncodeError:
        return False


def _written() -> Iterator[str]:
    """The common traditional characters, and those that the simplified ones of GB2312 become in any form."""
    block = [chr(code) for code in range(0x4E00, 0xA000)]
    yield from filter(_is_common, block)
    plain = "".join(block).encode("gb2312", "ignore").decode("gb2312")
    for form in FORMS:
        yield from opencc.OpenCC(form).convert(plain)


def test_every_character_of_traditional_prose_has_the_simplified_one_that_opencc_gives_it() -> None:
    to_simplified = opencc.OpenCC("t2s").convert
    expected = {char: to_simplified(char) for char in set(_written()) if to_simplified(char) != char}
    assert len(expected) > 2400
    lacking = {char for char in expected if char not in SIMPLIFIED}
    assert lacking <= KEPT | RARE | {"薴"}
    assert not {
        char: SIMPLIFIED[char] for char in expected.keys() - lacking if SIMPLIFIED[char] != expected[char]
    }


def test_nothing_else_is_in_the_table_but_variants_that_opencc_leaves_alone() -> None:
    to_simplified = opencc.OpenCC("t2s").convert
    others = {char for char, plain in SIMPLIFIED.items() if to_simplified(char) != plain}
    assert {to_simplified(char) for char in others} == others
    assert len(others) < 20


def test_no_simplified_text_changes() -> None:
    everyday = (
        "".join(chr(code) for code in range(0x4E00, 0xA000)).encode("gb2312", "ignore").decode("gb2312")
    )
    changed = {char for char in everyday if simplified(char) != char}
    assert changed == set("後於")
    assert len(everyday) == 6763
    assert len(simplified(everyday)) == len(everyday)


def _facts(article: Article, found: Extraction) -> list[set[tuple[object, ...]]]:
    """What is extracted, in simplified characters."""

    def plain(word: str | None) -> str:
        return simplified(word or "")

    return [
        {
            (one.start, one.end, one.value, one.high, one.op, plain(one.unit), one.period, one.status)
            for one in found.indicators
        },
        {(one.start, one.end, plain(one.place), one.place_code) for one in found.indicators},
        {(one.start, one.end, one.type, one.value) for one in found.entities},
        {(tag.label,) for tag in found.tags},
        {(block.role, block.start, block.end) for block in article.blocks},
        {(plain(article.meta.title), article.meta.published, plain(article.meta.source), plain(found.place))},
    ]


@pytest.mark.parametrize("form", FORMS)
def test_both_scripts_give_the_same_figures_names_and_places(form: str) -> None:
    to_traditional, profile = opencc.OpenCC(form).convert, bundled_profile()
    agreed, told = [0] * 6, [0] * 6
    for path in sample_paths():
        page = read_source(path)
        other = to_traditional(page.text)
        assert len(other) == len(page.text)
        articles = [analyse(page), analyse(page_from_text(other, name="other"))]
        facts = [_facts(article, extract(article, profile)) for article in articles]
        for at, (one, same) in enumerate(zip(*facts, strict=True)):
            agreed[at] += len(one & same)
            told[at] += len(one | same)
        for indicator in extract(articles[1], profile).indicators:
            assert indicator.text == articles[1].text[indicator.start : indicator.end]
            if indicator.place and simplified(indicator.place) in simplified(articles[1].text):
                assert indicator.place in articles[1].text
    assert min(part / whole for part, whole in zip(agreed, told, strict=True)) >= 0.97

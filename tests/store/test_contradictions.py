"""What contradicts what, beyond rounding and bounds; rulings that hold until more is said."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.article import Extraction, Op
from seeds.problems import Problem
from store import layer as changes
from store.contradictions import rulings
from store.contradictions.comparing import Contradiction, Likeness, contradictions
from store.contradictions.reach import agree, last_place, reach_of
from store.contradictions.review import Review, standing_so
from store.contradictions.table import COLUMNS, contradiction_table
from store.contradictions.tellings import tellings
from store.figures import Figure, Figures
from store.project import Project
from tests.building import make_article, make_indicator
from tests.store.doing import do


def figure(aid: int, value: str, op: Op = "=", **said: Any) -> Figure:
    """A rate of 青石县 in 2019, as an article tells it."""
    usual: dict[str, Any] = {
        "rid": f"i{aid}",
        "start": 0,
        "end": len(value),
        "metric": "贫困发生率",
        "place": "青石县",
        "place_code": "230600",
        "period": "2019",
        "high": None,
        "unit": "%",
        "status": "actual",
        "role": None,
        "state": "suggested",
        "confidence": 0.9,
        "measure": "%",
        "amount": float(value),
    }
    return Figure(aid=aid, value=Decimal(value), op=op, **(usual | said))


def sides(*figures: Figure, main: str | None = "青石县") -> list[set[str]]:
    found = contradictions(figures, lambda _aid: main)
    return [{side.name for side in one.sides} for one in found]


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (("12000", "="), ("12345", "="), True),
        (("12000", "="), ("11600", "="), True),
        (("12000", "="), ("13100", "="), False),
        (("12345", "="), ("12346", "="), False),
        (("0.74", "="), ("0.7", "="), True),
        (("0.74", "="), ("0.47", "="), False),
        (("98.1", "="), ("98.2", "="), False),
        (("3400", "="), ("3000", "="), False),
        (("3012", "="), ("3000", "="), True),
        (("30000", ">="), ("41000", "="), True),
        (("30000", ">="), ("28000", "="), False),
        (("30000", "~"), ("31200", "="), True),
        (("30000", "~"), ("51200", "="), False),
        (("3", "<="), ("2.5", "="), True),
        (("3", "<="), ("7", "="), False),
    ],
)
def test_what_may_be_the_same(one: tuple[str, Op], other: tuple[str, Op], together: bool) -> None:
    first, second = reach_of(figure(1, *one)), reach_of(figure(2, *other))
    assert first is not None
    assert second is not None
    assert agree(first, second) is together
    assert agree(second, first) is together


@given(st.decimals(Decimal("0.01"), Decimal(10**12), places=2), st.integers(0, 6))
def test_a_number_and_what_it_is_rounded_or_cut_to_agree(value: Decimal, places: int) -> None:
    step = Decimal(10) ** places
    exact = reach_of(figure(1, f"{value:f}"))
    for rounding in ("ROUND_HALF_UP", "ROUND_DOWN"):
        coarse = (value / step).to_integral_value(rounding) * step
        if coarse >= 10_000 and last_place(coarse) >= step:
            told = reach_of(figure(2, f"{coarse:f}"))
            assert exact is not None
            assert told is not None
            assert agree(exact, told)


def test_articles_contradict_each_other_where_nothing_that_they_tell_agrees() -> None:
    assert sides(figure(1, "48"), figure(2, "50"), figure(3, "50")) == [{"48", "50"}]
    # Who tells both knows of two things.
    assert sides(figure(1, "48"), figure(1, "50"), figure(2, "50")) == []
    assert sides(figure(1, "48"), figure(1, "50"), figure(2, "53")) == [{"48", "50", "53"}]


@pytest.mark.parametrize(
    "other",
    [
        {"metric": "脱贫率"},
        {"period": "2018"},
        {"status": "target"},
        {"role": "part"},
        {"place_code": "140000"},
        {"measure": "‰"},
    ],
)
def test_what_is_of_another_scope_does_not_contradict(other: dict[str, Any]) -> None:
    assert sides(figure(1, "48"), figure(2, "50", **other)) == []


def test_villages_of_one_name_are_one_where_the_articles_are_about_one_place() -> None:
    village: dict[str, Any] = {"place": "东风村", "place_code": None}
    both = figure(1, "48", **village), figure(2, "50", **village)
    assert sides(*both) == [{"48", "50"}]
    assert sides(*both, main=None) == []


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("0.74", "0.47", "digits"),
        ("3566", "3656", "digits"),
        ("3566", "3568", "digits"),
        ("48", "50", "near"),
        ("16000", "160000000", "scale"),
        ("48", "91", "apart"),
    ],
)
def test_how_two_differ_and_that_slips_come_first(one: str, other: str, likeness: Likeness) -> None:
    (found,) = contradictions([figure(1, one), figure(2, other)], lambda _aid: None)
    (apart,) = contradictions([figure(1, "48"), figure(2, "91")], lambda _aid: None)
    assert found.likeness == likeness
    assert found.weight >= apart.weight


def test_in_one_article_only_a_whole_that_its_own_checks_do_not_look_at() -> None:
    assert sides(figure(1, "40"), figure(1, "52", rid="other")) == [{"40", "52"}]
    assert sides(figure(1, "40"), figure(1, "42", rid="other")) == []
    assert sides(figure(1, "40", metric="带动"), figure(1, "52", rid="other", metric="带动")) == []


SENTENCES = (
    ("青石日报", "2019-12-05", "全县贫困发生率降至0.74%,群众满意。", "0.74%"),
    ("晨川晚报", "2020-03-01", "到年底,该县贫困发生率为0.47%。", "0.47%"),
    ("转载网", "2020-03-02", "到年底,该县贫困发生率为0.47%。", "0.47%"),
)


def add(project: Project, number: int, source: str, published: str, sentence: str, surface: str) -> None:
    article = make_article(
        f"见闻之{number}", (sentence,), source=source, published=published, path=f"{number}.txt"
    )
    value = surface.removesuffix("%")
    indicator = make_indicator(article, surface, "贫困发生率", value, "%")
    project.add(article, Extraction(indicators=(indicator,), place="青石县"))


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Project]:
    """Three articles that tell one rate, two of them in the same sentence."""
    with Project.create(tmp_path / "shelf", annotator="wang") as made:
        for number, told in enumerate(SENTENCES):
            add(made, number, *told)
        yield made


def review(project: Project, **how: Any) -> tuple[list[Contradiction], rulings.Rulings]:
    held = rulings.holding(rulings.told(project))
    with Figures(project) as figures:
        assert figures.catch_up()
        looked = Review(project, figures, held, **how)
        for _count in looked.read():
            pass
    return looked.found(), held


def waiting(project: Project, **how: Any) -> list[Contradiction]:
    return standing_so(*review(project, **how), "waits")


def test_the_sentences_of_each_side_are_told_and_copies_once(shelf: Project) -> None:
    (found,) = waiting(shelf)
    assert [(side.name, side.articles) for side in found.sides] == [("0.47", 2), ("0.74", 1)]
    later, first = tellings(shelf, found)
    assert [telling.row.source for telling in later] == ["晨川晚报"]
    assert [copy.source for copy in later[0].copies] == ["转载网"]
    assert first[0].sentence == SENTENCES[0][2]
    at = first[0].figure.start - first[0].begin
    assert first[0].sentence[at:].startswith("0.74%")
    assert waiting(shelf, words=["发生率", "青石"]) == [found]
    assert waiting(shelf, words=["收入"]) == []
    assert waiting(shelf, decided=True) == []


def test_a_ruling_holds_until_another_value_turns_up(shelf: Project) -> None:
    (found,) = waiting(shelf)
    rulings.rule(shelf, found, "right", right="0.74", reason=" 年报 ")
    assert waiting(shelf) == []
    everything, held = review(shelf)
    (ruling,) = held.values()
    assert (ruling.right, ruling.reason, ruling.annotator) == ("0.74", "年报", "wang")
    assert standing_so(everything, held, "ruled") == everything
    add(shelf, 7, "摘编", "2020-05-01", "贫困发生率降到0.47%以下是年底的事。", "0.47%")
    assert waiting(shelf) == []
    add(shelf, 8, "公报", "2020-06-01", "全县贫困发生率为1.12%。", "1.12%")
    assert [side.name for side in waiting(shelf)[0].sides] == ["0.47", "0.74", "1.12"]


def test_a_rejected_figure_contradicts_nothing(shelf: Project) -> None:
    for aid in (2, 3):
        do(shelf, changes.reject(shelf.layer(aid), shelf.layer(aid).indicators()[0].id))
    assert waiting(shelf) == []
    shelf.undo()
    assert len(waiting(shelf)) == 1


def test_only_what_changed_is_compared_anew_with_the_same_outcome(shelf: Project) -> None:
    def renewed(found: list[Contradiction], waited: int, seq: int) -> tuple[list[Contradiction], int]:
        with Figures(shelf) as figures:
            figures.catch_up()
            looked = Review(shelf, figures, {})
            looked.renew(found, waited, shelf.changes(seq)[1])
        return looked.found(), looked.waiting

    found, _held = review(shelf)
    for value in ("0.47", "0.93"):
        seq = shelf.mark().seq
        rid = shelf.layer(1).indicators()[0].id
        do(shelf, changes.revise(shelf.layer(1), rid, {"value": Decimal(value)}))
        again, waited = renewed(found, len(found), seq)
        assert again == review(shelf)[0]
        assert waited == len(again)
        found = again
    seq = shelf.mark().seq
    do(shelf, changes.revise(shelf.layer(1), rid, {"metric": "返贫率"}))
    assert renewed(found, len(found), seq) == ([], 0)


def test_rulings_are_undone_and_redone_in_turn_each_by_their_own(shelf: Project) -> None:
    def standing() -> list[str]:
        return [ruling.choice for ruling in rulings.holding(rulings.told(shelf)).values()]

    (found,) = waiting(shelf)
    assert rulings.undo(shelf) is None
    rulings.rule(shelf, found, "later", reason="待查")
    rulings.rule(shelf, found, "both")
    assert standing() == ["both"]
    with Project.open(shelf.path, annotator="li") as other:
        assert rulings.undo(other) is None
    for expected in (["later"], []):
        assert rulings.undo(shelf) is not None
        assert standing() == expected
    assert rulings.undo(shelf) is None
    for expected in (["later"], ["both"]):
        assert rulings.redo(shelf) is not None
        assert standing() == expected
    assert rulings.redo(shelf) is None
    rulings.undo(shelf)
    rulings.rule(shelf, found, "right", right="0.47")
    assert rulings.redo(shelf) is None
    assert standing() == ["right"]
    assert [ruling.annotator for _at, ruling in rulings.told(shelf)] == ["wang"] * 8


def test_who_has_not_seen_what_another_said_is_told_and_nothing_is_lost(shelf: Project) -> None:
    (found,) = waiting(shelf)
    with Project.open(shelf.path, annotator="li") as other:
        theirs = rulings.rule(other, found, "both", reason="口径不同")
    with pytest.raises(Problem, match="li has said"):
        rulings.rule(shelf, found, "right", right="0.74")
    assert list(rulings.holding(rulings.told(shelf)).values()) == [theirs]
    rulings.rule(shelf, found, "right", right="0.74", known=theirs)
    (held,) = rulings.holding(rulings.told(shelf)).values()
    assert held.annotator == "wang"
    with Project.open(shelf.path, annotator="li") as other:
        rulings.undo(other)
        assert list(rulings.holding(rulings.told(other)).values()) == [held], "each takes back their own"


def test_the_table_has_a_row_for_each_sentence(shelf: Project) -> None:
    (found,) = waiting(shelf)
    rulings.rule(shelf, found, "right", right="0.47")
    everything, held = review(shelf)
    table = contradiction_table(shelf, everything, held)
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    assert table.columns == COLUMNS
    assert [(row["side"], row["is_right"], row["copies"], row["standing"]) for row in rows] == [
        (1, 1, 1, "ruled"),
        (2, 0, 0, "ruled"),
    ]

"""What became of suggestions: rates with their certainty, corrections by field, who decided what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import layer as changes
from store.bulk import accept_rest
from store.exchange.losses import Losses
from store.exchange.tables.files import as_csv, as_excel
from store.progress import progress
from store.project import Project
from store.statistics.rates import Rate
from store.statistics.study import Study
from store.statistics.tables import in_one, tables
from store.statistics.tally import BANDS, Counts, Statistics
from tests.building import article_with_extraction
from tests.store.doing import do

FIGURE = "indicator"


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Project]:
    """Two articles of 4 entities, 6 indicators and 2 tags each."""
    with Project.create(tmp_path / "shelf", annotator="wang") as made:
        for number in range(2):
            made.add(*article_with_extraction(number))
        yield made


def rid(project: Project, text: str, aid: int = 1) -> str:
    return next(span.id for span in project.layer(aid).spans() if span.text == text)


def studied(project: Project) -> Statistics:
    study = Study(project)
    assert list(study.read()) == list(range(1, len(study.aids) + 1))
    return study.statistics()


@pytest.mark.parametrize(
    ("right", "of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (15, 20, 0.5313, 0.8881), (500, 1000, 0.4691, 0.5309)],
)
def test_an_interval_is_as_wilson_has_it(right: int, of: int, low: float, high: float) -> None:
    assert Rate(right, of).interval == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_share_lies_in_its_interval_which_narrows_with_more(right: int, of: int) -> None:
    right = min(right, of)
    low, high = Rate(right, of).interval
    assert 0 <= low <= right / of <= high <= 1
    wide, narrow = Rate(right, of).interval, Rate(right * 4, of * 4).interval
    assert narrow[1] - narrow[0] < wide[1] - wide[0]


def test_of_nothing_nothing_is_said() -> None:
    assert Rate(0, 0).share is None
    assert Rate(0, 0).interval == (0.0, 1.0)
    assert not Rate(4, 4).is_telling


def test_suggestions_are_right_corrected_or_wrong_and_what_was_missed_is_counted(shelf: Project) -> None:
    do(shelf, changes.accept(shelf.layer(1), rid(shelf, "48个")))
    do(shelf, changes.revise(shelf.layer(1), rid(shelf, "1509户"), {"metric": "种植户", "place": "红石乡"}))
    do(shelf, changes.reject(shelf.layer(1), rid(shelf, "2057户")))
    do(shelf, changes.retype(shelf.layer(1), rid(shelf, "周明"), "PER"))
    start = shelf.layer(1).annotations[rid(shelf, "青石县48")].id.removeprefix("e").partition("-")[0]
    do(shelf, changes.resize(shelf.layer(1), rid(shelf, "青石县48"), int(start), int(start) + 3, "青石县"))
    do(shelf, changes.add_tag(shelf.layer(1), "食用菌"))
    told = studied(shelf)
    assert told.kinds[FIGURE] == Counts(accepted=1, corrected=1, rejected=1)
    assert told.kinds["LOC"] == Counts(corrected=2)
    assert told.kinds["tag"] == Counts(added=1)
    assert told.by_field() == {"metric": 1, "place": 1, "type": 1, "boundary": 1}
    assert told.fields["LOC", "type"] == 1
    assert told.whole.precision == Rate(1, 5)
    assert told.whole.found == Rate(4, 5)
    assert told.articles == 1
    band = BANDS.index(0.8)
    assert told.bands[band] == Counts(accepted=1, corrected=1, rejected=1)
    assert told.bands[0] == Counts(corrected=1)


def test_what_was_undone_counts_for_nothing_until_it_is_redone(shelf: Project) -> None:
    do(shelf, changes.reject(shelf.layer(1), rid(shelf, "48个")))
    shelf.undo()
    assert studied(shelf).whole == Counts()
    shelf.redo()
    assert studied(shelf).whole == Counts(rejected=1)


def test_each_annotator_and_day_and_what_was_done_in_bulk(shelf: Project) -> None:
    layer = shelf.layer(1)
    do(shelf, accept_rest(layer, [span.id for span in layer.spans()]))
    with Project.open(shelf.path, annotator="li") as other:
        do(other, changes.reject(other.layer(2), rid(shelf, "48个", 2)))
    told = studied(shelf)
    assert told.annotators == {"wang": Counts(accepted=10, in_bulk=10), "li": Counts(rejected=1)}
    assert [(who, counts.all) for (_day, who), counts in told.days.items()] == [("li", 1), ("wang", 10)]


def test_a_second_person_leaves_a_decision_or_changes_it(shelf: Project) -> None:
    for text in ("48个", "0.74%", "3566户"):
        do(shelf, changes.accept(shelf.layer(1), rid(shelf, text)))
    do(shelf, changes.accept(shelf.layer(2), rid(shelf, "48个", 2)))
    assert studied(shelf).seen_again == Rate(0, 0)
    with Project.open(shelf.path, annotator="li") as other:
        do(other, changes.reject(other.layer(1), rid(other, "48个")))
        do(other, changes.set_verdict(other.layer(1), "done"))
    assert studied(shelf).seen_again == Rate(2, 3)


def test_tables_hold_every_number(shelf: Project) -> None:
    for text in ("48个", "0.74%"):
        do(shelf, changes.accept(shelf.layer(1), rid(shelf, text)))
    do(shelf, changes.revise(shelf.layer(1), rid(shelf, "1509户"), {"unit": "家"}))
    made = tables(progress(shelf), studied(shelf))
    lines = b"".join(as_csv(in_one(made))).decode("utf-8-sig").splitlines()
    assert lines[0] == "table,row,measure,value"
    assert "types,indicator,accepted,2" in lines
    assert "types,indicator,precision,0.6667" in lines
    assert "corrections,indicator unit,corrections,1" in lines
    assert "verdicts,new,articles,2" in lines
    book = b"".join(as_excel(made, Losses()))
    assert book.startswith(b"PK")

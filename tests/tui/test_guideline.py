"""What a check means is said in words, beside its numbers, where the figure's guideline is read."""

from __future__ import annotations

import re
from pathlib import Path

import seeds.extract.relations
from seeds.article import Check, Indicator
from seeds.profile import bundled_profile
from store.layer import Layer
from store.project import Project
from tests.building import article_with_extraction
from tui.screens.guideline import FIELD_MEANINGS, guideline, judgements
from tui.text.check_words import CHECK_MEANINGS, check_meaning, checks_about
from tui.widgets.panel_lines import panel_lines


def with_wrong_sum(tmp_path: Path) -> tuple[Layer, tuple[Check, ...], Indicator]:
    """The layer of an article, a check of it that does not hold, and the second figure of that."""
    with Project.create(tmp_path / "project", annotator="wang") as project:
        layer = project.layer(project.add(*article_with_extraction(0)).aid)
    by_text = {one.text: one for one in layer.indicators()}
    figures = [by_text[text] for text in ("3566户", "1509户", "2057户")]
    check = Check(
        kind="sum",
        holds=False,
        message="1509户 + 2057户 ≠ 3566户",
        indicators=tuple(one.id for one in figures),
    )
    return layer, (check,), figures[0]


def test_every_kind_of_check_has_words() -> None:
    folder = Path(str(seeds.extract.relations.__path__[0]))
    kinds = {
        kind for file in folder.glob("*.py") for kind in re.findall(r'kind="(\w+)"', file.read_text("utf-8"))
    }
    assert kinds == set(CHECK_MEANINGS)
    assert check_meaning(Check(kind="unheard of", holds=True, message="", indicators=())) == ""
    assert {field.code for field in bundled_profile().fields} <= set(FIELD_MEANINGS)


def test_a_check_that_fails_is_explained_with_its_numbers_and_what_to_do(tmp_path: Path) -> None:
    layer, checks, whole = with_wrong_sum(tmp_path)
    told = list(judgements(checks_about(whole, checks, layer)))
    assert told[0].heading == "✗ 1509户 + 2057户 ≠ 3566户"
    assert "added up and compared with the whole" in told[0].text
    assert "correct it" in told[0].text
    assert "1,509 户" in told[0].text
    assert "3,566 户" in told[0].text
    assert [passage.heading for passage in guideline(bundled_profile(), whole)][:2] == [
        "▸ Indicators", "The fields of a record",
    ]  # fmt: skip
    shown = [
        " ".join("".join(piece.text for piece in line.pieces).strip() for line in lines)
        for lines in (
            panel_lines(layer, checks, bundled_profile(), 80, current) for current in (whole.id, None)
        )
    ]
    assert ["compared with the whole" in page for page in shown] == [True, False]

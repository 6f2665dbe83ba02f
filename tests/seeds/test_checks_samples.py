"""Checks on whole articles: every figure of the samples that adds up is left in peace."""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds.article import Check
from seeds.extract import extract
from seeds.page import analyse
from seeds.profile import bundled_profile
from seeds.readers import read_source
from seeds.samples import sample_paths

WRONG = "10-wrong-sum"


def checks(sample: Path) -> tuple[Check, ...]:
    return extract(analyse(read_source(sample)), bundled_profile()).checks


@pytest.mark.parametrize("sample", sample_paths(), ids=lambda sample: sample.stem)
def test_only_the_sample_with_mistakes_has_checks_that_fail(sample: Path) -> None:
    failing = [check.message for check in checks(sample) if not check.holds]
    assert (failing != []) == (sample.stem == WRONG), failing


def test_the_mistakes_that_were_planted_are_found_and_no_others() -> None:
    (sample,) = (sample for sample in sample_paths() if sample.stem == WRONG)
    failing = {check.message for check in checks(sample) if not check.holds}
    wrong_sum = "1.1万亩 + 0.9万亩 + 0.8万亩 + 0.6万亩 = 3.4万亩 ≠ 3.2万亩"
    misprint = "项目总投资: 5760万元 ≠ 5670万元"
    assert failing == {wrong_sum, misprint}


def test_the_breakdowns_of_the_bulletin_are_checked() -> None:
    (sample,) = (sample for sample in sample_paths() if sample.stem == "07-statistics")
    sums = [check.message for check in checks(sample) if check.kind == "sum"]
    assert "2.83亿元 + 1.53亿元 = 4.36亿元" in sums
    assert "41所 + 16所 + 5所 + 2所 = 64所" in sums

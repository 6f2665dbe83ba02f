"""Where figures belong in whole articles: villages, provinces, aid, digests and reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from seeds.extract import extract
from seeds.profile import bundled_profile
from tests.building import make_article

DATA = Path(__file__).parent / "data" / "placed.jsonl"
CASES = [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=[case["about"] for case in CASES])
def test_the_places_of_an_article(case: dict[str, Any]) -> None:
    found = extract(make_article(case["title"], case["paragraphs"]), bundled_profile())
    assert [[item.text, item.place] for item in found.indicators] == case["expected"]

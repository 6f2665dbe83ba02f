"""Type-ahead means a choice in either script and any width."""

from __future__ import annotations

import pytest

from tui.text.matching import ranked

CHOICES = ["林西县", "林西縣城", "ＡＢＣ厂", "宕昌县"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("林西县", ["林西县", "林西縣城"]),
        ("林西縣", ["林西县", "林西縣城"]),
        ("abc", ["ＡＢＣ厂"]),
        ("ＡＢ", ["ＡＢＣ厂"]),
        ("昌", ["宕昌县"]),
        ("", CHOICES),
    ],
)
def test_either_script_and_any_width_is_meant(typed: str, meant: list[str]) -> None:
    assert ranked(typed, CHOICES) == meant

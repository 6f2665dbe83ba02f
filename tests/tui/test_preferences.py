"""What is chosen on the screen is kept: the latest of it, and whatever the file holds does no harm."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Opening
from tui.preferences import Preferences, preferences_path, read_preferences


@pytest.mark.parametrize(
    "written",
    [b"", b"{", b"[]", b'{"theme": 3}', b'{"theme": "\xff"}', b'{"hidden": ["cellar"]}', b"[" * 9999],
)
def test_a_file_that_makes_no_sense_is_as_good_as_none(written: bytes) -> None:
    preferences_path().write_bytes(written)
    assert read_preferences() == Preferences()


async def test_of_choices_that_follow_fast_the_last_is_kept(opening: Opening) -> None:
    async with opening() as driven:
        for width in range(20, 60):
            driven.bench.prefer(list_width=width)
    assert read_preferences().list_width == 59


async def test_where_nothing_can_be_kept_the_choice_holds_all_the_same(opening: Opening) -> None:
    preferences_path().mkdir()
    async with opening() as driven:
        await driven.press("f6")
        assert driven.bench.preferences.language == "zh"
    assert read_preferences() == Preferences()

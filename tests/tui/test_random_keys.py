"""A short form of `python -m tests.tui.random_keys`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.random_keys import press_at_random


@pytest.mark.parametrize("seed", [101, 102])
async def test_random_keys_raise_nothing_and_lose_nothing(tmp_path: Path, seed: int) -> None:
    assert await press_at_random(tmp_path / "project", seed, 100) >= 0

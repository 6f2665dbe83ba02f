"""The boxes over the workbench look as they are stored: three sizes, two languages, three themes."""

from __future__ import annotations

import pytest

from tests.tui.snapshots.checking import check
from tests.tui.snapshots.scenes import IN_BOXES


@pytest.mark.parametrize("scene", IN_BOXES)
async def test_a_box_looks_as_it_is_stored_and_can_be_read(scene: str) -> None:
    await check(scene)

"""What tests of faults share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.rooms import empty_room
from tests.faults.tracer import why_not_traceable


@pytest.fixture
def tracing() -> None:
    """Skip where no process can be traced."""
    if reason := why_not_traceable():
        pytest.skip(reason)


@pytest.fixture
def room() -> Iterator[Path]:
    """An empty folder."""
    with empty_room() as folder:
        yield folder

"""Settings that all tests share."""

from __future__ import annotations

import gc
import os

from hypothesis import settings

# The gate is the same on every run; looking for new examples is for the desk.
settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("gate" if os.environ.get("CI") else "desk")


def pytest_xdist_auto_num_workers() -> int:
    """One more process than there are cores: tests of screens and of other processes mostly wait."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Leave all that was imported out of the search for garbage, which else is a fifth of the tests' time."""
    gc.freeze()
    gc.set_threshold(50_000, 50, 50)

"""The long forms of the tests that need no tracing, by name: what they print, or AssertionError."""

from __future__ import annotations

from collections.abc import Callable

from tests.faults import test_bit_flips, test_kills, test_oracle, test_truncation, test_writers

LONG_FORMS: dict[str, Callable[[], list[str]]] = {
    "kills": test_kills.run,
    "writers": test_writers.run,
    "truncation": test_truncation.run,
    "bit flips": test_bit_flips.run,
    "oracle": test_oracle.run,
}

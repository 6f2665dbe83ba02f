"""A share of few or many, and how much it may be trusted."""

from __future__ import annotations

from math import sqrt

import msgspec

FEW = 10
"""Of fewer than so many nothing is said in per cent."""
_Z = 1.959964
"""The normal distribution has 95% within so many standard deviations."""


class Rate(msgspec.Struct, frozen=True):
    """How many `of` some that were looked at."""

    right: int
    of: int

    @property
    def share(self) -> float | None:
        """The share, 0 to 1; None of none."""
        return self.right / self.of if self.of else None

    @property
    def is_telling(self) -> bool:
        """Whether there were enough to say it in per cent."""
        return self.of >= FEW

    @property
    def interval(self) -> tuple[float, float]:
        """Where the share lies with a certainty of 95%, had there been any number of them.

        Wilson's interval (1927), which holds for few and for shares near 0 and 1; of none it is everything.
        """
        if not self.of:
            return 0.0, 1.0
        share, spread = self.right / self.of, _Z * _Z / self.of
        middle = (share + spread / 2) / (1 + spread)
        half = _Z * sqrt(share * (1 - share) / self.of + spread / (4 * self.of)) / (1 + spread)
        low = 0.0 if self.right == 0 else max(0.0, middle - half)
        return low, 1.0 if self.right == self.of else min(1.0, middle + half)

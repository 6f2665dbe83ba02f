"""Where in time a period stands: ISO 8601 dates, months, quarters, years, and intervals of such."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_PART = re.compile(r"(\d{4})(?:-Q([1-4])|-(\d{2})(?:-(\d{2}))?)?")


def moment_of(period: str | None) -> float | None:
    """The middle of a period in years: 2019 → 2019.5, 2019-12-31 → 2019.998…; of an interval that of its end.

    A figure of an interval is what had been reached when it ended. None where it says no time.
    """
    if not period:
        return None
    found = _PART.match(period.rpartition("/")[2])
    if found is None:
        return None
    year, quarter, month, day = (int(part) if part else None for part in found.groups())
    if year is None or not 1 <= year <= date.max.year:
        return None
    if quarter is not None:
        return year + (quarter - 0.5) / 4
    if month is None:
        return year + 0.5
    if not 1 <= month <= 12:
        return None
    length = monthrange(year, month)[1]
    within = (min(day, length) - 0.5) / length if day else 0.5
    return year + (month - 1 + within) / 12

"""How sure a record is: a logistic regression on the rules that made it.

The weights are those that `python -m tests.bench.confidence` prints for records judged by hand;
`python -m tests.bench.calibration` shows how often records of each band of confidence are right.
"""

from __future__ import annotations

from math import exp
from typing import Literal, NamedTuple

from seeds.article import Status
from seeds.extract.clauses import Clauses
from seeds.extract.periods import Period

Timing = Literal["dated", "led", "carried", "undated"]
"""Whether a figure's time stands in its clause, in its sentence, further off, or nowhere."""

# Log odds; what is not in a table says nothing either way.
_ALWAYS = 0.2
_QUANTITY = {
    "approximate": 0.3,
    "arabic": 0.8,
    "fraction": -0.8,
    "implied": 0.5,
    "index": -0.6,
    "magnitude": 0.4,
    "per": 0.1,
    "range": 0.3,
    "ratio": -0.6,
    "shared": -0.3,
}
_METRIC = {
    "age": -2.0,
    "change": 2.3,
    "clause": -0.9,
    "distributed": 0.1,
    "event": 1.3,
    "left": 0.6,
    "margin": -0.6,
    "none": -0.3,
    "right": -0.1,
    "verb": -0.3,
}
_STATUS: dict[Status, float] = {"actual": 0.2, "standard": -1.0, "target": 0.9}
_SETTING: dict[str, dict[Timing, float]] = {
    "body": {"undated": 0.1},
    "carried": {"carried": 0.1, "dated": 0.3, "led": -1.6, "undated": -0.6},
    "named": {"carried": 0.2, "dated": 1.0, "led": 0.9, "undated": -0.6},
    "nation": {"dated": -0.3, "led": -0.9, "undated": 0.3},
    "section": {"dated": 0.1, "led": 0.3},
    "subject": {"carried": -0.3, "dated": 1.1, "led": -0.1, "undated": -1.0},
    "unplaced": {"carried": 0.8, "undated": 0.3},
}


class Grounds(NamedTuple):
    """The rules that made a record; `metric` is None where it has none."""

    quantity: str
    metric: str | None
    setting: str
    timing: Timing
    status: Status

    @property
    def rule(self) -> str:
        """Their names in one word, as the record gives it."""
        return ".".join(part for part in (self.quantity, self.metric, self.setting, self.timing) if part)


def timing_of(clauses: Clauses, start: int, period: Period | None) -> Timing:
    """Where the time of a figure at `start` was found."""
    if period is None:
        return "undated"
    said = period.span.start if period.span else -1
    if said in range(*clauses.clause(start)):
        return "dated"
    return "led" if said in range(*clauses.sentence(start)) else "carried"


def confidence_of(grounds: Grounds) -> float:
    """How likely a record made on these grounds is right in every field, from 0 to 1."""
    odds = (
        _ALWAYS
        + _QUANTITY.get(grounds.quantity, 0.0)
        + _METRIC.get(grounds.metric or "none", 0.0)
        + _SETTING.get(grounds.setting, {}).get(grounds.timing, 0.0)
        + _STATUS.get(grounds.status, 0.0)
    )
    return round(1 / (1 + exp(-odds)), 2)

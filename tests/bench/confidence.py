"""The weights of confidence: how much each rule that made a record speaks for its being right in every field.

    piyue extract --explain --format jsonl FILE… > EXTRACTED.jsonl
    python -m tests.bench.confidence FOLDER EXTRACTED.jsonl [WEIGHT] [FOLDER EXTRACTED.jsonl [WEIGHT] …]

Folders and files are those of tests.bench.calibration. Prints the log odds that `seeds.extract.confidence`
holds, to one decimal: a logistic regression on the names of the rules, drawn towards nought so that a
rule seen a few times says little. WEIGHT is how much an article of that folder counts, 1 unless given:
less for articles that the rules were made with.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import exp
from pathlib import Path

from tests.bench.calibration import judged

_ROUNDS, _PACE, _SHRINKING = 800, 2.0, 0.5


def grounds(rule: str, status: str) -> list[str]:
    """The features of a record: its quantity, metric, place with time, and status."""
    quantity, *metric, setting, timing = rule.split(".")
    return [
        "always",
        f"quantity {quantity}",
        f"metric {''.join(metric) or 'none'}",
        f"setting {setting}.{timing}",
        f"status {status}",
    ]


def weights(samples: Sequence[tuple[list[str], bool, float]]) -> dict[str, float]:
    """The log odds of each feature; `samples` are features, whether the record was right, and its weight."""
    fitted: defaultdict[str, float] = defaultdict(float)
    for _ in range(_ROUNDS):
        steps: defaultdict[str, float] = defaultdict(float)
        for features, right, weight in samples:
            sure = 1 / (1 + exp(-sum(fitted[feature] for feature in features)))
            for feature in features:
                steps[feature] += (right - sure) * weight
        for feature, step in steps.items():
            held = 0.0 if feature == "always" else _SHRINKING * fitted[feature]
            fitted[feature] += _PACE * (step - held) / len(samples)
    return dict(fitted)


def samples(arguments: Sequence[str]) -> Iterator[tuple[list[str], bool, float]]:
    """The records of the folders and extractions that the arguments name."""
    at = 0
    while at < len(arguments):
        folder, extracted = map(Path, arguments[at : at + 2])
        weighted = at + 2 < len(arguments) and arguments[at + 2].replace(".", "", 1).isdigit()
        weight = float(arguments[at + 2]) if weighted else 1.0
        at += 3 if weighted else 2
        for one in judged(folder, extracted):
            if one.kind == "indicator record":
                yield grounds(one.rule, one.status), one.right, weight


if __name__ == "__main__":
    for feature, odds in sorted(weights(list(samples(sys.argv[1:]))).items()):
        print(f"{feature:<32} {odds:+.1f}")

"""How often suggestions are right, by kind and by confidence, against articles annotated by hand.

    python -m tests.bench.calibration FOLDER EXTRACTED.jsonl [FOLDER EXTRACTED.jsonl …] [--by-rule]

A folder holds NAME.json and NAME.body.txt for each article. NAME.json names its source `file` and lists
`entities` and `indicators`, each by its `text` without white space and `n`, the occurrence of that text
in the body; an article that lists none of a kind is left out for that kind. EXTRACTED.jsonl is what
`piyue extract --format jsonl` prints. For every kind and band of confidence the number of suggestions
and the share that is right are printed; an indicator's value is right with its span and unit, its
record with all its fields.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from math import isclose
from pathlib import Path
from typing import Any, NamedTuple

BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
"""The lower ends of the bands of confidence."""

_SPACE = re.compile(r"\s+")
_LEVEL = re.compile(r"(?:特别行政区|自治[区州县旗]|[省市县区旗盟州乡镇村]|嘎查)$")

Item = dict[str, Any]


class Judged(NamedTuple):
    """A suggestion of a kind, with the rule that made it, whether it is right, and a record's status."""

    kind: str
    confidence: float
    right: bool
    rule: str
    status: str = ""


def judged(folder: Path, extracted: Path) -> Iterator[Judged]:
    """The suggestions for the articles of `folder`, each judged by its annotations."""
    lines = extracted.read_text(encoding="utf-8").splitlines()
    articles = {Path(a["source"]["path"]).name: a for a in map(json.loads, lines)}
    for path in sorted(folder.glob("*.json")):
        annotated = json.loads(path.read_text(encoding="utf-8"))
        if (article := articles.get(annotated["file"])) is None:
            continue
        body = _squeezed(path.with_suffix(".body.txt").read_text(encoding="utf-8"))
        ranges = _Ranges(body, article["text"])
        if annotated.get("entities"):
            yield from _entities(body, ranges, annotated["entities"], article["entities"])
        if annotated.get("indicators"):
            yield from _indicators(body, ranges, annotated["indicators"], article["indicators"])


class _Ranges:
    """From offsets of an extracted text to offsets of the annotated body without white space."""

    def __init__(self, body: str, text: str) -> None:
        self._kept = [0]
        for char in text:
            self._kept.append(self._kept[-1] + (not char.isspace()))
        self._in_body: dict[int, int] = {}
        blocks = SequenceMatcher(None, body, _squeezed(text), autojunk=False).get_matching_blocks()
        for a, b, size in blocks:
            self._in_body.update(zip(range(b, b + size), range(a, a + size), strict=True))

    def of(self, item: Item) -> tuple[int, int] | None:
        start, end = self._kept[item["start"]], self._kept[item["end"]]
        first, last = self._in_body.get(start), self._in_body.get(end - 1)
        whole = first is not None and last is not None and last - first == end - 1 - start
        return (first, last + 1) if whole and first is not None and last is not None else None


def _squeezed(text: str) -> str:
    return _SPACE.sub("", text)


def _placed(body: str, items: Iterable[Item]) -> dict[tuple[int, int], Item]:
    """The annotations by their ranges."""
    placed = {}
    for item in items:
        text, at = _squeezed(item["text"]), -1
        for _ in range(item.get("n", 1)):
            at = body.find(text, at + 1)
        if at >= 0:
            placed[at, at + len(text)] = item
    return placed


def _entities(body: str, ranges: _Ranges, wanted: list[Item], found: list[Item]) -> Iterator[Judged]:
    placed = _placed(body, wanted)
    for item in found:
        span = ranges.of(item)
        right = span in placed and placed[span]["type"] == item["type"]
        yield Judged(f"entity {item['type']}", item["confidence"], right, item.get("rule", "").split(":")[0])


def _indicators(body: str, ranges: _Ranges, wanted: list[Item], found: list[Item]) -> Iterator[Judged]:
    placed = _placed(body, wanted)
    for item in found:
        span = ranges.of(item)
        want = placed.get(span) if span else None
        valued = want is not None and _same_value(want, item)
        recorded = valued and want is not None and _same_record(want, item)
        yield Judged("indicator value", item["confidence"], valued, item.get("rule", ""))
        yield Judged("indicator record", item["confidence"], recorded, item.get("rule", ""), item["status"])


def _numbers(value: Any) -> list[float]:
    return [float(part) for part in value] if isinstance(value, list) else [float(value)]


def _same_value(want: Item, item: Item) -> bool:
    high = item.get("high")
    have = _numbers(item["value"]) + ([] if high is None else [float(high)])
    wanted = _numbers(want["value"])
    unit, said = (_unit(given["unit"]) for given in (want, item))
    same_unit = unit == said or (not unit and said == "人")
    return same_unit and len(have) == len(wanted) and all(map(isclose, wanted, have))


def _unit(written: str | None) -> str:
    """个百分点 is 百分点."""
    unit = written or ""
    return unit.removeprefix("个") if len(unit) > 1 else unit


def _same_record(want: Item, item: Item) -> bool:
    return (
        (want.get("op") or "=") == item["op"]
        and (want.get("status") or "actual") == item["status"]
        and _same_metric(want, item.get("metric"))
        and _same_place(want.get("place"), item.get("place"))
        and _same_period(want.get("period"), item.get("period"))
    )


def _same_metric(want: Item, have: str | None) -> bool:
    accepted = {_squeezed(m) for m in [want.get("metric"), *(want.get("metric_any") or [])] if m}
    said = _squeezed(have or "")
    return said == "" if not accepted else any(said and (said in m or m in said) for m in accepted)


def _same_place(want: str | None, have: str | None) -> bool:
    if not want or not have:
        return bool(want) == bool(have)
    return _LEVEL.sub("", want) == _LEVEL.sub("", have) or want.endswith(have) or have.endswith(want)


def _same_period(want: str | None, have: str | None) -> bool:
    """Equal at the coarser side's precision."""
    if not want or not have:
        return bool(want) == bool(have)
    ends = [[re.sub(r"-(?:01-01|12-31)$", "", end) for end in said.split("/")] for said in (want, have)]
    return len(ends[0]) == len(ends[1]) and all(
        a.startswith(b) or b.startswith(a) for a, b in zip(*ends, strict=True)
    )


def table(suggestions: Iterable[Judged], *, by_rule: bool = False) -> Iterator[str]:
    """A row for each kind (and rule) and band: how many suggestions, and the share that is right."""
    rows: defaultdict[tuple[str, float], list[bool]] = defaultdict(list)
    for kind, confidence, right, rule, _ in suggestions:
        band = max(low for low in BANDS if low <= confidence)
        rows[f"{kind} {rule}" if by_rule else kind, band].append(right)
    for (kind, band), rights in sorted(rows.items()):
        high = min((low for low in BANDS if low > band), default=1.0)
        yield f"{kind:<44} {band:.1f} to {high:.1f} {len(rights):>6} {sum(rights) / len(rights):>7.2f}"


def main() -> None:
    """Print the table of the folders and extractions given, taken together."""
    arguments = [Path(argument) for argument in sys.argv[1:] if argument != "--by-rule"]
    pairs = zip(arguments[::2], arguments[1::2], strict=True)
    suggestions = [one for folder, extracted in pairs for one in judged(folder, extracted)]
    for row in table(suggestions, by_rule="--by-rule" in sys.argv):
        print(row)


if __name__ == "__main__":
    main()

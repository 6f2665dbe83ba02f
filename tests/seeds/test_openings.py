"""Patterns that are tried, for speed, only where something that all their matches have stands.

Some begin with a class of their first characters, others are anchored: neither misses anything by it.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import seeds.extract
from seeds.extract.anchored import Anchored, anchored
from seeds.folding import fold
from seeds.readers import read_source
from seeds.samples import sample_paths

_OPENING = re.compile(r"\s*\(\?=\[(?:\\.|[^\]\\])*\]\)")
_DATA = Path(__file__).parent / "data"


def constants() -> Iterator[tuple[str, object]]:
    """What the modules of the extraction rules hold, by name."""
    for module in pkgutil.walk_packages(seeds.extract.__path__, "seeds.extract."):
        for name, value in vars(importlib.import_module(module.name)).items():
            yield f"{module.name}.{name}", value


def opened() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns of the extraction rules that begin with such a class, by name."""
    for name, value in constants():
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str) and _OPENING.match(value.pattern):
            yield name, value


def texts() -> Iterator[str]:
    for path in sorted(_DATA.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            written = json.loads(line)
            yield from (value for value in written.values() if isinstance(value, str))
            yield from written.get("paragraphs", ())
    for sample in sample_paths():
        yield read_source(sample).text


VIEWS = [fold(text).text for text in texts()]
OPENED = dict(opened())
ANCHORED = {name: value for name, value in constants() if isinstance(value, Anchored)}


@pytest.mark.parametrize("name", OPENED)
def test_the_opening_class_is_complete(name: str) -> None:
    pattern = OPENED[name]
    bare = re.compile(_OPENING.sub("", pattern.pattern, count=1), pattern.flags)
    for view in VIEWS:
        assert [hit.span() for hit in pattern.finditer(view)] == [hit.span() for hit in bare.finditer(view)]


@pytest.mark.parametrize("name", ANCHORED)
def test_no_match_stands_without_its_anchor(name: str) -> None:
    rule = ANCHORED[name]
    for view in VIEWS:
        assert [hit.span() for hit in rule.finditer(view)] == [
            hit.span() for hit in rule.pattern.finditer(view)
        ]


@pytest.mark.parametrize(
    ("pattern", "anchor", "reach", "text", "found"),
    [
        ("[ab]{1,3}c", "c", 3, "aabcbcc abaabc c", ["aabc", "bc", "aabc"]),
        ("[ab]+(?=cd)", "cd", 2, "abcd bcd cd", ["ab", "b"]),
        ("(?=([ab]{2})c)", "c", 2, "abcabc aabbc", ["", "", ""]),
    ],
)
def test_anchored_matches_come_in_order_and_apart(
    pattern: str, anchor: str, reach: int, text: str, found: list[str]
) -> None:
    rule = anchored(pattern, anchor, reach)
    assert [hit[0] for hit in rule.finditer(text)] == found
    assert [hit.span() for hit in rule.finditer(text)] == [hit.span() for hit in re.finditer(pattern, text)]

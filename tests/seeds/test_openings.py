"""Patterns that begin, for speed, with a class of their first characters miss nothing by it."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import seeds.extract
from seeds.folding import fold
from seeds.readers import read_source
from seeds.samples import sample_paths

_OPENING = re.compile(r"\s*\(\?=\[(?:\\.|[^\]\\])*\]\)")
_DATA = Path(__file__).parent / "data"


def opened() -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns of the extraction rules that begin with such a class, by name."""
    for module in pkgutil.walk_packages(seeds.extract.__path__, "seeds.extract."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if (
                isinstance(value, re.Pattern)
                and isinstance(value.pattern, str)
                and _OPENING.match(value.pattern)
            ):
                yield f"{module.name}.{name}", value


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


@pytest.mark.parametrize("name", OPENED)
def test_the_opening_class_is_complete(name: str) -> None:
    pattern = OPENED[name]
    bare = re.compile(_OPENING.sub("", pattern.pattern, count=1), pattern.flags)
    for view in VIEWS:
        assert [hit.span() for hit in pattern.finditer(view)] == [hit.span() for hit in bare.finditer(view)]

"""Files in which anything is anything else: every reader of JSON tells what is wrong, and none falls over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seeds.article import Annotation, Span, Tag
from seeds.problems import Unreadable
from seeds.profile import Profile
from store.exchange import doccano, doccano_tags, label_studio, prodigy, prodigy_tags, web_annotation
from store.exchange.documents import Document
from store.exchange.formats import Read, Write
from store.exchange.incoming import Incoming
from store.exchange.losses import Losses
from tests.store.exchange.random_documents import document_of, entity, indicator
from tests.store.exchange.reading_back import PROFILE

TEXT = "青石县😀今年投入1.6亿元,户均增收。"
ODD: tuple[Any, ...] = (
    None, True, 0, -1, 2**70, 1.5, 1e308, "", "x", "NaN", "1e999999999", "\x1b[31m", [], [[]], {}, [None],
    {"a": {}}, ["x"] * 3, "rejected", {"state": ["added"]}, [{"state": {}}], float("nan"), 10**400,
)  # fmt: skip


def _tasks(documents: Iterable[Document], profile: Profile, losses: Losses) -> Iterator[bytes]:
    yield next(iter(label_studio.write_files(documents, profile, losses)))[1]


READERS: dict[str, tuple[Write, Read]] = {
    "doccano": (doccano.write, doccano.read),
    "doccano-tags": (doccano_tags.write, doccano_tags.read),
    "prodigy": (prodigy.write, prodigy.read),
    "prodigy-tags": (prodigy_tags.write, prodigy_tags.read),
    "label-studio": (_tasks, label_studio.read),
    "web-annotation": (web_annotation.write, web_annotation.read),
}


def _annotations() -> list[Annotation]:
    figure = indicator(
        TEXT, 8, 13, "corrected", metric="资金", value=Decimal(3), unit="元", provenance={"place": Span(0, 3)}
    )
    return [
        entity(TEXT, 0, 3), entity(TEXT, 0, 2, "ORG", "rejected"), entity(TEXT, 1, 2, "ORG", "suggested"),
        figure,
        Tag(id="t:产业", label="产业", state="added"), Tag(id="t:教育", label="教育", state="rejected"),
    ]  # fmt: skip


WRITTEN = {
    name: json.loads(b"".join(write([document_of(TEXT, _annotations())], PROFILE, Losses())))
    for name, (write, _) in READERS.items()
}


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where anything stands in a JSON value; of the tokens, which are many and alike, only the first."""
    found = [path]
    if isinstance(value, dict):
        found += [place for key, one in value.items() for place in _places(one, (*path, key))]
    elif isinstance(value, list):
        alike = value[:1] if path[-1:] == ("tokens",) else value
        found += [place for at, one in enumerate(alike) for place in _places(one, (*path, at))]
    return found


PLACES = {name: _places(value)[1:] for name, value in WRITTEN.items()}


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_anything_may_stand_anywhere(name: str, data: st.DataObject, tmp_path: Path) -> None:
    value = json.loads(json.dumps(WRITTEN[name]))
    for _ in range(data.draw(st.integers(1, 2))):
        *way, last = data.draw(st.sampled_from(PLACES[name]))
        holder = value
        try:
            for key in way:
                holder = holder[key]
            holder[last] = deepcopy(data.draw(st.sampled_from(ODD)))  # the next one may land in it
        except (KeyError, IndexError, TypeError):
            continue
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    _, reader = READERS[name]
    for found in reader(path, PROFILE):
        assert isinstance(found, Incoming | Unreadable)
        shown = str(found) if isinstance(found, Unreadable) else found.where
        assert "\x1b" not in shown
        assert "\n" not in shown


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bytes_may_be_broken(name: str, data: st.DataObject, tmp_path: Path) -> None:
    whole = json.dumps(WRITTEN[name], ensure_ascii=False).encode()
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.sampled_from(b'\x00\xff"\\{}[]0,'))
    path = tmp_path / "broken.json"
    path.write_bytes(data.draw(st.sampled_from([whole[:at], whole[:at] + bytes([byte]) + whole[at + 1 :]])))
    _, reader = READERS[name]
    assert all(isinstance(found, Incoming | Unreadable) for found in reader(path, PROFILE))

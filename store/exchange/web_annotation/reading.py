"""Collections of annotations as what people and programs say of texts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from seeds.problems import Unreadable
from seeds.profile import Profile
from store.exchange.incoming import Incoming, Said
from store.exchange.particulars import span_said, tag_said
from store.exchange.sayings import gathered, of_each
from store.exchange.untrusted import Offset, lines_in
from store.exchange.web_annotation.vocabulary import particular
from store.layer import Values


class _Creator(msgspec.Struct):
    name: str | None = None
    id: str | None = None


class _Selector(msgspec.Struct):
    type: str = ""
    start: Offset | None = None
    end: Offset | None = None
    exact: str = ""


class _Target(msgspec.Struct):
    selector: list[_Selector] | _Selector = []


class _Annotation(msgspec.Struct):
    target: _Target | str
    body: list[dict[str, Any]] | dict[str, Any] = []
    motivation: str | list[str] = "tagging"
    creator: _Creator | str | None = None
    created: str | None = None


class _Page(msgspec.Struct):
    items: list[_Annotation] = []


class _Collection(msgspec.Struct):
    first: _Page = msgspec.field(default_factory=_Page)
    text: str | None = msgspec.field(name="piyue:text", default=None)
    review: dict[str, Any] = msgspec.field(name="piyue:review", default_factory=dict)
    remarks: list[dict[str, Any]] = msgspec.field(name="piyue:remarks", default_factory=list)


def read(path: Path, profile: Profile) -> Iterator[Incoming | Unreadable]:
    """What each line's collection says; comments are read from `piyue:remarks`."""
    del profile
    return of_each(lines_in(path, _Collection), _collection_said)


def _collection_said(where: str, collection: _Collection) -> Iterator[Incoming | Unreadable]:
    return gathered(
        where,
        [one for one in collection.first.items if _label_of(one) is not None],
        partial(_said, where=where),
        text=collection.text,
        review=particular(collection.review),
        remarks=[particular(remark) for remark in collection.remarks],
    )


def _bodies(annotation: _Annotation) -> list[Values]:
    return annotation.body if isinstance(annotation.body, list) else [annotation.body]


def _label_of(annotation: _Annotation) -> str | None:
    """The label that it gives to what it is about; None where it gives none."""
    for body in _bodies(annotation):
        label = body.get("value")
        if body.get("purpose", annotation.motivation) == "tagging" and isinstance(label, str):
            return label
    return None


def _said(annotation: _Annotation, *, where: str) -> Said:
    label = _label_of(annotation) or ""
    record = next((body for body in _bodies(annotation) if body.get("type") == "piyue:Record"), None)
    values = particular(record or {}) | _by(annotation)
    if isinstance(annotation.target, str):
        return tag_said(label, values, where=where)
    start, end, exact = _place(annotation.target, where)
    return span_said(label, start, end, exact, values, where=where, whole=record is not None)


def _by(annotation: _Annotation) -> Values:
    creator = annotation.creator
    if isinstance(creator, _Creator):
        creator = creator.name or creator.id
    return {"annotator": creator, "at": annotation.created}


def _place(target: _Target, where: str) -> tuple[int, int, str]:
    """Where the annotation stands and what stands there. Raises Unreadable: it does not say where."""
    selectors = target.selector if isinstance(target.selector, list) else [target.selector]
    exact = next((one.exact for one in selectors if one.type == "TextQuoteSelector"), "")
    for one in selectors:
        if one.type == "TextPositionSelector" and one.start is not None and one.end is not None:
            return one.start, one.end, exact
    raise Unreadable("{where}: an annotation has no TextPositionSelector", where=where)

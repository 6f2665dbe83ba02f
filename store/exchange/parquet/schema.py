"""The columns of the file, and what of an article stands in them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec
import pyarrow as pa

from seeds.article import Entity, Indicator, Number, Tag
from store.exchange.documents import Document
from store.exchange.losses import Losses
from store.exchange.particulars import particulars, review_of, spans_that_fit
from store.exchange.reviews import remarks_of
from store.exchange.written_numbers import written
from store.layer import Values

_DIGITS, _PLACES = 38, 10
_NUMBER = pa.decimal128(_DIGITS, _PLACES)
_OFFSETS = [("start", pa.int64()), ("end", pa.int64())]
_SAID = [
    ("id", pa.string()),
    ("state", pa.string()),
    ("confidence", pa.float64()),
    ("rule", pa.string()),
    ("annotator", pa.string()),
    ("at", pa.string()),
    ("suggested", pa.string()),
]
_ENTITY = pa.struct([*_OFFSETS, ("text", pa.string()), ("type", pa.string()), ("value", pa.string()), *_SAID])
_TEXTS = ("metric", "unit", "op", "place", "place_code", "period", "status", "group", "role")
_INDICATOR = pa.struct(
    [
        *_OFFSETS,
        ("text", pa.string()),
        ("value", _NUMBER),
        ("value_text", pa.string()),
        ("high", _NUMBER),
        ("high_text", pa.string()),
        *((field, pa.string()) for field in _TEXTS),
        ("provenance", pa.list_(pa.struct([("field", pa.string()), *_OFFSETS]))),
        *_SAID,
    ]
)
_TAG = pa.struct([("label", pa.string()), *_SAID])
_REMARK = pa.struct(
    [
        *((field, pa.string()) for field in ("kind", "id", "about", "text", "annotator", "at", "type")),
        ("marked", pa.list_(pa.string())),
        ("settled", pa.bool_()),
    ]
)
REVIEW = ("sha256", "title", "published", "source", "verdict", "reason", "annotator", "at")
SCHEMA = pa.schema(
    [
        ("aid", pa.int64()),
        *((field, pa.string()) for field in REVIEW),
        ("path", pa.string()),
        ("subtitle", pa.string()),
        ("authors", pa.list_(pa.string())),
        ("editors", pa.list_(pa.string())),
        ("text", pa.string()),
        ("entities", pa.list_(_ENTITY)),
        ("indicators", pa.list_(_INDICATOR)),
        ("tags", pa.list_(_TAG)),
        ("remarks", pa.list_(_REMARK)),
    ]
)
"""`annotator` and `at` of a row are those of its verdict; `suggested` is JSON: what was corrected."""


def row_of(document: Document, losses: Losses) -> Values:
    """The article as a row."""
    article, said = document.article, particulars(document)
    spans = spans_that_fit(document, losses)
    return review_of(document) | {
        "path": article.source.path,
        "subtitle": article.meta.subtitle,
        "authors": list(article.meta.authors),
        "editors": list(article.meta.editors),
        "text": article.text,
        "entities": [_entity(one, said[one.id]) for one in spans if isinstance(one, Entity)],
        "indicators": [_indicator(one, said[one.id]) for one in spans if isinstance(one, Indicator)],
        "tags": [_tag(one, said[one.id]) for one in document.tags()],
        "remarks": remarks_of(document),
    }


def _entity(entity: Entity, said: Values) -> Values:
    return _said(said) | _place(entity) | {"type": entity.type, "value": entity.value}


def _indicator(indicator: Indicator, said: Values) -> Values:
    return (
        _said(said)
        | _place(indicator)
        | {field: getattr(indicator, field) for field in _TEXTS}
        | _number("value", indicator.value)
        | _number("high", indicator.high)
        | {
            "provenance": [
                {"field": field, "start": start, "end": end}
                for field, (start, end) in indicator.provenance.items()
            ]
        }
    )


def _tag(tag: Tag, said: Values) -> Values:
    return _said(said) | {"label": tag.label}


def _place(span: Entity | Indicator) -> Values:
    return {"start": span.start, "end": span.end, "text": span.text}


def _said(said: Values) -> Values:
    fields: Values = {name: said.get(name) for name, _ in _SAID}
    if "suggested" in said:
        fields["suggested"] = msgspec.json.encode(said["suggested"], order="deterministic").decode()
    return fields


def _number(name: str, number: Number | None) -> dict[str, Any]:
    fits = isinstance(number, Decimal) and _fits(number)
    return {name: number if fits else None, f"{name}_text": None if number is None else written(number)}


def _fits(number: Decimal) -> bool:
    """Whether the column's decimals hold the number exactly."""
    exponent = number.normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_PLACES and number.adjusted() < _DIGITS - _PLACES

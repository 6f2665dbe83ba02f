"""What tables say: the columns of articles, entities, indicators and tags, and their rows.

Numbers stay numbers; how a table writes them is its own matter. Every row has the article's number and, last,
the `sha256` by which it is the same article anywhere; one that somebody touched has `annotator` and `at`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

import msgspec

from seeds.article import Indicator, Op
from store.exchange.documents import Document
from store.exchange.particulars import particulars
from store.exchange.written_numbers import written
from store.layer import Values

Cell = str | int | float | Decimal | None
Row = tuple[Cell, ...]


class Table(NamedTuple):
    """A table by itself: its name, its columns, its rows."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Row]


PLACED_FIELDS = ("metric", "value", "op", "place", "period", "status")
"""The fields of an indicator that can point to characters of the text."""
ARTICLE_COLUMNS = (
    "article", "title", "subtitle", "published", "source", "authors", "editors", "issue", "page", "section",
    "path", "verdict", "reason", "characters", "entities", "indicators", "tags", "sha256",
)  # fmt: skip
ENTITY_COLUMNS = (
    "article", "title", "published", "type", "text", "value", "state", "start", "end", "confidence",
    "sentence", "annotator", "at", "suggested", "sha256",
)  # fmt: skip
INDICATOR_COLUMNS = (
    "article", "title", "published", "source", "metric", "value", "high", "unit", "op", "place", "place_code",
    "period", "status", "state", "text", "start", "end", "confidence", "sentence", "group", "role",
    "annotator", "at", "suggested_value", "suggested",
    *(f"{field}_{edge}" for field in PLACED_FIELDS for edge in ("start", "end")),
    "sha256",
)  # fmt: skip
"""`suggested` is a JSON object, of entities too: what had been suggested of each field that was corrected."""
TAG_COLUMNS = (
    "article", "title", "published", "source", "tag", "state", "confidence", "annotator", "at", "sha256",
)  # fmt: skip
_SENTENCE_ENDS = "。！？!?\n"
_SENTENCE_END = re.compile(f"[{_SENTENCE_ENDS}]")
OP_WORDS: dict[Op, str] = {"=": "eq", ">": "gt", ">=": "ge", "<": "lt", "<=": "le", "~": "about"}
"""A lone = would be taken for the beginning of a formula."""


def article_row(document: Document) -> Row:
    """The article itself, in `ARTICLE_COLUMNS`."""
    meta = document.article.meta
    return (
        document.aid,
        meta.title,
        meta.subtitle,
        meta.published,
        meta.source,
        ", ".join(meta.authors),
        ", ".join(meta.editors),
        meta.issue,
        meta.page,
        meta.section,
        document.article.source.path,
        document.layer.verdict,
        document.layer.reason,
        len(document.article.text),
        len(document.entities()),
        len(document.indicators()),
        len(document.tags()),
        document.sha256,
    )


def entity_rows(document: Document) -> Iterator[Row]:
    """The entities in reading order, in `ENTITY_COLUMNS`."""
    said = particulars(document)
    meta = document.article.meta
    for entity in document.entities():
        yield (
            document.aid,
            meta.title,
            meta.published,
            entity.type,
            entity.text,
            entity.value,
            entity.state,
            entity.start,
            entity.end,
            entity.confidence,
            sentence_around(document.article.text, entity.start, entity.end),
            *_signed(said[entity.id]),
            _as_json(said[entity.id].get("suggested")),
            document.sha256,
        )


def indicator_rows(document: Document) -> Iterator[Row]:
    """The indicators in reading order, in `INDICATOR_COLUMNS`."""
    said = particulars(document)
    for indicator in document.indicators():
        yield (
            *_record(document, indicator),
            *_signed(said[indicator.id]),
            *_suggested(document, indicator, said[indicator.id]),
            *_places(indicator),
            document.sha256,
        )


def _record(document: Document, indicator: Indicator) -> Row:
    meta, value = document.article.meta, indicator.value
    return (
        document.aid,
        meta.title,
        meta.published,
        meta.source,
        indicator.metric,
        written(value) if isinstance(value, tuple) else value,
        indicator.high,
        indicator.unit,
        OP_WORDS[indicator.op],
        indicator.place,
        indicator.place_code,
        indicator.period,
        indicator.status,
        indicator.state,
        indicator.text,
        indicator.start,
        indicator.end,
        indicator.confidence,
        sentence_around(document.article.text, indicator.start, indicator.end),
        indicator.group,
        indicator.role,
    )


def tag_rows(document: Document) -> Iterator[Row]:
    """The tags by label, in `TAG_COLUMNS`."""
    said = particulars(document)
    meta = document.article.meta
    for tag in document.tags():
        yield (
            document.aid,
            meta.title,
            meta.published,
            meta.source,
            tag.label,
            tag.state,
            tag.confidence,
            *_signed(said[tag.id]),
            document.sha256,
        )


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence that the range [start, end) stands in, its full stop included, without outer spaces."""
    begin = start
    while begin > 0 and text[begin - 1] not in _SENTENCE_ENDS:
        begin -= 1
    close = _SENTENCE_END.search(text, end)
    return text[begin : close.end() if close else len(text)].strip()


def _signed(said: Values) -> Row:
    return said.get("annotator"), said.get("at")


def _suggested(document: Document, indicator: Indicator, said: Values) -> Row:
    """The value that had been suggested, and all that had been, where a person corrected it."""
    before = document.layer.base.get(indicator.id)
    fields = said.get("suggested")
    if fields is None or not isinstance(before, Indicator):
        return None, None
    value = before.value if "value" in fields else None
    return written(value) if isinstance(value, tuple) else value, _as_json(fields)


def _as_json(fields: Values | None) -> str | None:
    return None if fields is None else msgspec.json.encode(fields, order="deterministic").decode()


def _places(indicator: Indicator) -> Iterator[Cell]:
    for field in PLACED_FIELDS:
        yield from indicator.provenance.get(field, (None, None))

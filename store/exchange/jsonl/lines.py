"""The readable fields of an exported line, typed before anything relies on them, and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import msgspec

from seeds.article import (
    Annotation,
    Block,
    Check,
    Entity,
    GroupRole,
    Indicator,
    Meta,
    Number,
    Op,
    Span,
    State,
    Status,
    Tag,
    entity_id,
    indicator_id,
    tag_id,
)
from store.exchange.incoming import Incoming, Remarked, Said
from store.exchange.jsonl.kept import Kept
from store.exchange.numbers import check_numbers
from store.exchange.untrusted import Offset
from store.layer import Values, Verdict
from store.remarks import Comment, Looked, Unclear, looked_id, unclear_id


class JudgedLine(msgspec.Struct, kw_only=True):
    """What every annotation of a line has."""

    id: str = ""
    state: State = "suggested"
    confidence: float = 1.0
    rule: str = ""
    annotator: str | None = None
    at: str | None = None
    suggested: Values | None = None


class _Entity(JudgedLine, kw_only=True):
    start: Offset
    end: Offset
    text: str
    type: str
    value: str | None = None


class _Indicator(JudgedLine, kw_only=True):
    start: Offset
    end: Offset
    text: str
    metric: str | None = None
    value: Number | None = None
    high: Decimal | None = None
    unit: str | None = None
    op: Op = "="
    place: str | None = None
    place_code: str | None = None
    period: str | None = None
    status: Status = "actual"
    group: str | None = None
    role: GroupRole | None = None
    provenance: dict[str, Span] = {}


class _Tag(JudgedLine, kw_only=True):
    label: str


class _Source(msgspec.Struct, kw_only=True):
    path: str = ""
    format: str = "text"
    encoding: str = "utf-8"
    sha256: str = ""


class _Review(msgspec.Struct, kw_only=True):
    verdict: Verdict = "new"
    reason: str = ""
    annotator: str | None = None


class _Unclear(msgspec.Struct, kw_only=True):
    about: str
    annotator: str | None = None


class _Looked(msgspec.Struct, kw_only=True):
    type: str
    marked: tuple[str, ...] = ()
    annotator: str | None = None


class _Comment(msgspec.Struct, kw_only=True):
    id: str
    about: str
    text: str
    annotator: str
    at: str
    settled: bool = False


class Line(msgspec.Struct, kw_only=True):
    """A line of `store.exchange.jsonl`, as far as it is read."""

    schema: Literal["piyue.article/1"] = "piyue.article/1"
    source: _Source = msgspec.field(default_factory=_Source)
    meta: Meta = Meta()
    text: str
    blocks: tuple[Block, ...] = ()
    furniture: tuple[str, ...] = ()
    entities: tuple[_Entity, ...] = ()
    indicators: tuple[_Indicator, ...] = ()
    tags: tuple[_Tag, ...] = ()
    checks: tuple[Check, ...] = ()
    comments: tuple[_Comment, ...] = ()
    unclear: tuple[_Unclear, ...] = ()
    looked: tuple[_Looked, ...] = ()
    review: _Review = msgspec.field(default_factory=_Review)
    kept: Kept | None = None


def incoming_of(told: Line, where: str) -> Incoming:
    """What a line says of its article now, for merging. Raises ValueError for numbers that are none."""
    said = tuple(
        Said(annotation=annotation_of(one), annotator=one.annotator, at=one.at)
        for one in (*told.entities, *told.indicators, *told.tags)
    )
    for one in said:
        check_numbers(one.annotation)
    return Incoming(
        where=where,
        said=said,
        sha256=told.source.sha256 or None,
        text=told.text,
        verdict=told.review.verdict,
        reason=told.review.reason,
        reviewer=told.review.annotator,
        remarks=tuple(_remarks(told)),
    )


def annotation_of(one: JudgedLine, *, as_suggested: bool = False) -> Annotation:
    """The annotation that a line tells; or what had been suggested in its place. Raises ValueError."""
    fields = {
        name: value
        for name, value in msgspec.structs.asdict(one).items()
        if name not in ("annotator", "at", "suggested")
    }
    kind: type[Annotation]
    match one:
        case _Entity():
            kind, own = Entity, entity_id(one.start, one.end)
        case _Indicator():
            kind, own = Indicator, indicator_id(one.start, one.end)
        case _Tag():
            kind, own = Tag, tag_id(one.label)
        case _:
            raise TypeError(one)
    fields["id"] = one.id or own
    if as_suggested:
        earlier = {key: value for key, value in (one.suggested or {}).items() if key in fields}
        fields |= earlier | {"state": "suggested"}
        # Numbers of a free field were read as floats: as they are written, they are exact.
        fields |= {key: _exact(fields[key]) for key in ("value", "high") if key in earlier}
    return msgspec.convert(fields, type=kind)


def _exact(value: object) -> object:
    if isinstance(value, list):
        return tuple(map(_exact, value))
    return str(value) if isinstance(value, int | float) else value


def _remarks(told: Line) -> Iterator[Remarked]:
    for comment in told.comments:
        yield Remarked(Comment(**msgspec.structs.asdict(comment)), comment.annotator)
    for doubt in told.unclear:
        yield Remarked(Unclear(id=unclear_id(doubt.about), about=doubt.about), doubt.annotator)
    for looked in told.looked:
        found = Looked(id=looked_id(looked.type), type=looked.type, marked=looked.marked)
        yield Remarked(found, looked.annotator)

"""Articles with annotations in every state and position, as a project would give them out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal

import msgspec
from hypothesis import strategies as st

from seeds.article import (
    Annotation,
    Article,
    Entity,
    Extraction,
    Indicator,
    Meta,
    Source,
    SourceMap,
    Span,
    State,
    Tag,
    entity_id,
    indicator_id,
    tag_id,
)
from store.exchange.documents import Document
from store.exchange.incoming import Incoming
from store.layer import Layer, plain
from store.operations import Operation
from store.remarks import Comment, Looked, Remark, Unclear

CHARACTERS = (
    "林县今年投入1.6亿元户%,。！\n\n\r \u3000\t\"\\#|;{}<>&]'😀𠮷"
    "\x00\x01\x1b\x7f\x85\u200b\u2028\u202e\ufeff\ufffe"
)
"""What a text can have and formats stumble over."""
TYPES = ("PER", "LOC", "ORG", "DATE", "TERM")
STATES: tuple[State, ...] = ("suggested", "accepted", "corrected", "rejected", "added")
AT = "2020-01-02T03:04:05Z"


def document_of(
    text: str, annotations: Sequence[Annotation], *, aid: int = 12, base: Sequence[Annotation] = ()
) -> Document:
    """A document with these annotations; all that are not suggested were last touched by 王 芳|x."""
    raw = text.encode()
    source = Source(
        path="a.txt", format="text", encoding="utf-8", sha256=hashlib.sha256(raw).hexdigest(), size=len(raw)
    )
    article = Article(
        source=source,
        meta=Meta(title="题", published="2020-01-01"),
        text=text,
        blocks=(),
        furniture=(),
        source_map=SourceMap(runs=()),
        page=text,
    )
    remarks: tuple[Remark, ...] = (
        Comment(id="c1", about="article", text="再看\n一遍\u2028", annotator="李", at=AT),
        Unclear(id="f:t:甲", about="t:甲"),
        Looked(id="n:PER", type="PER", marked=("e0-1", "e2-3")),
    )
    layer = Layer(
        aid, "main", 1, {one.id: one for one in base}, {one.id: one for one in annotations}, "done",
        remarks={one.id: one for one in remarks},
    )  # fmt: skip
    history = tuple(_judged(aid, number, one) for number, one in enumerate(annotations, 2))
    decided = tuple(done for done in history if done.action != "suggested")
    return Document(aid=aid, article=article, extraction=Extraction(), layer=layer, history=decided)


def _judged(aid: int, number: int, annotation: Annotation) -> Operation:
    return Operation(
        seq=number, step=f"s{number}", part=0, aid=aid, layer="main", version=number, annotator="王 芳|x",
        at=AT, action=annotation.state, rid=annotation.id, before=None, after=plain(annotation),
    )  # fmt: skip


def entity(text: str, start: int, end: int, kind: str = "LOC", state: State = "accepted") -> Entity:
    """An entity of that range."""
    rid = f"{entity_id(start, end)}{kind}"
    return Entity(id=rid, start=start, end=end, text=text[start:end], type=kind, state=state, rule="r")


def indicator(text: str, start: int, end: int, state: State = "accepted", **fields: object) -> Indicator:
    """An indicator of that range with these fields."""
    plain_fields = {"id": indicator_id(start, end), "start": start, "end": end, "text": text[start:end]}
    return msgspec.structs.replace(
        Indicator(id="", start=0, end=0, text="", state=state), **plain_fields, **fields
    )


_numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12, places=2)
_words = st.one_of(st.none(), st.text(CHARACTERS, min_size=1, max_size=4))


@st.composite
def annotated_documents(draw: st.DrawFn, *, alphabet: str = CHARACTERS) -> Document:
    """A document with nested, crossing, adjacent and equal spans in all states, tags, and full records."""
    text = draw(st.text(alphabet, min_size=0, max_size=40))
    found: dict[str, Annotation] = {}
    for _ in range(draw(st.integers(0, 6)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        state = draw(st.sampled_from(STATES))
        one: Annotation
        if draw(st.booleans()):
            one = entity(text, start, end, draw(st.sampled_from(TYPES)), state)
        else:
            one = indicator(text, start, end, state, **draw(_records(len(text))))
        found[one.id] = one
    for label in draw(st.lists(st.text(alphabet, min_size=1, max_size=4), max_size=2, unique=True)):
        tag = Tag(id=tag_id(label), label=label, state=draw(st.sampled_from(STATES)), confidence=0.25)
        found[tag.id] = tag
    return document_of(text, list(found.values()))


@st.composite
def _records(draw: st.DrawFn, length: int) -> dict[str, object]:
    value = draw(st.one_of(st.none(), _numbers, st.lists(_numbers, min_size=2, max_size=3).map(tuple)))
    return {
        "value": value,
        "high": draw(st.one_of(st.none(), st.just(Decimal("1.50")))),
        "metric": draw(_words),
        "unit": draw(_words),
        "place": draw(_words),
        "place_code": draw(st.sampled_from([None, "110000"])),
        "period": draw(st.sampled_from([None, "2019", "2019-11/2019-12"])),
        "op": draw(st.sampled_from(["=", ">", ">=", "<", "<=", "~"])),
        "status": draw(st.sampled_from(["actual", "target", "standard"])),
        "group": draw(st.sampled_from([None, "g1"])),
        "role": draw(st.sampled_from([None, "whole", "part"])),
        "confidence": draw(st.floats(0, 1)),
        "provenance": draw(st.sampled_from([{}, {"metric": Span(0, min(2, length))}])),
    }


def spans_in(incoming: Incoming) -> list[Entity | Indicator]:
    """The spans that came back."""
    return [said.annotation for said in incoming.said if not isinstance(said.annotation, Tag)]


def remarks_in(incoming: Incoming) -> dict[str, Remark]:
    """The remarks that came back, by their ids."""
    return {said.remark.id: said.remark for said in incoming.remarks}


def by_id(incoming: Incoming) -> dict[str, Annotation]:
    """The annotations that came back, by their ids."""
    return {said.annotation.id: said.annotation for said in incoming.said}

"""What is said of an annotation beside its span and its label, as plain values, and the way back.

Formats that know spans and labels only keep these in whatever free place they have: a note, a feature, the
user's data. Numbers are strings, so that they come back exactly (`0.50`); what is not said is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, get_args

import msgspec

from seeds.article import Annotation, Entity, Indicator, State, Tag, entity_id, indicator_id, tag_id
from seeds.problems import Unreadable
from store.exchange.documents import EVERY_STATE, Document
from store.exchange.incoming import Said
from store.exchange.losses import Losses
from store.exchange.naming import INDICATOR, printable
from store.exchange.numbers import check_numbers
from store.layer import Values, plain
from store.operations import IMPORT, Operation
from store.remarks import Comment

STATES: tuple[State, ...] = get_args(State)
_PLACED = {"kind", "start", "end", "text", "type", "label"}
_FATE = {"state", "confidence", "rule"}
_EMPTY: tuple[object, ...] = (None, "", {}, [])


def particulars(document: Document) -> dict[str, Values]:
    """For each annotation, by its id: its fields, state and rule, and the last `annotator` and `at`.

    A corrected one has under `suggested` what the extractor had said instead of the fields it has now.
    """
    last = {done.rid: done for done in document.history if done.action != IMPORT and not done.from_extractor}
    layer = document.layer
    return {
        rid: _said_of(annotation, layer.base.get(rid), last.get(rid))
        for rid, annotation in layer.annotations.items()
    }


def _said_of(annotation: Annotation, suggested: Annotation | None, by: Operation | None) -> Values:
    now = plain(annotation)
    values = {key: value for key, value in now.items() if key not in _PLACED and value not in _EMPTY}
    if by is not None:
        values |= {"annotator": by.annotator, "at": by.at}
    if annotation.state == "corrected" and suggested is not None:
        then = plain(suggested)
        values["suggested"] = {
            key: value for key, value in then.items() if key not in _FATE and value != now.get(key)
        }
    return values


def review_of(document: Document) -> Values:
    """What is said of the whole article: whose it is, its title, its verdict, and by whom."""
    by = document.said_by("article")
    meta = document.article.meta
    review: Values = {
        "aid": document.aid,
        "sha256": document.sha256,
        "title": meta.title,
        "published": meta.published,
        "source": meta.source,
        "verdict": document.layer.verdict,
        "reason": document.layer.reason,
    }
    if by is not None:
        review |= {"annotator": by.annotator, "at": by.at}
    return {key: value for key, value in review.items() if value not in _EMPTY}


def comments_of(document: Document) -> list[Values]:
    """The comments on the article and its annotations, in an order that does not depend on the log's."""
    found = (one for one in document.layer.remarks.values() if isinstance(one, Comment))
    return [
        {key: value for key, value in msgspec.to_builtins(one).items() if key != "kind"}
        for one in sorted(found, key=lambda comment: (comment.at, comment.id))
    ]


def spans_that_fit(
    document: Document, losses: Losses, states: Collection[State] = EVERY_STATE
) -> list[Entity | Indicator]:
    """The spans in these states, in reading order, under which the text is what they say it is.

    What does not fit (it could be nothing but damaged) is counted as lost.
    """
    text = document.article.text
    wanted = [span for span in document.layer.spans() if span.state in states]
    fitting = [
        span
        for span in wanted
        if 0 <= span.start < span.end <= len(text) and text[span.start : span.end] == span.text
    ]
    losses.lose("{count} annotations that do not match the text were left out", len(wanted) - len(fitting))
    return fitting


def span_said(
    label: str, start: int, end: int, text: str, values: Mapping[str, Any], *, where: str, whole: bool = True
) -> Said:
    """A span with its particulars, as a foreign file has it. Without a state it is a person's: `added`.

    Raises Unreadable: a field is not what it should be.
    """
    kind = Indicator if label == INDICATOR else Entity
    own = indicator_id if kind is Indicator else entity_id
    fields: Values = {"id": own(start, end), "state": "added"}
    fields |= {key: values[key] for key in kind.__struct_fields__ if key in values and key not in _PLACED}
    fields |= {"start": start, "end": end, "text": text}
    if kind is Entity:
        fields["type"] = label
    return _said(fields, kind, values, where, whole)


def tag_said(label: str, values: Mapping[str, Any], *, where: str) -> Said:
    """A tag with its particulars. Raises Unreadable: a field is not what it should be."""
    fields: Values = {"state": "added"}
    fields |= {key: values[key] for key in Tag.__struct_fields__ if key in values and key not in _PLACED}
    fields |= {"id": tag_id(label), "label": label}
    return _said(fields, Tag, values, where, whole=True)


def _said(
    fields: Values, kind: type[Entity | Indicator | Tag], values: Mapping[str, Any], where: str, whole: bool
) -> Said:
    if fields["state"] not in STATES:
        raise Unreadable(
            "{where}: {state} is no state; it is one of: {states}",
            where=where,
            state=printable(str(fields["state"]), 40),
            states=", ".join(STATES),
        )
    try:
        annotation = msgspec.convert(fields, type=kind, strict=False)
        check_numbers(annotation)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise Unreadable("{where}: {reason}", where=where, reason=printable(str(error))) from None
    annotator, at = values.get("annotator"), values.get("at")
    return Said(
        annotation=annotation,
        annotator=annotator if isinstance(annotator, str) else None,
        at=at if isinstance(at, str) else None,
        whole=whole,
    )


def dicts_in(values: object) -> list[Values]:
    """The objects in what should be a list of them."""
    return [value for value in values if isinstance(value, dict)] if isinstance(values, list | tuple) else []

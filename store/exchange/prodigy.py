"""Prodigy's JSONL for marking spans, an article a line: `text`, `tokens`, `spans`, `answer`, `meta`
(https://prodi.gy/docs/api-interfaces#spans_manual, #ner_manual).

Offsets are code points; `end` is exclusive, `token_end` inclusive. A token is a character, as spaCy's Chinese
tokenizer makes them by default, so that a span never cuts one. Indicators have the label `Indicator`.
What a span says beside that (its fields, state, annotator, what had been suggested) are further keys of it,
which Prodigy gives back untouched.

A suggestion among the spans of a line comes back as accepted where the line was.

Whoever trains on lines whose `answer` is `accept` gets no suggestion that nobody has judged: an article whose
review is done is one of these, with what people said is right; others are `ignore` and have
suggestions among their spans. What is not among `spans`, the rejected first of all, is under `others`.
`_input_hash` and `_task_hash` are left to Prodigy, which makes them when it loads a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from seeds.article import Entity, Indicator, State
from seeds.problems import Unreadable
from seeds.profile import Profile
from store.exchange.documents import DECIDED, Document
from store.exchange.incoming import Incoming, Said
from store.exchange.losses import Losses
from store.exchange.naming import label_of
from store.exchange.particulars import particulars, review_of, span_said, spans_that_fit
from store.exchange.reviews import remarks_of
from store.exchange.sayings import gathered, of_each
from store.exchange.untrusted import Offset, lines_in
from store.layer import Values

_ENCODER = msgspec.json.Encoder()
_SHOWN: frozenset[State] = DECIDED | {"suggested"}


def write(documents: Iterable[Document], profile: Profile, losses: Losses) -> Iterator[bytes]:
    """A line an article."""
    del profile
    for document in documents:
        losses.lose("{count} tags were left out; they are in the format prodigy-tags", len(document.tags()))
        yield _ENCODER.encode(_task(document, losses)) + b"\n"


def answer_of(document: Document) -> str:
    """`accept` where the review of the article is done."""
    return "accept" if document.layer.verdict == "done" else "ignore"


def _task(document: Document, losses: Losses) -> Values:
    text, said = document.article.text, particulars(document)
    answer = answer_of(document)
    shown = DECIDED if answer == "accept" else _SHOWN
    spans = spans_that_fit(document, losses)
    return {
        "text": text,
        "tokens": [
            {"text": char, "start": at, "end": at + 1, "id": at, "ws": False} for at, char in enumerate(text)
        ],
        "spans": [_span(span, said[span.id]) for span in spans if span.state in shown],
        "others": [_span(span, said[span.id]) for span in spans if span.state not in shown],
        "answer": answer,
        "meta": {"title": document.article.meta.title, "article": document.aid},
        "review": review_of(document),
        "remarks": remarks_of(document),
    }


def _span(span: Entity | Indicator, said: Values) -> Values:
    return said | {
        "start": span.start,
        "end": span.end,
        "token_start": span.start,
        "token_end": span.end - 1,
        "label": label_of(span),
        "text": span.text,
    }


class _Line(msgspec.Struct):
    text: str
    spans: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    answer: str = "accept"
    review: dict[str, Any] = {}
    remarks: list[dict[str, Any]] = []
    annotator: str | None = msgspec.field(name="_annotator_id", default=None)


class _Place(msgspec.Struct):
    start: Offset
    end: Offset
    label: str


def read(path: Path, profile: Profile) -> Iterator[Incoming | Unreadable]:
    """What each line says. Of lines that were rejected or ignored, only spans with a state of ours."""
    del profile
    return of_each(lines_in(path, _Line), _task_said)


def _task_said(where: str, task: _Line) -> Iterator[Incoming | Unreadable]:
    return gathered(
        where,
        _to_take(task),
        partial(_said, task=task, where=where),
        text=task.text,
        review=task.review,
        remarks=task.remarks,
    )


def _to_take(task: _Line) -> list[Values]:
    if task.answer != "accept":
        return [span for span in (*task.spans, *task.others) if "state" in span]
    return [*(_confirmed(span, task) for span in task.spans), *task.others]


def _confirmed(span: Values, task: _Line) -> Values:
    """A suggestion in a line that was accepted is one that somebody there has judged: ours have none."""
    if span.get("state") != "suggested":
        return span
    return span | {"state": "accepted", "annotator": task.annotator, "at": None}


def _said(span: Values, *, task: _Line, where: str) -> Said:
    """The span as Prodigy has it; a span that was made there has the annotator of its line."""
    try:
        place = msgspec.convert(span, type=_Place)
    except (msgspec.ValidationError, RecursionError) as error:
        raise Unreadable("{where}: {reason}", where=where, reason=str(error)) from None
    said = span if "state" in span else span | {"annotator": task.annotator}
    surface = task.text[max(place.start, 0) : max(place.end, 0)]
    return span_said(place.label, place.start, place.end, surface, said, where=where, whole="state" in span)

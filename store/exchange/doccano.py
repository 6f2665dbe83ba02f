"""doccano's JSONL for projects of sequence labelling, an article a line: `text`, and `label` as
`[start, end, type]` (https://github.com/doccano/doccano, backend/data_import and data_export).

Offsets are code points, half open. Indicators have the label `Indicator`. doccano has no states: what people
said is right is written, the rest counted as left out. Every line has the same further keys, which doccano
keeps as the example's metadata and gives back: it refuses a file whose lines differ in them.
Spans may overlap; doccano drops such spans without a word unless its project allows them: they are counted.

Read are lines that doccano exported of any of its text projects: `label` or `labels` as spans or as tags,
`entities` as dictionaries or triples, and `cats`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any

import msgspec

from seeds.article import Entity, Indicator
from seeds.problems import Unreadable
from seeds.profile import Profile
from store.exchange.documents import DECIDED, Document
from store.exchange.incoming import Incoming, Said
from store.exchange.losses import Losses
from store.exchange.naming import INDICATOR, label_of
from store.exchange.particulars import span_said, spans_that_fit, tag_said
from store.exchange.sayings import gathered, of_each
from store.exchange.shortfalls import count_records, count_remarks, count_signatures, count_undecided
from store.exchange.untrusted import Offset, lines_in

_ENCODER = msgspec.json.Encoder()
Triple = tuple[Offset, Offset, str]


def write(documents: Iterable[Document], profile: Profile, losses: Losses) -> Iterator[bytes]:
    """A line an article."""
    del profile
    for document in documents:
        spans = spans_that_fit(document, losses, DECIDED)
        losses.lose(
            "{count} spans overlap another; allow overlapping spans in the doccano project",
            overlapping(spans),
        )
        losses.lose("{count} tags were left out; doccano keeps them in another project", len(document.tags()))
        count_undecided(document.layer.spans(), losses)
        count_signatures(document, spans, losses)
        count_records(document, losses)
        count_remarks(document, losses)
        yield line(document, [(span.start, span.end, label_of(span)) for span in spans])


def overlapping(spans: Sequence[Entity | Indicator]) -> int:
    """How many of the spans, which are in reading order, begin before one of those before them has ended."""
    reach = accumulate((span.end for span in spans), max)
    return sum(span.start < end for span, end in zip(spans[1:], reach, strict=False))


def line(document: Document, label: list[Any]) -> bytes:
    """A line with these labels, and by what the article is known again."""
    fields = {
        "text": document.article.text,
        "label": label,
        "title": document.article.meta.title or "",
        "aid": document.aid,
        "sha256": document.sha256,
        "verdict": document.layer.verdict,
    }
    return _ENCODER.encode(fields) + b"\n"


class _Span(msgspec.Struct):
    """A span of an export with relations."""

    start_offset: Offset
    end_offset: Offset
    label: str


class _Line(msgspec.Struct):
    """What doccano may say of a text, in the fields of its several kinds of projects."""

    text: str
    label: list[Triple | str] = []
    labels: list[Triple | str] = []
    entities: list[_Span | Triple] = []
    cats: list[str] = []
    aid: int | None = None
    sha256: str | None = None


def read(path: Path, profile: Profile) -> Iterator[Incoming | Unreadable]:
    """What each line says, all of it by people."""
    del profile
    return of_each(lines_in(path, _Line), _line_said)


def _line_said(where: str, told: _Line) -> Iterator[Incoming | Unreadable]:
    return gathered(
        where,
        (*told.label, *told.labels, *told.entities, *told.cats),
        partial(_said, text=told.text, where=where),
        text=told.text,
        review={"aid": told.aid, "sha256": told.sha256},
    )


def _said(one: Triple | _Span | str, *, text: str, where: str) -> Said:
    if isinstance(one, str):
        return tag_said(one, {}, where=where)
    start, end, label = (one.start_offset, one.end_offset, one.label) if isinstance(one, _Span) else one
    surface = text[max(start, 0) : max(end, 0)]
    return span_said(label, start, end, surface, {}, where=where, whole=label != INDICATOR)

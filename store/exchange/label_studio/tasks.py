"""Articles as tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from seeds.article import Entity, Indicator, Tag
from seeds.profile import Profile
from store.exchange.documents import Document
from store.exchange.label_studio.controls import (
    CHOICES,
    NORMALISED,
    NUMBERS,
    SPAN,
    TAGS,
    TEXT,
    TYPED,
    config_xml,
)
from store.exchange.losses import Losses
from store.exchange.naming import label_of
from store.exchange.particulars import particulars, review_of, spans_that_fit
from store.exchange.reviews import remarks_of
from store.exchange.utf16 import Utf16
from store.exchange.written_numbers import written
from store.layer import Values

MODEL = "piyue"
LARGE = 16 * 2**20
"""Bytes after which a file of tasks ends: what is in memory, and what one upload is."""
_ENCODER = msgspec.json.Encoder()


def write_files(
    documents: Iterable[Document], profile: Profile, losses: Losses
) -> Iterator[tuple[str, bytes]]:
    """`tasks-0001.json` and on, each as large as Label Studio takes in well, then `config.xml`."""
    types: set[str] = set()
    tags: set[str] = set()
    tasks: list[bytes] = []
    number, size = 1, 0
    for document in documents:
        types |= {entity.type for entity in document.entities()}
        tags |= {tag.label for tag in document.tags()}
        tasks.append(_ENCODER.encode(_Task(document, losses).whole()))
        size += len(tasks[-1])
        if size > LARGE:
            yield _file(number, tasks)
            tasks, number, size = [], number + 1, 0
    if tasks or number == 1:
        yield _file(number, tasks)
    yield "config.xml", config_xml(profile, types, tags).encode()


def _file(number: int, tasks: list[bytes]) -> tuple[str, bytes]:
    return f"tasks-{number:04d}.json", b"[\n" + b",\n".join(tasks) + b"\n]\n"


class _Task:
    """One article on its way to being a task."""

    def __init__(self, document: Document, losses: Losses) -> None:
        self._document = document
        self._said = particulars(document)
        self._spans = spans_that_fit(document, losses)
        self._text = document.article.text.replace("\r", " ")
        self._offsets = Utf16(self._text)
        losses.lose("{count} carriage returns became spaces", document.article.text.count("\r"))

    def whole(self) -> Values:
        """The task."""
        return {
            "data": {
                "text": self._text,
                "title": self._document.article.meta.title or "",
                "review": review_of(self._document),
                "remarks": remarks_of(self._document),
                "rejected": self._rejected(),
            },
            "predictions": self._predictions(),
            "annotations": self._annotations(),
        }

    def _rejected(self) -> Values:
        """What is known to be wrong; offsets are code points, as everywhere under `piyue`."""
        return {
            "spans": [self._in_full(span) for span in self._spans if span.state == "rejected"],
            "tags": [self._in_full(tag) for tag in self._document.tags({"rejected"})],
        }

    def _predictions(self) -> list[Values]:
        spans = [span for span in self._spans if span.state == "suggested"]
        result = self._regions(spans, self._document.tags({"suggested"}))
        return [{"model_version": MODEL, "result": result}] if result else []

    def _annotations(self) -> list[Values]:
        """What is right, by who said so last; "" for nobody known."""
        spans: dict[str, list[Entity | Indicator]] = defaultdict(list)
        tags: dict[str, list[Tag]] = defaultdict(list)
        for span in self._spans:
            if span.state not in ("suggested", "rejected"):
                spans[self._annotator(span.id)].append(span)
        for tag in self._document.tags():
            if tag.state not in ("suggested", "rejected"):
                tags[self._annotator(tag.id)].append(tag)
        return [
            ({"completed_by": {"email": annotator}} if annotator else {})
            | {"was_cancelled": False, "result": self._regions(spans[annotator], tags[annotator])}
            for annotator in sorted({*spans, *tags})
        ]

    def _annotator(self, rid: str) -> str:
        return str(self._said[rid].get("annotator", ""))

    def _regions(self, spans: Iterable[Entity | Indicator], tags: list[Tag]) -> list[Values]:
        regions = [region for span in spans for region in self._regions_of(span)]
        if tags:
            chosen = {
                "id": TAGS,
                "from_name": TAGS,
                "to_name": TEXT,
                "type": "choices",
                "value": {"choices": [tag.label for tag in tags]},
                "meta": {
                    "text": [f"{tag.label}: {tag.state}" for tag in tags],
                    "piyue": [self._in_full(tag) for tag in tags],
                },
            }
            regions.append(chosen)
        return regions

    def _regions_of(self, span: Entity | Indicator) -> Iterator[Values]:
        """The region of a span, then those of its fields, all with its id."""
        place = {
            "start": self._offsets.units(span.start),
            "end": self._offsets.units(span.end),
            "text": self._text[span.start : span.end],
        }
        tied = {"id": span.id, "to_name": TEXT}
        yield tied | {
            "from_name": SPAN,
            "type": "labels",
            "value": place | {"labels": [label_of(span)]},
            "score": span.confidence,
            "meta": {"text": [span.state], "piyue": self._in_full(span)},
        }
        for field, value in fields_of(span).items():
            said = {"choices": [value]} if field in CHOICES else {"text": [value]}
            kind = "choices" if field in CHOICES else "textarea"
            yield tied | {"from_name": field, "type": kind, "value": place | said}

    def _in_full(self, annotation: Entity | Indicator | Tag) -> Values:
        said = self._said[annotation.id]
        if isinstance(annotation, Tag):
            return said | {"label": annotation.label}
        placed = {"label": label_of(annotation), "start": annotation.start, "end": annotation.end}
        return said | placed | {"text": annotation.text}


def fields_of(span: Entity | Indicator) -> dict[str, str]:
    """What a span says beside its label, as the texts in its controls; what it does not say is left out."""
    if isinstance(span, Entity):
        return {NORMALISED: span.value} if span.value else {}
    texts = {
        field: written(getattr(span, field)) if field in NUMBERS else getattr(span, field)
        for field in (*TYPED, *CHOICES)
    }
    return {field: text for field, text in texts.items() if text}

"""Prodigy's JSONL for choosing tags: `text`, `options`, `accept`, `answer`, `meta`
(https://prodi.gy/docs/api-interfaces#choice).

`accept` has the tags that people said are right; `options` those of the profile and of the article. Every tag
with its state and annotator is under `tags`, which Prodigy gives back untouched. `answer` is as in
`store.exchange.prodigy`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from seeds.problems import Unreadable
from seeds.profile import Profile
from store.exchange.documents import DECIDED, Document
from store.exchange.incoming import Incoming, Said
from store.exchange.losses import Losses
from store.exchange.particulars import particulars, review_of, tag_said
from store.exchange.prodigy import answer_of
from store.exchange.reviews import remarks_of
from store.exchange.sayings import gathered, of_each
from store.exchange.untrusted import lines_in
from store.layer import Values

_ENCODER = msgspec.json.Encoder()


def write(documents: Iterable[Document], profile: Profile, losses: Losses) -> Iterator[bytes]:
    """A line an article."""
    for document in documents:
        losses.lose("{count} spans were left out; this format holds tags only", len(document.layer.spans()))
        yield _ENCODER.encode(_task(document, profile)) + b"\n"


def _task(document: Document, profile: Profile) -> Values:
    said = particulars(document)
    tags = document.tags()
    labels = dict.fromkeys((*(topic.label for topic in profile.topics), *(tag.label for tag in tags)))
    return {
        "text": document.article.text,
        "options": [{"id": label, "text": label} for label in labels],
        "accept": [tag.label for tag in tags if tag.state in DECIDED],
        "tags": [said[tag.id] | {"label": tag.label} for tag in tags],
        "answer": answer_of(document),
        "meta": {"title": document.article.meta.title, "article": document.aid},
        "review": review_of(document),
        "remarks": remarks_of(document),
    }


class _Line(msgspec.Struct):
    text: str
    accept: list[str] = []
    tags: list[dict[str, Any]] = []
    answer: str = "accept"
    review: dict[str, Any] = {}
    remarks: list[dict[str, Any]] = []
    annotator: str | None = msgspec.field(name="_annotator_id", default=None)


def read(path: Path, profile: Profile) -> Iterator[Incoming | Unreadable]:
    """What each line says: tags as we gave them out, and those that were chosen since."""
    del profile
    return of_each(lines_in(path, _Line), _task_said)


def _task_said(where: str, task: _Line) -> Iterator[Incoming | Unreadable]:
    return gathered(
        where,
        _tags(task),
        partial(_said, where=where),
        text=task.text,
        review=task.review,
        remarks=task.remarks,
    )


def _said(tag: Values, *, where: str) -> Said:
    return tag_said(tag["label"], tag, where=where)


def _tags(task: _Line) -> Iterator[Values]:
    """The tags as we gave them out; one whose choice there contradicts its state is a person's anew."""
    ours = {str(tag.get("label")): tag for tag in task.tags}
    for label, tag in ours.items():
        if _decided(tag) == (label in task.accept):
            yield tag | {"label": label}
    for label in task.accept:
        known = label in ours
        if (known or task.answer == "accept") and not (known and _decided(ours[label])):
            yield {"label": label, "annotator": task.annotator}


def _decided(tag: Values) -> bool:
    return str(tag.get("state")) in DECIDED

"""Writing articles as our own lines: the readable fields, and under `kept` the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import msgspec

from seeds.article import Annotation, Article, Entity, Extraction, Indicator
from seeds.contract import contract
from seeds.profile import Profile
from store.exchange.documents import Document, documents
from store.exchange.jsonl.kept import kept_of
from store.exchange.losses import Losses
from store.layer import ARTICLE, Layer
from store.operations import IMPORT, Operation
from store.project import Project
from store.reextraction import checks_as_extracted
from store.remarks import Comment, Looked, Remark, Unclear

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def json_lines(project: Project, aids: Iterable[int] | None = None) -> Iterator[bytes]:
    """The articles of a project, or those named, a line of UTF-8 each, line feeds included.

    Raises NoArticle or Damaged.
    """
    for document in documents(project, aids):
        yield _line(document)


def write(found: Iterable[Document], profile: Profile, losses: Losses) -> Iterator[bytes]:
    """A line for each article; nothing is lost, but the history of one that is not told in full."""
    del profile
    for document in found:
        if document.partial:
            losses.lose("{count} articles are without their history, as not all of them was asked for")
        yield _line(document)


def _line(document: Document) -> bytes:
    article, extraction, history = document.article, document.extraction, list(document.history)
    plain = annotated(article, extraction, document.layer, history)
    if not document.partial:
        checks = checks_as_extracted(article, extraction, document.layer)
        plain["kept"] = kept_of(article, extraction, history, checks, document.brought)
    return _ENCODER.encode(plain) + b"\n"


def annotated(
    article: Article, extraction: Extraction, layer: Layer, history: list[Operation]
) -> dict[str, Any]:
    """The contract's object for the article as the layer has it."""
    last = {done.rid: done for done in history if done.action != IMPORT and not done.from_extractor}
    present = Extraction(
        entities=tuple(sorted(layer.entities(), key=_reading_order)),
        indicators=tuple(sorted(layer.indicators(), key=_reading_order)),
        tags=tuple(sorted(layer.tags(), key=lambda tag: tag.label)),
        checks=checks_as_extracted(article, extraction, layer),
        place=extraction.place,
    )
    plain = contract(article, present, explain=True)
    kinds: dict[str, tuple[Annotation, ...]] = {
        "entities": present.entities,
        "indicators": present.indicators,
        "tags": present.tags,
    }
    for kind, items in kinds.items():
        plain[kind] = [
            fields | _fate(item, layer.base.get(item.id)) | _said_by(last.get(item.id))
            for fields, item in zip(plain[kind], items, strict=True)
        ]
    plain |= _remarks(layer, last)
    plain["review"] = {"verdict": layer.verdict, "reason": layer.reason} | _said_by(last.get(ARTICLE))
    return plain


def _remarks(layer: Layer, last: dict[str, Operation]) -> dict[str, list[dict[str, Any]]]:
    """What people said beside the annotations, each list in an order that does not depend on the log's."""
    said = sorted(layer.remarks.values(), key=_order_of_remark)
    return {
        "comments": [_without_kind(one) for one in said if isinstance(one, Comment)],
        "unclear": [
            {"about": one.about} | _said_by(last.get(one.id)) for one in said if isinstance(one, Unclear)
        ],
        "looked": [
            {"type": one.type, "marked": list(one.marked)} | _said_by(last.get(one.id))
            for one in said
            if isinstance(one, Looked)
        ],
    }


def _order_of_remark(remark: Remark) -> tuple[str, str]:
    return (remark.at if isinstance(remark, Comment) else "", remark.id)


def _without_kind(comment: Comment) -> dict[str, Any]:
    return {key: value for key, value in msgspec.to_builtins(comment).items() if key != "kind"}


def _fate(annotation: Annotation, suggested: Annotation | None) -> dict[str, Any]:
    """What people made of an annotation."""
    fate: dict[str, Any] = {"state": annotation.state}
    if annotation.state == "corrected" and suggested is not None:
        now, then = (msgspec.to_builtins(said, builtin_types=(Decimal,)) for said in (annotation, suggested))
        fate["suggested"] = {
            key: value for key, value in then.items() if key != "state" and value != now[key]
        }
    return fate


def _said_by(operation: Operation | None) -> dict[str, str]:
    return {"annotator": operation.annotator, "at": operation.at} if operation else {}


def _reading_order(span: Entity | Indicator) -> tuple[int, int, str]:
    return span.start, -span.end, span.id

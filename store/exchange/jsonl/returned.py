"""An exported line on its way back: read without trust, and made an article with its history again.

Whatever a line holds, it becomes an article that the project can keep, or an Unreadable that says why not.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from seeds.article import (
    Article,
    Block,
    Extraction,
    Furniture,
    Run,
    Source,
    SourceMap,
)
from seeds.problems import Unreadable
from seeds.profile import Profile
from store.catalogue import head_of
from store.exchange.incoming import Incoming
from store.exchange.jsonl.kept import (
    FORM,
    Kept,
    extraction_of,
    furniture_of,
    log_of,
    page_of,
    source_map_of,
    text_hash,
)
from store.exchange.jsonl.lines import JudgedLine, Line, annotation_of, incoming_of
from store.exchange.naming import printable
from store.exchange.sayings import of_each
from store.exchange.soundness import check_article, check_layer, check_log, check_ranges
from store.exchange.untrusted import decoded, lines_in
from store.intake import Brought, prepare
from store.layer import Layer
from store.layers import MAIN
from store.operations import Operation, first_layer, fold
from store.remarks import Remark

_HASH = re.compile(r"[0-9a-f]{64}")


def prepared_of(line: bytes, *, where: str) -> Brought:
    """The article of a line, ready to be put into a project with everything that was done to it.

    `where` says where the line stands, for the problems. Without `kept`, or in the form of another program,
    its annotations are suggestions, and what people decided is merged when it is put. Raises Unreadable.
    """
    told = decoded(line, Line, where)
    try:
        return _brought(told, where)
    except (ValueError, TypeError, ArithmeticError, RecursionError) as error:
        reason = printable(" ".join(str(error).split()))
        raise Unreadable("{where} cannot be brought back: {reason}", where=where, reason=reason) from None


def read(path: Path, profile: Profile) -> Iterator[Incoming | Unreadable]:
    """What the lines of a file say of their articles now, for merging into a project that has these."""
    del profile
    return of_each(lines_in(path, Line), _line_said)


def _line_said(where: str, line: Line) -> Iterator[Incoming | Unreadable]:
    try:
        yield incoming_of(line, where)
    except (ValueError, ArithmeticError) as error:
        yield Unreadable("{where}: {reason}", where=where, reason=printable(str(error)))


def _brought(told: Line, where: str) -> Brought:
    incoming = incoming_of(told, where)
    if told.kept is None:
        article = _article_as_told(told)
        extraction = _extraction_as_told(told)
        first = _first_layer(extraction)
        layer: Layer = first
        log: tuple[Operation, ...] = ()
    else:
        article = _article(told, told.kept)
        extraction = extraction_of(told.kept, told.text, told.checks)
        first = _first_layer(extraction)
        log = log_of(told.kept)
        check_log(first, log[1:])
        layer = fold(first, (done.change for done in log[1:]))
    check_article(article)
    for one in (first, layer):
        check_layer(one, article.text)
    ready = prepare(article, extraction)
    return Brought(
        facts=ready.facts,
        head=head_of(layer, {MAIN: layer.version}, changed=0),
        keys=ready.keys,
        words=ready.words,
        article=ready.article,
        extraction=ready.extraction,
        first=first,
        layer=layer,
        log=log,
        incoming=incoming,
        differs=_differs(layer, incoming),
    )


def _article(told: Line, kept: Kept) -> Article:
    if kept.form != FORM:
        raise ValueError("a later version of piyue wrote it")
    if kept.text != text_hash(told.text):
        raise ValueError("its text was changed since it was exported")
    # Runs over each other would make a page without measure.
    check_ranges(((run.text, run.text + run.length) for run in kept.runs), len(told.text), "runs", apart=True)
    return Article(
        source=_source(told, kept.size),
        meta=told.meta,
        text=told.text,
        blocks=told.blocks,
        furniture=furniture_of(kept, told.furniture),
        source_map=source_map_of(kept),
        page=page_of(kept, told.text, told.furniture),
        origins=kept.origins,
        lead_missing=kept.lead_missing,
        notes=kept.notes,
    )


def _article_as_told(told: Line) -> Article:
    """The article of a line that does not tell its page: that is the text, with the furniture under it."""
    page = "\n".join((told.text, *told.furniture))
    at = len(told.text)
    furniture = []
    for piece in told.furniture:
        furniture.append(Furniture(text=piece, start=at + 1, end=at + 1 + len(piece), rule="exported"))
        at += 1 + len(piece)
    whole = Block(role="paragraph", start=0, end=len(told.text))
    return Article(
        source=_source(told, len(page.encode())),
        meta=told.meta,
        text=told.text,
        blocks=told.blocks or (whole,),
        furniture=tuple(furniture),
        source_map=SourceMap(runs=(Run(0, 0, len(told.text)),)),
        page=page,
    )


def _source(told: Line, size: int) -> Source:
    source = told.source
    if source.sha256 and not _HASH.fullmatch(source.sha256):
        raise ValueError("its source has no SHA-256")
    return Source(
        path=source.path,
        format=source.format,
        encoding=source.encoding,
        sha256=source.sha256 or hashlib.sha256(told.text.encode()).hexdigest(),
        size=size,
    )


def _extraction_as_told(told: Line) -> Extraction:
    """The annotations as suggestions; what a person added was none, what a person corrected was another."""

    def suggestions(items: Iterable[JudgedLine]) -> Iterator[Any]:
        for one in items:
            if one.state != "added":
                yield annotation_of(one, as_suggested=True)

    return Extraction(
        entities=tuple(suggestions(told.entities)),
        indicators=tuple(suggestions(told.indicators)),
        tags=tuple(suggestions(told.tags)),
        checks=told.checks,
    )


def _first_layer(extraction: Extraction) -> Layer:
    layer = first_layer(0, MAIN, extraction)
    if len(layer.base) < sum(map(len, (extraction.entities, extraction.indicators, extraction.tags))):
        raise ValueError("two of its suggestions have the same id")
    return layer


def _differs(layer: Layer, incoming: Incoming) -> bool:
    """Whether the readable fields say something else than the log."""
    said = {one.annotation.id: one.annotation for one in incoming.said}
    remarks: dict[str, Remark] = {one.remark.id: one.remark for one in incoming.remarks}
    review = (incoming.verdict, incoming.reason)
    return (said, remarks, review) != (layer.annotations, layer.remarks, (layer.verdict, layer.reason))

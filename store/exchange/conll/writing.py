"""Writing articles a character a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seeds.article import Entity, Indicator
from seeds.profile import Profile
from store.exchange.conll.rows import needs_comment, shown
from store.exchange.documents import DECIDED, Document
from store.exchange.losses import Losses
from store.exchange.naming import document_name, label_of
from store.exchange.nesting import apart
from store.exchange.particulars import spans_that_fit
from store.exchange.sentences import sentences
from store.exchange.shortfalls import (
    count_records,
    count_remarks,
    count_signatures,
    count_undecided,
    count_verdict,
)


def write(documents: Iterable[Document], profile: Profile, losses: Losses) -> Iterator[bytes]:
    """The articles one after the other, a blank line after each sentence."""
    del profile
    for document in documents:
        spans = apart(spans_that_fit(document, losses, DECIDED), losses)
        _count_losses(document, spans, losses)
        yield _rows(document, spans).encode()


def _tags(length: int, spans: Iterable[Entity | Indicator]) -> list[str]:
    """The IOB2 tag of each character."""
    tags = ["O"] * length
    for span in spans:
        label = label_of(span)
        tags[span.start] = f"B-{label}"
        tags[span.start + 1 : span.end] = [f"I-{label}"] * (span.end - span.start - 1)
    return tags


def _rows(document: Document, spans: list[Entity | Indicator]) -> str:
    text = document.article.text
    tags = _tags(len(text), spans)
    lines = [
        f"# newdoc id = {document_name(document)}",
        f"# aid = {document.aid}",
        f"# sha256 = {document.sha256}",
    ]
    lines += [f"# char {at} = U+{ord(char):04X}" for at, char in enumerate(text) if needs_comment(char)]
    for start, end in sentences(text, [(span.start, span.end) for span in spans]):
        lines += [f"{shown(text[at])}\t{tags[at]}" for at in range(start, end)]
        lines.append("")
    if not text:
        lines.append("")
    return "".join(f"{line}\n" for line in lines)


def _count_losses(document: Document, spans: list[Entity | Indicator], losses: Losses) -> None:
    count_undecided(document.layer.annotations.values(), losses)
    count_signatures(document, spans, losses)
    count_records(document, losses)
    losses.lose("{count} tags of articles were left out", len(document.tags(DECIDED)))
    count_verdict(document, losses)
    count_remarks(document, losses)

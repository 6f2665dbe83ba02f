"""Writing articles as Docs. spaCy is imported when they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from seeds.article import Entity, Indicator
from seeds.profile import Profile
from store.exchange.docbin.groups import ATTRIBUTES, ENTITIES, GROUPS, OURS, group_of
from store.exchange.documents import DECIDED, Document
from store.exchange.losses import Losses
from store.exchange.naming import label_of
from store.exchange.nesting import apart
from store.exchange.particulars import particulars, review_of, spans_that_fit
from store.exchange.reviews import remarks_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, DocBin
    from spacy.vocab import Vocab

CHARACTERS = 1_000_000
"""Of one file: 32 bytes are kept for each while it is made."""


def write_files(
    documents: Iterable[Document],
    profile: Profile,
    losses: Losses,
) -> Iterator[tuple[str, bytes]]:
    """Files of as many articles as fit: `articles-0001.spacy` and so on."""
    del profile
    number, characters = 1, 0
    packed, vocab = _empty()
    for document in documents:
        length = len(document.article.text)
        if characters and characters + length > CHARACTERS:
            yield _file(number, packed)
            number, characters = number + 1, 0
            packed, vocab = _empty()
        packed.add(doc_of(document, vocab, losses))
        characters += length
    if len(packed):
        yield _file(number, packed)


def doc_of(document: Document, vocab: Vocab, losses: Losses) -> Doc:
    """The article as a Doc of that vocabulary."""
    from spacy.tokens import Doc, Span

    spans = spans_that_fit(document, losses)
    said = particulars(document)
    text = document.article.text
    doc = Doc(vocab, words=list(text), spaces=[False] * len(text))
    grouped: dict[str, list[Span]] = {name: [] for name in GROUPS}
    for one in spans:
        place_code = one.place_code if isinstance(one, Indicator) else None
        grouped[group_of(one)].append(
            Span(doc, one.start, one.end, label_of(one), kb_id=place_code or "", span_id=one.id)
        )
    for name, group in grouped.items():
        doc.spans[name] = group
    entities = [one for one in spans if group_of(one) == ENTITIES]
    doc.set_ents(
        [Span(doc, one.start, one.end, label_of(one), span_id=one.id) for one in apart(entities, Losses())]
    )
    doc.cats = {tag.label: float(tag.state in DECIDED) for tag in document.tags() if tag.state != "suggested"}
    doc.user_data[OURS] = _user_data(document, spans, said)
    return doc


def _user_data(
    document: Document, spans: list[Entity | Indicator], said: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    return review_of(document) | {
        "annotations": {one.id: said[one.id] for one in spans},
        "tags": {tag.label: said[tag.id] for tag in document.tags()},
        "remarks": remarks_of(document),
    }


def _empty() -> tuple[DocBin, Vocab]:
    """A file and its own vocabulary, which grows with every word that it meets."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    return DocBin(attrs=ATTRIBUTES, store_user_data=True), Vocab()


def _file(number: int, packed: DocBin) -> tuple[str, bytes]:
    return f"articles-{number:04}.spacy", packed.to_bytes()

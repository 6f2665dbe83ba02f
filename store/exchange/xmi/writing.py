"""Writing an article and its annotations as XMI."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

import msgspec

from seeds.article import Entity, Indicator
from seeds.profile import Profile
from store.exchange.documents import Document
from store.exchange.given import given_of
from store.exchange.losses import Losses
from store.exchange.naming import document_name
from store.exchange.particulars import particulars, review_of, spans_that_fit
from store.exchange.reviews import remarks_of
from store.exchange.sentences import sentences
from store.exchange.utf16 import Utf16
from store.exchange.written_numbers import written
from store.exchange.xmi.types import (
    META,
    PREFIXES,
    REMARK,
    REVIEW,
    SENTENCE,
    TAG,
    TOKEN,
    Type,
    type_of,
    type_system,
)
from store.layer import Values

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write: https://www.w3.org/TR/xml/#charsets."""
REPLACEMENT = "\ufffd"
_KEPT = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
"""What XML would read as a space within an attribute."""
_SOFA = 1


def write_files(
    documents: Iterable[Document],
    profile: Profile,
    losses: Losses,
) -> Iterator[tuple[str, bytes]]:
    """The description of the types, then a file for each article."""
    del profile
    yield "TypeSystem.xml", type_system()
    for document in documents:
        yield f"{document_name(document)}.xmi", _Sheet(document, losses).encoded()


class _Sheet:
    """The elements of one file, each with a number of its own."""

    def __init__(self, document: Document, losses: Losses) -> None:
        self._losses = losses
        self._lines: list[str] = []
        self._next = _SOFA + 1
        text = document.article.text
        self._text = text
        self._offsets = Utf16(text)
        spans = spans_that_fit(document, losses)
        self._write_structure(document, spans)
        said = particulars(document)
        for span in spans:
            self._write_span(span, said[span.id])
        for tag in document.tags():
            self._add(TAG, {"label": tag.label} | _as_strings(said[tag.id]))
        self._write_review(document)
        for remark in remarks_of(document):
            values = _as_strings(remark)
            if "type" in values:
                values["sought"] = values.pop("type")
            self._add(REMARK, values)

    def encoded(self) -> bytes:
        """The file."""
        spaces = "".join(f' xmlns:{prefix}="{space}"' for space, prefix in PREFIXES.items())
        members = " ".join(map(str, range(_SOFA + 1, self._next)))
        sofa = quoteattr(ILLEGAL.sub(REPLACEMENT, self._text), _KEPT)
        head = f'<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"{spaces}'
        view = f'<cas:Sofa xmi:id="{_SOFA}" sofaNum="1" sofaID="_InitialView" mimeType="text/plain"'
        lines = [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'{head} xmi:version="2.0">',
            '<cas:NULL xmi:id="0"/>',
            *self._lines,
            f"{view} sofaString={sofa}/>",
            f'<cas:View sofa="{_SOFA}" members="{members}"/>',
            "</xmi:XMI>",
            "",
        ]
        return "\n".join(lines).encode()

    def _write_structure(self, document: Document, spans: list[Entity | Indicator]) -> None:
        text = self._text
        meta = {
            "language": "zh",
            "documentTitle": document.article.meta.title or "",
            "documentId": document_name(document),
            "isLastSegment": "false",
        }
        self._add(META, meta, (0, len(text)))
        for start, end in sentences(text, [(span.start, span.end) for span in spans]):
            sentence = text[start:end]
            if sentence.strip():
                before = len(sentence) - len(sentence.lstrip())
                self._add(SENTENCE, {}, (start + before, start + len(sentence.rstrip())))
        for at, char in enumerate(text):
            if not char.isspace():
                self._add(TOKEN, {}, (at, at + 1))

    def _write_span(self, span: Entity | Indicator, said: Values) -> None:
        values = _as_strings(said)
        if isinstance(span, Indicator):
            values |= {key: written(number) for key, number in (("value", span.value), ("high", span.high))}
        else:
            values |= {"value": span.type, "normalized": span.value or ""}
        values["given"] = _json(given_of(span))
        self._add(type_of(span), values, (span.start, span.end))

    def _write_review(self, document: Document) -> None:
        replaced = [[match.start(), ord(match[0])] for match in ILLEGAL.finditer(self._text)]
        self._losses.lose("{count} control characters are U+FFFD in the text of the XMI", len(replaced))
        values = _as_strings(review_of(document))
        if replaced:
            values["replaced"] = _json(replaced)
        self._add(REVIEW, values)

    def _add(self, kind: Type, values: Mapping[str, str], place: tuple[int, int] | None = None) -> None:
        attributes = [f'xmi:id="{self._next}" sofa="{_SOFA}"']
        if place is not None:
            start, end = place
            attributes.append(f'begin="{self._offsets.units(start)}" end="{self._offsets.units(end)}"')
        for feature in ("language", *kind.features):
            if value := values.get(feature):
                legal, illegal = ILLEGAL.subn(REPLACEMENT, value)
                self._losses.lose("{count} control characters in fields and comments were replaced", illegal)
                attributes.append(f"{feature}={quoteattr(legal, _KEPT)}")
        self._lines.append(f"<{PREFIXES[kind.namespace]}:{kind.local} {' '.join(attributes)}/>")
        self._next += 1


def _as_strings(values: Values) -> dict[str, str]:
    """Values as features have them: what is no string or number as JSON."""
    return {key: value if isinstance(value, str) else _json(value) for key, value in values.items()}


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()

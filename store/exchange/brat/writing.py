"""Writing an article's annotations as brat has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

import msgspec

from seeds.article import Entity, Indicator
from seeds.profile import Profile
from store.exchange.brat.configuration import ARTICLE, OPS, OTHER, configuration
from store.exchange.brat.fragments import fragments, surface
from store.exchange.documents import Document
from store.exchange.given import given_of
from store.exchange.losses import Losses
from store.exchange.naming import document_name, label_of
from store.exchange.particulars import particulars, review_of, spans_that_fit
from store.exchange.reviews import remarks_of
from store.layer import Values

_TYPE = re.compile(r"[A-Za-z0-9_-]+")
_UNSAFE_IN_JSON = re.compile(r"[\x7f-\x9f\u2028\u2029]")
"""What JSON may hold as it is and what would yet end brat's line."""


def write_files(
    documents: Iterable[Document], profile: Profile, losses: Losses
) -> Iterator[tuple[str, bytes]]:
    """For each article its text and its annotations, and at the end the configuration."""
    types: set[str] = set()
    annotators: set[str] = set()
    for document in documents:
        sheet = Sheet(document, losses)
        types |= sheet.types
        annotators |= sheet.annotators
        name = document_name(document)
        yield f"{name}.txt", document.article.text.encode()
        yield f"{name}.ann", sheet.encoded()
    yield from sorted(configuration(profile, types, annotators).items())


class Sheet:
    """The lines of one `.ann` file, and the `types` and `annotators` that they name."""

    def __init__(self, document: Document, losses: Losses) -> None:
        self._text = document.article.text
        self._lines: list[str] = []
        self._ids = {kind: count(1) for kind in "TARN#"}
        self.types: set[str] = set()
        self.annotators: set[str] = set()
        said = particulars(document)
        self._write_article(document, said, losses)
        self._write_spans(spans_that_fit(document, losses), said, losses)

    def encoded(self) -> bytes:
        """The file."""
        return "".join(f"{line}\n" for line in self._lines).encode()

    def _write_article(self, document: Document, said: dict[str, Values], losses: Losses) -> None:
        tags = [{"label": tag.label} | said[tag.id] for tag in document.tags()]
        first = next(iter(fragments(self._text, 0, len(self._text))), None)
        if first is None:
            losses.lose("{count} articles without text kept neither tags nor verdict nor comments")
            return
        target = self._span(ARTICLE, first.start, first.end)
        self._attribute("Verdict", target, document.layer.verdict)
        note = review_of(document) | {"tags": tags, "remarks": remarks_of(document)}
        self._note(target, {key: value for key, value in note.items() if value != []})

    def _write_spans(self, spans: list[Entity | Indicator], said: dict[str, Values], losses: Losses) -> None:
        targets: dict[str, str] = {}
        for span in spans:
            if fragments(self._text, span.start, span.end):
                targets[span.id] = self._write_span(span, dict(said[span.id]))
        losses.lose("{count} annotations of nothing but line ends were left out", len(spans) - len(targets))
        figures = [span for span in spans if isinstance(span, Indicator) and span.id in targets]
        wholes = {
            one.group: targets[one.id] for one in reversed(figures) if one.group and one.role == "whole"
        }
        for part in figures:
            if part.role == "part" and part.group and part.group in wholes:
                self._line("R", f"Part_of Arg1:{targets[part.id]} Arg2:{wholes[part.group]}")

    def _write_span(self, span: Entity | Indicator, values: Values) -> str:
        label = label_of(span)
        named = label if _TYPE.fullmatch(label) and label != ARTICLE else OTHER
        self.types.add(named)
        target = self._span(named, span.start, span.end)
        self._attribute("State", target, span.state)
        values["given"] = given_of(span)
        del values["state"]
        if annotator := values.get("annotator"):
            word = word_for(annotator)
            self.annotators.add(word)
            self._attribute("Annotator", target, word)
        if isinstance(span, Indicator):
            self._attribute("Status", target, values.pop("status"))
            self._attribute("Op", target, OPS[values.pop("op")])
            if span.place_code and re.fullmatch(r"\w+", span.place_code):
                place = re.sub(r"\s+", " ", span.place or span.place_code)
                self._line("N", f"Reference {target} GB2260:{span.place_code}\t{place}")
        self._note(target, values)
        return target

    def _span(self, label: str, start: int, end: int) -> str:
        pieces = fragments(self._text, start, end)
        places = ";".join(f"{piece.start} {piece.end}" for piece in pieces)
        return self._line("T", f"{label} {places}\t{surface(self._text, pieces)}")

    def _attribute(self, name: str, target: str, value: str) -> None:
        self._line("A", f"{name} {target} {value}")

    def _note(self, target: str, values: dict[str, Any]) -> None:
        written = msgspec.json.encode(values).decode()
        safe = _UNSAFE_IN_JSON.sub(lambda char: f"\\u{ord(char[0]):04x}", written)
        self._line("#", f"AnnotatorNotes {target}\t{safe}")

    def _line(self, kind: str, rest: str) -> str:
        identity = f"{kind}{next(self._ids[kind])}"
        self._lines.append(f"{identity}\t{rest}")
        return identity


def word_for(annotator: str) -> str:
    """An annotator's name as one word, as values of attributes are; the note has it as it is."""
    return re.sub(r"\W+", "_", annotator)[:80] or "_"

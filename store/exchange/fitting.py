"""Whether what a program says of a text is so in ours, and where: offsets are never taken on trust."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection

import msgspec

from seeds.article import Annotation, Entity, Indicator, Note, Span, Tag, tag_id
from store.exchange.incoming import Incoming, Said
from store.exchange.naming import printable
from store.exchange.numbers import check_numbers

_WORDS, _NAME = 30, 80


class Fit:
    """An `Incoming` against the text of an article: `fitted` gives its annotations their places there.

    Equal texts have equal offsets, and so have texts of which only spaces are others. Texts that differ in
    nothing but how many spaces and line ends they have are laid on each other character by character; in
    others an annotation fits where its own words stand at its place.
    """

    def __init__(self, incoming: Incoming, text: str, types: Collection[str]) -> None:
        self._where = incoming.where
        self._text = text
        self._types = types
        self._known = incoming.text is None or _spaced_alike(incoming.text, text)
        self._length = len(incoming.text or "")
        self._offsets: tuple[array[int], array[int]] | None = None
        if incoming.text is not None and not self._known and squeezed(incoming.text) == squeezed(text):
            self._offsets = _characters(incoming.text), _characters(text)
        self._respaced = self._offsets is not None or (self._known and incoming.text not in (None, text))

    def fitted(self, said: Said) -> Said | Note:
        """The same of our text, or why it does not fit."""
        annotation = said.annotation
        try:
            check_numbers(annotation)
        except ValueError as error:
            return Note("{where}: {words}: {reason}", self._about(annotation, reason=str(error)))
        if isinstance(annotation, Tag):
            label = annotation.label.strip()
            if not label or not label.isprintable() or len(label) > _NAME:
                return Note("{where}: {words} is no label for a tag", self._about(annotation))
            return _replaced(said, id=tag_id(label), label=label)
        if isinstance(annotation, Entity) and annotation.type not in self._types:
            about = self._about(annotation, type=printable(annotation.type, _WORDS))
            return Note("{where}: {words}: this project has no type {type}", about)
        span = self._span(annotation.start, annotation.end)
        if span is None:
            return Note("{where}: {words} ({start}–{end}) lies outside the text", self._about(annotation))
        found = self._text[span.start : span.end]
        if annotation.text and not self._same(annotation.text, found):
            about = self._about(annotation, found=printable(found, _WORDS))
            return Note("{where}: {words} ({start}–{end}): the article says {found} there", about)
        if not annotation.text and not self._known and self._offsets is None:
            return Note("{where}: {words} ({start}–{end}): the text is another here", self._about(annotation))
        fitted = _replaced(said, start=span.start, end=span.end, text=found)
        if isinstance(annotation, Indicator):
            return _replaced(fitted, provenance=self._provenance(annotation))
        return fitted

    def _provenance(self, indicator: Indicator) -> dict[str, Span]:
        """Where its fields come from in our text; a place that is none, or cannot be known, is left out."""
        if not self._known and self._offsets is None:
            return {}
        places = {field: self._span(*place) for field, place in indicator.provenance.items()}
        return {field: place for field, place in places.items() if place is not None}

    def _span(self, start: int, end: int) -> Span | None:
        if self._offsets is not None:
            theirs, ours = self._offsets
            first, last = bisect_left(theirs, start), bisect_left(theirs, end) - 1
            inside = 0 <= start < end <= self._length and first <= last
            return Span(ours[first], ours[last] + 1) if inside else None
        return Span(start, end) if 0 <= start < end <= len(self._text) else None

    def _same(self, said: str, found: str) -> bool:
        return said == found or (self._respaced and squeezed(said) == squeezed(found))

    def _about(self, annotation: Annotation, **values: str) -> dict[str, str]:
        return {"where": self._where, **words_of(annotation), **values}


def words_of(annotation: Annotation) -> dict[str, str]:
    """An annotation as a line about it tells it: its words, and its place where it has one."""
    if isinstance(annotation, Tag):
        return {"words": printable(f"#{annotation.label}", _WORDS)}
    words = annotation.text or (annotation.type if isinstance(annotation, Entity) else "?")
    place = {"start": str(annotation.start), "end": str(annotation.end)}
    return {"words": printable(words, _WORDS), **place}


def squeezed(text: str) -> str:
    """The text without spaces and line ends."""
    return "".join(text.split())


def _spaced_alike(one: str, other: str) -> bool:
    """Whether two texts are the same but for which spaces stand in them (a space for a carriage return)."""
    return one == other or (
        len(one) == len(other)
        and one.split() == other.split()
        and all(a == b or (a.isspace() and b.isspace()) for a, b in zip(one, other, strict=True))
    )


def _characters(text: str) -> array[int]:
    """Where the characters of a text stand that are no spaces."""
    return array("q", (at for at, char in enumerate(text) if not char.isspace()))


def _replaced(said: Said, **values: object) -> Said:
    return msgspec.structs.replace(said, annotation=msgspec.structs.replace(said.annotation, **values))

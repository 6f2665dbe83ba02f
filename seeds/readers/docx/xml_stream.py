"""The XML of office documents as a stream of events, by the rules that make untrusted XML safe.

No DTD is accepted, and so no entity can be declared: neither one that expands without end nor one that
reads another file. Nothing is built and nothing recurses, however deep the elements stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.parsers import expat

Attributes = dict[str, str]
Start = Callable[[str, Attributes], None]
End = Callable[[str], None]
Characters = Callable[[str], None]

# Both generations of the format; elements of others keep their bare names.
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://purl.org/dc/elements/1.1/": "dc:",
}


def whole_number(value: str | None) -> int | None:
    """The number that an attribute has, None where it has none of at most four digits."""
    return int(value) if value and len(value) <= 4 and value.isascii() and value.isdecimal() else None


class HasDtd(Exception):
    """The XML has a document type declaration."""


def ignore(_event: str) -> None:
    """A handler of what nobody asks for."""


def stream(chunks: Iterable[bytes], start: Start, end: End, characters: Characters) -> None:
    """Call `start` with the name and attributes of every element, `end` at its end, `characters` between.

    Names are w:p, m:t, dc:title; attributes have no prefix. Raises HasDtd and expat.ExpatError.
    """
    names: dict[str, str] = {}

    def name(full: str) -> str:
        if full not in names:
            space, _, local = full.rpartition(" ")
            names[full] = _PREFIXES.get(space, "") + local
        return names[full]

    def started(full: str, given: dict[str, str]) -> None:
        start(name(full), {key.rpartition(" ")[2]: value for key, value in given.items()})

    def refuse(*_declared: object) -> None:
        raise HasDtd

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = started
    parser.EndElementHandler = lambda full: end(name(full))
    parser.CharacterDataHandler = characters
    for chunk in chunks:
        parser.Parse(chunk, False)
    parser.Parse(b"", True)

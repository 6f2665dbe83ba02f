"""Reading annotations from XMI, ours and INCEpTION's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_namespaces

import msgspec
from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser

from seeds.article import Span
from seeds.problems import Unreadable
from seeds.profile import Profile
from store.exchange.faults import Faults
from store.exchange.given import given_in, moved, state_now
from store.exchange.incoming import Incoming, Said
from store.exchange.members import members_of
from store.exchange.naming import INDICATOR, aid_in, printable
from store.exchange.particulars import span_said, tag_said
from store.exchange.reviews import incoming_of, remarks_said
from store.exchange.utf16 import Utf16
from store.exchange.written_numbers import number_in
from store.exchange.xmi import types
from store.exchange.xmi.writing import REPLACEMENT
from store.layer import Values

_READ = {(kind.namespace, kind.local): kind for kind in types.TYPES}
_STRUCTURE = {types.META, types.SENTENCE, types.TOKEN}
_ENTITIES = {types.ENTITY, types.ENTITY_PROPOSAL}
_CAS = "http:///uima/cas.ecore"
_MOST = 200_000
"""Annotations of one article; a book has fewer."""


class _Element(msgspec.Struct, frozen=True):
    kind: types.Type
    values: dict[str, str]


class _Handler(ContentHandler):
    """Keeps the elements that say something; what is nested in them are lists of features."""

    def __init__(self) -> None:
        super().__init__()
        self.sofas: list[dict[str, str]] = []
        self.elements: list[_Element] = []
        self.unknown: Counter[str] = Counter()
        self._depth = 0

    def startElementNS(self, name: tuple[str | None, str], qname: Any, attrs: Any) -> None:  # noqa: ARG002, N802
        self._depth += 1
        if self._depth != 2:
            return
        kind = _READ.get((name[0] or "", name[1]))
        if kind in _STRUCTURE:
            return
        if len(self.elements) > _MOST:
            raise SAXException("too many annotations")
        values = {key[1]: attrs.getValue(key) for key in attrs.getNames() if key[0] is None}
        if name == (_CAS, "Sofa"):
            values["xmi"] = next((attrs.getValue(key) for key in attrs.getNames() if key[0]), "")
            self.sofas.append(values)
        elif kind is not None:
            self.elements.append(_Element(kind, values))
        elif "begin" in values and "end" in values and len(self.unknown) < 100:
            self.unknown[printable(name[1], 60)] += 1

    def endElementNS(self, name: Any, qname: Any) -> None:  # noqa: ARG002, N802
        self._depth -= 1


def read(path: Path, profile: Profile) -> Iterator[Incoming | Unreadable]:
    """The articles of a `.xmi` file, or of all in a folder or a .zip.

    Raises Unreadable where there is nothing of the kind.
    """
    del profile
    with members_of(path, ".xmi") as members:
        names = members.names()
        if not names:
            raise Unreadable("{path} has no .xmi file", path=str(path))
        for name in names:
            where = members.where(name)
            try:
                handler = _parsed(members.read(name), where)
                faults = Faults(where)
                incoming = _incoming(handler, where, aid_in(name), faults)
            except Unreadable as problem:
                yield problem
                continue
            yield from faults.listed()
            yield incoming


def _parsed(data: bytes, where: str) -> _Handler:
    handler = _Handler()
    parser = create_parser(forbid_dtd=True)
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(handler)
    try:
        parser.feed(data)
        parser.close()
    except DefusedXmlException:
        raise Unreadable(
            "{where} declares entities, which may be an attack; it was not read", where=where
        ) from None
    except (SAXException, ValueError, LookupError) as error:
        reason = printable(" ".join(str(error).split()))
        raise Unreadable("{where} is no XMI: {reason}", where=where, reason=reason) from None
    return handler


def _incoming(handler: _Handler, where: str, aid: int | None, faults: Faults) -> Incoming:
    sofa = next(iter(handler.sofas), None)
    if sofa is None or "sofaString" not in sofa:
        raise Unreadable("{where} has no text", where=where)
    for name, count in sorted(handler.unknown.items()):
        faults.add(
            Unreadable(
                "{where}: {count} of type {type} have no place here", where=where, count=count, type=name
            )
        )
    mine = [one for one in handler.elements if one.values.get("sofa", sofa["xmi"]) == sofa["xmi"]]
    if len(mine) < len(handler.elements):
        others = len(handler.elements) - len(mine)
        faults.add(
            Unreadable("{where}: {count} annotations are of another text in it", where=where, count=others)
        )
    review: Values = {"aid": aid}
    review |= next((one.values for one in mine if one.kind == types.REVIEW), {})
    if isinstance(review["aid"], str):
        review["aid"] = int(review["aid"]) if review["aid"].isdecimal() and len(review["aid"]) < 16 else aid
    text = _restored(sofa["sofaString"], review.get("replaced"))
    offsets = Utf16(text)
    said: list[Said] = []
    for one in mine:
        try:
            if one.kind == types.TAG and "label" in one.values:
                said.append(tag_said(one.values["label"], one.values, where=where))
            elif "begin" in one.values:
                said.append(_span(one, text, offsets, where))
        except Unreadable as problem:
            faults.add(problem)
    remarks = [_remark(one.values) for one in mine if one.kind == types.REMARK]
    return incoming_of(review, said, remarks_said(remarks, faults, where=where), where=where, text=text)


def _restored(text: str, replaced: str | None) -> str:
    """The text with the characters that XML could not hold."""
    found = _from_json(replaced)
    if not isinstance(found, list):
        return text
    chars = list(text)
    for one in found:
        match one:
            case [int(at), int(code)] if 0 <= at < len(chars) and chars[at] == REPLACEMENT and code < 0x10000:
                chars[at] = chr(code) if code >= 0 and not 0xD800 <= code < 0xE000 else REPLACEMENT
    return "".join(chars)


def _span(element: _Element, text: str, offsets: Utf16, where: str) -> Said:
    values = element.values
    begin, end = values["begin"], values.get("end", "")
    where = f"{where} {element.kind.local} {printable(begin, 20)}"
    if not all(unit.isascii() and unit.isdecimal() and len(unit) < 12 for unit in (begin, end)):
        raise Unreadable("{where} has no place in the text", where=where)
    if offsets.splits(int(begin)) or offsets.splits(int(end)):
        raise Unreadable("{where} begins or ends within a character", where=where)
    place = Span(offsets.points(int(begin)), offsets.points(int(end)))
    told: Values = dict(values)
    label = INDICATOR
    if element.kind in _ENTITIES:
        label = values.get("value", "")
        told["value"] = values.get("normalized")
    else:
        told |= _record(values, where)
    given = given_in(_from_json(values.get("given")))
    state = state_now(given, label, place, values.get("state"))
    told["state"] = state
    if moved(given, label, place) or (given and given.state != state):
        told |= {"annotator": None, "at": None}
    surface = text[place.start : place.end]
    return span_said(label, place.start, place.end, surface, told, where=where)


def _record(values: Mapping[str, str], where: str) -> Values:
    """The fields of an indicator that are no strings."""
    told: Values = {"provenance": _from_json(values.get("provenance")) or {}}
    for key in ("value", "high"):
        if values.get(key):
            number = number_in(values[key])
            if number is None:
                shown = printable(values[key], 40)
                raise Unreadable("{where}: {value} is no number", where=where, value=shown)
            told[key] = number
    return told


def _remark(values: Mapping[str, str]) -> Values:
    told: Values = dict(values)
    if "sought" in told:
        told["type"] = told.pop("sought")
    if "marked" in told:
        told["marked"] = _from_json(told["marked"])
    return told


def _from_json(value: str | None) -> Any:
    try:
        return msgspec.json.decode(value) if value else None
    except (ValueError, RecursionError):
        return None

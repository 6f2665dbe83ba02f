"""Reading Docs back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from seeds.problems import Unreadable
from seeds.profile import Profile
from store.exchange.docbin.groups import GROUPS, OURS, REJECTED, SUGGESTED
from store.exchange.docbin.packed import Packed, Piece, docs_in
from store.exchange.faults import Faults
from store.exchange.incoming import Incoming, Said
from store.exchange.members import members_of
from store.exchange.particulars import span_said, tag_said
from store.exchange.reviews import incoming_of, remarks_said
from store.layer import Values

_OPEN = (SUGGESTED, REJECTED)


def read(path: Path, profile: Profile) -> Iterator[Incoming | Unreadable]:
    """The articles of a `.spacy` file, or of all in a folder or a .zip.

    Raises Unreadable where there is nothing of the kind.
    """
    del profile
    with members_of(path, ".spacy") as members:
        names = members.names()
        if not names:
            raise Unreadable("{path} has no .spacy file", path=str(path))
        for name in names:
            where = members.where(name)
            try:
                for number, packed in enumerate(docs_in(members.read(name), where), 1):
                    faults = Faults(f"{where}:{number}")
                    incoming = _incoming(packed, f"{where}:{number}", faults)
                    yield from faults.listed()
                    yield incoming
            except Unreadable as problem:
                yield problem


def _incoming(packed: Packed, where: str, faults: Faults) -> Incoming:
    ours = packed.user_data.get(OURS) if isinstance(packed.user_data, Mapping) else None
    ours = ours if isinstance(ours, Mapping) else {}
    annotations, tags = _mapping(ours.get("annotations")), _mapping(ours.get("tags"))
    said: list[Said] = []
    for piece in _pieces(packed.pieces):
        start, end = packed.starts[piece.start], packed.ends[piece.end - 1]
        values = _values(annotations.get(piece.id), piece.group)
        try:
            said.append(
                span_said(
                    piece.label, start, end, packed.text[start:end], values,
                    where=where, whole=piece.id in annotations,
                )
            )  # fmt: skip
        except Unreadable as problem:
            faults.add(problem)
    for label, values in _tags(packed.cats, tags).items():
        try:
            said.append(tag_said(label, values, where=where))
        except Unreadable as problem:
            faults.add(problem)
    remarks = remarks_said(ours.get("remarks"), faults, where=where)
    return incoming_of(ours, said, remarks, where=where, text=packed.text)


def _pieces(pieces: list[Piece]) -> Iterator[Piece]:
    """Each span once: what is in a group is not told again by the entities."""
    seen = {(piece.start, piece.end, piece.label) for piece in pieces if piece.group}
    for piece in pieces:
        if piece.group or (piece.start, piece.end, piece.label) not in seen:
            yield piece


def _values(values: object, group: str) -> Values:
    """What is said of a span; the group that it was put into decides its state where the two differ."""
    told = dict(_mapping(values))
    state = told.get("state", "added")
    if group in _OPEN:
        told["state"] = group
    elif group in GROUPS and state in _OPEN:
        told["state"] = "accepted"
    return told


def _tags(cats: Mapping[str, float], tags: Mapping[str, Any]) -> dict[str, Values]:
    """The tags that the user's data tell of, and the categories of which they do not."""
    told = {label: dict(_mapping(values)) for label, values in tags.items() if isinstance(label, str)}
    likely = {
        label: {"state": "added"}
        for label, chance in cats.items()
        if isinstance(label, str) and isinstance(chance, int | float) and chance >= 0.5
    }
    return likely | told


def _mapping(values: object) -> Mapping[Any, Any]:
    return values if isinstance(values, Mapping) else {}

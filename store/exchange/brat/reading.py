"""Reading annotations back from brat, whoever wrote them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from seeds.article import Span
from seeds.problems import Unreadable
from seeds.profile import Profile
from store.exchange.brat.configuration import ARTICLE, OPS, OTHER, VERDICTS
from store.exchange.brat.fragments import fragments, joined, surface
from store.exchange.brat.writing import word_for
from store.exchange.faults import Faults
from store.exchange.given import Given, given_in, moved, state_now
from store.exchange.incoming import Incoming, Said
from store.exchange.members import Members, members_of
from store.exchange.naming import aid_in, printable
from store.exchange.particulars import dicts_in, span_said, tag_said
from store.exchange.reviews import incoming_of, remarks_said
from store.layer import Values

_SPAN = re.compile(r"(\S+) ([0-9]{1,12} [0-9]{1,12}(?:;[0-9]{1,12} [0-9]{1,12})*)")
_LARGEST = 16 * 2**20
_MOST_LINES = 200_000
_OPS_BY_WORD = {word: op for op, word in OPS.items()}


class Marked(msgspec.Struct, frozen=True):
    """A `T` line: its label, its pieces, and what it says stands there."""

    label: str
    pieces: tuple[Span, ...]
    surface: str


def read(path: Path, profile: Profile) -> Iterator[Incoming | Unreadable]:
    """The articles of a folder or a .zip of `.ann` files, or of one such file, with their `.txt` beside them.

    Raises Unreadable where there is nothing of the kind.
    """
    del profile
    with members_of(path, ".ann", ".txt") as members:
        names = members.names()
        known = set(names)
        sheets = [name for name in names if name.lower().endswith(".ann")]
        if not sheets:
            raise Unreadable("{path} has no .ann file", path=str(path))
        for name in sheets:
            yield from _article(members, name, f"{name[:-4]}.txt" if f"{name[:-4]}.txt" in known else None)


def _article(members: Members, name: str, text_name: str | None) -> Iterator[Incoming | Unreadable]:
    where = members.where(name)
    try:
        lines = io.StringIO(members.read(name, _LARGEST).decode("utf-8-sig"), newline="\n")
        text = members.read(text_name, _LARGEST).decode() if text_name else None
    except Unreadable as problem:
        yield problem
        return
    except UnicodeDecodeError:
        yield Unreadable("{where} is not UTF-8", where=where)
        return
    sheet = Sheet(lines, where)
    incoming = sheet.incoming(text, aid_in(name))
    yield from sheet.faults.listed()
    if text is None and incoming.sha256 is None:
        yield Unreadable(
            "{where} has no text beside it: put {name} there", where=where, name=f"{where[:-4]}.txt"
        )
    else:
        yield incoming


class Sheet:
    """The lines of one `.ann` file, sorted by kind. `faults` are those lines that say nothing."""

    def __init__(self, lines: Iterable[str], where: str) -> None:
        self._where = where
        self.faults = Faults(where)
        self._marked: dict[str, Marked] = {}
        self._attributes: dict[str, dict[str, str]] = {}
        self._notes: dict[str, Values] = {}
        self._wholes: dict[str, str] = {}
        self._groups: frozenset[str] = frozenset()
        self._passed_over = 0
        seen: set[str] = set()
        for number, line in enumerate(lines, 1):
            if number > _MOST_LINES:
                self.faults.add(
                    Unreadable("{where} has more than {count} lines", where=where, count=_MOST_LINES)
                )
                break
            identity, _, rest = line.rstrip("\r\n").partition("\t")
            if not identity.strip():
                continue
            place = f"{where}:{number}"
            if identity in seen and identity != "*":
                name = printable(identity, 30)
                self.faults.add(Unreadable("{where}: the id {id} is there twice", where=place, id=name))
            elif not self._take(identity, rest):
                self.faults.add(Unreadable("{where} cannot be read", where=place))
            seen.add(identity)

    def incoming(self, text: str | None, aid: int | None) -> Incoming:
        """What the lines say of the text; `aid` is what the file's name says."""
        self._check_targets()
        self._groups = frozenset(self._wholes.values())
        said: list[Said] = []
        review: Values = {}
        verdict = None
        for identity, marked in self._marked.items():
            if marked.label == ARTICLE:
                review = review or self._notes.get(identity, {})
                verdict = verdict or self._attributes.get(identity, {}).get("Verdict")
            else:
                self._collect(said, identity, marked, text)
        for tag in dicts_in(review.get("tags")):
            self._collect_tag(said, tag)
        if self._passed_over:
            self.faults.add(
                Unreadable(
                    "{where}: {count} lines have no place here (events, equivalences, notes)",
                    where=self._where,
                    count=self._passed_over,
                )
            )
        remarks = remarks_said(review.get("remarks"), self.faults, where=self._where)
        told: Values = {"aid": aid} | review
        if verdict in VERDICTS:
            told["verdict"] = verdict
        return incoming_of(told, said, remarks, where=self._where, text=text)

    def _take(self, identity: str, rest: str) -> bool:
        data, _, tail = rest.partition("\t")
        words = data.split(" ")
        match identity[0]:
            case "T":
                return self._take_span(identity, data, tail)
            case "A" | "M" if len(words) in (2, 3):
                self._attributes.setdefault(words[1], {})[words[0]] = words[2] if len(words) == 3 else ""
            case "R" if len(words) == 3 and all(":" in word for word in words[1:]):
                self._take_relation(*words)
            case "#" if len(words) == 2:
                self._take_note(words[1], tail)
            case "N" if len(words) == 3:
                pass  # The note has the place's code.
            case "E" | "*":
                self._passed_over += 1
            case _:
                return False
        return True

    def _take_span(self, identity: str, data: str, tail: str) -> bool:
        match = _SPAN.fullmatch(data.rstrip())
        if match is None:
            return False
        pieces = (piece.split(" ") for piece in match[2].split(";"))
        self._marked[identity] = Marked(match[1], tuple(Span(int(a), int(b)) for a, b in pieces), tail)
        return True

    def _take_relation(self, name: str, first: str, second: str) -> None:
        if name == "Part_of":
            self._wholes[first.partition(":")[2]] = second.partition(":")[2]
        else:
            self._passed_over += 1

    def _take_note(self, target: str, tail: str) -> None:
        try:
            values: Any = msgspec.json.decode(tail)
        except (ValueError, RecursionError):
            values = None
        if isinstance(values, dict):
            self._notes[target] = values
        else:
            self._passed_over += 1

    def _check_targets(self) -> None:
        named = {*self._attributes, *self._notes, *self._wholes, *self._wholes.values()}
        for target in sorted(named - self._marked.keys()):
            if not target.startswith(("E", "R")):
                place = f"{self._where} {printable(target, 30)}"
                self.faults.add(Unreadable("{where} is not there, but something is said of it", where=place))

    def _collect(self, said: list[Said], identity: str, marked: Marked, text: str | None) -> None:
        where = f"{self._where} {printable(identity, 30)}"
        note = self._notes.get(identity, {})
        attributes = self._attributes.get(identity, {})
        given = given_in(note.get("given"))
        label, place = marked.label, joined(text, marked.pieces)
        if given and text is not None and fragments(text, *given.place) == list(marked.pieces):
            place = given.place
        if given and label == OTHER:
            label = given.label
        if place is None:
            self.faults.add(
                Unreadable("{where} is no single range of the text, and was left out", where=where)
            )
            return
        values = note | _judged(note, attributes, given, label, place)
        if "group" not in note:
            values |= self._group_drawn(identity)
        surface = _text_at(text, place, marked)
        try:
            said.append(
                span_said(label, place.start, place.end, surface, values, where=where, whole=bool(note))
            )
        except Unreadable as problem:
            self.faults.add(problem)

    def _group_drawn(self, identity: str) -> Values:
        """The group that arcs drawn in brat make of an indicator."""
        whole = self._wholes.get(identity, identity)
        if whole == identity and identity not in self._groups:
            return {}
        group = self._notes.get(whole, {}).get("group", whole)
        return {"group": group, "role": "whole" if whole == identity else "part"}

    def _collect_tag(self, said: list[Said], tag: Values) -> None:
        label = tag.get("label")
        if not isinstance(label, str):
            self.faults.add(Unreadable("{where}: a tag has no label", where=self._where))
            return
        try:
            said.append(tag_said(label, tag, where=self._where))
        except Unreadable as problem:
            self.faults.add(problem)


def _judged(note: Values, attributes: dict[str, str], given: Given | None, label: str, place: Span) -> Values:
    """State, annotator and closed fields as the attributes have them; who changed them in brat is unknown."""
    state = state_now(given, label, place, attributes.get("State"))
    values: Values = {"state": state}
    if attributes.get("Status"):
        values["status"] = attributes["Status"]
    if attributes.get("Op"):
        values["op"] = _OPS_BY_WORD.get(attributes["Op"], attributes["Op"])
    word, annotator = attributes.get("Annotator"), note.get("annotator")
    if word and not (isinstance(annotator, str) and word_for(annotator) == word):
        values |= {"annotator": word, "at": None}
    elif moved(given, label, place) or (given and given.state != state):
        values |= {"annotator": None, "at": None}
    return values


def _text_at(text: str | None, place: Span, marked: Marked) -> str:
    """What the file says stands there: the text itself where it says nothing else."""
    if text is None:
        return ""
    agrees = not marked.surface or marked.surface.rstrip() == surface(text, marked.pieces).rstrip()
    return text[place.start : place.end] if agrees else marked.surface

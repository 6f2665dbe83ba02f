"""Tasks as what people and models say of texts."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import msgspec

from seeds.article import Tag
from seeds.problems import Unreadable
from seeds.profile import Profile
from store.exchange.incoming import Incoming, Said
from store.exchange.label_studio.controls import CHOICES, NORMALISED, NUMBERS, TAGS, TYPED
from store.exchange.label_studio.tasks import fields_of
from store.exchange.members import members_of
from store.exchange.naming import printable
from store.exchange.particulars import span_said, tag_said
from store.exchange.sayings import gathered, of_each
from store.exchange.untrusted import Offset, objects_from, objects_in
from store.exchange.utf16 import Utf16
from store.exchange.written_numbers import number_in
from store.layer import Values


class _Value(msgspec.Struct):
    start: Offset | None = None
    end: Offset | None = None
    labels: list[str] = []
    text: str | list[str] = ""
    choices: list[str] = []


class _Meta(msgspec.Struct):
    piyue: dict[str, Any] | list[dict[str, Any]] = {}


class _Region(msgspec.Struct):
    """One item of a result: a span, a field of one, or the choice of tags."""

    id: str = ""
    from_name: str = ""
    value: _Value = msgspec.field(default_factory=_Value)
    meta: _Meta = msgspec.field(default_factory=_Meta)


class _Completer(msgspec.Struct):
    email: str = ""
    id: Offset | None = None


class _Annotation(msgspec.Struct):
    result: list[_Region] = []
    completed_by: _Completer | Offset | str | None = None
    was_cancelled: bool = False

    @property
    def annotator(self) -> str:
        """Who completed it, by address where that is known."""
        by = self.completed_by
        if isinstance(by, _Completer):
            return by.email or f"label-studio-{by.id or 0}"
        if by is None:
            return "label-studio"
        return by if isinstance(by, str) else f"label-studio-{by}"


class _Rejected(msgspec.Struct):
    spans: list[dict[str, Any]] = []
    tags: list[dict[str, Any]] = []


class _Data(msgspec.Struct):
    text: str
    rejected: _Rejected = msgspec.field(default_factory=_Rejected)
    review: dict[str, Any] = {}
    remarks: list[dict[str, Any]] = []


class _Task(msgspec.Struct):
    data: _Data
    annotations: list[_Annotation] = []
    predictions: list[_Annotation] = []


class _Piece(msgspec.Struct):
    """Something said: its label and place, what is said beside, and as piyue gave it out, if it did.

    Without an `annotator` it is a prediction's.
    """

    label: str
    start: int | None
    end: int | None
    fields: dict[str, str]
    ours: Values
    annotator: str | None


def read(path: Path, profile: Profile) -> Iterator[Incoming | Unreadable]:
    """What each task says; of a folder or a .zip, those of the .json files in it."""
    del profile
    return of_each(_tasks(path), _task_said)


def _task_said(where: str, task: _Task) -> Iterator[Incoming | Unreadable]:
    return gathered(
        where,
        _pieces(task),
        partial(_said, text=task.data.text, where=where),
        text=task.data.text,
        review=task.data.review,
        remarks=task.data.remarks,
    )


def _tasks(path: Path) -> Iterator[tuple[str, _Task] | Unreadable]:
    if path.is_file() and not is_zipfile(path):
        yield from objects_in(path, _Task)
        return
    try:
        with members_of(path, ".json") as members:
            for name in members.names():
                data = io.BytesIO(members.read(name))
                yield from objects_from(data, _Task, members.where(name))
    except Unreadable as problem:
        yield problem


def _pieces(task: _Task) -> Iterator[_Piece]:
    offsets = Utf16(task.data.text)
    for annotation in task.annotations:
        if not annotation.was_cancelled:
            yield from _pieces_of(annotation.result, annotation.annotator, offsets)
    for prediction in task.predictions:
        yield from _pieces_of(prediction.result, None, offsets)
    for ours in (*task.data.rejected.spans, *task.data.rejected.tags):
        label, start, end = ours.get("label"), ours.get("start"), ours.get("end")
        yield _Piece(
            label=label if isinstance(label, str) else "",
            start=start if isinstance(start, int) else None,
            end=end if isinstance(end, int) else None,
            fields={},
            ours=ours,
            annotator=None,
        )


def _pieces_of(result: list[_Region], annotator: str | None, offsets: Utf16) -> Iterator[_Piece]:
    """The spans of a result, each with the fields that have its id, and the tags."""
    fields: dict[str, dict[str, str]] = defaultdict(dict)
    for region in result:
        told = region.value.choices if region.from_name in CHOICES else region.value.text
        if region.from_name in (*TYPED, *CHOICES, NORMALISED) and told:
            fields[region.id][region.from_name] = told if isinstance(told, str) else told[0]
    for region in result:
        value, ours = region.value, region.meta.piyue
        if region.from_name == TAGS:
            of_tags = {str(tag.get("label")): tag for tag in ours} if isinstance(ours, list) else {}
            for label in value.choices:
                yield _Piece(label, None, None, {}, of_tags.get(label, {}), annotator)
        elif value.labels and value.start is not None and value.end is not None:
            start, end = offsets.points(value.start), offsets.points(value.end)
            of_span = ours if isinstance(ours, dict) else {}
            yield _Piece(value.labels[0], start, end, fields[region.id], of_span, annotator)


def _said(piece: _Piece, *, text: str, where: str) -> Said:
    if piece.ours.get("state") == "rejected":
        values = piece.ours
    elif _is_as_given_out(piece, where):
        values = piece.ours | _judgement(piece)
    else:
        state = "suggested" if piece.annotator is None else "added"
        values = _record(piece.fields, where) | {"state": state, "annotator": piece.annotator}
    if piece.start is None or piece.end is None:
        return tag_said(piece.label, values, where=where)
    surface = text[max(piece.start, 0) : max(piece.end, 0)]
    return span_said(piece.label, piece.start, piece.end, surface, values, where=where)


def _is_as_given_out(piece: _Piece, where: str) -> bool:
    """Whether it still says what piyue said, so that what piyue said beside that holds too."""
    ours = piece.ours
    if "state" not in ours or (piece.label, piece.start, piece.end) != tuple(
        map(ours.get, ("label", "start", "end"))
    ):
        return False
    if piece.start is None or piece.end is None:
        return True
    then = span_said(piece.label, piece.start, piece.end, "", ours, where=where).annotation
    return not isinstance(then, Tag) and fields_of(then) == piece.fields


def _judgement(piece: _Piece) -> Values:
    """What its place in the task says, where piyue had said something else: a suggestion was submitted."""
    if piece.annotator is None:
        return {"state": "suggested", "annotator": None, "at": None}
    if piece.ours["state"] == "suggested":
        return {"state": "accepted", "annotator": piece.annotator, "at": None}
    return {}


def _record(fields: dict[str, str], where: str) -> Values:
    """The fields of a span as its controls have them. Raises Unreadable: a number is none."""
    record: Values = {"value" if field == NORMALISED else field: text for field, text in fields.items()}
    for field in NUMBERS:
        if field in fields:
            record[field] = number_in(fields[field])
            if record[field] is None:
                shown = printable(fields[field], 40)
                raise Unreadable("{where}: {value} is no number", where=where, value=shown)
    return record

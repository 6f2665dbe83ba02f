"""JSON objects of a collection, each by itself: what is wrong with one harms no other.

Numbers keep the digits that they are written with, so that none is too long. NaN, which Python and pandas
write for what is missing, is null.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import msgspec

from seeds.problems import Unreadable
from seeds.readers.containers.fields import Mapped, columns_unknown
from seeds.readers.containers.lines import RECORD_LIMIT, too_long
from seeds.readers.containers.names import shown
from seeds.readers.containers.streams import Damaged
from seeds.readers.pieces import Piece

Came = Piece | Unreadable
_OURS = "piyue.article/"
"""What the schema of a line begins with that piyue wrote."""
_PATIENCE = 20
"""So many objects without a single article at the beginning, and the others are not looked at."""
_DEEPEST = 100
"""Objects and lists in each other: whatever follows them down may recurse."""
_AROUND = "\ufeff \t\r\n"
_ENCODER = msgspec.json.Encoder()


class Objects:
    """The objects of the collection `name` on their way to articles."""

    def __init__(self, name: str, mapped: Mapped, form: str) -> None:
        self._name = name
        self._mapped = mapped
        self._form = form

    def pieces(self, written: Iterable[tuple[int, str]]) -> Iterator[Came]:
        """An article of each object that is written so, or why there is none. Objects bear the numbers given.

        Where none of the first is an article, all that is said is why, once.
        """
        found = False
        waiting: list[Unreadable] = []
        columns: list[str] = []
        try:
            for number, text in written:
                came, keys = self._came(text, f"{self._name}:{number}")
                if isinstance(came, Piece) or found:
                    yield from waiting
                    yield came
                    found, waiting = True, []
                    continue
                columns = columns or keys
                waiting.append(came)
                if len(waiting) == _PATIENCE:
                    break
        except Damaged:
            yield from waiting
            raise
        if columns and not found:
            yield columns_unknown(self._name, columns)
            return
        yield from waiting
        if len(waiting) == _PATIENCE:
            yield Unreadable(
                "{path}: none of its first records can be read; the rest was left", path=self._name
            )

    def _came(self, text: str, where: str) -> tuple[Came, list[str]]:
        """The piece; or the problem, and the keys of an object among which none is known to hold the text."""
        try:
            found = object_in(text, where)
        except Unreadable as problem:
            return problem, []
        if str(found.get("schema", "")).startswith(_OURS):
            data = text.strip(_AROUND).encode("utf-8", "replace")
            return Piece(name=where, data=data, kind="exported", format=self._form), []
        if not self._mapped.knows_text(found):
            unknown = Unreadable("{path}: skipped; no field of it is known to hold the text", path=where)
            return unknown, list(found)
        return piece_of(self._mapped, found, where, self._form), []


def piece_of(mapped: Mapped, found: dict[str, object], where: str, form: str) -> Came:
    """The record of a row or an object as a piece, or that its text is blank."""
    record = mapped.record(found)
    if not record.text and not record.html:
        return Unreadable("{path}: skipped; its text is blank", path=where)
    return Piece(name=where, data=_ENCODER.encode(record), kind="record", format=form)


def object_in(text: str, where: str) -> dict[str, object]:
    """The JSON object that the text is. Raises Unreadable."""
    if len(text) > RECORD_LIMIT:
        raise too_long(where)
    try:
        value = _DECODER.decode(text.strip(_AROUND))
    except RecursionError:
        raise _too_deep(where) from None
    except _Twice as twice:
        raise Unreadable(
            "{path}: skipped; its key {key} stands there twice", path=where, key=twice.key
        ) from None
    except json.JSONDecodeError as error:
        raise Unreadable(
            "{path}: skipped; it is not JSON ({reason}, character {column})",
            path=where,
            reason=error.msg,
            column=error.pos + 1,
        ) from None
    if not isinstance(value, dict):
        raise Unreadable("{path}: skipped; it is JSON, but no object with fields", path=where)
    if _is_deep(value):
        raise _too_deep(where)
    return value


def _is_deep(value: object) -> bool:
    level = [value]
    for _ in range(_DEEPEST):
        level = [inner for outer in level for inner in _within(outer)]
        if not level:
            return False
    return True


def _within(outer: object) -> Iterator[object]:
    """The objects and lists that stand directly in one."""
    values = outer.values() if isinstance(outer, dict) else outer if isinstance(outer, list) else ()
    return (value for value in values if isinstance(value, (dict, list)))


def _too_deep(where: str) -> Unreadable:
    return Unreadable("{path}: skipped; it is nested too deep", path=where)


class _Twice(Exception):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = shown(key[:40])


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _Twice(key)
            seen.add(key)
    return found


_DECODER = json.JSONDecoder(
    parse_int=str, parse_float=str, parse_constant=lambda _: None, object_pairs_hook=_object, strict=False
)

"""CSV and TSV: a row an article, under a row of column names."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator

from seeds.problems import Unreadable
from seeds.readers.containers.fields import Mapped, columns_unknown
from seeds.readers.containers.json_objects import Came, piece_of
from seeds.readers.containers.lines import RECORD_LIMIT, characters, numbered, too_long

_DELIMITERS = ",\t;|\uff0c"
_SAMPLE = 40
"""Lines by which the delimiter is told."""
_SEPARATOR_SAID = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_MANY_LINES = 50
"""More line feeds in one field may be a text, or the rows that a quote without its end has swallowed."""
_SWALLOWED = 20
"""So many quotes without an end, and the rest of the table is left."""


def pieces(stream: io.BufferedReader, name: str, mapped: Mapped, form: str) -> Iterator[Came]:
    """An article of each row, numbered by the line where it begins, or why there is none.

    Raises Unreadable where it is no text, or no column holds the text.
    """
    with characters(stream, name, newline="") as text:
        yield from _pieces(_Rows(text, name, form, mapped), name, form, mapped)


def _pieces(rows: _Rows, name: str, form: str, mapped: Mapped) -> Iterator[Came]:
    header: list[str] | None = None
    for number, row in rows:
        where = f"{name}:{number}"
        if isinstance(row, Unreadable):
            yield row
        elif not any(cell.strip() for cell in row):
            continue
        elif header is None:
            header = [cell.strip() for cell in row]
            if not mapped.knows_text(_by_column(header, header)):
                raise columns_unknown(name, header)
            rows.columns = len(header)
        elif any(cell.strip() for cell in row[len(header) :]):
            yield Unreadable(
                "{path}: skipped; it has {count} columns and its table {columns}: "
                "a text with {delimiter} in it must stand in quotes",
                path=where,
                count=len(row),
                columns=len(header),
                delimiter=repr(rows.delimiter),
            )
        else:
            yield piece_of(mapped, _by_column(header, row), where, form)


def _by_column(header: list[str], row: list[str]) -> dict[str, object]:
    """The cells by the names of their columns; of columns with one name, the first that is not blank."""
    found: dict[str, object] = {}
    for column, cell in zip(header, row, strict=False):
        if column and not found.get(column):
            found[column] = cell
    return found


class _Rows:
    """The rows with the numbers of their first lines, and the lines that cannot be read as rows.

    A quote that is never closed takes with it no more than its own line.
    """

    def __init__(self, text: io.TextIOWrapper, name: str, form: str, mapped: Mapped) -> None:
        self._name = name
        self._lines = numbered(text)
        self._again: deque[tuple[int, str]] = deque()
        self._record: list[tuple[int, str]] = []
        self.columns = 0
        sample = [line for _, line in self._looked_ahead()]
        joined = "".join(sample)
        self._escape = "\\" if '\\"' in joined and '""' not in joined else None
        self.delimiter = self._delimiter(sample, form, mapped)
        csv.field_size_limit(RECORD_LIMIT)  # of the process: it is not asked for otherwise

    def __iter__(self) -> Iterator[tuple[int, list[str] | Unreadable]]:
        swallowed = 0
        while True:
            self._record = []
            try:
                row = next(self._reader(self._fed()), None)
            except (csv.Error, _TooLong):
                row = None
            if not self._record:
                return
            number, first = self._record[0]
            if row is not None and not self._looks_swallowed():
                yield number, row
            elif len(self._record) == 1 and len(first) <= RECORD_LIMIT:
                yield number, next(csv.reader([first], delimiter=self.delimiter), [])
            elif len(self._record) == 1:
                yield number, too_long(f"{self._name}:{number}")
            else:
                yield (
                    number,
                    Unreadable(
                        "{path}: skipped; a quote opens in this line that is never closed",
                        path=f"{self._name}:{number}",
                    ),
                )
                swallowed += 1
                self._again.extendleft(reversed(self._record[1:]))
            if swallowed == _SWALLOWED:
                yield (
                    number,
                    Unreadable(
                        "{path}: {count} quotes in it are never closed; the rest was left",
                        path=self._name,
                        count=swallowed,
                    ),
                )
                return

    def _reader(self, lines: Iterator[str]) -> Iterator[list[str]]:
        return csv.reader(lines, delimiter=self.delimiter, escapechar=self._escape, strict=True)

    def _fed(self) -> Iterator[str]:
        """The next lines, of which the row under way takes as many as it needs."""
        size = 0
        while (line := self._next_line()) is not None:
            self._record.append(line)
            size += len(line[1])
            if size > RECORD_LIMIT:
                raise _TooLong
            yield line[1]

    def _next_line(self) -> tuple[int, str] | None:
        return self._again.popleft() if self._again else next(self._lines, None)

    def _looked_ahead(self) -> list[tuple[int, str]]:
        for _ in range(_SAMPLE):
            if (line := next(self._lines, None)) is None:
                break
            self._again.append(line)
        if self._again and (said := _SEPARATOR_SAID.fullmatch(self._again[0][1])):
            self._again.popleft()
            self._said = said[1]
        return list(self._again)

    _said: str | None = None

    def _delimiter(self, sample: list[str], form: str, mapped: Mapped) -> str:
        """What parts the columns: that with which most column names are known, and then that with most."""
        if self._said is not None:
            return self._said
        best = "\t" if form == "tsv" else ","
        best_score = (False, 1)
        for delimiter in dict.fromkeys(best + _DELIMITERS):
            first = [line for line in sample if not line.isspace()][:1]
            header = next(csv.reader(first, delimiter=delimiter), [])
            names = [cell.strip() for cell in header]
            score = (mapped.knows_text(_by_column(names, names)), len(names))
            if score > best_score:
                best, best_score = delimiter, score
        return best

    def _looks_swallowed(self) -> bool:
        """Whether what stands in the lines of one row are rows themselves."""
        if len(self._record) <= _MANY_LINES or self.columns < 3:
            return False
        alike = sum(line.count(self.delimiter) >= self.columns - 1 for _, line in self._record[1:])
        return 2 * alike > len(self._record)


class _TooLong(Exception):
    """The row under way is longer than any article."""

"""Rows found by reading the pages of a file themselves, where SQLite cannot find its way to them any more.

A row of a table of documents lies on a leaf page of a table's tree as its id, its checksum and its document;
a long document goes on on other pages. The checksum covers the id, so that nothing is taken for a row that
is none, and nothing that was damaged is taken for whole. Which table a row is of, its document says. The
pages of the log beside the file are read too. (https://sqlite.org/fileformat2.html)
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from store.repair.salvage import RawRow
from store.verification.shapes import table_of

_HEADER = 100
_PAGE_SIZE = 4096
_TABLE_LEAF = 0x0D
_LOG_HEADER, _FRAME_HEADER = 32, 24
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 8: 0, 9: 0}
"""The bytes of an integer by its serial type; 8 and 9 are the numbers 0 and 1."""


class _Pages(NamedTuple):
    """Pages of a file: `page` gives the bytes of one by its number, from 1 on; empty where there is none."""

    page: Callable[[int], bytes]
    size: int


def rows_on_pages(database: Path) -> Iterator[tuple[str, RawRow]]:
    """Every sound row on any page of a file and of the log beside it, with its table. Raises OSError.

    Of rows that were written more than once, all that can be found, the newest most likely last.
    """
    with database.open("rb") as opened:
        size = _page_size(opened.read(_HEADER))
        file = _Pages(lambda number: os.pread(opened.fileno(), size, (number - 1) * size), size)
        for number in range(1, -(-database.stat().st_size // size) + 1):
            yield from _rows_of(file, file.page(number), at=_HEADER if number == 1 else 0)
        log = database.with_name(f"{database.name}-wal")
        if log.exists():
            with log.open("rb") as opened_log:
                yield from _rows_in_log(opened_log.fileno(), log.stat().st_size, file)


def _page_size(content: bytes) -> int:
    """What the header says, if that can be."""
    size = int.from_bytes(content[16:18])
    size = 65536 if size == 1 else size
    return size if 512 <= size <= 65536 and size & (size - 1) == 0 else _PAGE_SIZE


def _rows_in_log(log: int, length: int, file: _Pages) -> Iterator[tuple[str, RawRow]]:
    """The rows on the pages of a log. What they go on on is in the log too, or in the file."""
    frame = _FRAME_HEADER + file.size
    places = {start: int.from_bytes(os.pread(log, 4, start)) for start in range(_LOG_HEADER, length, frame)}
    newest = {number: start for start, number in places.items()}

    def page(number: int) -> bytes:
        start = newest.get(number)
        return file.page(number) if start is None else os.pread(log, file.size, start + _FRAME_HEADER)

    for start, number in places.items():
        image = os.pread(log, file.size, start + _FRAME_HEADER)
        yield from _rows_of(_Pages(page, file.size), image, at=_HEADER if number == 1 else 0)


def _rows_of(pages: _Pages, image: bytes, *, at: int) -> Iterator[tuple[str, RawRow]]:
    """The sound rows on a page, none where it is no leaf of a table. `at` is where its header begins."""
    if len(image) <= at + 8 or image[at] != _TABLE_LEAF:
        return
    cells = min(int.from_bytes(image[at + 3 : at + 5]), (len(image) - at - 8) // 2)
    for cell in range(cells):
        place = at + 8 + 2 * cell
        try:
            row = _row_at(pages, image, int.from_bytes(image[place : place + 2]))
        except (IndexError, ValueError):
            continue
        if row is not None and row.sound and (table := table_of(row.raw)) is not None:
            yield table, row


def _row_at(pages: _Pages, image: bytes, at: int) -> RawRow | None:
    """The row whose cell begins there, if it has the columns of a row of documents."""
    length, at = _varint(image, at)
    doc_id, at = _varint(image, at)
    payload = _payload(pages, image, at, length)
    header, place = _varint(payload, 0)
    kinds = []
    while place < header:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    if len(kinds) != 3 or kinds[0] != 0 or kinds[1] not in _INTEGERS or kinds[2] < 12:
        return None
    width = _INTEGERS[kinds[1]]
    crc = kinds[1] - 8 if kinds[1] > 6 else int.from_bytes(payload[header : header + width], signed=True)
    start = header + width
    return RawRow(doc_id, crc, payload[start : start + (kinds[2] - 12) // 2])


def _payload(pages: _Pages, image: bytes, at: int, length: int) -> bytes:
    """The content of a cell, gathered from the pages that it goes on on."""
    most, least = pages.size - 35, (pages.size - 12) * 32 // 255 - 23
    local = length
    if length > most:
        local = least + (length - least) % (pages.size - 4)
        local = local if local <= most else least
    parts = [image[at : at + local]]
    left = length - len(parts[0])
    following = int.from_bytes(image[at + local : at + local + 4]) if left > 0 else 0
    seen: set[int] = set()
    while left > 0 and following and following not in seen:
        seen.add(following)
        page = pages.page(following)
        parts.append(page[4 : 4 + min(left, pages.size - 4)])
        left -= len(parts[-1])
        following = int.from_bytes(page[:4])
    return b"".join(parts)


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of SQLite's variable length, and where it ends. Raises IndexError."""
    value = 0
    for place in range(at, at + 8):
        value = value << 7 | content[place] & 0x7F
        if content[place] < 0x80:
            return value, place + 1
    return value << 8 | content[at + 8], at + 9

"""The indicators of a project as a CSV table (RFC 4180), one a row, for spreadsheets and statistics.

No cell can start a formula: text that a spreadsheet would take for one gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from seeds.article import Article, Indicator, Op
from store.catalogue import Order
from store.project import Project

COLUMNS = (
    "article",
    "title",
    "published",
    "source",
    "metric",
    "value",
    "high",
    "unit",
    "op",
    "place",
    "place_code",
    "period",
    "status",
    "state",
    "text",
    "start",
    "end",
    "confidence",
    "sentence",
)
_BOM = "\ufeff"
_FORMULA = re.compile(r"[\t\r\n]|\s*[=+\-@＝＋－＠]")
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_OP_WORDS: dict[Op, str] = {"=": "eq", ">": "gt", ">=": "ge", "<": "lt", "<=": "le", "~": "about"}
"""A lone = would be taken for the beginning of a formula."""
Cell = str | int | float | None


def csv_lines(project: Project, aids: Iterable[int] | None = None, *, bom: bool = True) -> Iterator[bytes]:
    """The table in UTF-8, its header first, then a chunk an article in the order they were added.

    With `aids` it has these articles, as they are named. `bom` puts the byte order mark first by which Excel
    knows UTF-8. Raises NoArticle or Damaged.
    """
    yield (_BOM if bom else "").encode() + _chunk([COLUMNS])
    for aid in project.ids(order=Order("added", descending=False)) if aids is None else aids:
        with project.reading():
            article, layer = project.article(aid), project.layer(aid)
        rows = [tuple(map(_safe, _row(aid, article, indicator))) for indicator in layer.indicators()]
        if rows:
            yield _chunk(rows)


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence that the range [start, end) stands in, its full stop included, without outer spaces."""
    begin = max((match.end() for match in _SENTENCE_END.finditer(text, 0, start)), default=0)
    close = _SENTENCE_END.search(text, end)
    return text[begin : close.end() if close else len(text)].strip()


def _row(aid: int, article: Article, indicator: Indicator) -> tuple[Cell | Decimal, ...]:
    value = indicator.value
    return (
        aid,
        article.meta.title,
        article.meta.published,
        article.meta.source,
        indicator.metric,
        ":".join(f"{part:f}" for part in value) if isinstance(value, tuple) else value,
        indicator.high,
        indicator.unit,
        _OP_WORDS[indicator.op],
        indicator.place,
        indicator.place_code,
        indicator.period,
        indicator.status,
        indicator.state,
        indicator.text,
        indicator.start,
        indicator.end,
        indicator.confidence,
        sentence_around(article.text, indicator.start, indicator.end),
    )


def _safe(cell: Cell | Decimal) -> Cell:
    """The cell as it is written: numbers as numbers, text so that it stays text."""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    if isinstance(cell, str) and _FORMULA.match(cell):
        return f"'{cell}"
    return cell


def _chunk(rows: Iterable[Sequence[Cell]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()

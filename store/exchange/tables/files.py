"""Tables as files: CSV, which holds one, and Excel, which holds several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import islice

from seeds.problems import Problem
from store.exchange.losses import Losses
from store.exchange.tables.csv_cells import BOM, csv_chunk
from store.exchange.tables.rows import Row, Table

_TOGETHER = 500


def as_csv(table: Table) -> Iterator[bytes]:
    """The table in UTF-8, its columns first."""
    yield BOM + csv_chunk([tuple(table.columns)])
    rows: Iterator[Row] = iter(table.rows)
    while some := list(islice(rows, _TOGETHER)):
        yield csv_chunk(some)


def as_excel(tables: Sequence[Table], losses: Losses) -> Iterator[bytes]:
    """A workbook with a sheet for each table. Raises Problem where the package for it is not installed."""
    if find_spec("xlsxwriter") is None:
        raise Problem(
            "{format} needs a package that is not here; install it with: pip install 'piyue[{extra}]'",
            format="excel",
            extra="excel",
        )
    from store.exchange.tables.workbook import workbook

    return workbook(tables, losses)

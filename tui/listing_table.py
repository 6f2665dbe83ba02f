"""`piyue list` as a table."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from store.catalogue import Row
from tui.language import _
from tui.text.names import VERDICT_NAMES
from tui.text.visible import visible


def print_table(rows: Iterable[Row]) -> None:
    """Print the rows to standard output, as wide as the terminal; whole where it is none."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=240)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, justify in ((_("id"), "right"), (_("verdict"), "left"), (_("title"), "left")):
        table.add_column(name, justify=justify, no_wrap=True, overflow="ellipsis")  # type: ignore[arg-type]
    for name in (_("place"), _("date")):
        table.add_column(name, no_wrap=True)
    for name in (_("figures"), _("to review")):
        table.add_column(name, justify="right", no_wrap=True)
    for row in rows:
        cells = (
            str(row.aid),
            _(VERDICT_NAMES[row.verdict]),
            visible(row.title or _("untitled")),
            visible(row.place or ""),
            (row.published or "")[:10],
            str(row.indicators),
            str(row.unreviewed),
        )
        table.add_row(*(Text(cell) for cell in cells))
    console.print(table)

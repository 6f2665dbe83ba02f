"""How the figures of a project, and groups of them, stand in a table."""

from __future__ import annotations

from decimal import Decimal

from seeds.article import State
from store.catalogue import Row
from store.figures import By, Column, Figure, FigureOrder, Group
from tui.charts.terminal import amount_told
from tui.language import N_, _
from tui.text.figures import OP_SIGNS, number, short_number, short_period
from tui.text.names import STATE_MARKS, STATUS_NAMES
from tui.text.visible import visible
from tui.widgets.ruled_table import Cell, Heading

BY_NAMES: dict[By, str] = {"metric": N_("metric"), "place": N_("place"), "period": N_("period")}
ORDER_NAMES: dict[Column, str] = {
    "article": N_("as imported"),
    "metric": N_("metric"),
    "place": N_("place"),
    "period": N_("period"),
    "amount": N_("value"),
    "state": N_("state"),
}
_STATE_ROLES: dict[State, str] = {"suggested": "wait", "rejected": "bad"}


def figure_headings() -> list[Heading]:
    """The columns of figures."""
    return [
        Heading("state", "", 1),
        Heading("metric", _("Metric"), 10, share=3),
        Heading("place", _("Place"), 8, share=2, rank=1),
        Heading("period", _("Period"), 10, rank=2),
        Heading("amount", _("Value"), 10, share=1, right=True),
        Heading("", _("Unit"), 6, rank=1),
        Heading("", _("Status"), 8, rank=4),
        Heading("article", _("Article"), 16, share=5, rank=3),
    ]


def figure_cells(figure: Figure, row: Row | None) -> list[Cell]:
    """A figure under these columns, with the title of its article once that is known."""
    return [
        Cell(STATE_MARKS[figure.state], _STATE_ROLES.get(figure.state, "good")),
        _said(figure.metric, _("no metric"), "strong"),
        _said(figure.place, "–"),
        Cell(short_period(visible(figure.period)), "plain") if figure.period else Cell("–", "muted"),
        Cell(value_told(figure)),
        Cell(visible(figure.unit or ""), "muted"),
        Cell("" if figure.status == "actual" else _(STATUS_NAMES[figure.status]), "muted"),
        Cell(visible(row.title) if row is not None else "…", "muted"),
    ]


def value_told(figure: Figure) -> str:
    """A value without its unit: ≥ 3万, 3–5, 1.1:50.3."""
    value = figure.value
    if value is None:
        return "–"
    if isinstance(value, tuple):
        return ":".join(map(number, value))
    told = short_number(value) + (f"–{short_number(figure.high)}" if figure.high is not None else "")
    return f"{OP_SIGNS[figure.op]} {told}".strip()


def group_headings(by: By) -> list[Heading]:
    """The columns of groups."""
    others = _("Places") if by == "metric" else _("Metrics")
    return [
        Heading("", _(BY_NAMES[by]).capitalize(), 12, share=4),
        Heading("", _("Figures"), 9, right=True),
        Heading("", _("Articles"), 9, right=True, rank=2),
        Heading("", others, 8, right=True, rank=3),
        Heading("", _("Lowest"), 9, share=1, right=True, rank=4),
        Heading("", _("Highest"), 9, share=1, right=True, rank=4),
        Heading("", _("Measure"), 8, rank=4),
        Heading("", _("From"), 10, rank=5),
        Heading("", _("To"), 10, rank=5),
    ]


def group_cells(group: Group) -> list[Cell]:
    """A group under these columns."""
    one = group.measure is not None
    return [
        _said(group.name, _("none"), "strong"),
        Cell(f"{group.figures:,}"),
        Cell(f"{group.articles:,}", "muted"),
        Cell(f"{group.others:,}", "muted"),
        Cell(amount_told(group.lowest) if group.lowest is not None else ""),
        Cell(amount_told(group.highest) if group.highest is not None else ""),
        Cell(visible(group.measure or "") if one else _("several"), "muted"),
        Cell(visible(group.earliest or "")[:10], "muted"),
        Cell(visible((group.latest or "").rpartition("/")[2])[:10], "muted"),
    ]


def order_told(order: FigureOrder) -> str:
    """An order in a few words."""
    return f"{_(ORDER_NAMES[order.by])} {'▼' if order.descending else '▲'}"


def record_told(figure: Figure) -> str:
    """A figure as one line: metric place period value unit."""
    value = figure.value
    exact = number(value) if isinstance(value, Decimal) and figure.high is None else value_told(figure)
    parts = (figure.metric, figure.place, figure.period, OP_SIGNS[figure.op], exact, figure.unit)
    return " ".join(visible(part) for part in parts if part)


def _said(text: str | None, nothing: str, role: str = "plain") -> Cell:
    return Cell(visible(text), role) if text else Cell(nothing, "muted")

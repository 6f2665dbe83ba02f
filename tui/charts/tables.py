"""What is in a chart as a table."""

from __future__ import annotations

from store.exchange.tables.rows import Table
from tui.charts.chart import Chart


def table_of_chart(chart: Chart) -> Table:
    """A row for each value of each line, each place, or each class."""
    if chart.kind == "course":
        lines = (
            (chart.metric, chart.unit, line.place, round(moment, 3), amount)
            for line in chart.lines
            for moment, amount in zip(line.moments, line.amounts, strict=True)
        )
        return Table("course", ("metric", "unit", "place", "year", "value"), lines)
    if chart.kind == "places":
        places = ((chart.metric, chart.unit, bar.name, bar.period, bar.amount) for bar in chart.bars)
        return Table("places", ("metric", "unit", "place", "period", "value"), places)
    classes = ((chart.metric, chart.unit, bar.low, bar.high, int(bar.amount)) for bar in chart.bars)
    return Table("spread", ("metric", "unit", "from", "below", "figures"), classes)

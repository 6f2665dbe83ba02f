"""How the interface tells a contradiction: in a line of the queue, its sides, its sentences, its ruling."""

from __future__ import annotations

from textual.content import Content

from store.contradictions.comparing import Contradiction, Side
from store.contradictions.rulings import Choice, Ruling, Standing
from store.contradictions.tellings import Telling
from tui.language import N_, _, ngettext
from tui.text.deeds import local_time
from tui.text.figures import short_period
from tui.text.names import STATE_MARKS
from tui.text.visible import visible
from tui.text.width import cell_width, clip
from tui.text.wrap import wrap
from tui.widgets.figure_cells import value_told

STANDING_NAMES: dict[Standing, str] = {
    "waits": N_("to decide"),
    "later": N_("for later"),
    "ruled": N_("decided"),
}
CHOICES: dict[Choice, str] = {
    "right": N_("{value} is right"),
    "both": N_("all are right"),
    "later": N_("to be looked at later"),
}
_QUIET = "$foreground-muted"
_ONE_LINE = 70
"""Cells from which on a contradiction stands on one line."""
_INDENT = 3
_SIDES = 4
"""Sides whose values are told in a line of the queue."""


def contradiction_row(one: Contradiction, width: int) -> Content:
    """What it is about and the values, in one line of `width` cells, or in two where that is narrow."""
    difference = difference_told(one)
    if width < _ONE_LINE:
        about = _about(one, width)
        return Content("\n").join([about, Content("  ") + _values(one, difference, width - 2)])
    room = width * 9 // 20
    about = _about(one, room)
    return Content.assemble(
        about, " " * (room - about.cell_length + 2), _values(one, difference, width - room - 2)
    )


def difference_told(one: Contradiction) -> str:
    """How far the first two sides lie apart."""
    low, high = sorted(abs(side.amount) for side in one.sides[:2])
    match one.likeness:
        case "digits":
            return _("a slip of digits?")
        case "scale":
            return _("{count} times as much").format(count=f"{high / low:,.0f}")
        case "near" | "apart" if one.sides[0].figures[0].measure == "%":
            return _("{count} points apart").format(count=f"{high - low:.4g}")
        case "near" | "apart":
            return _("{share} apart").format(share=f"{(high - low) / high:.1%}")


def side_told(side: Side) -> str:
    """The value of a side as its most exact figure has it: ≥ 3万 名, 3–5 年."""
    figure = side.figures[0]
    return f"{value_told(figure)} {visible(figure.unit or '')}".rstrip()


def telling_row(telling: Telling, number: int | None, side: Side, width: int, *, right: bool) -> Content:
    """A figure and its sentence; the first of a side with the side's number and value."""
    row = telling.row
    facts = [visible(row.source or row.place or ""), (row.published or "")[:10]]
    if telling.copies:
        count = len(telling.copies)
        facts.append(ngettext("and {count} copy", "and {count} copies", count).format(count=count))
    mark = STATE_MARKS[telling.figure.state]
    lead = " " * _INDENT
    value = ""
    if number is not None:
        lead = f"{number:<{_INDENT}}"
        value = f"{side_told(side)} {'✓' if right else ''}".rstrip() + "  "
    told = " · ".join(part for part in facts if part)
    room = width - _INDENT - cell_width(value) - 2
    title = clip(visible(row.title), max(0, room - cell_width(told) - 2))
    head = Content.assemble(
        (lead, "bold $accent"),
        (value, "bold $success" if right else "bold"),
        (f"{mark} ", _QUIET),
        (clip(told, max(0, room)), _QUIET),
        ("  " + title, _QUIET) if title else "",
    )
    return Content("\n").join([head, *_sentence(telling, max(8, width - _INDENT))])


def others_told(side: Side, shown: int) -> Content | None:
    """How many articles of a side are not shown; None where all are."""
    left = side.articles - shown
    if left <= 0:
        return None
    told = ngettext("and {count} more article", "and {count} more articles", left).format(count=f"{left:,}")
    return Content.styled(" " * _INDENT + told, _QUIET)


def summary_told(one: Contradiction) -> str:
    """How many tell it, and how far apart."""
    count = one.articles
    articles = ngettext("{count} article", "{count} articles", count).format(count=f"{count:,}")
    return " · ".join([articles, difference_told(one)])


def ruling_told(ruling: Ruling, one: Contradiction) -> str:
    """Who said what, when and why; and what has come since."""
    named = {side.name: side_told(side) for side in one.sides}
    value = named.get(ruling.right or "", ruling.right or "")
    choice = _(CHOICES[ruling.choice]).format(value=value)
    told = f"{local_time(ruling.at)} {visible(ruling.annotator)}: {choice}"
    if ruling.reason:
        told += f" ({visible(ruling.reason)})"
    new = [side_told(side) for side in one.sides if side.name not in ruling.sides]
    if new:
        told += " · " + _("new since: {values}").format(values=", ".join(new))
    return told


def _about(one: Contradiction, width: int) -> Content:
    metric = clip(visible(one.metric), max(4, width // 2))
    where = clip(f"{visible(one.place)} · {short_period(one.period)}", max(0, width - cell_width(metric) - 2))
    return Content.assemble((metric, "bold"), "  ", (where, _QUIET))


def _values(one: Contradiction, difference: str, width: int) -> Content:
    """The values with ≠ between them; behind them, where there is room, how far they lie apart."""
    told = [side_told(side) for side in one.sides[:_SIDES]]
    rest = len(one.sides) - len(told)
    values = " ≠ ".join(told) + (f" +{rest}" if rest > 0 else "")
    if cell_width(values) + 2 + cell_width(difference) > width:
        return Content(clip(values, width))
    return Content.assemble(values, (f"  {difference}", _QUIET))


def _sentence(telling: Telling, width: int) -> list[Content]:
    """The sentence in lines, the figure in it lit."""
    words = visible(telling.sentence)
    start = telling.figure.start - telling.begin
    end = telling.figure.end - telling.begin
    lines = []
    for line in wrap(words, width):
        shown = Content(words[line.start : line.end].rstrip("\n"))
        first, last = max(start, line.start), min(end, line.end)
        if first < last:
            shown = shown.stylize("bold underline $accent", first - line.start, last - line.start)
        lines.append(Content(" " * _INDENT) + shown)
    return lines

"""What the side panel says of one record: its figure, what it is of, where and when, and its checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from seeds.article import Check, Indicator
from tui.language import _
from tui.text.check_words import check_meaning
from tui.text.figures import figure, short_period
from tui.text.names import STATE_MARKS, STATUS_NAMES
from tui.text.visible import visible
from tui.text.width import cell_width, clip
from tui.text.wrap import folded
from tui.widgets.panel_line import PanelLine, Piece

_INDENT = "  "
_LEAST = 4
"""Cells of a value that are shown at least."""


def record_lines(
    indicator: Indicator, checks: Sequence[Check], marks: str, width: int, *, whole: bool
) -> Iterator[PanelLine]:
    """The lines of a record, cut to `width` cells, or on as many lines as they take where it is `whole`."""
    facts = _facts(indicator)
    if whole:
        yield from _in_full(indicator, facts, marks, width)
    else:
        yield _in_a_line(indicator, width)
        if facts or marks:
            room = width - 2 - (cell_width(marks) + 1 if marks else 0)
            told = clip(facts, room) + " " * bool(facts and marks)
            yield _of(indicator, Piece(_INDENT), Piece(told, "quiet"), Piece(marks, "remark"))
    yield from check_lines(checks, width, indicator.id)
    if whole:
        yield from _what_fails(indicator, checks, width)


def check_lines(checks: Iterable[Check], width: int, rid: str | None) -> Iterator[PanelLine]:
    """Relations between figures and whether they hold, whole; the same said several times is said once."""
    said = Counter((check.holds, visible(check.message)) for check in checks)
    for (holds, message), times in said.items():
        mark, style = ("✓", "holds") if holds else ("✗", "fails")
        texts = folded(f"{message} ×{times:,}" if times > 1 else message, width - 4)
        leads = [f"  {mark} ", *["    "] * len(texts)]
        for lead, text in zip(leads, texts, strict=False):
            yield PanelLine((Piece(lead + text, style),), rid)


def _what_fails(indicator: Indicator, checks: Sequence[Check], width: int) -> Iterator[PanelLine]:
    """What the checks compare that do not hold, each kind once."""
    for told in dict.fromkeys(check_meaning(check) for check in checks if not check.holds):
        for text in folded(told, width - 4):
            yield _of(indicator, Piece(_INDENT * 2), Piece(text, "quiet"))


def _in_a_line(indicator: Indicator, width: int) -> PanelLine:
    value = clip(visible(figure(indicator)), max(_LEAST, width // 2))
    room = max(1, width - 3 - cell_width(value))
    metric = clip(_metric(indicator), room)
    gap = " " * max(1, width - 2 - cell_width(metric) - cell_width(value))
    name, number = _styles(indicator)
    return _of(indicator, _mark(indicator), Piece(metric, name), Piece(gap), Piece(value, number))


def _in_full(indicator: Indicator, facts: str, marks: str, width: int) -> Iterator[PanelLine]:
    metric, value = _metric(indicator), visible(figure(indicator))
    if cell_width(metric) + cell_width(value) + 3 <= width:
        yield _in_a_line(indicator, width)
    else:
        name, number = _styles(indicator)
        for at, text in enumerate(folded(metric, width - 2)):
            yield _of(indicator, Piece(_INDENT) if at else _mark(indicator), Piece(text, name))
        for text in folded(value, width - 2):
            yield _of(indicator, Piece(" " * (width - cell_width(text))), Piece(text, number))
    for text in folded(facts, width - 2) if facts else ():
        yield _of(indicator, Piece(_INDENT), Piece(text, "quiet"))
    if marks:
        yield _of(indicator, Piece(_INDENT), Piece(marks, "remark"))


def _facts(indicator: Indicator) -> str:
    """Where and when, and whether it is a fact at all."""
    status = _(STATUS_NAMES[indicator.status]) if indicator.status != "actual" else ""
    period = short_period(indicator.period) if indicator.period else ""
    return visible(" · ".join(part for part in (indicator.place, period, status) if part))


def _metric(indicator: Indicator) -> str:
    return visible(indicator.metric or _("no metric"))


def _mark(indicator: Indicator) -> Piece:
    return Piece(f"{STATE_MARKS[indicator.state]} ", indicator.state)


def _styles(indicator: Indicator) -> tuple[str, str]:
    """How the metric and the value look."""
    return ("rejected-name", "rejected-name") if indicator.state == "rejected" else ("name", "value")


def _of(indicator: Indicator, *pieces: Piece) -> PanelLine:
    return PanelLine(pieces, indicator.id)

"""What became of the suggestions, in lines: rates with their certainty, corrections, who decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from textual.content import Content

from seeds.profile import Profile
from store.progress import DAYS
from store.statistics.outcomes import FIGURE, TAG
from store.statistics.rates import Rate
from store.statistics.tally import BANDS, Counts, Statistics
from tui.language import N_, _, language, ngettext
from tui.text.bars import bar, columns
from tui.text.record_fields import NAMES
from tui.text.visible import visible
from tui.text.width import cell_width, clip

FIELD_NAMES = NAMES | {"boundary": N_("boundary"), "type": N_("type")}
"""What a correction is called by what was corrected."""
_QUIET = "$foreground-muted"
_GAP = 2
_NAME = 16
"""Cells of a name at the most."""
_BAR = 20


class _Column(NamedTuple):
    """A column of numbers: its head, and its cells."""

    head: str
    cells: Sequence[str]


def statistics_page(told: Statistics, profile: Profile, last: date, width: int) -> list[Content]:
    """The page in lines of up to `width` cells; `last` is the day that the columns of days end with."""
    if not told.whole.all:
        return [_head(_("Suggestions and decisions")), Content(_("Nobody has decided on a suggestion yet"))]
    return [
        *_whole(told),
        Content(""),
        *_table(
            _("by type"), [(kind_name(name, profile), counts) for name, counts in told.kinds.items()], width
        ),
        Content(""),
        *_table(_("by confidence"), list(bands_named(told)), width),
        Content(""),
        *_corrections(told, width),
        *_annotators(told, last, width),
        Content(""),
        *_second(told.seen_again),
    ]


def rate_told(rate: Rate) -> str:
    """A share with the bounds that hold for 95 of 100; of few only how many."""
    if not rate.is_telling or rate.share is None:
        return _("{right} of {of}: too few to tell").format(right=rate.right, of=rate.of)
    low, high = rate.interval
    return f"{rate.share:.1%} ({low:.1%}–{high:.1%})"


def _whole(told: Statistics) -> Iterator[Content]:
    counts = told.whole
    yield _head(_("Suggestions and decisions"))
    decided = ngettext("{count} decision", "{count} decisions", counts.all).format(count=f"{counts.all:,}")
    articles = ngettext("{count} article", "{count} articles", told.articles).format(
        count=f"{told.articles:,}"
    )
    bulk = _("{count} of them many at a time").format(count=f"{counts.in_bulk:,}")
    yield Content(" · ".join([decided, articles, *([bulk] if counts.in_bulk else [])]))
    yield Content(_("right as suggested: {rate}").format(rate=rate_told(counts.precision)))
    yield Content(_("of what stands, suggested: {rate}").format(rate=rate_told(counts.found)))
    yield Content.styled(_("in brackets: where the true share lies with 95% certainty"), _QUIET)


def _table(title: str, named: Sequence[tuple[str, Counts]], width: int) -> Iterator[Content]:
    """A line for each name; the columns on the right go first where there is no room."""
    named = [(name, counts) for name, counts in named if counts.all]
    all_counts = [counts for _name, counts in named]
    told = [
        _Column(_("judged"), [f"{counts.judged:,}" for counts in all_counts]),
        _Column(_("right"), [_share(counts.precision) for counts in all_counts]),
        _Column("95%", [_bounds(counts.precision) for counts in all_counts]),
        _Column(_("corrected"), [_count(counts.corrected) for counts in all_counts]),
        _Column(_("rejected"), [_count(counts.rejected) for counts in all_counts]),
        _Column(_("added"), [_count(counts.added) for counts in all_counts]),
    ]
    names = max(_width([title, *(name for name, _counts in named)]), 1)
    names = min(names, _NAME, max(6, width - 20))
    widths = [_width([column.head, *column.cells]) for column in told]
    fitting = len(told)
    while fitting > 1 and names + sum(widths[:fitting]) + _GAP * fitting > width:
        fitting -= 1
    heads = "".join(
        _right(column.head, size + _GAP)
        for column, size in zip(told[:fitting], widths[:fitting], strict=True)
    )
    yield Content.styled(_left(title, names) + heads, _QUIET)
    for at, (name, _counts) in enumerate(named):
        cells = (
            _right(column.cells[at], size + _GAP)
            for column, size in zip(told[:fitting], widths[:fitting], strict=True)
        )
        yield Content(_left(visible(name), names) + "".join(cells))


def bands_named(told: Statistics) -> Iterator[tuple[str, Counts]]:
    """The bands of confidence, the surest first."""
    ends = (*BANDS[1:], 1.0)
    for begin, end, counts in reversed(list(zip(BANDS, ends, told.bands, strict=True))):
        yield f"{begin:.0%}–{end:.0%}", counts


def _corrections(told: Statistics, width: int) -> Iterator[Content]:
    """What was corrected in suggestions that were nearly right, the most frequent first."""
    by_field = told.by_field()
    if not by_field:
        return
    yield Content.styled(_("what was corrected"), _QUIET)
    most = max(by_field.values())
    names = max(cell_width(_(FIELD_NAMES[field])) for field in by_field)
    for field, count in by_field.items():
        number = _right(f"{count:,}", len(f"{most:,}"))
        room = max(1, min(_BAR, width - names - len(number) - 2))
        drawn = bar(count / most, room)
        name = _left(_(FIELD_NAMES[field]), names)
        yield Content.assemble(name, f" {number} ", (drawn, "$warning"))
    yield Content("")


def _annotators(told: Statistics, last: date, width: int) -> Iterator[Content]:
    """Who decided how much, and when in these days."""
    yield from _table(_("by annotator"), list(told.annotators.items()), width)
    days = [last - timedelta(days=back) for back in reversed(range(DAYS))]
    by_day = [sum(one.all for (day, _who), one in told.days.items() if day == wanted) for wanted in days]
    if any(by_day):
        most = f"{max(by_day):,}"
        yield Content.styled(_("decisions each day, at most {count}").format(count=most), _QUIET)
        each = max(1, min(5, width // DAYS))
        drawn = (column * max(1, each - 1) for column in columns(by_day))
        yield Content.styled("".join(f"{column:<{each}}" for column in drawn), "$success")


def _second(seen: Rate) -> Iterator[Content]:
    """Whether two people agree, as far as it can be known."""
    if not seen.of:
        yield Content.styled(_("No decision has been seen by a second person yet"), _QUIET)
        return
    left = _("left by a second person as they were: {rate}").format(rate=rate_told(seen))
    yield Content(left)
    yield Content.styled(_("where somebody else worked on the article later or decided otherwise"), _QUIET)


def kind_name(name: str, profile: Profile) -> str:
    """What a type is called; of what is no entity, what it is."""
    if name in (FIGURE, TAG):
        return _("figure") if name == FIGURE else _("tag")
    known = next((kind for kind in profile.types if kind.code == name), None)
    if known is None:
        return name
    return known.zh if language() == "zh" else known.en


def _share(rate: Rate) -> str:
    return f"{rate.share:.1%}" if rate.is_telling and rate.share is not None else "—"


def _bounds(rate: Rate) -> str:
    low, high = rate.interval
    return f"{low:.0%}–{high:.0%}" if rate.of else "—"


def _count(count: int) -> str:
    return f"{count:,}" if count else "·"


def _head(words: str) -> Content:
    return Content.styled(words, "bold")


def _width(cells: Iterable[str]) -> int:
    return max(map(cell_width, cells))


def _left(text: str, width: int) -> str:
    clipped = clip(text, width)
    return clipped + " " * (width - cell_width(clipped))


def _right(text: str, width: int) -> str:
    return " " * (width - cell_width(text)) + text

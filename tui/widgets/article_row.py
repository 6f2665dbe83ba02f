"""One article as a row of the list: what its two lines say, and how they fit a width. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple, Protocol

from store.layer import Verdict
from tui.language import ngettext
from tui.text.names import VERDICT_MARKS
from tui.text.visible import visible
from tui.text.width import cell_width, clip
from tui.text.wrap import folded

Edge = Literal["cursor", "resting", "open", "plain"]
"""What a row's first cell says: the cursor in the focused list, the cursor in a list without the focus,
the article that is open in the reader, or nothing."""
Role = Literal["edge", "mark", "new", "reading", "done", "flagged", "title", "current", "untitled", "facts"]
"""What a piece of a row is: "current" is the title of the row under the cursor."""

MARK = "*"
"""What stands beside an article that is marked."""
_EDGES: dict[Edge, str] = {"cursor": "▌", "resting": "▏", "open": "▸", "plain": " "}
_SEPARATOR = " · "
_SHORTEST_PLACE = 5
"""Cells below which a cut place says nothing any more and is left out: two Chinese characters and …"""
_BEFORE_TITLE = len(" * ○")
"""Cells before a title, the column of marks among them."""
_LONGEST = 2000
"""Code points that are looked at: no terminal is wider, and a title may be megabytes of a bad file."""


class Row(Protocol):
    """What the list reads of an article."""

    @property
    def aid(self) -> int:
        """The article's id."""

    @property
    def verdict(self) -> Verdict:
        """Its review state."""

    @property
    def title(self) -> str | None:
        """Its title, as the file has it."""

    @property
    def place(self) -> str | None:
        """The place that it is about."""

    @property
    def published(self) -> str | None:
        """When it was published: an ISO 8601 month, date, or date and time."""

    @property
    def source(self) -> str | None:
        """Who published it."""

    @property
    def indicators(self) -> int:
        """How many figures it has."""

    @property
    def failing(self) -> int:
        """How many checks fail."""

    @property
    def unclear(self) -> int:
        """How much in it the guideline does not decide."""

    @property
    def comments(self) -> int:
        """How many comments are open."""

    @property
    def unreviewed(self) -> int:
        """How many suggestions wait for a person."""


class Piece(NamedTuple):
    """Text with the role that styles it."""

    text: str
    role: Role


def title_line(row: Row | None, edge: Edge, width: int, untitled: str, mark: str = "") -> list[Piece]:
    """The first line of a row, exactly `width` cells wide: edge, mark, verdict, title.

    A row that is None is not loaded yet. `mark` is `MARK` or a blank; nothing where no article is marked, so
    that there is no column for it.
    """
    edged = [Piece(_EDGES[edge], "edge"), Piece(mark, "mark")]
    if row is None:
        return _fitted([*edged, Piece("  ", "title"), Piece("…", "facts")], width)
    title = visible((row.title or "")[:_LONGEST]).strip()
    role: Role = "current" if edge in ("cursor", "resting") else "title"
    return _fitted(
        [
            *edged,
            Piece(VERDICT_MARKS[row.verdict], row.verdict),
            Piece(" ", "title"),
            Piece(title, role) if title else Piece(visible(untitled), "untitled"),
        ],
        width,
    )


def facts_line(row: Row | None, edge: Edge, width: int, mark: str = "") -> list[Piece]:
    """The second line of a row, exactly `width` cells wide: its place, date and counts."""
    bar = _EDGES[edge] if edge in ("cursor", "resting") else " "
    indent = "   " if mark else "  "
    told = facts(row, width - 1 - len(indent)) if row else ""
    return _fitted([Piece(bar, "edge"), Piece(indent, "title"), Piece(told, "facts")], width)


def lines_in_full(
    row: Row | None, edge: Edge, width: int, untitled: str, mark: str, *, most: int
) -> list[list[Piece]]:
    """The row with its whole title and place, on as many lines as they take, but no more than `most`.

    How many that are does not depend on `edge` and `mark`. Nothing where the row is not loaded yet.
    """
    if row is None:
        return []
    bar = Piece(_EDGES[edge] if edge in ("cursor", "resting") else " ", "edge")
    title = visible((row.title or "")[:_LONGEST]).strip()
    room = max(2, width - _BEFORE_TITLE)
    told = _facts_in_full(row, room)[: max(0, most - 1)]
    titles = folded(title or visible(untitled), room)
    shown = max(1, most - len(told))
    if len(titles) > shown:
        titles[shown - 1 :] = [clip("".join(titles[shown - 1 :]), room)]
    first, *others = titles
    role: Role = "current" if title else "untitled"
    lines = [
        [bar, Piece(mark, "mark"), Piece(f"{VERDICT_MARKS[row.verdict]} ", row.verdict), Piece(first, role)]
    ]
    lines += [[bar, Piece(" " * (len(mark) + 2), "title"), Piece(text, role)] for text in others]
    lines += [[bar, Piece(" " * (len(mark) + 2), "title"), Piece(text, "facts")] for text in told]
    return [_fitted(line, width) for line in lines]


def facts(row: Row, width: int) -> str:
    """Place, date, figures and what waits for review, in as many words as `width` cells allow.

    The counts get shorter first, then the place; where there is no place, who published stands for it.
    """
    place = _place(row)
    date = visible((row.published or "")[: len("2019-12-05")])
    told, signs = "", _signs(row)
    for counts in _counts(row.indicators, row.unreviewed):
        told = _joined([date, counts, signs])
        if cell_width(_joined([place, told])) <= width:
            return _joined([place, told])
    room = width - cell_width(_SEPARATOR + told)
    return _joined([clip(place, room) if room >= _SHORTEST_PLACE else "", told])


def _facts_in_full(row: Row, width: int) -> list[str]:
    """The facts in as few words as one line allows or, where that would cut the place, in all on several."""
    told = facts(row, width)
    if not told:
        return []
    return [told] if told.startswith(_place(row)) else folded(facts(row, _LONGEST), width)


def _place(row: Row) -> str:
    return visible((row.place or row.source or "")[:_LONGEST]).strip()


def _signs(row: Row) -> str:
    """What somebody should look at: checks that fail, doubts about the guideline, open comments."""
    signs = (("✗", row.failing), ("!", row.unclear), ('"', row.comments))
    return " ".join(f"{sign}{count:,}" for sign, count in signs if count)


def _counts(indicators: int, unreviewed: int) -> Iterator[str]:
    """The counts in ever fewer words; while suggestions wait, how many is what is said last."""
    figures = ngettext("{count} figure", "{count} figures", indicators).format(count=f"{indicators:,}")
    if not unreviewed:
        yield figures
        yield f"{indicators:,}"
        return
    waiting = ngettext("{count} to review", "{count} to review", unreviewed).format(count=f"{unreviewed:,}")
    yield _joined([figures, waiting])
    yield waiting
    yield f"{unreviewed:,}?"


def _joined(parts: Iterable[str]) -> str:
    return _SEPARATOR.join(part for part in parts if part)


def _fitted(pieces: Iterable[Piece], width: int) -> list[Piece]:
    """The pieces cut where the line ends, and blanks to its end."""
    fitted: list[Piece] = []
    room = width
    for piece in pieces:
        text = clip(piece.text, room)
        room -= cell_width(text)
        if text:
            fitted.append(Piece(text, piece.role))
    return [*fitted, Piece(" " * room, "title")] if room else fitted

"""Spots to go back to: bookmarks, and the articles that were read last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from textual.content import Content

from store.catalogue import Row
from tui.text.deeds import local_time
from tui.text.matching import ranked
from tui.text.visible import visible
from tui.text.width import cell_width, clip

_DATE = len("2019-12-05")
_TIME_FROM = 44
"""Cells of a line from which on the time stands at its end."""


class Spot(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place in an article: at an annotation (`rid`), at a character (`offset`), or the article.

    `words` stand there; `note` is what the person says of it; `at` is when, in ISO 8601.
    """

    aid: int
    rid: str | None = None
    offset: int | None = None
    words: str = ""
    note: str = ""
    at: str = ""

    def is_at(self, other: Spot) -> bool:
        """Whether both are the same place."""
        return (self.aid, self.rid, self.offset) == (other.aid, other.rid, other.offset)


def narrowed(typed: str, spots: Sequence[Spot], rows: Mapping[int, Row]) -> list[Spot]:
    """Those whose title, words or note the letters can mean; in their own order where nothing is typed."""
    by_text: dict[str, list[Spot]] = {}
    for spot in spots:
        told = (rows[spot.aid].title, spot.note, spot.words) if spot.aid in rows else (spot.note, spot.words)
        by_text.setdefault(" ".join(told), []).append(spot)
    return [spot for text in ranked(typed, by_text) for spot in by_text[text]]


def spot_lines(spot: Spot, row: Row | None, width: int, *, gone: bool = False) -> Content:
    """Title and time; below them the note or, without one, the words there or what the article is."""
    time = local_time(spot.at) if spot.at and width >= _TIME_FROM else ""
    room = width - cell_width(time) - 2 if time else width
    title = clip(visible(row.title if row is not None else f"{spot.aid}"), room)
    about = (row.place, row.source, (row.published or "")[:_DATE]) if row is not None else ()
    facts = " · ".join(part for part in about if part)
    below = clip("  " + visible(spot.note or spot.words or facts), width)
    gap = " " * (room - cell_width(title) + 2)
    style = "strike $foreground-muted" if gone else "bold"
    return Content.assemble(
        (title, style),
        gap if time else "",
        (time, "$foreground-muted"),
        "\n",
        (below, "italic" if spot.note else "$foreground-muted"),
    )

"""What the search shows: titles, hits in texts, how many, or that there is nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from store.hits import Hit
from store.searching import TitleHit
from tui.language import _, ngettext
from tui.text.visible import visible
from tui.widgets.search_results import Heading, Item, More

MOST_TITLES = 60
"""Titles that are shown at most."""
_FIRST_TITLES = 5
"""Titles that are shown until the others are asked for."""


class Asked(NamedTuple):
    """What was searched for last, and whether only among the articles of the list."""

    query: str = ""
    in_list: bool = False


class Answer(NamedTuple):
    """What was found: titles, and the hits in texts that have been read."""

    asked: Asked
    titles: Sequence[TitleHit]
    hits: Sequence[Hit]


def items_of(answer: Answer, total: int | None, *, all_titles: bool) -> list[Item]:
    """What was found below each other; `total` is how many texts there are, None while they are counted."""
    return [*_titles(answer, unfolded=all_titles), *_hits(answer, total)]


def nothing_found(asked: Asked) -> Heading:
    """What is said where there is nothing."""
    if not asked.query:
        return Heading(_("Several words may stand anywhere in a text, in any order"))
    if asked.in_list:
        return Heading(_("Nothing in the list's articles; ^l looks in all"))
    return Heading(_("Nothing found: {query}").format(query=visible(asked.query)))


def _titles(answer: Answer, *, unfolded: bool) -> list[Item]:
    titles = answer.titles
    likely = bool(titles) and titles[0].likeness in ("sounding", "typo")
    if not titles or (likely and answer.hits):
        # What stands in texts exactly so was no slip.
        return []
    count = len(titles)
    name = _("Titles that are nearly so") if likely else _("Titles")
    heading = Heading(f"{name} · {f'{MOST_TITLES}+' if count == MOST_TITLES else count}")
    shown = titles if unfolded else titles[:_FIRST_TITLES]
    if len(shown) == count:
        return [heading, *shown]
    left = ngettext("{count} more title", "{count} more titles", count - len(shown))
    return [heading, *shown, More(left.format(count=count - len(shown)))]


def _hits(answer: Answer, total: int | None) -> list[Item]:
    if not answer.hits:
        return []
    count = "…" if total is None else f"{total:,}"
    return [Heading(" · ".join([_("Texts"), count])), *answer.hits]

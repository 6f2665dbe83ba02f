"""What a field of a record can be completed with, and which of it a few typed letters mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from tui.text.matching import initials, ranked

SHOWN = 40
"""How many choices are offered at most; who needs more types a letter."""


class Choice(msgspec.Struct, frozen=True):
    """A text for the field, and what to say beside it.

    `means` is what the record takes where that is not the text: a status, a comparator, the code of a
    place. `letter` is the key that chooses it.
    """

    text: str
    hint: str = ""
    means: str | None = None
    letter: str = ""


def matching(typed: str, choices: Sequence[Choice]) -> list[Choice]:
    """The choices that `typed` can mean, best first; all of them where nothing is typed."""
    wanted = typed.strip()
    if not wanted:
        return list(choices[:SHOWN])
    lettered = [choice for choice in choices if choice.letter and choice.letter == wanted.casefold()]
    by_text: dict[str, list[Choice]] = {}
    for choice in choices:
        by_text.setdefault(choice.text, []).append(choice)
    found = [choice for text in ranked(wanted, by_text) for choice in by_text[text]]
    meant = [choice for choice in choices if _means(choice, wanted)]
    return list(once([*lettered, *meant, *found])[:SHOWN])


def is_spelled(typed: str, choices: Sequence[Choice]) -> bool:
    """Whether `typed` can only be the letters of the first choice: its key or its pinyin initials.

    Then Enter takes the choice; what could be a name of its own is taken as it was typed.
    """
    wanted = typed.strip()
    if not wanted or not choices:
        return False
    first = choices[0]
    if first.letter:
        return True
    letters = wanted.isascii() and wanted.islower() and wanted.isalpha()
    named = any(wanted in choice.text.casefold() for choice in choices)
    return letters and not named and initials(first.text).startswith(wanted)


def once(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    """The choices, each text and meaning once, as it comes first."""
    first: dict[tuple[str, str | None], Choice] = {}
    for choice in choices:
        first.setdefault((choice.text, choice.means), choice)
    return tuple(first.values())


def _means(choice: Choice, typed: str) -> bool:
    """Whether `typed` begins what a choice with a key stands for: the code of a status, a sign."""
    return bool(choice.letter and choice.means and choice.means.startswith(typed.casefold()))

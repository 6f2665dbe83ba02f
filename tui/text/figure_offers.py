"""What the figures' filter line can be completed with: keys, and the values that figures have."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from store.figures import By, FigureFilter, Figures
from tui.language import N_, _
from tui.text.choices import Choice, matching
from tui.text.figure_query import (
    KEYS,
    STATE_WORDS,
    STATUS_WORDS,
    FigureKey,
    figures_asked,
    key_word,
    part_typed,
)
from tui.text.query import written_value

Values = Callable[[By, FigureFilter], list[tuple[str, int]]]
"""The values of a field among the figures that a filter leaves, and of how many."""
_MOST = 500
_HINTS: dict[FigureKey, str] = {
    "metric": N_("what is measured"),
    "place": N_("where"),
    "period": N_("when: a year, a month, a day"),
    "unit": N_("in which unit, or one that measures the same"),
    "state": N_("decided, suggested, rejected …"),
    "status": N_("actual, target or standard"),
}


def values_of(figures: Figures) -> Values:
    """The values that the index has."""

    def values(by: By, where: FigureFilter) -> list[tuple[str, int]]:
        groups = figures.groups(by, where, _MOST)
        return [(group.name, group.figures) for group in groups if group.name is not None]

    return values


def offered(line: str, at: int, values: Values, *, chinese: bool, asked: bool = False) -> list[Choice]:
    """What the part at the caret can be completed with, best first; `means` takes the place of the part.

    All keys where there is none and the person `asked`.
    """
    start, end, key, typed = part_typed(line, at)
    if key is None:
        return list(_keys(typed.casefold(), chinese=chinese)) if typed or asked else []
    rest = figures_asked(line[:start] + " " + line[end:]).where
    found = matching(typed, list(_values(key, rest, values, chinese=chinese)))
    return [] if [choice.text for choice in found] == [typed] else found


def settled(line: str, at: int) -> str:
    """The line without letters at the caret that may become a name: no metric or place has them."""
    start, end, key, typed = part_typed(line, at)
    growing = key in ("metric", "place", "state", "status") and typed.isascii() and typed.isalpha()
    return (line[:start] + line[end:]).strip() if growing and at == end else line


def completed(line: str, at: int, choice: Choice) -> tuple[str, int]:
    """The line with the choice in the place of the part at the caret, and where the caret is then."""
    start, end, _key, _typed = part_typed(line, at)
    text = choice.means or choice.text
    text += "" if text.endswith(":") else " "
    return line[:start] + text + line[end:].lstrip(), start + len(text)


def _keys(typed: str, *, chinese: bool) -> Iterator[Choice]:
    for key in KEYS:
        if any(name.startswith(typed) for name in (key.english, key.chinese)):
            word = key_word(key.kind, chinese=chinese)
            yield Choice(word, _(_HINTS[key.kind]), word)


def _values(key: FigureKey, rest: FigureFilter, values: Values, *, chinese: bool) -> Iterator[Choice]:
    begin = key_word(key, chinese=chinese)
    if key == "state":
        for words in STATE_WORDS.values():
            yield Choice(words[chinese], means=begin + words[chinese])
    elif key == "status":
        for words in STATUS_WORDS.values():
            yield Choice(words[chinese], means=begin + words[chinese])
    elif key in ("metric", "place", "period"):
        for name, count in values(key, rest):
            yield Choice(name, f"{count:,}", begin + written_value("tag", "=" + name))

"""What the filter line can be completed with: keys, and values among the articles that its rest leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from store.catalogue import Field, Filter
from tui.language import N_, _
from tui.text.choices import Choice, matching
from tui.text.conditions import TRAIT_NAMES, Kind, conditions_of, filter_of
from tui.text.matching import initials
from tui.text.names import VERDICT_NAMES
from tui.text.query import KEYS, KeyKind, Part, key_word, parsed, part_at, parts, written_value

Facets = Callable[[Field, Filter], list[tuple[str, int]]]
"""The values of a field among the articles that a filter leaves, and on how many; `Project.facets`."""

FIELDS: dict[KeyKind, Field] = {
    "tag": "tag",
    "verdict": "verdict",
    "place": "place",
    "source": "source",
    "by": "annotator",
    "from": "year",
    "to": "year",
}
_FOR_A_WORD: tuple[KeyKind, ...] = ("tag", "place")
"""Of which keys a bare word may be the beginning of a value."""
_EACH = 4
"""How many values of each of them are offered for it."""
_KEY_HINTS: dict[KeyKind, str] = {
    "tag": N_("has the tag"),
    "verdict": N_("new, being read, done or flagged"),
    "place": N_("is about the place"),
    "source": N_("was published by"),
    "by": N_("somebody worked on it"),
    "from": N_("published since a year, month or day"),
    "to": N_("published until then"),
    "is": N_("a check fails, suggestions wait …"),
}


def offered(line: str, at: int, facets: Facets, *, chinese: bool, asked: bool = False) -> list[Choice]:
    """What the part at the caret can be completed with, best first; `means` takes the place of the part.

    Nothing where that part says all it can; all keys where there is none and the person `asked`.
    """
    part = part_at(line, at)
    rest = parsed(line[: part.start] + " " + line[part.end :]).where
    if part.key is not None:
        choices = [*values(part.key, rest, facets, chinese=chinese)]
        found = matching(part.value, choices)
        return [] if [choice.text for choice in found] == [part.value] else found
    if not part.value:
        return [*_keys("", chinese=chinese)] if asked else []
    if line[part.start : part.value_at + 1] in ('"', "“", "「"):
        return []
    found = [*_keys(part.value.casefold(), chinese=chinese)]
    for key in _FOR_A_WORD:
        fitting = matching(part.value, [*values(key, rest, facets, chinese=chinese)])
        found += [Choice(choice.means or "", choice.hint, choice.means) for choice in fitting[:_EACH]]
    return found


def completed(line: str, at: int, choice: Choice) -> tuple[str, int]:
    """The line with the choice in the place of the part at the caret, and where the caret is then."""
    part = part_at(line, at)
    text = choice.means or choice.text
    text += "" if text.endswith(":") else " "
    return line[: part.start] + text + line[part.end :].lstrip(), part.start + len(text)


def settled(line: str, at: int) -> Filter:
    """What the line asks for without what is still being typed at the caret: a key, letters of a value.

    Words and dates narrow the list as they grow; a tag of two letters would only empty it for a moment.
    """
    part = part_at(line, at)
    growing = part.key not in ("from", "to") if part.key else _begins_key(part.value)
    return parsed(line[: part.start] + line[part.end :] if growing and at == part.end else line).where


def begun(line: str, at: int) -> Part | None:
    """The condition at the caret that has no value yet, or one that is still being typed."""
    part = part_at(line, at)
    return part if part in parts(line) and part.key is not None else None


def values(key: KeyKind, rest: Filter, facets: Facets, *, chinese: bool) -> Iterator[Choice]:
    """The values that a condition of this kind could have beside the `rest` of the filter, with counts."""
    begin = key_word(key, chinese=chinese)

    def choice(value: str, shown: str, count: int) -> Choice:
        return Choice(shown, f"{count:,}", begin + written_value(key, value, chinese=chinese))

    if key == "is":
        for trait, name in TRAIT_NAMES.items():
            word = written_value("is", trait, chinese=chinese)
            if not getattr(rest, trait):
                yield Choice(word, _(name), begin + word)
        return
    found = facets(FIELDS[key], rest if key == "tag" else _any(rest, key))
    match key:
        case "verdict":
            for value, count in found:
                name = next(_(name) for verdict, name in VERDICT_NAMES.items() if verdict == value)
                yield choice(value, name, count)
        case "from" | "to":
            for value, count in sorted(found, reverse=True):
                yield choice(value, value, count)
        case _:
            for value, count in found:
                if key != "tag" or value not in rest.tags:
                    yield choice(value, value, count)


def _any(rest: Filter, kind: Kind) -> Filter:
    """The filter without its other conditions of this kind, of which an article has to meet only one."""
    return filter_of(condition for condition in conditions_of(rest) if condition.kind != kind)


def _begins_key(word: str) -> bool:
    return bool(word) and any(key.english.startswith(word.casefold()) for key in KEYS)


def _keys(typed: str, *, chinese: bool) -> Iterator[Choice]:
    """The keys that a word can be the beginning of: by either of its names, or by the initials of one."""
    for key in KEYS:
        names = (key.english, key.chinese, initials(key.chinese) if typed.isascii() else "")
        if any(name.startswith(typed) for name in names if name):
            word = key_word(key.kind, chinese=chinese)
            yield Choice(word, _(_KEY_HINTS[key.kind]), word)

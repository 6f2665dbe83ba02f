"""What the palette finds: things by their names in either language, by pinyin initials, by id and key."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from seeds.folding import in_one_form
from seeds.profile import EntityType
from store.views import View
from tui.commands import COMMANDS, PANES, Command, Pane
from tui.keymap import shown
from tui.language import N_, _, either, in_all_languages
from tui.remapping import Keys
from tui.text.matching import initials

Kind = Literal["command", "type", "article", "tag", "view", "theme", "language", "config", "texts"]
SHOWN = 60
"""How many things are offered at most once something is typed."""
_RECENT = 6
_LAST = 1_000
"""After every place in the key bar."""
_IN_PARTS = 0.5
"""How much farther a thing is whose name does not hold all that is typed in one."""
_CONFIGURATION = N_("edit the configuration")
_FAR = 9
"""Beyond every score."""


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """Something that the palette can do: run a command, open an article, choose a tag, view, theme, language.

    `id` says which, `names` are all that it is called, the first as it is shown; `about` is said beside it
    and `also` found by it; `keys` do the same without the palette.
    """

    kind: Kind
    id: str
    names: tuple[str, ...]
    about: str = ""
    also: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


def thing_of(command: Command, keys: Keys) -> Thing:
    """A command as the palette and the help find it."""
    names = [_(command.name), *in_all_languages(command.name)]
    return Thing(
        kind="command",
        id=command.id,
        names=tuple(dict.fromkeys(names)),
        about=_(command.does),
        also=(*in_all_languages(command.does), command.id),
        keys=tuple(map(shown, keys.of(command))),
    )


def command_things(keys: Keys) -> list[Thing]:
    """Every command of the table."""
    return [thing_of(command, keys) for command in COMMANDS]


def type_things(types: Iterable[EntityType], keys: Keys) -> list[Thing]:
    """To give the current entity each type of the profile."""
    does = _("Make the current entity a {type}")
    return [
        Thing(
            kind="type",
            id=kind.key,
            names=(does.format(type=f"{kind.code} {either(kind.en, kind.zh)}"), kind.code, kind.en, kind.zh),
            keys=tuple(map(shown, keys.chosen_for(f"annotation.type_{kind.key}", (kind.key,)))),
        )
        for kind in types
    ]


def named_things(
    tags: Iterable[tuple[str, int]],
    views: Iterable[View],
    themes: Iterable[str],
    languages: Iterable[tuple[str, str]],
) -> list[Thing]:
    """Tags with their counts, views, themes, and languages as code and name."""
    counted = _("articles with this tag: {count}")
    theme, language = tuple(in_all_languages("theme")), tuple(in_all_languages("language"))
    return [
        *(Thing(kind="view", id=one.name, names=(one.name,), about=_("view of the list")) for one in views),
        *(
            Thing(kind="tag", id=label, names=(f"#{label}", label), about=counted.format(count=f"{count:,}"))
            for label, count in tags
        ),
        *(Thing(kind="theme", id=name, names=(name,), about=_("theme"), also=theme) for name in themes),
        Thing(kind="config", id="config", names=(_(_CONFIGURATION), *in_all_languages(_CONFIGURATION))),
        *(
            Thing(kind="language", id=code, names=(name,), about=_("language"), also=language)
            for code, name in languages
        ),
    ]


def found(typed: str, things: Sequence[Thing]) -> list[Thing]:
    """The things that what is typed can mean, best first: each of its words stands for some of a thing."""
    words = in_one_form(typed).casefold().split()
    scored = [
        (score, at)
        for at, thing in enumerate(things)
        if (score := _score(words, typed.strip(), thing)) < _FAR
    ]
    return [things[at] for _score_, at in sorted(scored)[:SHOWN]]


def means(typed: str, thing: Thing) -> bool:
    """Whether what is typed can mean a thing."""
    return _score(in_one_form(typed).casefold().split(), typed.strip(), thing) < _FAR


def in_order(things: Sequence[Thing], pane: Pane, recent: Sequence[str]) -> list[tuple[str, list[Thing]]]:
    """Commands under headings, before anything is typed: recent ones, those of the pane, the others."""
    by_id = {thing.id: thing for thing in things if thing.kind == "command"}
    first = [by_id[id_] for id_ in recent if id_ in by_id][:_RECENT]
    panes = [pane, *(other for other in PANES if other != pane)]
    groups = [(_("Recent"), first)] if first else []
    for one in panes:
        here = sorted(
            (c for c in COMMANDS if c.pane == one), key=lambda c: c.bar if c.bar is not None else _LAST
        )
        groups.append((_(PANES[one]), [by_id[command.id] for command in here]))
        if one == pane:
            groups.append((_("Types"), [thing for thing in things if thing.kind == "type"]))
    return groups


def _score(words: Sequence[str], typed: str, thing: Thing) -> float:
    """How far from what is typed a thing is; `_FAR` where it is not meant."""
    if typed in thing.keys:
        return -1
    whole = min(_of_name(" ".join(words), name) for name in thing.names)
    if whole < _FAR or not words:
        return whole
    return (
        max(
            min([*(_of_name(word, name) for name in thing.names), _of_words(word, thing.also)])
            for word in words
        )
        + 0.5
    )


def _of_name(word: str, name: str) -> float:
    plain = in_one_form(name).casefold()
    if plain.startswith(word):
        return 0
    if word in plain:
        return 1 if f" {word}" in plain else 2
    if word.isascii():
        letters = initials(name)
        if letters != plain and word in letters:
            return 2 if letters.startswith(word) else 3
    rest = iter(plain)
    close = len(word) > 2 and plain[:1] == word[:1] and all(char in rest for char in word)
    return 5 if close else _FAR


def _of_words(word: str, texts: Iterable[str]) -> float:
    best: float = _FAR
    for text in texts:
        plain = in_one_form(text).casefold()
        if f" {word}" in f" {plain}":
            best = min(best, 3)
        elif word in plain:
            best = min(best, 4)
    return best

"""Which theme holds: the one that was asked for, or the one that suits the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.theme import Theme

from tui.themes.ours import DARK, KINDS, LIGHT
from tui.themes.terminal import TERMINAL_DARK, TERMINAL_LIGHT

_WHITE_GROUNDS = {"7", "15"}


def light_terminal(environment: Mapping[str, str]) -> bool:
    """Whether the terminal says that its ground is light (COLORFGBG, as rxvt, Konsole and others set it)."""
    return environment.get("COLORFGBG", "").rpartition(";")[2] in _WHITE_GROUNDS


def first_theme(asked: Iterable[str | None], known: Iterable[str], *, sixteen: bool, light: bool) -> str:
    """The theme to begin with: the first one `asked` for that is known.

    Otherwise ours, for a light or a dark terminal; in the terminal's colours where it has but `sixteen`.
    """
    there = set(known)
    for name in asked:
        if name in there:
            return name
    if sixteen:
        return (TERMINAL_LIGHT if light else TERMINAL_DARK).name
    return (LIGHT if light else DARK).name


def other_ground(theme: Theme, known: Mapping[str, Theme]) -> str:
    """The light theme that belongs to a dark one, or the other way round; ours where there is none."""
    for kind in KINDS:
        if theme.name in (kind.dark.name, kind.light.name):
            return (kind.light if theme.dark else kind.dark).name
    pairs = {"dark": "light", "light": "dark", "mocha": "latte", "latte": "mocha"}
    family, _dash, shade = theme.name.rpartition("-")
    named = f"{family}-{pairs[shade]}" if shade in pairs else f"{theme.name}-light"
    return named if named in known else (LIGHT if theme.dark else DARK).name


def offered(known: Mapping[str, Theme]) -> list[Theme]:
    """All themes as they are offered: ours, then the others, the dark ones before the light ones."""
    ours = [theme.name for kind in KINDS for theme in (kind.dark, kind.light)]
    others = sorted(known.keys() - ours, key=lambda name: (not known[name].dark, name))
    return [known[name] for name in (*ours, *others) if name in known]

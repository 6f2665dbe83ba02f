"""What tells the entity types apart: a colour in each theme, and a letter where colours do not."""

from __future__ import annotations

from collections.abc import Mapping
from string import ascii_lowercase
from types import MappingProxyType

from textual.color import Color, ColorParseError
from textual.theme import Theme

from seeds.profile import Profile
from tui.themes.legible import grounds_of, least_contrast, legible
from tui.themes.ours import SAFE

NO_MARKS: Mapping[str, str] = MappingProxyType({})
# The names that a profile may give its types, each on a dark and on a light ground.
_PLAIN = {
    "magenta": ("#e0a4e6", "#80329e"),
    "green": ("#98cf8a", "#256428"),
    "cyan": ("#72cdd6", "#00626b"),
    "blue": ("#97b9ff", "#1f4fb8"),
    "orange": ("#eeaa70", "#8c4500"),
    "red": ("#f79a98", "#a01f28"),
    "purple": ("#c2b3fa", "#533ea8"),
    "yellow": ("#e3cd70", "#625000"),
    "grey": ("#acb2bc", "#535a65"),
}
# Found by moving the colours of Okabe and Ito until any two differ by 10 and more (CIEDE2000; yellow and grey
# from the others by 8) to normal, protanope, deuteranope and tritanope eyes (after Machado, Oliveira and
# Fernandes 2009), and all can be read.
_SAFE = {
    "magenta": ("#ff75b0", "#663455"),
    "green": ("#15bb80", "#3a5845"),
    "cyan": ("#51dbff", "#1e6c7f"),
    "blue": ("#91b8c6", "#0052f5"),
    "orange": ("#ffcc1e", "#835d00"),
    "red": ("#cc9d42", "#7d2700"),
    "purple": ("#a098ff", "#5a43a3"),
    "yellow": ("#fcfc93", "#525d32"),
    "grey": ("#d0bdb2", "#676362"),
}
_TERMINAL = {
    "magenta": ("ansi_bright_magenta", "ansi_magenta"),
    "green": ("ansi_bright_green", "ansi_green"),
    "cyan": ("ansi_bright_cyan", "ansi_cyan"),
    "blue": ("ansi_bright_blue", "ansi_blue"),
    "orange": ("ansi_yellow", "ansi_yellow"),
    "red": ("ansi_bright_red", "ansi_red"),
    "purple": ("ansi_magenta", "ansi_bright_magenta"),
    "yellow": ("ansi_bright_yellow", "ansi_bright_red"),
    "grey": ("ansi_white", "ansi_bright_black"),
}


def type_colours(profile: Profile, theme: Theme, variables: Mapping[str, str]) -> dict[str, str]:
    """The colour of each entity type where `theme`, with these CSS variables, holds.

    A name that is not in the palette is taken for a colour; a type whose colour is none has the text's own.
    All can be read on every ground of the theme, but for one in the terminal's colours, which nobody knows.
    """
    palette = _TERMINAL if theme.ansi else _SAFE if theme.name in SAFE else _PLAIN
    grounds = [] if theme.ansi else grounds_of(variables)
    colours: dict[str, str] = {}
    for kind in profile.types:
        named = palette.get(kind.colour, (kind.colour, kind.colour))[0 if theme.dark else 1]
        try:
            colour = Color.parse(named)
        except ColorParseError:
            continue
        if grounds and colour.ansi is None:
            colour = legible(colour, grounds, least_contrast(theme), dark=theme.dark)
        colours[kind.code] = colour.hex if colour.ansi is not None else colour.hex6
    return colours


def type_marks(profile: Profile) -> dict[str, str]:
    """A small letter for each entity type: the first of its code that no type before it has.

    Where all letters are taken, it is that of another type.
    """
    marks: dict[str, str] = {}
    for kind in profile.types:
        letters = [letter for letter in kind.code.lower() if letter.isalpha()]
        spare = (letter for letter in (*letters, *ascii_lowercase) if letter not in marks.values())
        marks[kind.code] = next(spare, kind.code[0].lower())
    return marks

"""The themes of our own: for dark and for light rooms, for weak eyes, and for eyes that see fewer hues.

Each kind is a dark and a light theme, so that one key goes from one to the other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from textual.theme import Theme

from tui.language import N_
from tui.themes.terminal import TERMINAL_DARK, TERMINAL_LIGHT

DARK = Theme(
    name="piyue-dark",
    dark=True,
    primary="#7fa9e0",
    secondary="#8fc1ae",
    accent="#e4b86c",
    foreground="#dadce0",
    background="#14171c",
    surface="#191d23",
    panel="#22272f",
    success="#93c983",
    warning="#e4b86c",
    error="#f09490",
    variables={"border": "#454d5a"},
)
LIGHT = Theme(
    name="piyue-light",
    dark=False,
    primary="#28568f",
    secondary="#2b6352",
    accent="#7d4900",
    foreground="#22252a",
    background="#f6f4ee",
    surface="#fdfcf9",
    panel="#ece8df",
    success="#256428",
    warning="#7d4900",
    error="#9c1f28",
    variables={"border": "#b9b2a3"},
)
CONTRAST_DARK = Theme(
    name="piyue-contrast",
    dark=True,
    primary="#8cc8ff",
    secondary="#7be0c4",
    accent="#ffd24a",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#16181c",
    success="#86e676",
    warning="#ffd24a",
    error="#ffa39e",
    variables={"border": "#b8bec8"},
)
CONTRAST_LIGHT = Theme(
    name="piyue-contrast-light",
    dark=False,
    primary="#003f8a",
    secondary="#00493a",
    accent="#5c3200",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#eef0f2",
    success="#0b4a10",
    warning="#5c3200",
    error="#8a0011",
    variables={"border": "#4a4f57"},
)
# Of the colours of Okabe and Ito: good is blue and bad is orange, never green and red.
SAFE_DARK = replace(
    DARK,
    name="piyue-safe",
    background="#0c0e12",
    surface="#101318",
    panel="#191d23",
    primary="#7db4ec",
    secondary="#d6a0c0",
    accent="#f0e06a",
    success="#63bdf2",
    warning="#f0e06a",
    error="#f59a5a",
)
SAFE_LIGHT = replace(
    LIGHT,
    name="piyue-safe-light",
    primary="#1f5a8c",
    secondary="#7a3560",
    accent="#5f5200",
    success="#00508c",
    warning="#5f5200",
    error="#963c00",
)


class Kind(NamedTuple):
    """A dark and a light theme that belong together, and what they are called."""

    dark: Theme
    light: Theme
    name: str
    """An English message id."""


KINDS = (
    Kind(DARK, LIGHT, N_("standard")),
    Kind(CONTRAST_DARK, CONTRAST_LIGHT, N_("high contrast")),
    Kind(SAFE_DARK, SAFE_LIGHT, N_("colour-blind safe")),
    Kind(TERMINAL_DARK, TERMINAL_LIGHT, N_("16 colours")),
)
THEMES = tuple(theme for kind in KINDS for theme in (kind.dark, kind.light))
CONTRASTING = frozenset({CONTRAST_DARK.name, CONTRAST_LIGHT.name})
SAFE = frozenset({SAFE_DARK.name, SAFE_LIGHT.name})

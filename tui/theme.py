"""Two themes of our own, and the colours of the entity types in each."""

from __future__ import annotations

from textual.theme import Theme

from seeds.profile import Profile

DARK = Theme(
    name="piyue-dark",
    dark=True,
    primary="#7aa2d6",
    secondary="#8fb8a8",
    accent="#e0b267",
    foreground="#d6d8dc",
    background="#14171c",
    surface="#191d23",
    panel="#232830",
    success="#8fbf7f",
    warning="#e0b267",
    error="#e5807f",
    variables={"border": "#3a414c", "input-selection-background": "#7aa2d6 35%"},
)
LIGHT = Theme(
    name="piyue-light",
    dark=False,
    primary="#2f5f9e",
    secondary="#3d7a66",
    accent="#9a5b00",
    foreground="#23262b",
    background="#f7f5f0",
    surface="#fdfcf9",
    panel="#ebe7de",
    success="#2f7d32",
    warning="#9a5b00",
    error="#b3262f",
    variables={"border": "#c9c3b6", "input-selection-background": "#2f5f9e 25%"},
)
THEMES = (DARK, LIGHT)

# The names that a profile may give its types, each on a dark and on a light ground.
_COLOURS = {
    "magenta": ("#d9a0e0", "#8a3ba8"),
    "green": ("#98c98a", "#2f7d32"),
    "cyan": ("#72c7cf", "#00717c"),
    "blue": ("#8fb4ff", "#2457c5"),
    "orange": ("#e6a56e", "#a04f00"),
    "red": ("#f0908f", "#b3262f"),
    "purple": ("#b9aaf6", "#5c46b8"),
    "yellow": ("#e0c96f", "#756000"),
    "grey": ("#a0a6b0", "#5d6470"),
}


def type_colours(profile: Profile, *, dark: bool) -> dict[str, str]:
    """The colour of each entity type; a name that is not in the palette is taken as it stands."""
    side = 0 if dark else 1
    return {kind.code: _COLOURS.get(kind.colour, (kind.colour,) * 2)[side] for kind in profile.types}

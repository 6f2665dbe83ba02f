"""Contrast as WCAG 2.2 defines it, and a theme's colours moved to where they can be read.

A theme's colours are chosen for looks; piyue writes with them, in any of them on any of its grounds. So
each is made lighter on a dark theme, darker on a light one, by as little as takes it to the least contrast,
its hue kept. What can be read already stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.color import Color, Lab, lab_to_rgb, rgb_to_lab
from textual.theme import Theme

from tui.themes.ours import CONTRASTING

READABLE = 4.5
"""The least contrast of text with what lies beneath it (WCAG 2.2, 1.4.3)."""
PERCEPTIBLE = 3.0
"""The least contrast of what need not be read: marks, rules, what does not hold (WCAG 2.2, 1.4.11)."""
STRONG = 7.0
"""The least contrast of running text (WCAG 2.2, 1.4.6)."""
_HUED = ("primary", "secondary", "accent", "success", "warning", "error")
_GROUNDS = ("background", "surface", "panel")
_QUIET, _FAINT = 0.62, 0.46
"""How much of the text's own colour there is in text of the second rank, and in what does not hold."""
_TINTS = {READABLE: (0.2, 0.15), STRONG: (0.32, 0.15)}
"""How much of a colour there is in a ground that it tints, on dark and on light themes of that contrast."""
_STEPS = 12
"""Halvings of the distance to black or white: finer than a step of a colour's 256."""


def luminance(colour: Color) -> float:
    """The relative luminance: 0 for black, 1 for white."""
    red, green, blue = (_linear(part / 255) for part in colour.rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def legible(colour: Color, grounds: Iterable[Color], least: float, *, dark: bool) -> Color:
    """`colour`, or the next one of its hue that has the least contrast with each of the `grounds`.

    Where none has, that is white on a dark theme and black on a light one.
    """
    beneath = [luminance(ground) for ground in grounds]
    edge = max(beneath) if dark else min(beneath)
    needed = least * (edge + 0.05) - 0.05 if dark else (edge + 0.05) / least - 0.05
    if _reaches(colour, needed, dark=dark):
        return colour
    hue = rgb_to_lab(colour)
    near, far = hue.L, 100.0 if dark else 0.0
    for _step in range(_STEPS):
        between = (near + far) / 2
        if _reaches(_lit(hue, between), needed, dark=dark):
            far = between
        else:
            near = between
    return _lit(hue, far)


def _reaches(colour: Color, needed: float, *, dark: bool) -> bool:
    return luminance(colour) >= needed if dark else luminance(colour) <= needed


def _lit(hue: Lab, lightness: float) -> Color:
    """The hue at a lightness; at the ends, white and black, which have none."""
    if lightness >= 100:
        return Color(255, 255, 255)
    if lightness <= 0:
        return Color(0, 0, 0)
    return lab_to_rgb(Lab(lightness, hue.a, hue.b)).clamped


def least_contrast(theme: Theme) -> float:
    """The least contrast that text is to have in a theme."""
    return STRONG if theme.name in CONTRASTING else READABLE


def legible_variables(theme: Theme, variables: Mapping[str, str]) -> dict[str, str]:
    """Those of a theme's CSS variables that are to have other values, so that all can be read.

    Text may stand in any of a theme's colours, and in `$foreground` and `$foreground-muted`, on
    `$background`, `$surface`, `$panel` and the tinted grounds `$…-muted`; `$foreground-disabled` is for what
    need not be read, `$button-color-foreground` for what stands on a colour. A theme in the terminal's own
    colours, which nobody knows, is left alone.
    """
    if theme.ansi:
        return {}
    dark, least = theme.dark, least_contrast(theme)
    ground = {name: Color.parse(variables[name]) for name in _GROUNDS}
    text = Color.parse(variables["foreground"])
    surface = ground["surface"]
    plain = {name: legible(Color.parse(variables[name]), ground.values(), least, dark=dark) for name in _HUED}
    share = _TINTS[least][0 if dark else 1]
    tints = {f"{name}-muted": surface.blend(plain[name], share) for name in _HUED}
    beneath = [*ground.values(), *tints.values()]
    hued = {name: legible(colour, beneath, least, dark=dark) for name, colour in plain.items()}
    strong = legible(text, ground.values(), STRONG, dark=dark)
    strong = legible(strong, beneath, least, dark=dark)
    quiet = legible(surface.blend(strong, _QUIET), beneath, least, dark=dark)
    written = {
        **hued,
        **{f"text-{name}": colour for name, colour in hued.items()},
        "foreground": strong,
        "foreground-muted": quiet,
        "text-disabled": quiet,
        "foreground-disabled": legible(surface.blend(strong, _FAINT), beneath, PERCEPTIBLE, dark=dark),
        **tints,
        "block-cursor-background": tints["primary-muted"],
        "block-cursor-foreground": strong,
        "block-cursor-blurred-background": tints["primary-muted"],
        "block-cursor-blurred-foreground": strong,
        "button-color-foreground": ground["background"],
        "input-selection-background": tints["accent-muted"],
        "input-selection-foreground": strong,
    }
    return {name: colour.hex6 for name, colour in written.items()}


def grounds_of(variables: Mapping[str, str]) -> list[Color]:
    """What text may stand on in a theme with these variables."""
    return [Color.parse(variables[name]) for name in (*_GROUNDS, *(f"{name}-muted" for name in _HUED))]

"""The themes in the terminal's own sixteen colours, for terminals that have no others and for NO_COLOR.

What those colours are is the terminal's business, so nothing is blended and no contrast is promised: bright
ones are written on dark terminals, normal ones on light terminals, and nothing is told by colour alone.
"""

from __future__ import annotations

from dataclasses import replace

from textual.theme import BUILTIN_THEMES

_DARK, _LIGHT = BUILTIN_THEMES["ansi-dark"], BUILTIN_THEMES["ansi-light"]

TERMINAL_DARK = replace(
    _DARK,
    primary="ansi_bright_cyan",
    secondary="ansi_bright_green",
    accent="ansi_bright_yellow",
    success="ansi_bright_green",
    warning="ansi_bright_yellow",
    error="ansi_bright_red",
    variables={
        **_DARK.variables,
        "border": "ansi_white",
        "primary-muted": "ansi_blue",
        "secondary-muted": "ansi_cyan",
        "warning-muted": "ansi_default",
        "error-muted": "ansi_default",
        "foreground-muted": "ansi_default",
        "foreground-disabled": "ansi_default",
        "block-cursor-foreground": "ansi_bright_white",
        "block-cursor-background": "ansi_blue",
        "button-color-foreground": "ansi_black",
    },
)
TERMINAL_LIGHT = replace(
    _LIGHT,
    accent="ansi_magenta",
    warning="ansi_magenta",
    variables={
        **_LIGHT.variables,
        "border": "ansi_black",
        "primary-muted": "ansi_white",
        "secondary-muted": "ansi_bright_cyan",
        "warning-muted": "ansi_default",
        "error-muted": "ansi_default",
        "foreground-muted": "ansi_default",
        "foreground-disabled": "ansi_default",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_white",
        "button-color-foreground": "ansi_bright_white",
    },
)

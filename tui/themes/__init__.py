"""How piyue looks: themes, the colours of entity types in each, and what makes every one of them legible."""

from __future__ import annotations

from tui.themes.choice import first_theme, light_terminal, offered, other_ground
from tui.themes.legible import legible_variables
from tui.themes.ours import DARK, KINDS, LIGHT, THEMES
from tui.themes.type_looks import type_colours, type_marks

__all__ = [
    "DARK",
    "KINDS",
    "LIGHT",
    "THEMES",
    "first_theme",
    "legible_variables",
    "light_terminal",
    "offered",
    "other_ground",
    "type_colours",
    "type_marks",
]

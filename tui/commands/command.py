"""What a command is, and the panes that commands belong to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tui.language import N_

Pane = Literal["workbench", "list", "reader", "caret", "panel"]

PANES: dict[Pane, str] = {
    "workbench": N_("Everywhere"),
    "list": N_("In the list"),
    "reader": N_("In the article"),
    "caret": N_("With the caret in the article"),
    "panel": N_("In the side panel"),
}


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do: its id (for remapping), keys, pane, action, name and what it does.

    `bar` orders it in the key bar, lowest first; None keeps it to the help screen and the palette.
    """

    id: str
    keys: tuple[str, ...]
    pane: Pane
    action: str
    name: str
    does: str
    bar: int | None = None

"""Every command of the workbench, declared once.

Bindings, the key bar, the help screen and the command palette are made from this table. `name` and
`does` are English message ids; they are translated when they are drawn.
"""

from __future__ import annotations

from tui.commands.at_hand import AT_HAND
from tui.commands.caret import CARET
from tui.commands.command import PANES, Command, Pane
from tui.commands.deciding import DECIDING
from tui.commands.going import GOING
from tui.commands.listing import LISTING
from tui.commands.reading import READING

__all__ = [
    "BY_ID", "COMMANDS", "FOR_MARKED", "HELP", "LANGUAGE", "PALETTE", "PANES", "Command", "Pane", "in_bar",
]  # fmt: skip

COMMANDS: tuple[Command, ...] = (*DECIDING, *GOING, *AT_HAND, *LISTING, *READING, *CARET)

FOR_MARKED: tuple[str, ...] = (
    "tag.add", "tag.remove", "verdict.done", "verdict.flag", "verdict.reopen",
    "annotation.accept", "annotation.reject", "marks.export",
)  # fmt: skip
"""The ids of the commands that are done to all marked articles, while the list has the focus."""
BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}
HELP, LANGUAGE, PALETTE = BY_ID["help"], BY_ID["language"], BY_ID["palette"]


def in_bar(pane: Pane, *, marked: bool = False) -> list[Command]:
    """The commands that the key bar shows while `pane` has the focus, most useful first.

    While articles are `marked`, those of the list are what can be done to them, and how to unmark them.
    """
    if marked and pane == "list":
        return [c for id_ in (*FOR_MARKED, "step_back", "marks.menu") for c in COMMANDS if c.id == id_]
    panes = (pane,) if pane == "caret" else (pane, "workbench")
    here = [c for c in COMMANDS if c.pane in panes and c.bar is not None]
    return sorted(here, key=lambda command: command.bar or 0)

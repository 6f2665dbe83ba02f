"""The commands that take something out of the workbench, or lead back to where one was."""

from __future__ import annotations

from tui.commands.command import Command
from tui.language import N_

# fmt: off
AT_HAND: tuple[Command, ...] = (
    Command("copy", ("w", "ctrl+c"), "workbench", "copy", N_("copy"),
            N_("Copy what the caret selects, or choose: text, quote with source, record, table …")),
    Command("source.open", ("S",), "workbench", "open_source", N_("source"),
            N_("Look at the file that the article was read from, edit it, or open its link")),
    Command("bookmark.toggle", ("quotation_mark",), "workbench", "bookmark", N_("bookmark"),
            N_("Put a bookmark on the current annotation or the caret, or take it away")),
    Command("bookmark.list", ("apostrophe",), "workbench", "bookmarks", N_("bookmarks"),
            N_("Show the bookmarks; open one, or say something of it")),
    Command("recent", ("grave_accent",), "workbench", "recent", N_("recent articles"),
            N_("Show the articles that were read last; Enter goes back to the one before")),
)
# fmt: on

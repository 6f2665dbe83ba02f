"""The commands of the article and of the side panel."""

from __future__ import annotations

from tui.commands.command import Command
from tui.language import N_

# fmt: off
READING: tuple[Command, ...] = (
    # The reader
    Command("reader.down", ("j", "down"), "reader", "line_down", N_("down"),
            N_("Scroll a line down")),
    Command("reader.up", ("k", "up"), "reader", "line_up", N_("up"),
            N_("Scroll a line up")),
    Command("reader.page_down", ("pagedown", "space"), "reader", "page_down", N_("page down"),
            N_("Scroll a page down")),
    Command("reader.page_up", ("pageup", "b"), "reader", "page_up", N_("page up"),
            N_("Scroll a page up")),
    Command("reader.half_down", ("ctrl+d",), "reader", "half_page_down", N_("half down"),
            N_("Scroll half a page down")),
    Command("reader.half_up", ("ctrl+u",), "reader", "half_page_up", N_("half up"),
            N_("Scroll half a page up")),
    Command("reader.top", ("g", "home"), "reader", "top", N_("top"),
            N_("Go to the beginning")),
    Command("reader.bottom", ("G", "end"), "reader", "bottom", N_("bottom"),
            N_("Go to the end")),
    Command("reader.edit", ("enter",), "reader", "screen.edit", N_("edit"),
            N_("Edit the current annotation")),
    Command("reader.back", ("backspace",), "reader", "screen.go_back", N_("where one was"),
            N_("Go back to the screen from which this article was opened")),
    Command("reader.furniture", ("F",), "reader", "toggle_furniture", N_("page furniture"),
            N_("Unfold or fold what stood on the page around the article")),
    Command("reader.find_next", ("semicolon",), "reader", "find_next", N_("next hit"),
            N_("Go to the next hit")),
    Command("reader.find_previous", ("comma",), "reader", "find_previous", N_("previous hit"),
            N_("Go to the previous hit")),
    # The side panel
    Command("panel.down", ("j", "down"), "panel", "cursor_down", N_("down"),
            N_("Go to the next record")),
    Command("panel.up", ("k", "up"), "panel", "cursor_up", N_("up"),
            N_("Go to the previous record")),
    Command("panel.page_down", ("pagedown", "space"), "panel", "page_down", N_("page down"),
            N_("Move a page down")),
    Command("panel.page_up", ("pageup", "b"), "panel", "page_up", N_("page up"),
            N_("Move a page up")),
    Command("panel.first", ("g", "home"), "panel", "first", N_("first"),
            N_("Go to the first record")),
    Command("panel.last", ("G", "end"), "panel", "last", N_("last"),
            N_("Go to the last record")),
    Command("panel.edit", ("enter",), "panel", "screen.edit", N_("edit"),
            N_("Edit the record")),
)
# fmt: on

"""The commands of the list."""

from __future__ import annotations

from tui.commands.command import Command
from tui.language import N_

# fmt: off
LISTING: tuple[Command, ...] = (
    # The list
    Command("list.down", ("j", "down"), "list", "cursor_down", N_("down"),
            N_("Move down")),
    Command("list.up", ("k", "up"), "list", "cursor_up", N_("up"),
            N_("Move up")),
    Command("list.page_down", ("pagedown", "ctrl+d"), "list", "page_down", N_("page down"),
            N_("Move a page down")),
    Command("list.page_up", ("pageup", "ctrl+u", "b"), "list", "page_up", N_("page up"),
            N_("Move a page up")),
    Command("list.first", ("g", "home"), "list", "first", N_("first"),
            N_("Go to the first article")),
    Command("list.last", ("G", "end"), "list", "last", N_("last"),
            N_("Go to the last article")),
    Command("list.open", ("enter",), "list", "open", N_("open"),
            N_("Read the article under the cursor"), 1),
    Command("list.order", ("o",), "list", "screen.change_order", N_("order"),
            N_("Change the order of the list"), 2),
    Command("list.verdicts", ("v",), "list", "screen.change_verdicts", N_("verdicts"),
            N_("Show only new, being read, done or flagged articles, or all"), 3),
    Command("list.facets", ("F",), "list", "screen.facets", N_("filters"),
            N_("Choose what the list shows from what there is, with counts: verdicts, tags, dates …"), 4),
    Command("list.views", ("V",), "list", "screen.views", N_("views"),
            N_("Show a view; keep what the list shows under a name; rename or delete a view"), 5),
    Command("list.columns", ("O",), "list", "screen.columns", N_("sort by"),
            N_("Choose by what the list is sorted, and which way round")),
    Command("list.drop_condition", ("backspace",), "list", "screen.drop_condition", N_("less filter"),
            N_("Take the last condition off the list")),
    # Marked articles
    Command("marks.mark", ("space",), "list", "mark", N_("mark it"),
            N_("Mark the article, or unmark it, and go down; tags and verdicts then go to all marked"), 6),
    Command("marks.extend_down", ("shift+down",), "list", "extend_marks(1)", N_("mark down"),
            N_("Mark from here downwards; back up, unmark again")),
    Command("marks.extend_up", ("shift+up",), "list", "extend_marks(-1)", N_("mark up"),
            N_("Mark from here upwards; back down, unmark again")),
    Command("marks.all", ("plus",), "list", "mark_all", N_("mark all"),
            N_("Mark all articles that the list shows")),
    Command("marks.none", ("minus",), "list", "unmark_all", N_("unmark all"),
            N_("Take all marks away")),
    Command("marks.menu", ("B",), "list", "screen.marked_menu", N_("all of them"),
            N_("Choose what to do to all marked articles, or to all that are shown if none is marked"), 7),
    Command("marks.export", ("E",), "workbench", "export", N_("export"),
            N_("Write the marked articles to a file, or all that are shown if none is marked; "
               "piyue merge brings back what other programs made of them")),
)
# fmt: on

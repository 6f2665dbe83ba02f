"""The commands of the whole project and of the window, whatever pane has the focus."""

from __future__ import annotations

from tui.commands.command import Command
from tui.language import N_

# fmt: off
GOING: tuple[Command, ...] = (
    # The whole project
    Command("search", ("ctrl+f",), "workbench", "search", N_("search"),
            N_("Search all titles and texts; open what is found at its place, or filter the list by it"), 28),
    Command("tags", ("number_sign",), "workbench", "tags", N_("tags"),
            N_("Show the project's tags with counts; filter by one, or rename, merge, delete it everywhere")),
    Command("article.paste", ("p",), "workbench", "paste_article", N_("new article"),
            N_("Make an article of a text that you paste, or import a file that you drop")),
    # Moving between articles and panes
    Command("article.next", ("J",), "workbench", "step_article(1)", N_("next article"),
            N_("Open the next article")),
    Command("article.previous", ("K",), "workbench", "step_article(-1)", N_("previous article"),
            N_("Open the previous article")),
    Command("article.next_waiting", ("ctrl+n",), "workbench", "next_waiting", N_("next waiting article"),
            N_("Open the next article that is not done")),
    Command("pane.next", ("tab",), "workbench", "focus_pane(1)", N_("next pane"),
            N_("Go to the next pane"), 21),
    Command("pane.previous", ("shift+tab",), "workbench", "focus_pane(-1)", N_("previous pane"),
            N_("Go to the previous pane")),
    Command("pane.list", ("f2",), "workbench", "show_pane('list')", N_("list"),
            N_("Go to the list of articles")),
    Command("pane.reader", ("f3",), "workbench", "show_pane('reader')", N_("article"),
            N_("Go to the article")),
    Command("pane.panel", ("f4",), "workbench", "show_pane('panel')", N_("panel"),
            N_("Go to the side panel")),
    Command("pane.zoom", ("z",), "workbench", "zoom", N_("zoom"),
            N_("Give the whole window to one pane, and back")),
    Command("find", ("slash",), "workbench", "find", N_("find"),
            N_("Filter the list, or find in the article"), 18),
    Command("step_back", ("escape",), "workbench", "step_back", N_("back"),
            N_("Step back: leave what is open last")),
    Command("theme", ("ctrl+t",), "workbench", "change_theme", N_("dark or light"),
            N_("Change between dark and light")),
    Command("help", ("question_mark", "f1"), "workbench", "help", N_("help"),
            N_("Show all keys"), 17),
    Command("palette", ("colon", "ctrl+p"), "workbench", "app.command_palette", N_("commands"),
            N_("Find a command by its name"), 22),
    Command("progress", ("P",), "workbench", "progress", N_("progress"),
            N_("Show how far the project is, how fast it goes and what is left")),
    Command("quit", ("q", "ctrl+q"), "workbench", "quit", N_("quit"),
            N_("Leave; everything is saved already"), 19),
)
# fmt: on

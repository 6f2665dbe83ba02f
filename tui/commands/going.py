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
    Command("import", ("ctrl+g",), "workbench", "import", N_("import"),
            N_("Import files or a folder while you go on; while that lasts, show how far it is")),
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
    Command("pane.widen", ("equals_sign", "ctrl+right"), "workbench", "widen_pane(1)", N_("wider"),
            N_("Widen the list or the panel, whichever has the focus; in the article, the panel")),
    Command("pane.narrow", ("underscore", "ctrl+left"), "workbench", "widen_pane(-1)", N_("narrower"),
            N_("Narrow the list or the panel, whichever has the focus; in the article, the panel")),
    Command("pane.reset", ("vertical_line",), "workbench", "reset_panes", N_("usual panes"),
            N_("Show all panes again, as wide as they usually are")),
    Command("pane.hide_list", ("H",), "workbench", "hide_pane('list')", N_("hide the list"),
            N_("Put the list away until you go to it, or let it stand beside the article again")),
    Command("pane.hide_panel", ("Z",), "workbench", "hide_pane('panel')", N_("hide the panel"),
            N_("Put the side panel away until you go to it, or let it stand beside the article again")),
    Command("redraw", ("ctrl+l",), "workbench", "redraw_screen", N_("draw anew"),
            N_("Draw the whole screen anew, where something else wrote over it")),
    Command("find", ("slash",), "workbench", "find", N_("find"),
            N_("Filter the list, or find in the article"), 18),
    Command("step_back", ("escape",), "workbench", "step_back", N_("back"),
            N_("Step back: leave what is open last")),
    Command("theme", ("ctrl+t",), "workbench", "change_theme", N_("dark or light"),
            N_("Change between dark and light")),
    Command("themes", ("f7",), "workbench", "themes", N_("themes"),
            N_("Choose a theme; the screen shows each one while you move")),
    Command("language", ("f6",), "workbench", "app.switch_language", N_("language"),
            N_("Speak the other language: English or Chinese")),
    Command("help", ("question_mark", "f1"), "workbench", "help", N_("help"),
            N_("Show all keys"), 17),
    Command("start", ("W",), "workbench", "start", N_("start page"),
            N_("Show where one can begin: the samples, your own files, the tour")),
    Command("tour", ("f9",), "workbench", "tour", N_("tour"),
            N_("Learn the keys by pressing them, on two sample articles that are thrown away afterwards")),
    Command("palette", ("colon", "ctrl+p"), "workbench", "palette", N_("commands"),
            N_("Find a command, an article, a tag, a view or a theme by a few letters, and go there"), 22),
    Command("progress", ("P",), "workbench", "progress", N_("progress"),
            N_("Show how far the project is and how fast it goes; "
               "corrections, the extractor's precision")),
    Command("figures", ("percent_sign",), "workbench", "figures", N_("figures"),
            N_("Show the figures of all articles: filtered, sorted, grouped, drawn as charts, "
               "saved as tables")),
    Command("contradictions", ("ampersand",), "workbench", "contradictions", N_("contradictions"),
            N_("Go through figures of different articles that cannot all be right, and decide")),
    Command("quit", ("q", "ctrl+q"), "workbench", "quit", N_("quit"),
            N_("Leave; everything is saved already"), 19),
)
# fmt: on

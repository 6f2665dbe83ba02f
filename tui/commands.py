"""Every command of the workbench, declared once.

Bindings, the key bar, the help screen and the command palette are made from this table. `name` and
`does` are English message ids; they are translated when they are drawn.
"""

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


# fmt: off
COMMANDS: tuple[Command, ...] = (
    # Decisions on the current annotation
    Command("annotation.accept", ("a",), "workbench", "accept", N_("accept"),
            N_("Say that the current annotation is right, and go to the next suggestion"), 10),
    Command("annotation.reject", ("x",), "workbench", "reject", N_("reject"),
            N_("Say that the current annotation is wrong, and go to the next suggestion"), 11),
    Command("annotation.edit", ("e",), "workbench", "edit", N_("edit"),
            N_("Correct the record of the current indicator: value, unit, metric, place, period"), 12),
    Command("annotation.next_unreviewed", ("n",), "workbench", "next_unreviewed", N_("next"),
            N_("Go to the next suggestion that nobody has judged yet"), 13),
    Command("annotation.previous_unreviewed", ("N",),
            "workbench", "previous_unreviewed", N_("previous to review"),
            N_("Go to the previous suggestion that nobody has judged yet")),
    Command("annotation.next", ("right", "l"), "workbench", "step_annotation(1)", N_("next annotation"),
            N_("Go to the next annotation, judged or not")),
    Command("annotation.previous", ("left", "h"),
            "workbench", "step_annotation(-1)", N_("previous annotation"),
            N_("Go to the previous annotation, judged or not")),
    Command("annotation.retype", ("c",), "workbench", "choose_type", N_("type"),
            N_("Choose another type for the current entity; its digit does the same at once"), 20),
    Command("annotation.next_of_type", ("y",), "workbench", "same_type(1)", N_("same type"),
            N_("Go to the next suggestion of the same type")),
    Command("annotation.previous_of_type", ("Y",), "workbench", "same_type(-1)", N_("same type back"),
            N_("Go to the previous suggestion of the same type")),
    Command("annotation.uncertain_first", ("s",), "workbench", "uncertain_first", N_("uncertain first"),
            N_("Take the most uncertain suggestion first; again, go on in reading order")),
    Command("annotation.repeat", ("full_stop",), "workbench", "repeat", N_("again"),
            N_("Do to the current annotation what was done last"), 25),
    # Many annotations at once
    Command("bulk.accept_rest", ("A",), "workbench", "accept_rest", N_("accept the rest"),
            N_("Accept all suggestions of the article above a confidence, after a look at them"), 26),
    Command("bulk.reject_alike", ("X",), "workbench", "reject_alike", N_("reject alike"),
            N_("Reject all suggestions with the text and type of the current one, after a look at them")),
    Command("bulk.everywhere", ("asterisk",), "workbench", "everywhere", N_("everywhere"),
            N_("Do what was decided last wherever the same text stands, after a look at the places"), 27),
    # New annotations
    Command("mark.caret", ("i",), "workbench", "caret", N_("caret"),
            N_("Put a caret in the text, to mark what nobody has suggested"), 23),
    Command("mark.next_candidate", ("m",), "workbench", "candidate(1)", N_("candidate"),
            N_("Select the next number, name or quoted term that nothing marks; a digit or r marks it"), 24),
    Command("mark.previous_candidate", ("M",), "workbench", "candidate(-1)", N_("previous candidate"),
            N_("Select the candidate before")),
    # Boundaries of the current annotation
    Command("boundary.end_right", ("right_square_bracket",), "workbench", "move_end(1)", N_("end →"),
            N_("Move the end of the annotation a word to the right")),
    Command("boundary.end_left", ("left_square_bracket",), "workbench", "move_end(-1)", N_("end ←"),
            N_("Move the end of the annotation a word to the left")),
    Command("boundary.start_right", ("right_curly_bracket",), "workbench", "move_start(1)", N_("start →"),
            N_("Move the start of the annotation a word to the right")),
    Command("boundary.start_left", ("left_curly_bracket",), "workbench", "move_start(-1)", N_("start ←"),
            N_("Move the start of the annotation a word to the left")),
    Command("boundary.end_right_character", ("greater_than_sign", "shift+right"),
            "workbench", "move_end_by_character(1)", N_("end +1"),
            N_("Move the end a character to the right")),
    Command("boundary.end_left_character", ("less_than_sign", "shift+left"),
            "workbench", "move_end_by_character(-1)", N_("end −1"),
            N_("Move the end a character to the left")),
    Command("boundary.start_right_character", ("right_parenthesis",),
            "workbench", "move_start_by_character(1)", N_("start +1"),
            N_("Move the start a character to the right")),
    Command("boundary.start_left_character", ("left_parenthesis",),
            "workbench", "move_start_by_character(-1)", N_("start −1"),
            N_("Move the start a character to the left")),
    # Tags and the verdict
    Command("tag.add", ("t",), "workbench", "add_tag", N_("tag"),
            N_("Add a tag to the article"), 14),
    Command("tag.remove", ("T",), "workbench", "remove_tag", N_("remove tag"),
            N_("Choose a tag of the article to take off")),
    Command("verdict.done", ("d",), "workbench", "done", N_("done"),
            N_("Set the verdict to done and open the next article that waits"), 15),
    Command("verdict.flag", ("f",), "workbench", "flag", N_("flag"),
            N_("Flag the article, with a reason, for somebody to look at")),
    Command("verdict.reopen", ("R",), "workbench", "reopen", N_("reopen"),
            N_("Set the verdict back to new")),
    # Remarks and the past
    Command("remark.comment", ("C",), "workbench", "comment", N_("comment"),
            N_("Say something about the current annotation or the article, and read what others said")),
    Command("remark.unclear", ("exclamation_mark",), "workbench", "unclear", N_("unclear"),
            N_("Say that the guideline does not decide the current annotation; again takes it back")),
    Command("remark.guideline", ("I",), "workbench", "guideline", N_("guideline"),
            N_("Read what the profile says of the current annotation's type")),
    Command("remark.nothing", ("0",), "workbench", "found_nothing", N_("found nothing"),
            N_("Say that the article was searched for a type and has no more of it")),
    Command("history", ("L",), "workbench", "history", N_("history"),
            N_("Show what was done to the current annotation or its article; see the article as it was")),
    Command("learned", ("ctrl+o",), "workbench", "learned", N_("learned"),
            N_("Show the rules that decisions teach; see their effect, and switch them on or off")),
    Command("article.reextract", ("ctrl+x",), "workbench", "reextract", N_("extract anew"),
            N_("Run the extractor on the article again and see what would change; decisions stay")),
    # Undo
    Command("undo", ("u",), "workbench", "undo", N_("undo"),
            N_("Undo your last step, without limit"), 16),
    Command("redo", ("U", "ctrl+r"), "workbench", "redo", N_("redo"),
            N_("Redo the step that was undone last")),
    Command("retry", ("ctrl+s",), "workbench", "retry", N_("save again"),
            N_("Try again to save what could not be saved")),
    Command("clashes", ("ctrl+y",), "workbench", "clashes", N_("decided twice"),
            N_("Choose between decisions of yours that were refused and what others decided meanwhile")),
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
    Command("reader.furniture", ("F",), "reader", "toggle_furniture", N_("page furniture"),
            N_("Unfold or fold what stood on the page around the article")),
    Command("reader.find_next", ("semicolon",), "reader", "find_next", N_("next hit"),
            N_("Go to the next hit")),
    Command("reader.find_previous", ("comma",), "reader", "find_previous", N_("previous hit"),
            N_("Go to the previous hit")),
    # The caret: its keys come before all others while it stands in the article
    Command("caret.right", ("l", "right"), "caret", "screen.caret_character(1)", N_("right"),
            N_("A character to the right; with a selection, its end moves, as with all motions here")),
    Command("caret.left", ("h", "left"), "caret", "screen.caret_character(-1)", N_("left"),
            N_("A character to the left")),
    Command("caret.word", ("w",), "caret", "screen.caret_word(1)", N_("word"),
            N_("To the next word"), 2),
    Command("caret.word_back", ("b",), "caret", "screen.caret_word(-1)", N_("word back"),
            N_("To the word before")),
    Command("caret.sentence", ("right_parenthesis",), "caret", "screen.caret_sentence(1)", N_("sentence"),
            N_("To the next sentence")),
    Command("caret.sentence_back", ("left_parenthesis",),
            "caret", "screen.caret_sentence(-1)", N_("sentence back"),
            N_("To the sentence before")),
    Command("caret.paragraph", ("right_curly_bracket",),
            "caret", "screen.caret_paragraph(1)", N_("paragraph"),
            N_("To the next paragraph")),
    Command("caret.paragraph_back", ("left_curly_bracket",),
            "caret", "screen.caret_paragraph(-1)", N_("paragraph back"),
            N_("To the paragraph before")),
    Command("caret.down", ("j", "down"), "caret", "screen.caret_line(1)", N_("down"),
            N_("A line down")),
    Command("caret.up", ("k", "up"), "caret", "screen.caret_line(-1)", N_("up"),
            N_("A line up")),
    Command("caret.line_start", ("circumflex_accent", "home"),
            "caret", "screen.caret_line_end(-1)", N_("line start"),
            N_("To the start of the line")),
    Command("caret.line_end", ("dollar_sign", "end"), "caret", "screen.caret_line_end(1)", N_("line end"),
            N_("To the end of the line")),
    Command("caret.top", ("g",), "caret", "screen.caret_text_end(-1)", N_("top"),
            N_("To the beginning of the text")),
    Command("caret.bottom", ("G",), "caret", "screen.caret_text_end(1)", N_("bottom"),
            N_("To the end of the text")),
    Command("caret.next_hit", ("n", "semicolon"), "caret", "screen.caret_hit(1)", N_("next hit"),
            N_("Select the next hit of what was found with /")),
    Command("caret.previous_hit", ("N", "comma"), "caret", "screen.caret_hit(-1)", N_("previous hit"),
            N_("Select the hit before")),
    Command("caret.select", ("v",), "caret", "screen.caret_select", N_("select"),
            N_("Select the word under the caret, or select nothing"), 1),
    Command("caret.snap", ("s",), "caret", "screen.caret_snap", N_("snap"),
            N_("Select the word here; again: the number with its unit, name, quoted term, clause"), 3),
    Command("caret.other_end", ("o",), "caret", "screen.caret_other_end", N_("other end"),
            N_("Move the other end of the selection from now on"), 6),
    Command("caret.record", ("r",), "caret", "screen.caret_record", N_("indicator"),
            N_("Make an indicator of the selection and open its record, filled in"), 4),
    Command("caret.type", ("c",), "caret", "screen.caret_choose_type", N_("type"),
            N_("Make an entity of the selection, its type chosen by name; a digit does the same at once"), 5),
    Command("caret.back", ("escape",), "caret", "screen.caret_back", N_("back"),
            N_("Select nothing; then take the caret away and go back to where you were"), 7),
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

FOR_MARKED: tuple[str, ...] = (
    "tag.add", "tag.remove", "verdict.done", "verdict.flag", "verdict.reopen",
    "annotation.accept", "annotation.reject", "marks.export",
)  # fmt: skip
"""The ids of the commands that are done to all marked articles, while the list has the focus."""
HELP = next(command for command in COMMANDS if command.id == "help")
PALETTE = next(command for command in COMMANDS if command.id == "palette")


def in_bar(pane: Pane, *, marked: bool = False) -> list[Command]:
    """The commands that the key bar shows while `pane` has the focus, most useful first.

    While articles are `marked`, those of the list are what can be done to them, and how to unmark them.
    """
    if marked and pane == "list":
        return [c for id_ in (*FOR_MARKED, "step_back", "marks.menu") for c in COMMANDS if c.id == id_]
    panes = (pane,) if pane == "caret" else (pane, "workbench")
    here = [c for c in COMMANDS if c.pane in panes and c.bar is not None]
    return sorted(here, key=lambda command: command.bar or 0)

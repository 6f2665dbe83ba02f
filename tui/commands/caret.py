"""The commands of the caret in the article."""

from __future__ import annotations

from tui.commands.command import Command
from tui.language import N_

# fmt: off
CARET: tuple[Command, ...] = (
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
)
# fmt: on

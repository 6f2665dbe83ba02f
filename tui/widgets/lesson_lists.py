"""The two lists of what was learned: the rules, and the decisions behind one of them."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from seeds.proposals import Evidence
from store.learning import Lesson
from tui.keymap import spelled
from tui.text.lessons import STATE_SIGNS, effect_in_words, evidence_in_words, rule_in_words
from tui.text.visible import visible
from tui.text.width import clip

_TITLE_WIDTH = 36
_SIGN_STYLES = {"on": "$success bold", "proposed": "$warning bold"}


class Listed(OptionList, inherit_bindings=False):
    """A list whose Enter is the screen's; a click only marks."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("up", "k"), "cursor_up", show=False),
        Binding(spelled("down", "j"), "cursor_down", show=False),
        Binding(spelled("g", "home"), "first", show=False),
        Binding(spelled("G", "end"), "last", show=False),
        Binding("pagedown", "page_down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("enter", "screen.jump", show=False),
    ]


def rule_row(lesson: Lesson) -> Content:
    """Whether the rule is on, the rule, its effect."""
    return Content.assemble(
        (STATE_SIGNS[lesson.state], _SIGN_STYLES.get(lesson.state, "$foreground 50%")),
        "  ",
        (rule_in_words(lesson.rule), "bold" if lesson.state == "on" else ""),
        "  ",
        (effect_in_words(lesson), "$foreground 60%"),
    )


def evidence_row(evidence: Evidence, title: str) -> Content:
    """What was decided, and in which article."""
    return Content.assemble(
        evidence_in_words(evidence), "  ", (clip(visible(title), _TITLE_WIDTH), "$foreground 60%")
    )

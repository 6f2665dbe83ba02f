"""Rows of what was learned: the rules, and the decisions behind one of them."""

from __future__ import annotations

from textual.content import Content

from seeds.proposals import Evidence
from store.learning import Lesson
from tui.text.lessons import STATE_SIGNS, effect_in_words, evidence_in_words, rule_in_words
from tui.text.visible import visible
from tui.text.width import clip

_TITLE_WIDTH = 36
_SIGN_STYLES = {"on": "$success bold", "proposed": "$warning bold"}


def rule_row(lesson: Lesson) -> Content:
    """Whether the rule is on, the rule, its effect."""
    return Content.assemble(
        (STATE_SIGNS[lesson.state], _SIGN_STYLES.get(lesson.state, "$foreground-disabled")),
        "  ",
        (rule_in_words(lesson.rule), "bold" if lesson.state == "on" else ""),
        "  ",
        (effect_in_words(lesson), "$foreground-muted"),
    )


def evidence_row(evidence: Evidence, title: str) -> Content:
    """What was decided, and in which article."""
    return Content.assemble(
        evidence_in_words(evidence), "  ", (clip(visible(title), _TITLE_WIDTH), "$foreground-muted")
    )

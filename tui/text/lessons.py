"""Learned rules in words."""

from __future__ import annotations

from seeds.learned import Always, Extend, Never, Rule, Trim, UnitOf
from seeds.proposals import Evidence
from store.learning import Lesson, RuleState
from tui.language import N_, _, ngettext
from tui.text.visible import visible

STATE_SIGNS: dict[RuleState, str] = {"on": "✓", "proposed": "?", "off": "–", "forgotten": "✗"}
_STATES: dict[RuleState, str] = {
    "on": N_("on"),
    "proposed": N_("proposed, not on"),
    "off": N_("off"),
    "forgotten": N_("forgotten"),
}


def rule_in_words(rule: Rule) -> str:
    """`always LOC: 大别山`, on one line and safe to draw."""
    match rule:
        case Always(instead=str()):
            told = _("always {type}: {text}, not {instead}").format(
                type=rule.type, text=rule.text, instead=rule.instead
            )
        case Always():
            told = _("always {type}: {text}").format(type=rule.type, text=rule.text)
        case Never():
            told = _("never {type}: {text}").format(type=rule.type, text=rule.text)
        case Trim(side="end"):
            told = _("{type} without {text} at its end").format(type=rule.type, text=rule.text)
        case Trim():
            told = _("{type} without {text} at its start").format(type=rule.type, text=rule.text)
        case Extend(side="end"):
            told = _("{type} with {text} after it").format(type=rule.type, text=rule.text)
        case Extend():
            told = _("{type} with {text} before it").format(type=rule.type, text=rule.text)
        case UnitOf(instead=None):
            told = _("the unit of {metric} is {unit}").format(metric=rule.metric, unit=rule.unit)
        case UnitOf():
            told = _("the unit of {metric} is {unit}, not {instead}").format(
                metric=rule.metric, unit=rule.unit, instead=rule.instead
            )
    return visible(told)


def effect_in_words(lesson: Lesson) -> str:
    """`agrees 41 · disagrees 2`, or that it is not known yet."""
    if lesson.effect is None:
        return _("measuring…")
    return _("agrees {agrees} · disagrees {disagrees}").format(
        agrees=lesson.effect.agrees, disagrees=lesson.effect.disagrees
    )


def standing_in_words(lesson: Lesson, when: str) -> str:
    """Where a rule comes from, and who said what of it last, at `when`."""
    came = ngettext("from {count} decision", "from {count} decisions", lesson.decisions)
    told = came.format(count=lesson.decisions)
    if lesson.ruling is None:
        return f"{told} · {_(_STATES[lesson.state])}"
    who = visible(lesson.ruling.annotator)
    return f"{told} · {_(_STATES[lesson.state])} · {who} {when}"


def evidence_in_words(evidence: Evidence) -> str:
    """`周明 LOC → 周明 PER`; a sign stands where there was nothing before or after."""
    return visible(f"{evidence.before or '∅'} → {evidence.after or '✗'}")

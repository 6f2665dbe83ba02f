"""What the checks between figures mean, in words: what is compared, and what to do where it does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from seeds.article import Annotation, Check, Indicator
from store.layer import Layer
from tui.language import N_, _
from tui.text.figures import figure, short_period

CHECK_MEANINGS: dict[str, str] = {
    "sum": N_("The parts are added up and compared with the whole; rounded figures may differ a little."),
    "product": N_("So many times so much each: both are multiplied and compared with the total."),
    "share": N_("A part is divided by its whole and compared with the percentage in the text."),
    "change": N_("One metric at two times: the later figure must lie where the words say, above or below."),
    "difference": N_("The difference between two figures is compared with the one that the text states."),
    "comparison": N_("Of two figures that the text compares, the one it calls greater must be greater."),
    "threshold": N_("A fact is held against the standard that the article gives for the same metric."),
    "repeat": N_("One figure is told twice; both must say the same."),
    "subset": N_("A part, or a narrower place, cannot be more than the whole that it belongs to."),
    "pair": N_("Two numbers of things that are assigned one to one must be equal."),
    "list": N_("What is listed is counted and compared with the number that announces it."),
    "tense": N_("What the text tells as reached cannot still be expected in the same place."),
    "date": N_("A fact cannot be of a time after the article was published."),
}
"""By the kinds of `seeds.extract.checks`."""
_FAILS = N_(
    "It does not hold. Either a figure was read wrongly: correct it, and it is checked again at once. Or the "
    "article itself is wrong: leave the figures as they are written, and say so in a comment or a flag."
)
_HOLDS = N_("It holds, which speaks for these figures being read rightly.")


def check_meaning(check: Check) -> str:
    """What a check compares; nothing for a kind that there are no words for."""
    words = CHECK_MEANINGS.get(check.kind)
    return _(words) if words is not None else ""


def checks_about(
    annotation: Annotation | None, checks: Sequence[Check], layer: Layer | None
) -> Iterator[tuple[Check, str]]:
    """Every check that a figure takes part in, the failing first, each with all that is to be said of it."""
    if not isinstance(annotation, Indicator) or layer is None:
        return
    about = [check for check in checks if annotation.id in check.indicators]
    for check in sorted(about, key=lambda check: check.holds):
        others = (layer.annotations.get(id_) for id_ in check.indicators)
        figures = [_told(other) for other in others if isinstance(other, Indicator)]
        parts = [check_meaning(check), _(_HOLDS) if check.holds else _(_FAILS)]
        yield check, "\n".join([*filter(None, parts), *figures])


def _told(indicator: Indicator) -> str:
    """A figure with what it says, on a line: · 贫困村 48 个 (林甸县 2019)."""
    facts = " ".join(filter(None, (indicator.place, short_period(indicator.period or ""))))
    metric = indicator.metric or _("no metric")
    return f"· {metric} {figure(indicator)}" + (f" ({facts})" if facts else "")

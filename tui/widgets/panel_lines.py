"""What the side panel says of an article, line by line: a pure function of its layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from seeds.article import Check, Entity, Indicator, Tag
from seeds.profile import Profile
from store.layer import Layer
from tui.language import _, language
from tui.text.figures import figure, short_period
from tui.text.names import STATE_MARKS, STATE_NAMES, STATUS_NAMES
from tui.text.visible import visible
from tui.text.width import cell_width, clip
from tui.text.wrap import wrap


class Piece(NamedTuple):
    """Text in one style; `style` is the name of a component class or a state."""

    text: str
    style: str = ""


class PanelLine(NamedTuple):
    """One line of the panel, and the annotation that it belongs to, if any."""

    pieces: tuple[Piece, ...]
    rid: str | None = None


def panel_lines(
    layer: Layer, checks: Sequence[Check], profile: Profile, width: int, current: str | None
) -> list[PanelLine]:
    """All lines of the panel, `width` cells wide."""
    lines = _entity_lines(layer, profile, width, current)
    indicators = layer.indicators()
    lines.append(_heading(_("Indicators"), str(len(indicators)), width))
    if not indicators:
        lines.append(PanelLine((Piece("  " + clip(_("no figures were found"), width - 2), "quiet"),)))
    by_indicator: dict[str, list[Check]] = {}
    for check in checks:
        if check.indicators:
            by_indicator.setdefault(check.indicators[0], []).append(check)
    for indicator in indicators:
        lines += _indicator_lines(indicator, by_indicator.get(indicator.id, ()), width)
        if indicator.id == current and indicator.rule:
            lines.append(
                PanelLine((Piece("  " + clip(visible(_why(indicator)), width - 2), "quiet"),), current)
            )
    for check in checks:
        if not check.indicators:
            lines += _check_lines(check, width, None)
    lines.append(PanelLine(()))
    tags = layer.tags()
    lines.append(_heading(_("Tags"), str(sum(tag.state != "rejected" for tag in tags)), width))
    lines += [_tag_line(tag, width) for tag in tags]
    if not tags:
        lines.append(PanelLine((Piece("  " + clip(_("no tags yet; t adds one"), width - 2), "quiet"),)))
    lines += _legend(layer, profile, width)
    return lines


def _heading(name: str, count: str, width: int) -> PanelLine:
    rule = "─" * max(0, width - cell_width(name) - len(count) - 3)
    return PanelLine((Piece(f"{name} ", "heading"), Piece(f"{count} ", "quiet"), Piece(rule, "rule")))


def _entity_lines(layer: Layer, profile: Profile, width: int, current: str | None) -> list[PanelLine]:
    """The current annotation in full where it is an entity, which has no row of its own."""
    entity = layer.annotations.get(current) if current else None
    if not isinstance(entity, Entity):
        return []
    names = {kind.code: kind.zh if language() == "zh" else kind.en for kind in profile.types}
    mark = STATE_MARKS[entity.state]
    kind = f"{entity.type} {names.get(entity.type, '')}".strip()
    state = _(STATE_NAMES[entity.state])
    why = " · ".join(part for part in (entity.value or "", _why(entity)) if part)
    lines = [
        PanelLine(
            (Piece(f"{mark} ", entity.state), Piece(clip(visible(entity.text), width - 2), "name")), entity.id
        ),
        PanelLine(
            (Piece("  "), Piece(kind, f"type:{entity.type}"), Piece(clip(f" · {state}", width - 2), "quiet")),
            entity.id,
        ),
    ]
    if why:
        lines.append(PanelLine((Piece("  " + clip(visible(why), width - 2), "quiet"),), entity.id))
    return [*lines, PanelLine(())]


def _why(annotation: Entity | Indicator) -> str:
    """The rule that made a suggestion and how sure it is; nothing where a person made it."""
    if not annotation.rule:
        return ""
    rule = _("by {rule}").format(rule=annotation.rule)
    return f"{rule} · {annotation.confidence:.0%}"


def _indicator_lines(indicator: Indicator, checks: Sequence[Check], width: int) -> list[PanelLine]:
    value = clip(visible(figure(indicator)), max(4, width // 2))
    room = max(1, width - 3 - cell_width(value))
    metric = clip(visible(indicator.metric or _("no metric")), room)
    gap = " " * max(1, width - 2 - cell_width(metric) - cell_width(value))
    state = indicator.state
    first = PanelLine(
        (
            Piece(f"{STATE_MARKS[state]} ", state),
            Piece(metric, "name" if state != "rejected" else "rejected-name"),
            Piece(gap),
            Piece(value, "value" if state != "rejected" else "rejected-name"),
        ),
        indicator.id,
    )
    status = _(STATUS_NAMES[indicator.status]) if indicator.status != "actual" else ""
    period = short_period(indicator.period) if indicator.period else ""
    facts = " · ".join(part for part in (indicator.place, period, status) if part)
    lines = [first]
    if facts:
        lines.append(PanelLine((Piece("  " + clip(visible(facts), width - 2), "quiet"),), indicator.id))
    for check in checks:
        lines += _check_lines(check, width, indicator.id)
    return lines


def _check_lines(check: Check, width: int, rid: str | None) -> list[PanelLine]:
    """A relation between figures and whether it holds, whole, on as many lines as it takes."""
    mark, style = ("✓", "holds") if check.holds else ("✗", "fails")
    message = visible(check.message)
    texts = [message[line.start : line.end].strip() for line in wrap(message, max(8, width - 4))]
    leads = [f"  {mark} ", *["    "] * len(texts)]
    return [PanelLine((Piece(lead + text, style),), rid) for lead, text in zip(leads, texts, strict=False)]


def _tag_line(tag: Tag, width: int) -> PanelLine:
    style = {"suggested": "tag-suggested", "rejected": "rejected-name"}.get(tag.state, "tag")
    label = clip(visible(tag.label), width - 3)
    return PanelLine((Piece(f"{STATE_MARKS[tag.state]} ", tag.state), Piece(f"#{label}", style)), tag.id)


def _legend(layer: Layer, profile: Profile, width: int) -> list[PanelLine]:
    """How many entities of each type there are, in the colours that they have in the text."""
    counts = Counter(entity.type for entity in layer.entities() if entity.state != "rejected")
    lines = [PanelLine(()), _heading(_("Entities"), str(sum(counts.values())), width)]
    chinese = language() == "zh"
    for kind in profile.types:
        name = kind.zh if chinese else kind.en
        text = clip(f"{kind.key} {kind.code} {name}", width - 6)
        gap = " " * max(1, width - 2 - cell_width(text) - len(str(counts[kind.code])))
        lines.append(
            PanelLine(
                (
                    Piece("  "),
                    Piece(text, f"type:{kind.code}"),
                    Piece(gap),
                    Piece(str(counts[kind.code]), "quiet"),
                )
            )
        )
    return lines

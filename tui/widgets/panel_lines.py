"""What the side panel says of an article, line by line: a pure function of its layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from seeds.article import Check, Entity, Indicator, Tag
from seeds.profile import Profile
from store.layer import Layer
from store.remarking import searched
from store.remarks import FIGURES
from tui.language import _, language
from tui.text.figures import figure, short_period
from tui.text.names import STATE_MARKS, STATE_NAMES, STATUS_NAMES
from tui.text.visible import visible
from tui.text.width import cell_width, clip
from tui.text.wrap import wrap
from tui.widgets.panel_line import PanelLine, Piece, heading
from tui.widgets.remark_lines import SEARCHED, lines_about, remark_lines, remark_marks


def panel_lines(
    layer: Layer, checks: Sequence[Check], profile: Profile, width: int, current: str | None
) -> list[PanelLine]:
    """All lines of the panel, `width` cells wide."""
    lines = _entity_lines(layer, profile, width, current)
    indicators = layer.indicators()
    found = f"{SEARCHED} {len(indicators)}" if searched(layer, FIGURES) else str(len(indicators))
    lines.append(heading(_("Indicators"), found, width))
    if not indicators:
        lines.append(PanelLine((Piece("  " + clip(_("no figures were found"), width - 2), "quiet"),)))
    by_indicator: dict[str, list[Check]] = {}
    for check in checks:
        if check.indicators:
            by_indicator.setdefault(check.indicators[0], []).append(check)
    for indicator in indicators:
        marks = remark_marks(layer, indicator.id)
        lines += _indicator_lines(indicator, by_indicator.get(indicator.id, ()), marks, width)
        if indicator.id == current and indicator.rule:
            lines.append(
                PanelLine((Piece("  " + clip(visible(_why(indicator)), width - 2), "quiet"),), current)
            )
        if indicator.id == current:
            lines += lines_about(layer, current, width)
    for check in checks:
        if not check.indicators:
            lines += _check_lines(check, width, None)
    lines.append(PanelLine(()))
    tags = layer.tags()
    lines.append(heading(_("Tags"), str(sum(tag.state != "rejected" for tag in tags)), width))
    for tag in tags:
        lines.append(_tag_line(tag, remark_marks(layer, tag.id), width))
        if tag.id == current:
            lines += lines_about(layer, current, width)
    if not tags:
        lines.append(PanelLine((Piece("  " + clip(_("no tags yet"), width - 2), "quiet"),)))
    lines += remark_lines(layer, width, current)
    lines += _legend(layer, profile, width)
    return lines


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
    return [*lines, *lines_about(layer, entity.id, width), PanelLine(())]


def _why(annotation: Entity | Indicator) -> str:
    """The rule that made a suggestion and how sure it is; nothing where a person made it."""
    if not annotation.rule:
        return ""
    rule = _("by {rule}").format(rule=annotation.rule)
    return f"{rule} · {annotation.confidence:.0%}"


def _indicator_lines(
    indicator: Indicator, checks: Sequence[Check], marks: str, width: int
) -> list[PanelLine]:
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
    if facts or marks:
        room = width - 2 - (cell_width(marks) + 1 if marks else 0)
        told = clip(visible(facts), room) + " " * bool(facts and marks)
        lines.append(PanelLine((Piece("  "), Piece(told, "quiet"), Piece(marks, "remark")), indicator.id))
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


def _tag_line(tag: Tag, marks: str, width: int) -> PanelLine:
    style = {"suggested": "tag-suggested", "rejected": "rejected-name"}.get(tag.state, "tag")
    label = clip(visible(tag.label), width - 4 - cell_width(marks))
    pieces = (Piece(f"{STATE_MARKS[tag.state]} ", tag.state), Piece(f"#{label} ", style))
    return PanelLine((*pieces, Piece(marks, "remark")), tag.id)


def _legend(layer: Layer, profile: Profile, width: int) -> list[PanelLine]:
    """How many entities of each type there are, in the colours that they have in the text."""
    counts = Counter(entity.type for entity in layer.entities() if entity.state != "rejected")
    lines = [PanelLine(()), heading(_("Entities"), str(sum(counts.values())), width)]
    chinese = language() == "zh"
    for kind in profile.types:
        name = kind.zh if chinese else kind.en
        text = clip(f"{kind.key} {kind.code} {name}", width - 8)
        mark = f"{SEARCHED} " if searched(layer, kind.code) else ""
        gap = " " * max(1, width - 2 - cell_width(text) - len(mark) - len(str(counts[kind.code])))
        lines.append(
            PanelLine(
                (
                    Piece("  "),
                    Piece(text, f"type:{kind.code}"),
                    Piece(gap),
                    Piece(mark, "holds"),
                    Piece(str(counts[kind.code]), "quiet"),
                )
            )
        )
    return lines

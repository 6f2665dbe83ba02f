"""What the side panel says of an article, line by line: a pure function of its layer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from seeds.article import Check, Entity, Indicator, State, Tag
from seeds.profile import Profile
from store.layer import Layer
from store.remarking import searched
from store.remarks import FIGURES
from tui.language import _, either
from tui.text.names import STATE_MARKS, STATE_NAMES
from tui.text.visible import visible
from tui.text.width import cell_width, clip
from tui.text.wrap import folded
from tui.themes.type_looks import NO_MARKS
from tui.widgets.panel_line import PanelLine, Piece, heading
from tui.widgets.record_lines import check_lines, record_lines
from tui.widgets.remark_lines import SEARCHED, lines_about, remark_lines, remark_marks


def panel_lines(
    layer: Layer,
    checks: Sequence[Check],
    profile: Profile,
    width: int,
    current: str | None,
    letters: Mapping[str, str] = NO_MARKS,
    empty: str = "",
) -> list[PanelLine]:
    """All lines of the panel, `width` cells wide.

    `letters` tell the types in the text; `empty` is what is said of an article in which nothing was found.
    """
    lines = _entity_lines(layer, profile, width, current)
    if not layer.annotations and empty:
        lines += [*_quiet_lines(empty, width, None), PanelLine(())]
    indicators = layer.indicators()
    found = f"{SEARCHED} " if searched(layer, FIGURES) else ""
    lines.append(heading(_("Indicators"), f"{found}{len(indicators):,}", width))
    if not indicators:
        lines.append(PanelLine((Piece("  " + clip(_("no figures were found"), width - 2), "quiet"),)))
    by_indicator: dict[str, list[Check]] = {}
    for check in checks:
        if check.indicators:
            by_indicator.setdefault(check.indicators[0], []).append(check)
    for indicator in indicators:
        marks = remark_marks(layer, indicator.id)
        judged, here = by_indicator.get(indicator.id, ()), indicator.id == current
        lines += record_lines(indicator, judged, marks, width, whole=here)
        if here:
            lines += _quiet_lines(_why(indicator), width, indicator.id)
            lines += lines_about(layer, indicator.id, width)
    lines += check_lines((check for check in checks if not check.indicators), width, None)
    lines.append(PanelLine(()))
    tags = layer.tags()
    standing = sum(tag.state != "rejected" for tag in tags)
    lines.append(heading(_("Tags"), f"{standing:,}", width))
    for tag in tags:
        lines += _tag_lines(tag, remark_marks(layer, tag.id), width, whole=tag.id == current)
        if tag.id == current:
            lines += lines_about(layer, current, width)
    if not tags:
        lines.append(PanelLine((Piece("  " + clip(_("no tags yet"), width - 2), "quiet"),)))
    lines += remark_lines(layer, width, current)
    lines += _legend(layer, profile, width, letters)
    return lines


def _entity_lines(layer: Layer, profile: Profile, width: int, current: str | None) -> list[PanelLine]:
    """The current annotation in full where it is an entity, which has no row of its own."""
    entity = layer.annotations.get(current) if current else None
    if not isinstance(entity, Entity):
        return []
    names = {kind.code: either(kind.en, kind.zh) for kind in profile.types}
    kind = f"{entity.type} {names.get(entity.type, '')}".strip()
    state = _(STATE_NAMES[entity.state])
    why = " · ".join(part for part in (entity.value or "", _why(entity)) if part)
    lines = [
        PanelLine((mark, Piece(text, "name")), entity.id)
        for mark, text in _marked(entity.state, folded(visible(entity.text), width - 2))
    ]
    apart = cell_width(kind) + cell_width(state) + 5 > width
    told = "" if apart else f" · {state}"
    lines += [
        PanelLine((Piece("  "), Piece(text, f"type:{entity.type}"), Piece(told, "quiet")), entity.id)
        for text in folded(kind, width - 2)
    ]
    lines += _quiet_lines(state if apart else "", width, entity.id)
    lines += _quiet_lines(why, width, entity.id)
    return [*lines, *lines_about(layer, entity.id, width), PanelLine(())]


def _marked(state: State, texts: Sequence[str]) -> Iterator[tuple[Piece, str]]:
    """The lines of something with the mark of its state before the first."""
    for at, text in enumerate(texts):
        yield Piece("  ") if at else Piece(f"{STATE_MARKS[state]} ", state), text


def _quiet_lines(told: str, width: int, rid: str | None) -> Iterator[PanelLine]:
    """What is said of an annotation besides; nothing where that is nothing."""
    for text in folded(visible(told), width - 2) if told else ():
        yield PanelLine((Piece("  " + text, "quiet"),), rid)


def _why(annotation: Entity | Indicator) -> str:
    """The rule that made a suggestion and how sure it is; nothing where a person made it."""
    if not annotation.rule:
        return ""
    rule = _("by {rule}").format(rule=annotation.rule)
    return f"{rule} · {annotation.confidence:.0%}"


def _tag_lines(tag: Tag, marks: str, width: int, *, whole: bool) -> Iterator[PanelLine]:
    style = {"suggested": "tag-suggested", "rejected": "rejected-name"}.get(tag.state, "tag")
    label, room = f"#{visible(tag.label)}", width - 3 - cell_width(marks)
    texts = folded(label, room) if whole else [clip(label, room)]
    for at, (mark, text) in enumerate(_marked(tag.state, texts)):
        yield PanelLine((mark, Piece(f"{text} ", style), Piece("" if at else marks, "remark")), tag.id)


def _legend(layer: Layer, profile: Profile, width: int, letters: Mapping[str, str]) -> list[PanelLine]:
    """How many entities of each type there are, in the colours that they have in the text."""
    counts = Counter(entity.type for entity in layer.entities() if entity.state != "rejected")
    lines = [PanelLine(()), heading(_("Entities"), f"{counts.total():,}", width)]
    for kind in profile.types:
        name = either(kind.en, kind.zh)
        text = clip(
            f"{kind.key} {letters.get(kind.code, '')} {kind.code} {name}".replace("  ", " "), width - 8
        )
        mark = f"{SEARCHED} " if searched(layer, kind.code) else ""
        count = f"{counts[kind.code]:,}"
        gap = " " * max(1, width - 2 - cell_width(text) - cell_width(mark) - len(count))
        lines.append(
            PanelLine(
                (
                    Piece("  "),
                    Piece(text, f"type:{kind.code}"),
                    Piece(gap),
                    Piece(mark, "holds"),
                    Piece(count, "quiet"),
                )
            )
        )
    return lines

"""What the side panel shows of remarks: marks beside an annotation, its thread in full, the article's own."""

from __future__ import annotations

from collections.abc import Iterator

from store.layer import ARTICLE, Layer
from store.remarks import Comment, Remark, Unclear, is_unclear, unsettled
from tui.language import _
from tui.text.visible import visible
from tui.text.width import cell_width, clip
from tui.text.wrap import folded
from tui.widgets.panel_line import PanelLine, Piece, heading

UNCLEAR, SAID, SEARCHED = "⚐", "❝", "∅"


def remark_marks(layer: Layer, rid: str) -> str:
    """⚐ where the guideline does not decide an annotation, ❝ and how many comments wait for an answer."""
    marks = [UNCLEAR] if is_unclear(layer.remarks, rid) else []
    waiting = len(unsettled(layer.remarks, rid))
    return " ".join([*marks, f"{SAID}{waiting}"] if waiting else marks)


def lines_about(layer: Layer, rid: str, width: int) -> Iterator[PanelLine]:
    """What was said of the current annotation, whole, and where its history is."""
    if is_unclear(layer.remarks, rid):
        yield PanelLine((Piece("  " + clip(_("⚐ guideline unclear"), width - 2), "remark"),), rid)
    for said in unsettled(layer.remarks, rid):
        yield from _comment_lines(said, width, rid)
    if rid not in layer.base or layer.annotations[rid].state != "suggested":
        yield PanelLine((Piece("  " + clip(_("L shows what was done to it"), width - 2), "quiet"),), rid)


def remark_lines(layer: Layer, width: int, current: str | None) -> list[PanelLine]:
    """What was said of the article, of entities other than the current, and of what is no longer there.

    Figures and tags carry their marks in their own lines. Nothing where nothing was said.
    """
    if not layer.remarks:
        return []
    lines: list[PanelLine] = []
    if is_unclear(layer.remarks, ARTICLE):
        lines.append(PanelLine((Piece("  " + clip(_("⚐ guideline unclear"), width - 2), "remark"),)))
    for said in unsettled(layer.remarks, ARTICLE):
        lines += _comment_lines(said, width, None)
    for entity in layer.entities():
        if entity.id != current and (marks := remark_marks(layer, entity.id)):
            text = clip(visible(entity.text), width - 3 - cell_width(marks))
            lines.append(
                PanelLine((Piece(f"  {marks} ", "remark"), Piece(text, f"type:{entity.type}")), entity.id)
            )
    lines += _left_over(layer, width)
    count = sum(_waits(said) for said in layer.remarks.values())
    return [PanelLine(()), heading(_("Remarks"), f"{count:,}", width), *lines] if lines else []


def _waits(said: Remark) -> bool:
    return isinstance(said, Unclear) or (isinstance(said, Comment) and not said.settled)


def _left_over(layer: Layer, width: int) -> Iterator[PanelLine]:
    """Comments on an annotation that is no longer there are still comments on the article."""
    there = {ARTICLE, *layer.annotations}
    gone = {
        said.about for said in layer.remarks.values() if isinstance(said, Comment) and said.about not in there
    }
    for about in sorted(gone):
        for said in unsettled(layer.remarks, about):
            yield from _comment_lines(said, width, None)


def _comment_lines(said: Comment, width: int, rid: str | None) -> Iterator[PanelLine]:
    told = visible(f"{said.annotator}: {said.text}")
    for number, text in enumerate(folded(told, width - 4)):
        lead = "    " if number else f"  {SAID} "
        yield PanelLine((Piece(lead + text, "remark"),), rid)

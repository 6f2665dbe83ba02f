"""Tags of a project in words: how they stand, and what renaming, merging or deleting one comes to."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from store.tagging import Outlook, Renamed, TagUse
from tui.language import N_, _, ngettext
from tui.text.visible import visible
from tui.text.width import cell_width, clip

_COLUMNS = (N_("put"), N_("suggested"), N_("taken off"))
_NARROW = 50
"""Cells below which there is no room for all columns: put and suggested are counted together."""


def tag_head(width: int) -> str:
    """What the numbers of `tag_row` are."""
    return _in_columns(_("tag"), [_(name) for name in _names(width)], width)


def tag_row(tag: TagUse, width: int) -> Content:
    """A tag and in how many articles it is put, waits, and was taken off."""
    numbers = [tag.standing] if width < _NARROW else [tag.put, tag.suggested, tag.rejected]
    told = [f"{number:,}" if number else "·" for number in numbers]
    row = Content(_in_columns(f"#{visible(tag.label)}", told, width))
    return row if tag.standing else row.stylize("$foreground-disabled")


def deed_told(deed: Renamed) -> str:
    """What is to be done, in a line."""
    old, new = f"#{visible(deed.old)}", f"#{visible(deed.new)}"
    if not deed.new:
        return _("Delete {old}").format(old=old)
    told = _("Merge {old} into {new}") if deed.merges else _("Rename {old} to {new}")
    return told.format(old=old, new=new)


def outlook_told(deed: Renamed, ahead: Outlook) -> Iterator[str]:
    """What it comes to, in lines."""
    if not ahead.articles:
        yield _("no article changes")
    else:
        articles = ngettext("{count} article changes", "{count} articles change", ahead.articles)
        parts = [articles.format(count=f"{ahead.articles:,}")]
        if ahead.put:
            parts.append(_("{count} where people put it").format(count=f"{ahead.put:,}"))
        if ahead.suggested:
            parts.append(_("{count} where it is suggested").format(count=f"{ahead.suggested:,}"))
        yield " · ".join(parts)
    if ahead.both:
        both = ngettext(
            "{count} of them has #{new} already, and keeps it",
            "{count} of them have #{new} already, and keep it",
            ahead.both,
        )
        yield both.format(count=f"{ahead.both:,}", new=visible(deed.new))
    if ahead.again:
        again = ngettext(
            "in {count} of them somebody took #{new} off: it is put again",
            "in {count} of them somebody took #{new} off: it is put again",
            ahead.again,
        )
        yield again.format(count=f"{ahead.again:,}", new=visible(deed.new))
    if ahead.left:
        left = ngettext(
            "{count} where it is only suggested stays as it is",
            "{count} where it is only suggested stay as they are",
            ahead.left,
        )
        yield left.format(count=f"{ahead.left:,}")
    if ahead.off:
        off = ngettext(
            "{count} where somebody took it off stays as it is",
            "{count} where somebody took it off stay as they are",
            ahead.off,
        )
        yield off.format(count=f"{ahead.off:,}")


def _names(width: int) -> tuple[str, ...]:
    return (N_("articles"),) if width < _NARROW else _COLUMNS


def _in_columns(first: str, others: list[str], width: int) -> str:
    """The first at the left, as far as there is room; the others at the right, below each other."""
    column = 1 + max(cell_width(_(name)) for name in _names(width))
    column = max(column, len("100,000") + 1)
    right = "".join(" " * max(1, column - cell_width(told)) + told for told in others)
    shown = clip(first, max(0, width - cell_width(right)))
    return shown + " " * max(0, width - cell_width(shown) - cell_width(right)) + right

"""How the interface tells what another run of the extractor would change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from seeds.article import Annotation, Indicator, Tag
from seeds.profile import Profile
from store.layer import plain
from store.reextraction import Difference, Held, Revised, reading_order
from tui.language import _
from tui.text.deeds import told_fields, told_record
from tui.text.names import STATE_MARKS, kind_name

Mark = Literal["−", "~", "+", "="]
_CONTEXT, _PLAIN_CONTEXT = 30, 12
"""Characters on either side: on the screen, which clips them, and on a line of standard output."""


class ToldChange(NamedTuple):
    """One annotation that would go, change, come or stay, in its context, and what there is to say of it.

    `rid` is its id; `before` and `after` are what stands around `words` in the text.
    """

    mark: Mark
    rid: str
    kind: str
    before: str
    words: str
    after: str
    detail: str = ""


def told_difference(difference: Difference, text: str, profile: Profile) -> list[ToldChange]:
    """The difference line by line in reading order; what is only weighed anew is left to `told_counts`."""
    told = [
        *((a, _in_context("−", a, text)) for a in difference.gone),
        *((r.before, _revised(r, text, profile)) for r in difference.revised),
        *((a, _in_context("+", a, text, _record(a))) for a in difference.added),
        *((h.kept, _held(h, text)) for h in difference.held),
    ]
    return [line for _annotation, line in sorted(told, key=lambda pair: reading_order(pair[0])[:3])]


def told_counts(added: int, gone: int, revised: int, held: int, weighed: int) -> str:
    """How much of each: +3 new · −1 gone · ~2 changed · =1 kept; what there is none of is left out."""
    parts = [
        (added, _("+{count} new")),
        (gone, _("−{count} gone")),
        (revised, _("~{count} changed")),
        (weighed, _("{count} only weighed anew")),
        (held, _("={count} kept")),
    ]
    return " · ".join(words.format(count=count) for count, words in parts if count)


def counts_of(difference: Difference, kept: Iterable[str] | None = None) -> str:
    """`told_counts` of a difference; of its changes only those on the ids `kept`, if given."""
    some = difference if kept is None else difference.only(frozenset(kept))
    return told_counts(
        len(some.added), len(some.gone), len(some.revised), len(some.held), len(difference.weighed)
    )


def plain_lines(told: Iterable[ToldChange]) -> Iterator[str]:
    """The lines for standard output, the annotation in brackets."""
    for line in told:
        around = line.before[-_PLAIN_CONTEXT:], line.after[:_PLAIN_CONTEXT]
        words = f"…{around[0]}【{line.words}】{around[1]}…" if any(around) else line.words
        parts = (line.kind, words, line.detail)
        yield f"  {line.mark} " + "  ".join(part for part in parts if part)


def _in_context(mark: Mark, annotation: Annotation, text: str, detail: str = "") -> ToldChange:
    kind = kind_name(annotation)
    if isinstance(annotation, Tag):
        return ToldChange(mark, annotation.id, kind, "", f"#{annotation.label}", "", detail)
    start, end = annotation.start, annotation.end
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return ToldChange(mark, annotation.id, kind, before, annotation.text, after, detail)


def _revised(revised: Revised, text: str, profile: Profile) -> ToldChange:
    fields = told_fields(plain(revised.before), plain(revised.after), profile)
    return _in_context("~", revised.before, text, " · ".join(fields))


def _held(held: Held, text: str) -> ToldChange:
    mark = STATE_MARKS[held.kept.state]
    if held.said is None:
        return _in_context("=", held.kept, text, _("{mark} kept; no longer suggested").format(mark=mark))
    told = _("{mark} kept; suggested now: {said}").format(mark=mark, said=told_record(plain(held.said)))
    return _in_context("=", held.kept, text, told)


def _record(annotation: Annotation) -> str:
    return told_record(plain(annotation)) if isinstance(annotation, Indicator) else ""

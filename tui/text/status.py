"""The condition of a project in words, and for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from store.condition import Condition
from tui.language import _, ngettext, told
from tui.text.names import VERDICT_NAMES
from tui.text.sizes import size_told
from tui.text.visible import visible

_MOST_NAMED = 20


def as_json(found: Condition) -> dict[str, Any]:
    """The condition for a program: paths as text, warnings as lines in the language in use."""
    plain: dict[str, Any] = msgspec.to_builtins(found, enc_hook=str)
    plain["warnings"] = [told(note) for note in found.warnings]
    return plain


def as_text(found: Condition) -> Iterator[str]:
    """The condition for a person, a line a matter."""
    yield _("project: {path}").format(path=visible(str(found.path)))
    total = sum(found.articles.values())
    articles = ngettext("{count} article", "{count} articles", total).format(count=f"{total:,}")
    verdicts = [f"{_(VERDICT_NAMES[verdict])} {count}" for verdict, count in found.articles.items()]
    yield " · ".join((articles, *verdicts))
    yield ngettext("{count} suggestion to review", "{count} suggestions to review", found.suggestions).format(
        count=found.suggestions
    )
    operations = ngettext("{count} operation", "{count} operations", found.operations).format(
        count=found.operations
    )
    if found.last_change is not None:
        operations += " · " + _("the last {at}").format(at=found.last_change)
    yield operations
    for annotator, count in list(found.annotators.items())[:_MOST_NAMED]:
        yield f"  {visible(annotator)}  {count}"
    yield _("done on the last days: {days}").format(days=_days(found.days))
    yield _sizes(found)
    if found.backup is not None:
        yield _("last backup: {at}, {path}").format(
            at=found.backup.made, path=visible(str(found.backup.path))
        )
    for note in found.warnings:
        yield f"! {told(note)}"


def _days(days: dict[str, int]) -> str:
    """The days on which something was done, newest first."""
    told_ = [f"{day[5:]} {count}" for day, count in reversed(days.items()) if count]
    return " · ".join(told_) or "0"


def _sizes(found: Condition) -> str:
    sizes = found.sizes
    return _(
        "format {version} · database {database} · log {log} · mirror {mirror} · backups {backups}"
    ).format(
        version=found.format,
        database=size_told(sizes.database),
        log=size_told(sizes.log),
        mirror=size_told(sizes.mirror),
        backups=size_told(sizes.backups),
    )

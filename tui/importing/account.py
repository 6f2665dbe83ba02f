"""What became of the files that an import was given."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from tui.language import ngettext
from tui.text.visible import visible
from tui.text.width import clip

Outcome = Literal["read", "present", "duplicate", "changed", "failed"]
"""A new article; there from before; the same bytes as another file of this import; changed since it was
read, and left alone; not readable."""
_KINDS_NAMED, _LONGEST_KIND = 5, 20


@dataclass
class Account:
    """How many files came to what."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    """How many files found in folders do not end as an article's file does, by their ending."""

    @property
    def files(self) -> int:
        """How many files there were, those passed over included."""
        return self.outcomes.total() + self.passed_over.total()

    def in_words(self) -> str:
        """One line: 12 articles read · 1 duplicate · 2 failed · 3 passed over (.jpg)."""
        read = self.outcomes["read"]
        parts = [ngettext("{count} article read", "{count} articles read", read).format(count=read)]
        if present := self.outcomes["present"]:
            words = ngettext("{count} already there", "{count} already there", present)
            parts.append(words.format(count=present))
        if twice := self.outcomes["duplicate"]:
            words = ngettext("{count} duplicate", "{count} duplicates", twice)
            parts.append(words.format(count=twice))
        if changed := self.outcomes["changed"]:
            words = ngettext(
                "{count} changed since it was read (--changed reads it as a new article)",
                "{count} changed since they were read (--changed reads them as new articles)",
                changed,
            )
            parts.append(words.format(count=changed))
        if failed := self.outcomes["failed"]:
            parts.append(ngettext("{count} failed", "{count} failed", failed).format(count=failed))
        if passed := self.passed_over.total():
            most = self.passed_over.most_common(_KINDS_NAMED)
            named = [clip(visible(kind), _LONGEST_KIND) for kind, _count in most]
            kinds = ", ".join([*named, "…"] if len(most) < len(self.passed_over) else named)
            words = ngettext("{count} passed over ({kinds})", "{count} passed over ({kinds})", passed)
            parts.append(words.format(count=passed, kinds=kinds))
        return " · ".join(parts)

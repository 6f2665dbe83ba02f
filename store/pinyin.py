"""Titles as they are sorted and abbreviated: by the pinyin of their characters."""

from __future__ import annotations

from typing import NamedTuple

_LOOKED_AT = 80
"""Characters of a title that are turned into pinyin; what differs later hardly ever matters."""


class TitleKeys(NamedTuple):
    """`sort` orders titles as a Chinese dictionary does; `initials` are their pinyin's: 脱贫摘帽 → tpzm."""

    sort: str
    initials: str


def title_keys(title: str) -> TitleKeys:
    """The keys of a title. Characters without pinyin stand as they are, letters in small."""
    # Loading the pinyin table costs a fifth of a second, which only an import needs.
    from pypinyin import lazy_pinyin

    # Characters without pinyin come one by one; the stub of `errors` knows of no lists.
    found = lazy_pinyin(title[:_LOOKED_AT], errors=list)  # type: ignore[arg-type]
    syllables = [syllable.casefold() for syllable in found]
    initials = "".join(syllable[:1] for syllable in syllables if not syllable.isspace())
    return TitleKeys(" ".join(syllables), initials)

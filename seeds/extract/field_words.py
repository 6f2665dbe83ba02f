"""The words of a profile's field, in the patterns and tables of the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from seeds.extract.lexicon import Lexicon, listed


def either(words: Iterable[str]) -> str:
    """A pattern for one of the words, longest first; without any it matches nothing."""
    patterns = alternatives(words)
    return "(?:" + "|".join(patterns) + ")" if patterns else "(?!)"


def alternatives(words: Iterable[str]) -> list[str]:
    """The patterns of the words, longest first, as alternatives beside others."""
    return [re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word))]


@lru_cache(maxsize=4)
def departments(added: tuple[str, ...]) -> Lexicon:
    """The fields of work that offices are named after: those of any government, and the profile's."""
    return Lexicon((*listed("departments"), *added))


@lru_cache(maxsize=4)
def qualifiers(added: tuple[str, ...]) -> frozenset[str]:
    """The words that a level after them belongs to, without being its name: 试点|县, 贫困|村."""
    return frozenset((*listed("qualifiers"), *added))


@lru_cache(maxsize=4)
def bodies(added: tuple[str, ...]) -> Lexicon:
    """The names of organisations that are known: those of the whole country, and the profile's."""
    return Lexicon((*listed("bodies"), *added))

"""The words of a profile's field, in the patterns and tables of the rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from seeds.extract.lexicon import Lexicon, listed


def either(words: Iterable[str]) -> str:
    """A pattern for one of the words, longest first; without any it matches nothing."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(map(re.escape, longest_first)) + ")" if longest_first else "(?!)"


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

"""The words of the profile: known names and patterns of any type that it declares."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seeds.extract.lexicon import indexed
from seeds.extract.mentions import Mention
from seeds.profile import Profile

# Known names of these types are found beside what grammar says of them, by the rules for the type.
_BY_THEIR_OWN_RULES = ("ORG", "PER", "EVENT", "TERM")


def declared_mentions(view: str, profile: Profile) -> Iterator[Mention]:
    """What the profile's lexicons and patterns find; the rule names the entry, patterns by their number.

    A pattern that matches nothing at some place is passed over there.
    """
    for code, names in profile.lexicon.items():
        if code not in _BY_THEIR_OWN_RULES:
            for start, end in indexed(tuple(names)).scan(view):
                yield Mention(start, end, code, 0.88, f"lexicon:{code}:{view[start:end]}")
    for code, patterns in profile.patterns.items():
        for number, pattern in enumerate(patterns, 1):
            for hit in re.finditer(pattern, view):
                if hit[0].strip():
                    yield Mention(*hit.span(), code, 0.85, f"pattern:{code}:{number}")

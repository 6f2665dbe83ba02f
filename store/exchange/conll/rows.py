"""Characters as they stand in a row: one that breaks nothing, from which the first can be had again."""

from __future__ import annotations

import unicodedata

BREAKING = {" ": "␣", "\n": "␊", "\t": "␉", "\r": "␍", "\u3000": "␠"}
MEANT = {shown: char for char, shown in BREAKING.items()}
UNKNOWN = "�"


def shown(char: str) -> str:
    """The character as it stands in its row."""
    if char in BREAKING:
        return BREAKING[char]
    breaks = char == "#" or char.isspace() or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    return UNKNOWN if breaks else char


def needs_comment(char: str) -> bool:
    """Whether its row does not say which character it is."""
    return MEANT.get(shown(char), shown(char)) != char or char == UNKNOWN

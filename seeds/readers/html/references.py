"""Character references: what &lt; and &#20013; stand for, and how much of the source they are."""

from __future__ import annotations

import re
from html.entities import html5

REFERENCE = r"&(?:#[xX][0-9a-fA-F]++|#[0-9]++|[a-zA-Z][a-zA-Z0-9]{0,31}+);?+"
"""What may be a reference, as a pattern to put into others."""

_LONGEST_NAME = 32
_LAST = 0x10FFFF
_BLANK = "\t\n\f\r"
_UNKNOWN = "\ufffd"


def resolved(reference: str) -> tuple[str, int]:
    """What `reference`, a match of REFERENCE, stands for, and how many of its characters say so.

    Those are 0 where it is no reference but text. A number that names no character, or one that controls a
    terminal, is U+FFFD.
    """
    if reference[1] == "#":
        return _numbered(reference[2:].rstrip(";")), len(reference)
    name = reference[1:]
    if name in html5:
        return html5[name], len(reference)
    # Some names need no semicolon, and text may follow them at once: &copy2021
    for size in range(min(len(name), _LONGEST_NAME), 1, -1):
        if name[:size] in html5:
            return html5[name[:size]], 1 + size
    return "", 0


def unescaped(text: str) -> str:
    """The text with its references resolved, for values of attributes."""
    return re.sub(REFERENCE, _replaced, text) if "&" in text else text


def _replaced(found: re.Match[str]) -> str:
    stands_for, size = resolved(found[0])
    return stands_for + found[0][size:]


def _numbered(number: str) -> str:
    hexadecimal = number[0] in "xX"
    digits = number.lstrip("xX").lstrip("0") or "0"
    if len(digits) > 7:
        return _UNKNOWN
    code = int(digits, 16 if hexadecimal else 10)
    if 0x80 <= code < 0xA0:  # pages that say Latin-1 mean Windows-1252
        return bytes([code]).decode("cp1252", "replace")
    if code > _LAST or 0xD800 <= code < 0xE000 or 0xFDD0 <= code < 0xFDF0 or code & 0xFFFE == 0xFFFE:
        return _UNKNOWN
    return chr(code) if (code >= 0x20 and code != 0x7F) or chr(code) in _BLANK else _UNKNOWN

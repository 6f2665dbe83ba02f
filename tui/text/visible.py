"""Text from a file, made safe to draw: what a terminal would obey, or show as nothing, becomes a sign.

One sign stands for one character, so that every offset into the text is an offset into what is drawn.
"""

from __future__ import annotations

import re

STAND_IN = "⍰"
"""For what has no glyph: private use, undecodable, C1 controls, noncharacters, lone surrogates."""
UNSEEN = "⋅"
"""For what takes no room: zero-width spaces, joiners, variation selectors, soft hyphens, shades of skin."""
TURN = "⇄"
"""For what turns the direction of writing and could make a line read other than it is stored."""
LINE_END = "␊"
"""For the line separators of Unicode, as for a line feed."""

_TURNS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U0001f3fb-\U0001f3ff\U000e0000-\U000e0fff"
)
_HIDDEN = re.compile(
    f"[\x00-\x1f\x7f-\x9f\u2028\u2029\U0001f1e6-\U0001f1ff{_TURNS}{_UNSEEN}"
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffc-\uffff\U000f0000-\U0010ffff]"
)
_FLAG, _WIDE_A = range(0x1F1E6, 0x1F200), ord("Ａ")
"""The letters of flags: two make a flag of two cells in some terminals and are two letters in others."""
_TURN = re.compile(f"[{_TURNS}]")
_NOTHING = re.compile(f"[{_UNSEEN}]")


def visible(text: str) -> str:
    """`text` with a sign for each character that is not to reach a terminal as it is; same length.

    Control characters become their pictures (ESC ␛, NUL ␀, DEL ␡), a tab one space, a flag two wide letters.
    """
    return _HIDDEN.sub(_sign, text)


def _sign(match: re.Match[str]) -> str:
    char = match[0]
    if char == "\t":
        return " "
    if char < "\x20":
        return chr(0x2400 + ord(char))
    if char == "\x7f":
        return "␡"
    if char in "\u2028\u2029":
        return LINE_END
    if ord(char) in _FLAG:
        return chr(_WIDE_A + _FLAG.index(ord(char)))
    if _TURN.match(char):
        return TURN
    return UNSEEN if _NOTHING.match(char) else STAND_IN

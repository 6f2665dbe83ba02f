"""What the characters of a PDF say, where producers wrote others of the same shape."""

from __future__ import annotations

import unicodedata

CHINESE_FROM = "\u2e80"
"""From this character on writing has no spaces between words."""
UNKNOWN = "\ufffd"
"""Stands for a shape without a character: its font does not say what it means."""
_HYPHEN = 0x02
"""What PDFium puts for the hyphen of a word that goes on in the next line."""
_SOFT_HYPHEN = 0xAD
_BLANKS = frozenset(" \t\u00a0\u2002\u2003\u2009\u202f\u3000")
_INVISIBLE = frozenset(
    [0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
# Fonts whose table of shapes is read backwards give radicals (U+2F08) for characters (人): they look the
# same, and nothing finds them. Most have a compatibility mapping; these of the supplement have none.
_RADICALS = {
    "\u2e81": "厂", "\u2e8a": "卜", "\u2e97": "心", "\u2e98": "手", "\u2e9d": "月", "\u2e9f": "母",
    "\u2ea0": "民", "\u2eae": "竹", "\u2eb3": "网", "\u2ec4": "西", "\u2ec5": "见", "\u2ec6": "角",
    "\u2ec8": "讠", "\u2ec9": "贝", "\u2ecb": "车", "\u2ecd": "辶", "\u2ed3": "长", "\u2ed4": "门",
    "\u2ed8": "青", "\u2ed9": "韦", "\u2eda": "页", "\u2edb": "风", "\u2edc": "飞", "\u2edd": "食",
    "\u2ee0": "饣", "\u2ee2": "马", "\u2ee3": "骨", "\u2ee4": "鬼", "\u2ee5": "鱼", "\u2ee6": "鸟",
    "\u2ee8": "麦", "\u2ee9": "黄", "\u2eec": "齐", "\u2eed": "齿", "\u2eee": "龙", "\u2eef": "龟",
    "\u2ef0": "龟", "\u2ef3": "龟",
}  # fmt: skip


def as_written(code: int) -> str:
    """What the character `code` says: a ligature its letters, a radical the character that it looks like.

    Empty for what cannot be seen: soft hyphens, direction marks, controls.
    """
    if code == _HYPHEN:
        return "-"
    if code == _SOFT_HYPHEN or code in _INVISIBLE:
        return ""
    if code < 0x20 or 0x7F <= code < 0xA0:
        return " " if code in (9, 10, 13) else ""
    if 0xE000 <= code < 0xF900 or 0xD800 <= code < 0xE000 or code >= 0xF0000 or code & 0xFFFE == 0xFFFE:
        return UNKNOWN
    char = chr(code)
    if 0x2E80 <= code < 0x2FE0 or 0xF900 <= code < 0xFB07 or 0x2F800 <= code < 0x2FA20:
        return _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
    return char


def is_blank(text: str) -> bool:
    """Whether it is a space of some width."""
    return text in _BLANKS


def is_latin(char: str) -> bool:
    """Whether words of it are parted by spaces."""
    return char.isalpha() and char < CHINESE_FROM


def is_word(char: str) -> bool:
    """Whether it is a letter or a digit of words parted by spaces."""
    return char.isalnum() and char < CHINESE_FROM

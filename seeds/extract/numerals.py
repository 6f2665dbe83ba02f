"""Numerals as Chinese prose writes them, turned into exact decimals.

Three notations: Arabic (`1,234.5`), Chinese with places (`一千二百`, `十二`, `两`, `廿五`) and Chinese
digit by digit (`二〇一九`). A scale word (`万`, `亿`) may follow any of them, and may stand alone.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

DIGITS = "〇零○一二两三四五六七八九"
"""Characters that are a digit; 两 is two before a measure word."""

SCALES = {"万": 10_000, "亿": 100_000_000, "千": 1_000, "百": 100, "百万": 1_000_000, "千万": 10_000_000}
SCALES |= {"十万": 100_000, "万亿": 10**12, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11}

ARABIC = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
CHINESE = r"[〇零○一二两三四五六七八九十百千万亿廿卅]+(?:点[〇零○一二三四五六七八九]+)?"

_VALUES = {
    digit: value
    for value, digits in enumerate(("〇零○", "一", "二两", "三", *"四五六七八九"))
    for digit in digits
}
_TENS = {"廿": 20, "卅": 30}
_PLACES = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_DIGIT_RUN = re.compile(f"[{DIGITS}]+")


@lru_cache(maxsize=1024)
def number(text: str) -> Decimal:
    """The value of an Arabic or Chinese numeral, scale words included.

    Raises ValueError where `text` is no numeral.
    """
    if text[:1].isascii() and text[:1].isdigit():
        digits = text.rstrip("十百千万亿")
        return Decimal(digits.replace(",", "")) * scale(text[len(digits) :])
    whole, _, fraction = text.partition("点")
    if not fraction:
        return Decimal(_chinese_integer(whole))
    digits = fraction.rstrip("万亿")
    decimals = "".join(str(_VALUES[digit]) for digit in digits)
    return (Decimal(_chinese_integer(whole)) + Decimal(f"0.{decimals}")) * scale(fraction[len(digits) :])


def scale(text: str) -> int:
    """The factor that scale words stand for: 万 → 10,000, 千万 → 10,000,000, nothing → 1."""
    if not text:
        return 1
    if text in SCALES:
        return SCALES[text]
    return _chinese_integer(text)


def _chinese_integer(text: str) -> int:
    """`一千零五十万` → 10,500,000. A run of bare digits is read place by place: 二〇一九 → 2019."""
    if not text or any(
        char not in _VALUES and char not in _PLACES and char not in _MYRIADS and char not in _TENS
        for char in text
    ):
        raise ValueError(f"{text!r} is not a numeral")
    if len(text) > 1 and _DIGIT_RUN.fullmatch(text):
        return int("".join(str(_VALUES[char]) for char in text))
    total = section = digit = 0
    unit = 1
    for char in text:
        if char in _VALUES:
            digit = _VALUES[char]
            unit = 1 if digit == 0 else unit
        elif char in _TENS:
            section += _TENS[char]
            unit = 10
        elif char in _PLACES:
            unit = _PLACES[char]
            section += (digit or 1) * unit
            digit = 0
        else:
            unit = _MYRIADS[char]
            section += digit
            total = (total or 1) * unit if section == 0 else total + section * unit
            section = digit = 0
    # 两万三, 一百五: a last digit without its place word stands one place below.
    elided = unit // 10 if unit > 10 and digit else 1
    return total + section + digit * elided

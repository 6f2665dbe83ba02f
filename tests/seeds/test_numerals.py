"""Numerals in all notations have one exact value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.extract.numerals import number, scale

DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.74", "0.74"),
        ("1,234.5", "1234.5"),
        ("1.6亿", "160000000"),
        ("5.9万", "59000"),
        ("3千", "3000"),
        ("100万亿", "100000000000000"),
        ("二〇一九", "2019"),
        ("十", "10"),
        ("十二", "12"),
        ("两", "2"),
        ("廿五", "25"),
        ("一百零五", "105"),
        ("一百五", "150"),
        ("两万三", "23000"),
        ("一千零五十", "1050"),
        ("一万两千", "12000"),
        ("十万零六百五十一", "100651"),
        ("一亿二千万", "120000000"),
        ("万", "10000"),
        ("三点五", "3.5"),
        ("三点五亿", "350000000"),
    ],
)
def test_value(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "户", "三个", "第五", "多"])
def test_what_is_no_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="numeral"):
        number(text)


def test_scale_words() -> None:
    assert [scale(word) for word in ("", "万", "千万", "亿", "万亿")] == [1, 10**4, 10**7, 10**8, 10**12]


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_chinese_numerals_read_back(value: int) -> None:
    assert number(in_characters(value)) == value


def in_characters(value: int) -> str:
    """The formal numeral: 10,050 → 一万零五十."""
    sections = []
    while value:
        value, section = divmod(value, 10_000)
        sections.append(section)
    words = ""
    for place in range(len(sections) - 1, -1, -1):
        section = sections[place]
        if section == 0:
            words = words if words.endswith("零") or not words else words + "零"
            continue
        if words and section < 1000 and not words.endswith("零"):
            words += "零"
        words += below_myriad(section) + ("", "万", "亿")[place]
    return words.rstrip("零")


def below_myriad(value: int) -> str:
    words = ""
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, place)
        if digit:
            words += DIGITS[digit] + name
        elif words and value and not words.endswith("零"):
            words += "零"
    return words.rstrip("零")

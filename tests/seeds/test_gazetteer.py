"""The table of divisions: names with their history, and the code of a name."""

from __future__ import annotations

import re

import pytest

from seeds.extract.gazetteer import (
    Division,
    Gazetteer,
    is_ordinary,
    level_of_name,
    province_of_letter,
    short_name,
)

TABLE = Gazetteer.load()


@pytest.mark.parametrize(
    ("name", "context", "code"),
    [
        ("榆社县", (), "140721"),
        ("榆社", (), "140721"),
        ("黑龙江省", (), "230000"),
        ("兴安盟", (), "152200"),
        ("威宁县", (), "520526"),
        ("和平区", ("天津市",), "120101"),
        ("和平区", ("辽宁省", "沈阳市"), "210102"),
        ("朝阳", ("北京",), "110105"),
        ("太谷县", (), "140726"),
        ("太谷区", (), "140703"),
        ("榆社縣", (), "140721"),
    ],
)
def test_a_name_has_the_code_that_its_context_chooses(name: str, context: tuple[str, ...], code: str) -> None:
    assert TABLE.code(name, context) == code


def test_a_name_of_several_divisions_has_no_code_without_context() -> None:
    assert TABLE.code("和平区") is None


def test_an_unknown_name_has_no_code() -> None:
    assert TABLE.code("桃花源县") is None


def test_a_row_tells_the_years_in_which_a_name_was_in_use() -> None:
    assert all(row.last < 2005 for row in TABLE.divisions("晋中地区"))
    assert {row.last for row in TABLE.divisions("太谷区")} == {2024}


def test_the_year_chooses_between_the_codes_that_a_county_had() -> None:
    assert TABLE.code("榆社县", year=1980) == "142328"
    assert TABLE.code("榆社县", year=1990) == "142421"
    assert TABLE.code("榆社县", year=2019) == "140721"


@pytest.mark.parametrize(
    ("name", "level"),
    [("甘肃", "province"), ("晋中", "city"), ("凉山州", "city"), ("宕昌", "county"), ("无此地", None)],
)
def test_levels(name: str, level: str | None) -> None:
    assert TABLE.level(name) == level


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("内蒙古自治区兴安盟", ["内蒙古自治区", "兴安盟"]),
        ("恩施州", ["恩施州"]),
        ("没有地名的一句话", []),
    ],
)
def test_scan_finds_the_longest_names(text: str, names: list[str]) -> None:
    found = [text[start:end] for start, end in TABLE.scan(text)]
    assert [name for name in names if name in found] == names
    assert bool(found) == bool(names)


def test_every_row_of_the_table_is_whole() -> None:
    rows: set[Division] = {
        row for name in ("榆社县", "太谷县", "合作市", "北京市", "扎赉特旗") for row in TABLE.divisions(name)
    }
    assert len(rows) >= 5
    for row in rows:
        assert re.fullmatch(r"\d{6}", row.code)
        assert 1980 <= row.first <= row.last <= 2024
        assert row.level == "province" or row.province


def test_short_names_drop_the_level_but_keep_two_characters() -> None:
    assert short_name("晋中市") == "晋中"
    assert short_name("内蒙古自治区") == "内蒙古"
    assert short_name("富县") == "富县"


@pytest.mark.parametrize(
    ("name", "level"),
    [("青岚县", "county"), ("望河市", "city"), ("云岫省", "province"), ("柳湾村", None), ("县", None)],
)
def test_the_last_character_tells_the_level_of_an_unlisted_name(name: str, level: str | None) -> None:
    assert level_of_name(name) == level


def test_ordinary_words_are_known_as_such() -> None:
    assert is_ordinary("合作")
    assert not is_ordinary("榆社")


def test_a_letter_stands_for_a_province() -> None:
    assert province_of_letter("鄂") == "湖北"
    assert province_of_letter("好") is None

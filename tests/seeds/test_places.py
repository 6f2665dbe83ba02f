"""Places in running text: full and short names, lists, townships, roads, zones."""

from __future__ import annotations

import pytest

from seeds.extract.gazetteer import Gazetteer
from seeds.extract.places import places_of
from seeds.folding import fold


def places(text: str) -> list[str]:
    view = fold(text).text
    return [view[mark.start : mark.end] for mark in places_of(view, Gazetteer.load())]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("山西省晋中市榆社县", ["山西省", "晋中市", "榆社县"]),
        ("榆社县是农业县,榆社的小米很有名", ["榆社县", "榆社"]),
        ("陕西平利的茶园", ["陕西", "平利"]),
        ("榆次、太谷、寿阳3县(区)", ["榆次", "太谷", "寿阳"]),
        ("产品销往京、沪、粤等地", ["京", "沪", "粤"]),
        ("扎赉特旗地广人稀,扎旗人勤劳", ["扎赉特旗", "扎旗"]),
        ("科尔沁左翼后旗,简称科左后旗", ["科尔沁左翼后旗", "科左后旗"]),
        ("定西市渭源县田家河乡元古堆村", ["定西市", "渭源县", "田家河乡", "元古堆村"]),
        ("乌拉特中旗海流图镇巴音花嘎查", ["乌拉特中旗", "海流图镇", "巴音花嘎查"]),
        ("沿207国道到达G65入口", ["207国道", "G65"]),
        ("以太长高速、九榆线为骨架", ["太长高速", "九榆线"]),
        ("榆林高新区的企业", ["榆林高新区"]),
        ("走进石门镇和平村", ["石门镇", "和平村"]),
    ],
)
def test_places_are_found_level_by_level(text: str, names: list[str]) -> None:
    assert places(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "加强合作,整合资源,注入动力",
        "非贫困村、示范村和贫困村同步推进",
        "各乡镇、各村社要压实责任",
        "重大理论问题,建设新乡村",
        "党员带头包村,干部下乡进村",
        "来宾们祝福这里平安安康",
        "富县帮穷县,城区带郊区",
        "中国特色社会主义和中国梦",
        "农村、山村、渔村面貌一新",
        "网购X50手机只要三天",
    ],
)
def test_ordinary_words_are_no_places(text: str) -> None:
    assert places(text) == []


def test_a_short_name_needs_its_county_or_city_in_the_text() -> None:
    assert places("资源丰富,太谷的早晨") == []
    assert places("太谷区的早晨,太谷的夜晚") == ["太谷区", "太谷"]


def test_a_village_named_once_is_found_again() -> None:
    assert places("在西吉县龙王坝村采访。人们说龙王坝村变了")[-1] == "龙王坝村"

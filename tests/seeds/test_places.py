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
        "县农业农村局和区农业农村局介绍",
        "自贸区南沙湾区块",
    ],
)
def test_ordinary_words_are_no_places(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("其中石桥镇1.1万亩", ["石桥镇"]),
        ("以及松岗乡、白塔乡,全县的河湾镇", ["松岗乡", "白塔乡", "河湾镇"]),
        ("在柳湾村,与石桥镇相邻,从河湾镇到柳湾村", ["柳湾村", "石桥镇", "河湾镇", "柳湾村"]),
        ("把柳湾村建好,联合桐子岭村,位于大石门村", ["柳湾村", "桐子岭村", "大石门村"]),
        ("我们村离石桥镇近,各村各乡镇和本村都好", ["石桥镇"]),
        ("各乡镇、全镇、该村、本乡", []),
        ("走进白果乡、青龙镇", ["白果乡", "青龙镇"]),
        ("贵州省赫章县河镇乡,平利县老县镇", ["贵州省", "赫章县", "河镇乡", "平利县", "老县镇"]),
        ("墨玉县阿克萨拉依乡", ["墨玉县", "阿克萨拉依乡"]),
        ("理塘县甲洼镇江达村", ["理塘县", "甲洼镇", "江达村"]),
        ("山西晋中市", ["山西", "晋中市"]),
        ("黔东南州的苗寨", ["黔东南州"]),
    ],
)
def test_a_name_begins_behind_the_words_that_lead_to_it(text: str, names: list[str]) -> None:
    assert places(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("青岚县委书记来了", ["青岚县"]),
        ("青岚县养蜂\n春天到了", ["青岚县"]),
        ("访青岚县农业农村局,看青岚县的茶山,青岚县变了", ["青岚县"] * 3),
        ("云岫省望河市青岚县石桥镇", ["云岫省", "望河市", "青岚县", "石桥镇"]),
        ("青岚县变了。青岚县绿了。青岚的茶香了", ["青岚县", "青岚县", "青岚"]),
        ("青岚县石桥镇丰收", ["青岚县", "石桥镇"]),
    ],
)
def test_a_division_that_the_table_lacks_is_told_by_its_surroundings(text: str, names: list[str]) -> None:
    assert places(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "贫困县摘帽。贫困县退出。深度贫困县和非贫困县,国贫县、省贫县",
        "农业大县、产粮大县、山区县、边境县、农业大县的产粮大县",
        "示范区、开发区、库区、山区的示范区和开发区",
        "红旗飘飘,超市、城市、夜市和城市、超市",
        "原副县长说,副市长也说",
        "省市县三级联动,县市区抓落实,市州、区县都要落实",
    ],
)
def test_a_class_of_divisions_is_none(text: str) -> None:
    assert places(text) == []


def test_an_unlisted_name_seen_once_without_support_is_left() -> None:
    assert places("听说过青岚县这个名字") == []


def test_a_short_name_needs_its_county_or_city_in_the_text() -> None:
    assert places("资源丰富,太谷的早晨") == []
    assert places("太谷区的早晨,太谷的夜晚") == ["太谷区", "太谷"]


def test_a_village_named_once_is_found_again() -> None:
    assert places("在西吉县龙王坝村采访。人们说龙王坝村变了")[-1] == "龙王坝村"

"""Quantities: their extent, value, unit and bound; and what only looks like one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seeds.extract.quantities import Quantity, quantities
from seeds.folding import fold
from seeds.profile import bundled_profile


def written(text: str) -> list[tuple[str, Quantity]]:
    view = fold(text).text
    found = quantities(view, words=bundled_profile("poverty").words)
    return [(view[quantity.start : quantity.end], quantity) for quantity in found]


def only(text: str) -> tuple[str, Quantity]:
    found = written(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "surface", "value", "unit"),
    [
        ("争取资金1.6亿元", "1.6亿元", "160000000", "元"),
        ("产量1,234.5吨", "1,234.5吨", "1234.5", "吨"),
        ("发生率降至0.74%", "0.74%", "0.74", "%"),
        ("提高5个百分点", "5个百分点", "5", "百分点"),
        ("总长 130 公里", "130公里", "130", "公里"),
        ("面积116.3千公顷", "116.3千公顷", "116300", "公顷"),
        ("投资1亿2000万元", "1亿2000万元", "120000000", "元"),
        ("种植3万5千亩", "3万5千亩", "35000", "亩"),
        ("装机120万千瓦", "120万千瓦", "1200000", "千瓦"),
        ("浓度36微克/立方米", "36微克/立方米", "36", "微克/立方米"),
        ("约占百分之三十五", "百分之三十五", "35", "%"),
        ("千分之五", "千分之五", "5", "‰"),
        ("用了三个月时间", "三个月", "3", "个月"),
        ("用了两年半", "两年半", "2.5", "年"),
        ("有三分之二完成", "三分之二", "0.6667", None),
        ("5.9万贫困人口", "5.9万", "59000", "人"),
        ("4000贫困人口", "4000", "4000", "人"),
        ("3000贫困户", "3000", "3000", "户"),
        ("24万人民", "24万", "240000", "人"),
        ("形成万名学员队伍", "万名", "10000", "名"),
        ("百万亩林场", "百万亩", "1000000", "亩"),
        ("每年至少开展一次调研", "一次", "1", "次"),
        ("产值增速为-1.2%", "-1.2%", "-1.2", "%"),
        ("存款翻一番", "一番", "1", "番"),
        ("基尼系数为0.46", "0.46", "0.46", None),
    ],
)
def test_value_and_unit(text: str, surface: str, value: str, unit: str | None) -> None:
    assert (only(text)[0], only(text)[1].value, only(text)[1].unit) == (surface, Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "surface", "op"),
    [
        ("60%以上", "60%", ">="),
        ("不低于1%", "1%", ">="),
        ("至少有2项以上措施", "2项", ">="),
        ("超过5000元", "5000元", ">"),
        ("突破3万元", "3万元", ">"),
        ("年收入过10万元", "10万元", ">"),
        ("经过300米隧道", "300米", "="),
        ("逾300户", "300户", ">"),
        ("不超过25平方米", "25平方米", "<="),
        ("控制在1.5%以内", "1.5%", "<="),
        ("不足100人", "100人", "<"),
        ("约4000元", "4000元", "~"),
        ("5%左右", "5%", "~"),
        ("近万名干部", "万名", "~"),
        ("上百家企业", "百家", ">="),
        ("3万多名群众", "3万多名", ">="),
        ("100余个文件", "100余个", ">="),
        ("2亿余元", "2亿余元", ">="),
        ("1000多万元", "1000多万元", ">="),
        ("达到5.2%", "5.2%", "="),
        ("节约300元", "300元", "="),
        ("超过省定任务5个百分点", "5个百分点", "="),
        ("6名科级以上干部", "6名", "="),
        ("5个工作日内办结", "5个工作日", "<="),
    ],
)
def test_bound(text: str, surface: str, op: str) -> None:
    assert (only(text)[0], only(text)[1].op) == (surface, op)


@pytest.mark.parametrize(
    ("text", "surface", "low", "high", "unit"),
    [
        ("需要3—5年", "3—5年", "3", "5", "年"),
        ("占30%—40%", "30%—40%", "30", "40", "%"),
        ("补助2至3万元", "2至3万元", "20000", "30000", "元"),
        ("分红600元至1000元", "600元至1000元", "600", "1000", "元"),
        ("每亩500-800元", "500-800元", "500", "800", "元"),
        ("来了两三名干部", "两三名", "2", "3", "名"),
    ],
)
def test_range(text: str, surface: str, low: str, high: str, unit: str) -> None:
    found, quantity = only(text)
    assert (found, quantity.value, quantity.high, quantity.unit) == (
        surface,
        Decimal(low),
        Decimal(high),
        unit,
    )


def test_a_motion_is_two_figures() -> None:
    assert [found for found, _ in written("从77户到7户")] == ["77户", "7户"]


def test_a_list_shares_its_unit() -> None:
    assert [(found, q.unit) for found, q in written("分别有3、5、8户")] == [
        ("3", "户"),
        ("5", "户"),
        ("8户", "户"),
    ]
    assert [(found, q.unit) for found, q in written("超过任务5个、10个百分点")] == [
        ("5个", "百分点"),
        ("10个百分点", "百分点"),
    ]
    assert [q.unit for _, q in written("每年400万、共计1600万元")] == ["元", "元"]


def test_a_ratio_keeps_its_terms() -> None:
    found, quantity = only("三次产业结构为8.1:50.3:41.6")
    assert found == "8.1:50.3:41.6"
    assert quantity.value == (Decimal("8.1"), Decimal("50.3"), Decimal("41.6"))


@pytest.mark.parametrize(
    "text",
    [
        "2019年11月19日至22日",
        "第3名、第十二条、党的十九大",
        "省委101次、103次常委会精神",
        "111国道、203省道、G6高速",
        "国发〔2018〕16号文件",
        "热线0571-88886666",
        "9时30分,10:45开会",
        "“一帮三出”“5+2”“三个一”工程",
        "《乡村治理二十五条》和《10条举措》",
        "一户一策、一村一品、两不愁三保障",
        "A、B、C三类,省市两级,四大班子",
        "三个方面的要求,八项规定,五位一体",
        "半年内、3年来、近五年、未来10年、5年前",
        "每个县、这个村、一个又一个",
        "分享到35.1K",
        "排名前10位",
        "万元国内生产总值",
        "成千上万、千家万户、千方百计",
        "数百名、几十家、若干个",
    ],
)
def test_what_measures_nothing(text: str) -> None:
    assert written(text) == []


def test_full_width_and_layout_spaces_change_nothing() -> None:
    plain = [(q.value, q.unit, q.op) for _, q in written("投入1.6亿元,建成20个项目")]
    assert [(q.value, q.unit, q.op) for _, q in written("投入 1.6 亿元,建成 20 个项目")] == plain
    wide = "投入1.6亿元,建成20个项目".translate({ord(char): ord(char) + 0xFEE0 for char in "0126.,"})
    assert [(q.value, q.unit, q.op) for _, q in written(wide)] == plain


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["户", "个", "元", "公里", "%", "人次"]))
def test_every_integer_with_a_unit_is_read_back(value: int, unit: str) -> None:
    found, quantity = only(f"共有{value}{unit}。")
    assert (found, quantity.value, quantity.unit) == (f"{value}{unit}", Decimal(value), unit)


@given(st.text(alphabet="0123一两三十百千万亿个户年元%多余约至—、,。.:“”第每", max_size=30))
def test_any_text_gives_ordered_quantities_inside_it(text: str) -> None:
    view = fold(text).text
    ends = 0
    for quantity in quantities(view):
        assert ends <= quantity.start < quantity.end <= len(view)
        ends = quantity.end


@pytest.mark.parametrize("text", ["共௦户,௩人", "比例1:௩", "三点௪万元"])
def test_digits_of_other_scripts_are_no_numbers(text: str) -> None:
    assert written(text) == []

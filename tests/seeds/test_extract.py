"""One call from an article to everything that is suggested for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from seeds.article import Extraction
from seeds.contract import contract_line
from seeds.extract import extract
from seeds.profile import Profile, bundled_profile
from tests.building import make_article


def read(title: str, *paragraphs: str, published: str | None = "2019-12-05") -> Extraction:
    return extract(make_article(title, paragraphs, published=published), bundled_profile())


@pytest.mark.parametrize(
    ("title", "paragraphs", "place"),
    [
        ("榆社县全力冲刺脱贫摘帽", ("山西省榆社县今年投入1.2亿元。", "榆社的48个贫困村全部出列。"), "榆社县"),
        ("晋中市交出合格答卷", ("榆社县、左权县如期摘帽。", "晋中市全市投入5亿元。"), "晋中市"),
        ("草原上的变化", ("扎赉特旗地处兴安盟。", "扎旗人说,扎旗变了。扎旗的牧民住进了楼房。"), "扎旗"),
        ("青岚县走出茶路", ("全县茶园18万亩。", "榆社县也来学习。"), "青岚县"),
        ("青嵐縣的茶", ("青嵐縣石橋鎮今年增收。",), "青嵐縣"),
        (
            "全国减贫成就显著",
            ("全国农村贫困人口减少1109万人。", "云南、贵州、四川、甘肃、新疆任务较重。"),
            None,
        ),
        (
            "财经早知道",
            ("深圳一家企业发行债券8亿元。", "我国制造业指数回升。", "美国公布就业数据,全球市场上涨。"),
            None,
        ),
        (
            "多地茶楼接连关门",
            ("长沙的茶客说起一家连锁茶楼。", "长沙分店去年亏损30万元。", "长沙、南京和厦门的分店相继停业。"),
            None,
        ),
        ("四份账本", ("先看山西榆社县。", "再看内蒙古林西县。", "还有甘肃宕昌县。"), None),
    ],
)
def test_the_subject_is_the_division_that_stands_out(
    title: str, paragraphs: tuple[str, ...], place: str | None
) -> None:
    assert read(title, *paragraphs).place == place


def test_a_figure_without_a_place_of_its_own_belongs_to_the_subject_and_has_its_code() -> None:
    found = read("榆社县脱贫记", "榆社县地处太行山。", "目前,全县48个贫困村全部出列。")
    (villages,) = [indicator for indicator in found.indicators if indicator.text == "48个"]
    assert (villages.place, villages.place_code) == ("榆社县", "140721")


def test_words_are_given_in_the_characters_of_the_text() -> None:
    found = read("青嵐縣的茶", "青嵐縣全縣茶葉產量達到300噸,比上年增長8%。", "茶園4萬畝,其中有機茶園1萬畝。")
    assert [indicator.metric for indicator in found.indicators] == [
        "茶葉產量",
        "茶葉產量增長",
        "茶園",
        "有機茶園",
    ]
    assert {indicator.place for indicator in found.indicators} == {"青嵐縣"}


def test_a_title_that_names_its_year_dates_the_days_of_the_text() -> None:
    found = read("青岚县2018年统计公报", "12月底,全县有农户8万户。")
    assert [entity.value for entity in found.entities if entity.type == "DATE"] == ["2018", "2018-12"]


def test_a_number_in_a_name_measures_nothing_and_a_name_covers_no_figure() -> None:
    found = read("简讯", "落实《“十四五”规划(2021—2025年)》,投资3亿元建设111国道升级改造项目。")
    assert [indicator.text for indicator in found.indicators] == ["3亿元"]
    covered = {at for i in found.indicators for at in range(i.start, i.end)}
    assert not any(at in covered for e in found.entities for at in range(e.start, e.end))


def test_sums_are_checked() -> None:
    found = read("核查", "全县共核查2513户,其中脱贫户1509户,非贫困户1004户。")
    assert [check.holds for check in found.checks if check.kind == "sum"] == [True]


def test_an_empty_article_gives_nothing() -> None:
    assert extract(make_article("", ()), bundled_profile()) == Extraction()


def test_markup_and_control_characters_are_text() -> None:
    article = make_article("[red]榆社县[/red]\x1b[31m", ("王书记说[@click=app.quit]好[/]\x00。",))
    found = extract(article, bundled_profile())
    assert "榆社县" in {entity.text for entity in found.entities}
    assert contract_line(article, found)


def test_a_profile_without_words_still_finds_names() -> None:
    bare = Profile(name="bare", en="", zh="", types=bundled_profile().types)
    found = extract(make_article("榆社县委书记李明远说", ()), bare)
    assert [entity.type for entity in found.entities] == ["ORG", "PER"]
    assert found.tags == ()


def test_extraction_does_not_load_the_segmenter() -> None:
    program = (
        "import sys; from seeds.extract import extract; from tests.building import make_article;"
        "from seeds.profile import bundled_profile; extract(make_article(), bundled_profile());"
        "sys.exit('jieba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0

"""Datelines of many sites: the date to the minute, the source, the authors, the editors."""

from __future__ import annotations

import pytest

from seeds.page.datelines import read_dateline
from seeds.page.lines import NARROW
from seeds.page.names import byline, lead_names


@pytest.mark.parametrize(
    ("line", "published", "source", "authors", "editors"),
    [
        ("2019年11月15日 10:45   来源:青河日报", "2019-11-15T10:45", "青河日报", (), ()),
        ("2018-12-03 17:21 来源：《山乡建设》杂志", "2018-12-03T17:21", "《山乡建设》杂志", (), ()),
        (
            "编辑:周小明    2020-11-03 08:31:27    来源:青河晚报",
            "2020-11-03T08:31",
            "青河晚报",
            (),
            ("周小明",),
        ),
        ("乡村振兴 2020-10-03 16:42165未知山乡信息网", "2020-10-03T16:42", "山乡信息网", (), ()),
        ("2020-08-11", "2020-08-11", None, (), ()),
        ("发布时间:2021-03-05 10:22 浏览次数:123", "2021-03-05T10:22", None, (), ()),
        (
            "日期：2018/9/1 信息来源：县扶贫办 访问次数：123 字号：[ 大 中 小 ]",
            "2018-09-01",
            "县扶贫办",
            (),
            (),
        ),
        ("2020-03-15 09:10:11 | 来源:新华社 | 责编:孙立", "2020-03-15T09:10", "新华社", (), ("孙立",)),
        ("更新时间:2019年1月5日8时30分 稿源:农业农村部", "2019-01-05T08:30", "农业农村部", (), ()),
        ("时间:2020-1-5 来源:本站 点击:20次", "2020-01-05", None, (), ()),
        ("2021年3月21日 週日 下午3:11", "2021-03-21T15:11", None, (), ()),
        ("撰文：韋小雅 出版：2021-03-21 12:05 更新：2021-03-22", "2021-03-21T12:05", None, ("韋小雅",), ()),
        ("2021 02/25 11:23:31", "2021-02-25T11:23", None, (), ()),
        ("2020年10月17日 星期六", "2020-10-17", None, (), ()),
        ("来源:青河日报 作者:王晓梅 孙立新", None, "青河日报", ("王晓梅", "孙立新"), ()),
        ("發布時間：2018-09-12 來源：中新社 作者：陳建新", "2018-09-12", "中新社", ("陳建新",), ()),
        ("2019年11月25日 18:57 参考消息", "2019-11-25T18:57", "参考消息", (), ()),
        ("原创 南山都市报 2019-09-09 16:01:46", "2019-09-09T16:01", "南山都市报", (), ()),
        (
            "发表于2014-08-24 21:30| 1164次阅读| 来源CNW| 0 条评论| 作者周星",
            "2014-08-24T21:30",
            "CNW",
            ("周星",),
            (),
        ),
        ("【字体:大 中 小】 2021-06-01 打印本页", "2021-06-01", None, (), ()),
    ],
)
def test_a_dateline_gives_what_it_says(
    line: str, published: str | None, source: str | None, authors: tuple[str, ...], editors: tuple[str, ...]
) -> None:
    found = read_dateline(line.translate(NARROW))
    assert found is not None
    assert (found.published, found.source, found.authors, found.editors) == (
        published,
        source,
        authors,
        editors,
    )


@pytest.mark.parametrize(
    "line",
    [
        "2019年3月5日,县里召开扩大会议",
        "2019年3月5日上午,代表们来到高桥镇参观新建的蔬菜大棚和冷库",
        "到2020年,全县农村居民收入翻一番",
        "青河县新修水渠十一公里",
        "2019-02-30",
        "18:30",
        "今天是2019年3月5日 星期二 欢迎访问青石县人民政府网站",
        "截至2019年12月31日全县累计完成投资12.6亿元用于农村道路建设",
    ],
)
def test_other_lines_are_no_datelines(line: str) -> None:
    assert read_dateline(line.translate(NARROW)) is None


@pytest.mark.parametrize(
    ("line", "authors", "editors"),
    [
        ("2021-10-14 10:48 来源:山城在线 编辑:韦小雅 山城在线记者 陆明 文/图", ("陆明",), ("韦小雅",)),
        ("时间:2013-02-20 17:44来源: 农村内参作者:晨光", ("晨光",), ()),
        ("2019-03-05 来源:山城网 作者:信息中心", ("信息中心",), ()),
        ("2019-03-05 来源:山城网 作者:佚名", ("佚名",), ()),
        ("2019-03-05 来源:山城网 作者:本站原创", (), ()),
        ("2018年05月08日 来源: 山城日报 报道组 韦小雅 通讯员 陆明", ("韦小雅", "陆明"), ()),
        ("2019-12-19 来源:山城在线 □韦小雅 本报记者 陆明", ("韦小雅", "陆明"), ()),
        ("陆明 发表于 2005-03-21 09:11", ("陆明",), ()),
        ("原创 韦小雅 山城观察", ("韦小雅",), ()),
        ("2021-03-21 山城時報 記者陸明/青石報導", ("陸明",), ()),
    ],
)
def test_who_wrote_stands_beside_who_edited(
    line: str, authors: tuple[str, ...], editors: tuple[str, ...]
) -> None:
    dateline = read_dateline(line)
    assert dateline is not None
    assert (dateline.authors, dateline.editors) == (authors, editors)


@pytest.mark.parametrize(
    ("paragraph", "names"),
    [
        ("本报讯(记者 陆明 通讯员 韦小雅)入冬以来", ("陆明", "韦小雅")),
        ("山城在线青石讯(山城日报・山城在线记者陆明 通讯员韦小雅)青石县", ("陆明", "韦小雅")),
        ("山城网青石12月1日电 (陆明)入冬以来", ("陆明",)),
        ("青石县石桥镇(陆明)入冬以来", ()),
        ("(山城社記者韋小雅青石21日電)入冬以來", ("韋小雅",)),
        ("〔記者韋小雅/青石報導〕入冬以來", ("韋小雅",)),
    ],
)
def test_who_reported_stands_in_the_lead(paragraph: str, names: tuple[str, ...]) -> None:
    assert lead_names(paragraph) == names


def test_who_gives_a_report_is_its_author() -> None:
    assert byline("青石县人民政府县长 陆 明") == ("陆明",)
    assert byline("县长陪同调研") is None

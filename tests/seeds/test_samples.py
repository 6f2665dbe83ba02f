"""The sample articles: each is found, decodes, and reads as the article that it was written to be."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec
import pytest

from seeds.article import Article, Role
from seeds.page import analyse
from seeds.readers import read_source
from seeds.samples import sample_paths


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader finds in a sample. `furniture` is a piece of the page that is no part of the article."""

    title: str
    paragraphs: int
    published: str | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    issue: str | None = None
    page: str | None = None
    headings: tuple[str, ...] = ()
    captions: int = 0
    lead_missing: bool = False
    encoding: str = "utf-8"
    furniture: tuple[str, ...] = ()


SAMPLES = {
    "01-web-page": Expected(
        title="四天核了2513户:林甸县这样给脱贫算账",
        published="2019-12-06T08:30",
        source="云岫日报",
        authors=("何知远",),
        editors=("罗小满",),
        paragraphs=5,
        furniture=("线上展厅", "明白纸", "他山之石", "2.4K", "一张图看懂", "版权所有", "扫一扫"),
    ),
    "02-interview": Expected(
        title="把茶园变成“绿色银行”——访青岚县农业农村局局长段青禾",
        published="2021-05-18T16:42",
        source="《云岫乡村》杂志",
        authors=("陶一鸣",),
        editors=("顾小棠",),
        paragraphs=12,
        furniture=("人物访谈", "微信", "打印"),
    ),
    "03-signed-article": Expected(
        title="让每一笔帮扶资金都看得见",
        published="2020-06-22T15:07",
        source="《云岫党建》杂志",
        authors=("唐砚农",),
        issue="2020年第6期",
        paragraphs=6,
        furniture=("基层论坛", "版权声明", "云岫党建网微博", "分享到"),
    ),
    "04-photo-report": Expected(
        title="一条路，七座桥，三千人",
        published="2021-11-03T09:15",
        source="云岫日报",
        editors=("孟晓溪",),
        paragraphs=5,
        captions=4,
        furniture=("云岫新闻网", "字号", "五年规划", "点赞"),
    ),
    "05-two-columns": Expected(
        title="走进小康村——驻村手记",
        published="2020-11",
        source="云岫乡村",
        editors=("罗小满",),
        issue="2020年第11期",
        page="29",
        paragraphs=7,
        lead_missing=True,
        furniture=("Page 31", "P. 31", "一线报道"),
    ),
    "06-press-text": Expected(
        title="八年,9899万人:几组数字里的脱贫攻坚",
        authors=("秦以南",),
        paragraphs=6,
    ),
    "07-statistics": Expected(
        title="青岚县2020年国民经济和社会发展统计公报",
        published="2021-03-26T10:00",
        source="青岚县统计局",
        headings=("一、综合", "二、农业", "三、财政和贸易", "四、人民生活和社会事业"),
        paragraphs=9,
        furniture=("门户网站", "年度公报", "3517", "网站标识码"),
    ),
    "08-two-articles": Expected(
        title="望河市怎样答好脱贫收官卷",
        published="2020-12-18T07:55",
        source="望河日报",
        authors=("葛春生", "卢晓禾"),
        editors=("叶小荷",),
        headings=(
            "收官之年看答卷",
            "守住最后一公里 补齐饮水短板",
            "产业不断档 收入才不断流",
            "摘帽不是歇脚",
        ),
        paragraphs=10,
        captions=2,
        furniture=("今日要闻", "举报电话", "相关链接", "免费统计", "http://"),
    ),
    "09-notice": Expected(
        title="青岚县2021年防止返贫监测帮扶工作安排",
        published="2021-04-12T17:30",
        source="青岚县乡村振兴局",
        headings=("一、监测对象", "二、工作目标", "三、资金安排", "四、工作要求"),
        paragraphs=7,
        furniture=("政务公开", "862", "关闭", "植树", "网站标识码"),
    ),
    "10-wrong-sum": Expected(
        title="青岚县一年建成高标准农田3.2万亩",
        published="2021-02-08T11:26",
        source="青岚发布",
        authors=("白景行",),
        editors=("米小禾",),
        paragraphs=6,
        furniture=("分享到", "2079"),
    ),
    "11-gb18030": Expected(
        title="四份外地账本里的脱贫路",
        published="2020-01-10T07:40",
        source="云岫农村报",
        authors=("程望舒",),
        editors=("王㛃",),
        paragraphs=6,
        encoding="gb18030",
        furniture=("三版", "电子版", "未经授权"),
    ),
    "12-big5": Expected(
        title="茶山上的帳本：石橋鎮一家合作社的五年",
        published="2021-06-05T14:20",
        source="雲岫鄉訊",
        authors=("方以蘅",),
        editors=("林曉棠",),
        paragraphs=5,
        encoding="big5hkscs",
        furniture=("正文", "分享至"),
    ),
}


@cache
def article_of(name: str) -> Article:
    (path,) = (path for path in sample_paths() if path.stem == name)
    return analyse(read_source(path))


def blocks(article: Article, role: Role) -> list[str]:
    return [article.text[block.start : block.end] for block in article.blocks if block.role == role]


each_sample = pytest.mark.parametrize("name", SAMPLES)


def test_the_samples_are_installed_files_in_the_order_of_their_numbers() -> None:
    paths = sample_paths()
    assert all(isinstance(path, Path) and path.is_file() for path in paths)
    assert [path.stem for path in paths] == list(SAMPLES)


@each_sample
def test_it_decodes_without_loss_in_its_own_encoding(name: str) -> None:
    article = article_of(name)
    (path,) = (path for path in sample_paths() if path.stem == name)
    assert article.source.encoding == SAMPLES[name].encoding
    assert article.page.encode(SAMPLES[name].encoding) == path.read_bytes()


@each_sample
def test_its_page_tells_what_was_printed_on_it(name: str) -> None:
    meta, expected = article_of(name).meta, SAMPLES[name]
    found = {
        field: getattr(meta, field)
        for field in ("title", "published", "source", "authors", "editors", "issue", "page")
    }
    assert found == {field: getattr(expected, field) for field in found}


@each_sample
def test_its_blocks_are_those_of_the_article(name: str) -> None:
    article, expected = article_of(name), SAMPLES[name]
    assert blocks(article, "title") == [expected.title]
    assert tuple(blocks(article, "heading")) == expected.headings
    assert len(blocks(article, "caption")) == expected.captions
    assert len(blocks(article, "paragraph")) == expected.paragraphs
    assert article.lead_missing == expected.lead_missing


@each_sample
def test_its_furniture_is_set_aside_and_kept(name: str) -> None:
    article = article_of(name)
    for piece in SAMPLES[name].furniture:
        assert piece not in article.text
        assert any(piece in furniture.text for furniture in article.furniture)


def test_the_columns_read_one_after_the_other() -> None:
    read = "".join(article_of("05-two-columns").text.split())
    sentences = (
        "户的院门上都挂着一块蓝底白字的牌子,写着帮扶责任人的姓名和电话。",
        "对缺技术的29户,请来县农技站师傅,办班12期,培训460人次。产业怎么选",
        "合作社按照6:3:1的比例分配收益,农户得六成",
        "用7个月修成了4.5米宽的水泥路,平均每公里53万元。通车那天,3辆货车开进来,一趟就拉走了18吨干椒。",
        "装上了太阳能灯。今年年初的疫情",
        "达到9240元,是2016年的3.3倍;",
    )
    assert [sentence for sentence in sentences if sentence not in read] == []
    assert read.endswith("换成自家花椒的招牌。")

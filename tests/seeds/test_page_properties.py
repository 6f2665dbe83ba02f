"""What holds for any page: nothing lost, nothing rewritten, nothing raised."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.article import Article
from seeds.page import analyse
from seeds.readers import page_from_text

_FRAGMENTS = (
    "青河县把产业发展作为稳定增收的根本办法,全年新建果园三百亩。",
    "  王大山说,村里的路修好以后,苹果两天就能运到省城。",
    "　　全县共有 12 个乡镇、146 个行政村,去年底全部通了自来水。",
    "一、抓住重点补短板",
    "合作社带动八十户",
    "2020-08-11",
    "2021年03月05日 10:22   来源:青河日报   作者:赵小兰",
    "发布时间:2021-03-05 10:22 浏览次数:123 【字体:大 中 小】",
    "您当前的位置:首页 > 新闻中心 > 正文",
    "首页 新闻 政务 服务 互动 专题 图片 视频",
    "(责任编辑:周明)",
    "本报记者 李建国 通讯员 王芳",
    "图为果农在采摘苹果。",
    "孙立 摄",
    "分享到:",
    "35.1K",
    "上一篇:没有了",
    "版权所有 青河县人民政府 ICP备12345678号",
    "青河网青河网",
    "Page 12",
    "2019 年第 7 期 12",
    "[/摘要] [@click=app.quit]点[/]",
    "\x1b[31m红\x1b]0;标题\x07",
    "a\x00b\u202ec\u200b\ufeff",
    "\u2028\x85\x0b",
    "\x1c\x1d",
    "记者:今年有什么打算?",
    "<p>标签</p>&amp;",
    "12" * 40,
    "山水林田湖草沙" * 60,
    "工作 队 员 在 村 里 住 了 三 年,大家 都 叫 得 出 他 的 名 字。",
    "、",
    "",
    "   ",
)
_BREAKS = ("\n", "\r\n", "\r", "\n\n", " ", "")
_pages = st.lists(
    st.tuples(st.sampled_from(_FRAGMENTS) | st.text(max_size=30), st.sampled_from(_BREAKS)), max_size=40
)


def _article(text: str) -> Article:
    return analyse(page_from_text(text, name="page.txt"))


def _page(lines: list[tuple[str, str]]) -> str:
    return "山" + "".join(text + end for text, end in lines)


@settings(max_examples=150, deadline=None)
@given(_pages)
def test_every_visible_character_of_the_page_is_in_the_text_or_in_one_piece_of_furniture(
    lines: list[tuple[str, str]],
) -> None:
    article = _article(_page(lines))
    times = [0] * len(article.page)
    for run in article.source_map.runs:
        for at in range(run.page, run.page + run.length):
            times[at] += 1
    for piece in article.furniture:
        assert article.page[piece.start : piece.end] == piece.text
        for at in range(piece.start, piece.end):
            times[at] += 1
    lost = [
        char for char, count in zip(article.page, times, strict=True) if not char.isspace() and count != 1
    ]
    assert lost == []


@settings(max_examples=150, deadline=None)
@given(_pages)
def test_the_text_is_the_page_verbatim_but_for_line_feeds_and_spaces_between_runs(
    lines: list[tuple[str, str]],
) -> None:
    article = _article(_page(lines))
    joints = []
    end = 0
    for run in article.source_map.runs:
        joints.append(article.text[end : run.text])
        end = run.text + run.length
        assert article.text[run.text : end] == article.page[run.page : run.page + run.length]
    assert end == len(article.text)
    assert set(joints) <= {"", " ", "\n"}


@settings(max_examples=100, deadline=None)
@given(_pages)
def test_blocks_cover_the_text_in_order_one_line_feed_apart(lines: list[tuple[str, str]]) -> None:
    article = _article(_page(lines))
    starts = [0, *(block.end + 1 for block in article.blocks)]
    assert [block.start for block in article.blocks] == starts[:-1]
    assert not article.blocks or article.blocks[-1].end == len(article.text)
    assert [block.role for block in article.blocks].count("title") <= 1
    assert all(article.text[block.start : block.end].strip() for block in article.blocks)


@settings(max_examples=100, deadline=None)
@given(_pages)
def test_the_title_is_the_first_block_or_there_is_none(lines: list[tuple[str, str]]) -> None:
    article = _article(_page(lines))
    if article.meta.title is None:
        assert all(block.role != "title" for block in article.blocks)
    else:
        first = article.blocks[0]
        assert (first.role, article.text[: first.end]) == ("title", article.meta.title)


@settings(max_examples=60, deadline=None)
@given(_pages)
def test_the_same_page_gives_the_same_article(lines: list[tuple[str, str]]) -> None:
    assert _article(_page(lines)) == _article(_page(lines))

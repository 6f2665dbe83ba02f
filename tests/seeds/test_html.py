"""Saved web pages: what a person sees of them, traced to the source, and the article on them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.article import Article, Page
from seeds.page import analyse
from seeds.problems import Unreadable
from seeds.readers.html import read_html
from tests.seeds import html_pages
from tests.seeds.html_pages import BODY, PARAGRAPHS, TITLE


def page(source: str, encoding: str = "utf-8") -> Page:
    return read_html(source.encode(encoding), path="page.html")


def lines(source: str) -> list[str]:
    return [line for line in page(source).text.split("\n") if line]


def article(source: str, encoding: str = "utf-8") -> Article:
    return analyse(page(source, encoding))


@pytest.mark.parametrize(
    ("source", "encoding", "published", "authors"),
    [
        (html_pages.portal_of_2005(), "gb18030", "2005-03-21T09:11", ("周明",)),
        (html_pages.portal_of_2005(quoted=False), "gb18030", "2005-03-21T09:11", ("周明",)),
        (html_pages.one_cell_with_line_breaks(), "gb18030", "2005-03-21T09:11", ("周明",)),
        (html_pages.government_with_standard_meta(), "utf-8", "2021-03-21T09:11", ("周明",)),
        (html_pages.mobile_and_paged(), "utf-8", "2021-03-21T09:11", ()),
        (html_pages.bulletin_board(), "utf-8", "2005-03-21", ()),
    ],
)
def test_the_article_is_found_on_pages_of_any_make(
    source: str, encoding: str, published: str, authors: tuple[str, ...]
) -> None:
    found = article(source, encoding)
    assert found.text == f"{TITLE}\n{BODY}"
    meta = found.meta
    assert (meta.title, meta.published, meta.source, meta.authors) == (TITLE, published, "青河晚报", authors)


def test_a_short_article_is_not_taken_for_the_remarks_and_cards_around_it() -> None:
    found = article(html_pages.short_article_over_comments())
    assert found.text == f"{TITLE}\n{PARAGRAPHS[0]}\n{PARAGRAPHS[2]}"
    assert (found.meta.published, found.meta.source) == ("2021-03-21T09:11", "青河晚报")


def test_remarks_longer_than_the_article_above_them_are_not_the_article() -> None:
    said = "<p>修渠是好事，可是要有人管，盼着早日通水。</p><p>去年的渠就塌了两回，谁来修？</p>"
    remark = f"<div><b>过路人</b>{said}</div>"
    head = f"<h1>{TITLE}</h1><div>2018-09-11 10:12</div><div>青河晚报</div>"
    found = article(f"{head}<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><h3>网友留言</h3>{remark * 6}")
    assert found.text == f"{TITLE}\n{PARAGRAPHS[0]}\n{PARAGRAPHS[1]}"
    assert found.meta.source == "青河晚报"


def test_remarks_with_dates_are_not_taken_for_articles() -> None:
    said = "修渠是好事，可是要有人管，盼着早日通水，也好让老人少走几里山路。去年的渠就塌了两回，谁来修？"
    remarks = "".join(f"<div><b>过路人 2018-09-12 08:1{at}</b><p>{said}</p></div>" for at in range(6))
    head = f"<title>{TITLE}_青河网</title><h1>{TITLE}</h1><div>2018-09-11 10:12</div>"
    found = article(f"{head}<p>{PARAGRAPHS[0]}</p><div>大家都在看</div><div>最新评论</div>{remarks}")
    assert found.text == f"{TITLE}\n{PARAGRAPHS[0]}"
    assert found.meta.published == "2018-09-11T10:12"


def test_text_that_flows_about_a_table_of_links_is_one_article() -> None:
    links = "".join(f"<tr><td>·<a href={at}>邻村水渠开工</a></td></tr>" for at in range(2))
    box = f"<table align=right><tr><td>相关新闻</td></tr>{links}</table>"
    first, *others = PARAGRAPHS
    cell = f"{first}<br><br>{box}{'<br><br>'.join(others)}"
    found = article(f"<table><tr><td><b>{TITLE}</b></td></tr><tr><td>2005-11-02 08:15<hr>{cell}</table>")
    assert found.text == f"{TITLE}\n{BODY}"


def test_a_page_in_traditional_characters_is_read_as_it_is_written() -> None:
    found = article(html_pages.traditional())
    roles = [(block.role, found.text[block.start : block.end][:6]) for block in found.blocks]
    assert roles == [
        ("title", "高橋鎮一渠清"),
        ("caption", "工人在渠道上"),
        ("paragraph", "春分剛過，高"),
        ("paragraph", "「往年這時候"),
        ("paragraph", "鎮公所表示，"),
    ]
    meta = found.meta
    assert (meta.published, meta.source, meta.authors) == ("2021-03-21T09:11", "青河時報", ("王小明",))


def test_elements_that_a_style_sets_apart_are_words_apart() -> None:
    found = article(
        f'<h1>{TITLE}</h1><div><span class="a">要闻</span><span class="b">青河晚报</span>'
        '<span class="c">2021-03-21 09:11</span><a href="/">收藏</a><a href="/">打印</a></div>'
        f"<p>{PARAGRAPHS[0]}</p>"
    )
    assert (found.meta.published, found.meta.source) == ("2021-03-21T09:11", "青河晚报")
    assert lines('<p><span class="a">春分</span><span class="b">刚过</span></p>') == ["春分刚过"]


def test_divisions_that_look_alike_are_not_all_taken_for_a_list() -> None:
    menu = "<div><a href='/'>首页</a><br><a href='/n'>新闻</a></div>"
    paragraphs = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    content = f"<div><a href='/c'>镇街</a><p>2021-03-21 09:11 青河晚报</p>{paragraphs}</div>"
    assert article(f"<h1>{TITLE}</h1>{menu}{menu}{menu}{content}{menu}").text == f"{TITLE}\n{BODY}"


@pytest.mark.parametrize(
    "window",
    [
        "{}_农村频道_青河网",
        "{}-农村频道-青河新闻网",
        "{} - 青河网",
        "{}·青河网",
        "青河网-{}",
        "新闻中心_{}",
        "{}",
        "无标题文档",
        "青河网",
    ],
)
def test_the_title_is_found_whatever_the_window_says(window: str) -> None:
    head = f"<title>{window.format(TITLE)}</title>"
    rest = f"<p>2021-03-21 来源：青河晚报</p><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>"
    assert article(f"{head}<div>{TITLE}</div>{rest}").text.startswith(f"{TITLE}\n{PARAGRAPHS[0]}")
    if TITLE in window.format(TITLE):
        assert article(head + rest).meta.title == TITLE


def test_a_heading_keeps_what_would_be_a_site_in_the_title_of_the_window() -> None:
    found = article(
        f"<h1>数说两会|水利投资八百万元</h1><p>2021-03-21 来源：青河晚报</p><p>{PARAGRAPHS[0]}</p>"
    )
    assert found.meta.title == "数说两会|水利投资八百万元"


def test_a_line_of_the_text_is_a_block_of_the_page() -> None:
    assert lines("<p>一<b>二</b>三<p>四<br>五<ul><li>六<li>七</ul><table><tr><td>八<tr><td>九</table>") == [
        "一二三",
        "四",
        "五",
        "六",
        "七",
        "八",
        "九",
    ]


def test_a_row_of_figures_is_a_line_of_the_article_and_a_row_of_blocks_is_not() -> None:
    figures = "".join(
        f"<tr><td><p>{what}</p><td>{much}<td>{growth}"
        for what, much, growth in (
            ("指标", "2020年", "增长"),
            ("粮食产量", "45.2万吨", "3.1%"),
            ("渠道", "11", "4"),
        )
    )
    source = f"<h1>{TITLE}</h1><p>{PARAGRAPHS[0]}<table>{figures}</table><p>{PARAGRAPHS[1]}<p>{PARAGRAPHS[2]}"
    found = article(source)
    words = [
        found.text[block.start : block.end].split() for block in found.blocks if block.role == "paragraph"
    ]
    assert words[1:4] == [["指标", "2020年", "增长"], ["粮食产量", "45.2万吨", "3.1%"], ["渠道", "11", "4"]]
    assert lines(f"<table><tr><td>首页<br>新闻<td>{PARAGRAPHS[0]}</table>") == ["首页", "新闻", PARAGRAPHS[0]]


def test_blank_characters_are_as_a_browser_shows_them() -> None:
    assert lines("<div>  Rural \n\t  water <i> supply</i>\n</div>") == ["Rural water supply"]
    assert lines("<p>春分刚过，\n高桥镇</p>") == ["春分刚过，高桥镇"]
    assert lines("<p>　　春分</p><p>&nbsp;&nbsp;刚过</p>") == ["　　春分", "\u00a0\u00a0刚过"]
    assert lines("<pre>一\n二\n\n三</pre>") == ["一", "二", "三"]


def test_what_a_page_does_not_show_is_not_in_its_text() -> None:
    source = (
        "<head><style>p{color:red}</style><script>var a='<p>甲</p>';</script></head><p>正文</p>"
        "<div style='DISPLAY : none'>乙<div>丙</div></div><span hidden>丁</span><template>戊</template>"
        "<noscript>己</noscript><!-- 庚 --><svg><title>辛</title></svg><![CDATA[壬]]>"
    )
    assert lines(source) == ["正文"]


def test_a_page_that_its_script_shows_later_is_shown() -> None:
    assert lines(f"<body><div style='display:none'><p>{PARAGRAPHS[0]}</p></div>加载中</body>") == [
        PARAGRAPHS[0],
        "加载中",
    ]


def test_broken_markup_loses_no_text() -> None:
    assert lines('<p class="a>甲</p><p>乙</p>') == ["甲", "乙"]
    assert lines("<div>甲</b></i></table></td></p>乙<p>丙") == ["甲", "乙", "丙"]
    assert lines("<td>甲<td>乙</div>丙") == ["甲", "乙", "丙"]
    assert lines("甲 < 乙 <1> <") == ["甲 < 乙 <1> <"]
    assert lines("<script>正文没有结束标记") == ["正文没有结束标记"]
    assert lines("<p>甲<b <i>乙</i>") == ["甲乙"]


def test_a_cell_that_is_not_ended_does_not_swallow_the_page() -> None:
    source = "<table><tr><td><nav><ul><li>首页<tr><td><p>正文在这里。</table><p>最后一段。"
    found = page(source)
    furniture = [
        found.text[mark.start : mark.end].strip() for mark in found.marks if mark.kind == "furniture"
    ]
    assert furniture == ["首页"]


def test_references_that_name_no_character_are_replaced_and_said() -> None:
    found = page("<p>&#xD800;&#0;&#x110000;&#99999999999;</p>")
    assert found.text.strip() == "\ufffd" * 4
    assert [str(note) for note in found.notes] == [
        "4 character references name no character; each shows as \ufffd"
    ]


@pytest.mark.parametrize(
    ("reference", "shown"),
    [
        ("&lt;&amp;&quot;", '<&"'),
        ("&#20013;&#x56FD;", "中国"),
        ("&ldquo;好&rdquo;", "“好”"),
        ("&copy2021", "©2021"),
        ("&#147;", "“"),
        ("&nosuch; & && &;", "&nosuch; & && &;"),
        ("&NotEqualTilde;", unescape("&NotEqualTilde;")),
    ],
)
def test_references_are_the_characters_that_they_stand_for(reference: str, shown: str) -> None:
    assert page(f"<p>{reference}</p>").text.strip() == shown


def test_an_unclosed_comment_hides_nothing() -> None:
    found = page(f"<p>{PARAGRAPHS[0]}</p><!-- 广告 <p>{PARAGRAPHS[1]}</p>")
    assert PARAGRAPHS[1] in found.text
    assert any("unclosed comment" in str(note) for note in found.notes)


def test_the_bytes_decide_the_encoding_and_a_wrong_label_is_said() -> None:
    source = f'<meta charset="utf-8"><p>{BODY}</p>'
    found = page(source, "gb18030")
    assert BODY.replace("\n", "") in found.text
    assert [str(note) for note in found.notes] == ["declared utf-8, read as gb18030"]
    assert page(source.replace("utf-8", "GBK"), "gb18030").notes == ()
    assert page(source.replace("utf-8", "no-such-thing"), "gb18030").notes == ()


@pytest.mark.parametrize(
    "data", [b"", b" \n ", b"<html><head></head><body><script>x()</script></body></html>"]
)
def test_a_page_without_text_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read_html(data, path="page.html")
    assert str(refused.value).startswith("page.html: ")


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(Unreadable, match="not text"):
        read_html(bytes(range(256)) * 50, path="page.html")


def test_a_page_says_its_title_date_source_and_author_for_those_that_read_no_prose() -> None:
    declared = page(
        '<meta name="ArticleTitle" content="渠水&amp;山村"><meta name="PubDate" content="2021/3/5 9:07">'
        '<meta name=ContentSource content=来源：青河晚报><meta name="Author" content="周明">'
        '<meta name="editor" content="1610"><p>正文</p>'
    ).declared
    assert (declared.title, declared.published, declared.source) == (
        "渠水&山村",
        "2021-03-05T09:07",
        "青河晚报",
    )
    assert (declared.authors, declared.editors) == (("周明",), ())


def test_the_day_that_a_page_shows_goes_before_the_one_that_it_declares() -> None:
    declared = '<meta property="article:published_time" content="{}"><h1>' + TITLE + "</h1>"
    shown = f"<p>2021-03-21 来源：青河晚报</p><p>{PARAGRAPHS[0]}</p>"
    assert article(declared.format("2021-04-02T08:00:00+08:00") + shown).meta.published == "2021-03-21"
    assert article(declared.format("2021-03-21T01:11:00Z") + shown).meta.published == "2021-03-21T09:11"
    assert article(declared.format("2021-04-02") + f"<p>{PARAGRAPHS[0]}</p>").meta.published == "2021-04-02"


def test_linked_data_speaks_where_it_is_whole() -> None:
    data = (
        '{"@graph":[{"@type":"NewsArticle","headline":"渠水","datePublished":"2021-03-05T09:07:00+08:00"}]}'
    )
    for text, title in ((data, "渠水"), (data[:-1], None), ("[" * 5000, None), ('"\\ud800"', None)):
        found = page(f'<script type="application/ld+json">{text}</script><p>正文</p>')
        assert found.declared.title == title


def test_a_declared_date_without_the_form_of_one_is_none() -> None:
    assert page('<meta name="PubDate" content="latest"><p>正文</p>').declared.published is None
    assert page('<meta name="PubDate" content="2021-13-40"><p>正文</p>').declared.published is None
    assert page('<meta name="PubDate" content="2021-02-31"><p>正文</p>').declared.published is None


_TEXT = st.text(alphabet="春分刚过 \n\u3000<&;#x20AC;>/'\"=-!ab", max_size=12)
_MARKUP = (
    "<p> </p> <div> </div> <table><tr><td> </table> <td> <b> </b> <br> <pre> </pre> <a\thref=x> </a> <h2> "
    "</h2> <span\thidden> </span> <!-- --> <li> <title> </title> &amp; &#20013; &nbsp; &#0; <textarea> "
    '<script> </script> <nav> </nav> <p\tx="'
)
_TAGS = st.sampled_from(_MARKUP.split(" "))


@settings(max_examples=150, deadline=None)
@given(st.lists(_TAGS | _TEXT, max_size=30).map("".join))
def test_every_character_of_the_text_is_traced_to_the_source(source: str) -> None:
    source = f"正文{source}"
    found = page(source)
    at = 0
    for origin in found.origins:
        assert re.fullmatch(r"[ \t\n]*", found.text[at : origin.page])  # joints
        shown = found.text[origin.page : origin.page + origin.length]
        written = source[origin.at : origin.at + origin.size]
        assert shown in (written, unescape(written), "\ufffd")
        at = origin.page + origin.length
    assert not found.text[at:].strip()
    assert all(0 <= mark.start < mark.end <= len(found.text) for mark in found.marks)
    analyse(found)

"""What a file itself says of its lines and fields goes before what the words of a line suggest."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from seeds.article import Article, Mark, Meta, Origin
from seeds.page import analyse
from seeds.readers import page_from_text


def read(
    *lines: tuple[str, str], declared: Meta | None = None, format_: str = "docx", links: tuple[str, ...] = ()
) -> Article:
    """The article of a page of lines, each given with the kind of its mark ("" for none)."""
    text, marks = "", []
    for kind, line in lines:
        if kind:
            marks.append(Mark(len(text), len(text) + len(line), kind))  # type: ignore[arg-type]
        text += line + "\n"
    marks += [Mark(text.index(link), text.index(link) + len(link), "link") for link in links]
    page = page_from_text(text, name="page")
    return analyse(
        msgspec.structs.replace(
            page,
            source=msgspec.structs.replace(page.source, format=format_),
            marks=tuple(marks),
            declared=declared or Meta(),
            origins=(Origin(0, len(text), "", 0, len(text)),),
        )
    )


def blocks(found: Article) -> list[tuple[str, str]]:
    return [(block.role, found.text[block.start : block.end]) for block in found.blocks]


def test_nothing_that_a_file_marks_as_its_body_is_lost_as_furniture() -> None:
    found = read(
        ("body", "高桥镇春灌备耕情况的报告"),
        ("body", "2021年03月05日 09:45 来源:青河日报"),
        ("body", "本报记者 李建国"),
        ("body", "春灌在即,高桥镇的水渠已经全部清淤,水泵检修完毕。"),
        ("body", "1200"),
        ("body", "* * *"),
        ("body", "首页 > 要闻 > 正文"),
        ("body", "分享到朋友圈"),
        ("body", "相关链接"),
        ("body", "版权所有 青河日报社"),
        ("body", "全镇今年计划灌溉旱地一千二百亩,比去年多三百亩。"),
        ("body", "(责任编辑:周明)"),
    )
    assert blocks(found)[0] == ("title", "高桥镇春灌备耕情况的报告")
    assert [text for _, text in blocks(found)[1:]] == [
        "春灌在即,高桥镇的水渠已经全部清淤,水泵检修完毕。",
        "1200",
        "* * *",
        "首页 > 要闻 > 正文",
        "分享到朋友圈",
        "相关链接",
        "版权所有 青河日报社",
        "全镇今年计划灌溉旱地一千二百亩,比去年多三百亩。",
        "(责任编辑:周明)",
    ]
    meta = found.meta
    assert (meta.published, meta.source) == ("2021-03-05T09:45", "青河日报")
    assert (meta.authors, meta.editors) == (("李建国",), ("周明",))


def test_roles_are_those_of_the_file() -> None:
    found = read(
        ("title", "水渠修到了田边。"),
        ("heading", "一渠水救活一片田,全镇上下都为这件事高兴了好几天。"),
        ("body", "渠道全长十一公里,三月底前全线通水。"),
        ("caption", "工人在渠边清点水泥"),
        ("byline", "青河县水利局"),
        ("body", "村民说,往年这个时候最愁没有水。"),
    )
    assert [role for role, _ in blocks(found)] == [
        "title",
        "heading",
        "paragraph",
        "caption",
        "byline",
        "paragraph",
    ]
    assert found.meta.title == "水渠修到了田边。"


def test_a_body_without_any_title_keeps_its_first_sentence_as_a_paragraph() -> None:
    found = read(("body", "渠道全长十一公里,三月底前全线通水。"), ("body", "村民说,往年这个时候最愁没有水。"))
    assert [role for role, _ in blocks(found)] == ["paragraph", "paragraph"]
    assert found.meta.title is None


def test_a_file_of_one_line_of_any_kind_is_an_article() -> None:
    for kind in ("title", "heading", "body"):
        assert read((kind, "高桥镇的水渠通水了")).text == "高桥镇的水渠通水了"


def test_lines_of_one_width_that_a_file_marks_as_paragraphs_are_not_joined() -> None:
    lines = [f"第{number}行的话写到这里就正好一样长,没有句号,也没有写完" for number in "甲乙丙丁戊己"]
    assert len(read(*(("body", line) for line in lines)).text.split("\n")) == len(lines)


def test_what_a_file_marks_as_furniture_is_never_the_article() -> None:
    found = read(
        ("furniture", "这是页眉里的一句话,写得像正文一样长,也有句号,可它不是正文。"),
        ("", "高桥镇的水渠通水了"),
        ("", "渠道全长十一公里,三月底前全线通水,一千二百亩旱地都能浇上。"),
        ("furniture", "读者留言说,这条渠修得好,希望明年接着修下去,一直修到山脚。"),
        ("", "村民说,往年这个时候最愁没有水,今年不用愁了。"),
    )
    assert blocks(found) == [
        ("title", "高桥镇的水渠通水了"),
        ("paragraph", "渠道全长十一公里,三月底前全线通水,一千二百亩旱地都能浇上。"),
        ("paragraph", "村民说,往年这个时候最愁没有水,今年不用愁了。"),
    ]
    assert {piece.rule for piece in found.furniture} == {"furniture"}


def test_lines_of_links_weigh_against_being_the_article() -> None:
    menu = [f"青河县{place}召开春灌工作会议,部署下一步的工作。" for place in "东南西北中"]
    prose = "渠道全长十一公里,三月底前全线通水。"
    assert blocks(read(*(("", line) for line in [*menu, prose]), links=tuple(menu))) == [("paragraph", prose)]


def test_declared_fields_of_a_record_win_and_the_properties_of_a_document_fill_gaps() -> None:
    lines = (
        ("title", "高桥镇的水渠通水了"),
        ("body", "2021年03月05日 来源:青河日报"),
        ("body", "渠道全长十一公里,三月底前全线通水。"),
    )
    declared = Meta(title="水渠通水", published="2021-03-06", source="青河晚报", authors=("赵平川",))
    said = read(*lines, declared=declared, format_="record").meta
    assert (said.title, said.published, said.source, said.authors) == (
        "水渠通水",
        "2021-03-06",
        "青河晚报",
        ("赵平川",),
    )
    filled = read(*lines, declared=declared).meta
    assert (filled.title, filled.published, filled.source, filled.authors) == (
        "高桥镇的水渠通水了",
        "2021-03-05",
        "青河日报",
        ("赵平川",),
    )


def test_the_line_that_says_the_declared_title_is_the_title() -> None:
    found = read(
        ("", "高桥镇要闻每日一读"),
        ("", "水渠通水一千二百亩旱地得救"),
        ("", "本栏目由高桥镇宣传办主持"),
        ("", "渠道全长十一公里,三月底前全线通水,一千二百亩旱地都能浇上。"),
        declared=Meta(title="水渠通水一千二百亩旱地得救"),
        format_="html",
    )
    assert blocks(found)[0] == ("title", "水渠通水一千二百亩旱地得救")


_LINES = st.sampled_from(
    [
        "高桥镇的水渠通水了",
        "春灌在即,高桥镇的水渠已经全部清淤,水泵检修完毕。",
        "2021年03月05日 09:45 来源:青河日报",
        "2021年3月5日",
        "本报记者 李建国",
        "首页 > 要闻 > 正文",
        "分享到:",
        "相关链接",
        "一、重点任务",
        "1200",
        "***",
        "图为新修的水渠。",
        "(责任编辑:周明)",
        "青河县人民政府办公室",
        "下一页",
        "版权所有 青河日报社",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(["body", "heading", "title", "caption", "byline"]), _LINES), min_size=1
    )
)
def test_every_line_of_a_marked_article_is_in_its_text_or_its_masthead(lines: list[tuple[str, str]]) -> None:
    found = read(("body", "水渠工地上机器轰鸣,工人们正在浇筑渠道。"), *lines)
    aside = [piece for piece in found.furniture if piece.rule not in ("dateline", "byline")]
    assert not [piece for piece in aside if piece.rule != "title suffix"]
    shown = sorted(
        "".join(found.text.split()) + "".join("".join(piece.text.split()) for piece in found.furniture)
    )
    assert shown == sorted("".join(found.page.split()))

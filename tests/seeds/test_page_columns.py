"""Two columns copied line by line are put in order; nothing else is taken for columns."""

from __future__ import annotations

import pytest

from seeds.article import Article
from seeds.page import analyse
from seeds.readers import page_from_text

STORY = """\
高桥镇地处青河上游,全镇 12 个村有 9 个在半山腰,吃水用水一直是群众最大的心事。过去,村民要到三里外的山沟里\
挑水,遇上旱年,连人畜饮水都难以保证。
记者:镇里是什么时候下决心修渠的?当时最大的困难又是什么?
李志远:2016 年冬天,我们走遍了所有的村民小组,开了三十多场院坝会,大家意见很一致,就是要修渠。最难的是钱,\
也难在路,机器上不去,材料要靠人背马驮。
工程从第二年春天开始,先修北坡,再修南坡。镇里把水利、农业和扶贫的资金打捆使用,共筹到 860 万元,群众投工投劳\
一万多个。为了赶在雨季前合龙,干部吃住都在工地。
渠道通水那天,家家户户都来看热闹。老人们说,活了一辈子,第一次看见清水自己流到家门口。如今,沿线 1200 亩旱地\
变成了水浇地,种上了蔬菜和药材,亩均收入翻了两番。
记者:水渠修好以后,管护的问题怎么解决?
李志远:我们成立了用水协会,会长由村民自己选,水费也由村民自己定。每个村民小组出一名管水员,负责巡渠、清淤和\
放水,镇里每月检查一次,结果张榜公布。谁家先浇、谁家后浇,都写在牌子上,大家心里有数。
协会成立三年来,没有发生过一起争水的纠纷,渠道完好率一直保持在九成以上。邻近的几个乡镇也来学习,有的已经照着\
样子办了起来。
记者:下一步还有什么打算?
李志远:我们准备再修两座水厂,同时把管护队伍建起来。水渠三分靠建、七分靠管,要让每一公里渠道都有人巡、有人修,\
让这股清水长久地流下去。
"""
PARAGRAPHS = tuple(STORY.splitlines())


def wide(char: str) -> float:
    return 1.0 if char >= "\u2000" or char in ",:;?!()" else 0.5


def wrapped(paragraphs: tuple[str, ...], em: float, *, indent: str = "") -> list[str]:
    """Paragraphs set in lines of `em`, first lines two characters in; `indent` is what is left of that."""
    lines = []
    for paragraph in paragraphs:
        line, room = "", em - 2
        first = True
        for char in paragraph:
            hanging = char in ",。:;?!、”)"
            if wide(char) > room + (1 if hanging else 0):
                lines.append((indent if first else "") + line.strip())
                line, room, first = "", em, False
            line += char
            room -= wide(char)
        lines.append((indent if first else "") + line.strip())
    return lines


def columns(em: float, space: str = " ") -> str:
    lines = wrapped(PARAGRAPHS, em)
    half = (len(lines) + 1) // 2
    left, right = lines[:half], lines[half:] + [""] * (half - len(lines) + half)
    return "\n".join(f"{one}{space}{other}".rstrip() for one, other in zip(left, right, strict=True))


def article(text: str) -> Article:
    return analyse(page_from_text(text, name="page.txt"))


def paragraphs(found: Article) -> list[str]:
    return [found.text[block.start : block.end] for block in found.blocks]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("em", [18, 20, 22])
@pytest.mark.parametrize("space", [" ", "    "])
def test_two_columns_are_read_one_after_the_other(em: float, space: str) -> None:
    found = article(columns(em, space))
    assert squeezed(found.text) == squeezed("".join(PARAGRAPHS))
    assert str(found.notes[0]).startswith("two columns that were copied line by line were put in order")


def test_their_paragraphs_are_whole_and_speakers_begin_one() -> None:
    found = article(columns(22))
    assert [squeezed(text) for text in paragraphs(found)] == [squeezed(text) for text in PARAGRAPHS]


def test_a_word_that_the_columns_parted_is_whole_and_each_half_knows_its_place() -> None:
    found = article(columns(22))
    phrase = "连人畜饮水都难以保证"
    at = found.text.index(phrase)
    spans = found.source_map.page_spans(at, at + len(phrase))
    assert len(spans) == 2
    assert "".join(found.page[span.start : span.end] for span in spans) == phrase


def test_a_page_whose_first_line_is_a_full_one_begins_inside_a_paragraph() -> None:
    lines = columns(22).split("\n")
    assert not article("\n".join(lines)).lead_missing
    assert article("\n".join(lines[1:])).lead_missing


def test_running_heads_and_folios_stay_outside_the_columns() -> None:
    page = f"Page 12 - 山乡建设2019年7期\nP. 12\n把水引上山 / 基层观察\n{columns(22)}\n2019 年第 7 期 10\n"
    found = article(page)
    assert found.meta.title == "把水引上山"
    assert squeezed(found.text) == "把水引上山" + squeezed("".join(PARAGRAPHS))


def test_two_pages_keep_their_own_columns() -> None:
    found = article(f"{columns(22)}\nP. 12\n{columns(22)}\nP. 13\n")
    assert squeezed(found.text) == squeezed("".join(PARAGRAPHS)) * 2


@pytest.mark.parametrize("em", [18, 25, 38])
@pytest.mark.parametrize("indent", ["", "    ", "\u3000\u3000"])
def test_hard_wrapped_text_is_no_columns_and_keeps_every_character(em: float, indent: str) -> None:
    found = article("\n".join(wrapped(PARAGRAPHS, em, indent=indent)))
    assert found.notes == ()
    assert squeezed(found.text) == squeezed("".join(PARAGRAPHS))


@pytest.mark.parametrize("em", [25, 38])
def test_hard_wrapped_paragraphs_that_kept_their_indent_are_whole(em: float) -> None:
    found = article("\n".join(wrapped(PARAGRAPHS, em, indent="\u3000\u3000")))
    assert [squeezed(text) for text in paragraphs(found)] == [squeezed(text) for text in PARAGRAPHS]


def test_ordinary_paragraphs_with_spaces_are_no_columns() -> None:
    spaced = [text.replace(",", ", ").replace("。", "。 ") for text in PARAGRAPHS] * 6
    found = article("\n".join(spaced))
    assert found.notes == ()
    assert paragraphs(found) == [text.strip() for text in spaced]


def test_a_table_of_names_is_no_columns() -> None:
    table = "\n".join(f"高桥镇第{count}组 王大山 李小河 张平川 一千二百元 已发放" for count in range(1, 30))
    assert article(table).notes == ()


def test_words_of_latin_letters_are_joined_by_a_space_where_a_line_broke() -> None:
    line = "全镇的渠道由智能系统统一调度,所用的软件名为"
    text = (
        f"\u3000\u3000{line} Water\nGrid,由县里的技术人员自己编写,经过了两年时间的试用,\n"
        "如今已经装到了每一座水站里,一直运行得非常平稳可靠。\n"
    )
    assert "Water Grid" in article(text * 3).text

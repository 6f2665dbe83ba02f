"""What a person might want to mark and the rules left alone: numbers, quoted terms and names, seen by
looking harder.

The rules of extraction suggest what they are sure enough of. Here nothing is weighed: any number with a
unit, whatever stands in quotation marks or 《》, and any noun phrase that ends like an organisation or a
place. These are never suggestions: a person steps from one to the next and decides what it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence

from seeds.article import Article, Span
from seeds.extract.field_words import either
from seeds.extract.numerals import ARABIC
from seeds.extract.units import COMPOUND
from seeds.extract.vocabulary import is_function, is_generic, is_word, phrase_start, straddled_right
from seeds.folding import Folded, fold
from seeds.personal_names import GIVEN, surname_length
from seeds.profile import NO_WORDS, Profile, Words

_HAN = "〇零一二两三四五六七八九十百千万亿"
_NUMBER = re.compile(
    rf"(?<![\d.A-Za-z第])(?:[百千万]分之(?:{ARABIC}|[{_HAN}点]+)|{ARABIC}(?:[十百千]?[万亿]{{1,2}}|[十百千])?[多余几]?"
    rf"(?:{COMPOUND})?|(?![一两](?!{COMPOUND}\d))[{_HAN}]{{1,8}}[多余几]?(?:{COMPOUND}))"
)
_YEAR = re.compile(r"(?:19|20)\d\d年?|\d{1,2}[月日时点]")
_QUOTED = re.compile(r"“([^“”\n]{2,24})”|‘([^‘’\n]{2,24})’|(《[^《》\n]{1,60}》)")
_SENTENCE_MARK = re.compile("[。!?;]")
_BODY = (
    "委员会 政府 法院 检察院 局 厅 署 委 办公室 办 处 科 站 所 中心 院 校 大学 学院 中学 小学 幼儿园 "
    "公司 集团 银行 信用社 合作社 协会 商会 学会 联合会 联盟 基金会 指挥部 领导小组 专班 工作队 总队 "
    "支队 大队 党委 党支部 党组 厂 矿 场 基地 园区 产业园 工业园 电视台 日报 晚报 报社 出版社 医院 "
    "研究院 研究所 俱乐部 博物馆 纪念馆 图书馆"
)
_PLACE = (
    "省 自治区 自治州 市 县 区 旗 州 盟 镇 乡 村 屯 寨 社区 街道 开发区 新区 林区 牧区 山 岭 河 江 湖 "
    "水库 岛 湾 沟 坝 路 高速 铁路 机场 港 口岸 国道 大桥 隧道 景区 公园"
)
_GENERAL = re.compile(
    r"(?:[一二两三四五六七八九十几数多两]|全|本|该|各|每|这|那|某|此|我|你|他|其|当|贫困|重点|示范|深度|行政|自然|有关|相关|所在)"
)
_AFTER_PERSON = re.compile(r"(?:[说称道]|介绍|表示|告诉|认为|坦言|回忆|指出|强调|笑|感慨|一家|家[里的]|夫妇)")
_BEFORE_PERSON = re.compile(r"(?:[^一-鿿]|[长记任员民户者师生授士手家]|书记|主席|同志|[,。、:;])$")
_LONGEST_NAME = 16


def candidates(article: Article, profile: Profile, covered: Iterable[Span]) -> list[Span]:
    """Ranges of the article's text that may be worth marking and that none of `covered` touches, in order.

    None lies over another: a quoted term hides what stands in it. What is quoted is a candidate also
    where an annotation lies wholly inside it.
    """
    text = article.text
    marks = _Taken(covered)
    quoted = [span for span in quoted_terms(text) if not marks.cut(span)]
    found = _Taken(quoted)
    others = sorted([*numbers(text), *names(text, profile.words)], key=lambda span: (span.start, -span.end))
    for span in others:
        if not marks.touch(span) and not found.touch(span) and not _is_date(text, span):
            found.add(span)
    return found.spans


def numbers(text: str) -> list[Span]:
    """Every number with its unit, those that the grammar of figures leaves out among them."""
    return _in_view(text, lambda view: (match.span() for match in _NUMBER.finditer(view)))


def quoted_terms(text: str) -> list[Span]:
    """What stands in quotation marks, without them, and titles with their 《》; no whole sentences."""

    def terms(view: str) -> Iterator[tuple[int, int]]:
        for match in _QUOTED.finditer(view):
            start, end = match.span(match.lastindex or 0)
            if not _SENTENCE_MARK.search(view, start, end):
                yield start, end

    return _in_view(text, terms)


def names(text: str, words: Words = NO_WORDS) -> list[Span]:
    """Noun phrases that end like an organisation or a place, and what may be the names of persons.

    `words` are the profile's. Of phrases that share characters the longest is taken.
    """

    def named(view: str) -> list[tuple[int, int]]:
        heads = either((*_BODY.split(), *_PLACE.split()))
        classes = re.compile(either((*words.places, *words.bodies, *words.works)) + "|" + _GENERAL.pattern)
        found = _Taken(Span(*span) for span in _persons(view))
        phrases = sorted(_phrases(view, heads, classes), key=lambda span: (span.start - span.end, span.start))
        for span in phrases:
            if not found.touch(span):
                found.add(span)
        return [(start, end) for start, end in found.spans]

    return _in_view(text, named)


def _phrases(view: str, heads: str, classes: re.Pattern[str]) -> Iterator[Span]:
    """Phrases before `heads`, without the `classes` that they open with (贫困, 全, 各)."""
    for head in re.finditer(heads, view):
        start = phrase_start(view, head.start(), limit=_LONGEST_NAME - len(head[0]))
        while (general := classes.match(view, start)) and start < general.end() <= head.start():
            start = general.end()
        end = head.end()
        stem = view[start : head.start()]
        if len(stem) < 2 or is_generic(stem) or straddled_right(view, end):
            continue
        # 农村, 全市: the head is the end of an ordinary word.
        if len(head[0]) == 1 and (is_word(view[end - 2 : end]) or _GENERAL.fullmatch(view[end - 2])):
            continue
        yield Span(start, end)


def _persons(view: str) -> Iterator[tuple[int, int]]:
    for before in re.finditer(r"(?<=[一-鿿,。、:;“(\n])(?=[一-鿿]{2})", view):
        start = before.start()
        surname = surname_length(view, start)
        if not surname or not _BEFORE_PERSON.search(view, max(0, start - 2), start):
            continue
        for end in (start + surname + 2, start + surname + 1):
            given = view[start + surname : end]
            if (
                any(char in GIVEN for char in given)
                and not any(is_function(char) for char in given)
                and not is_word(view[start : start + 2])
                and _AFTER_PERSON.match(view, end)
            ):
                yield start, end
                break


def _is_date(text: str, span: Span) -> bool:
    return _YEAR.fullmatch(text[span.start : span.end]) is not None


def _in_view(text: str, find: Callable[[str], Iterable[tuple[int, int]]]) -> list[Span]:
    """What `find` sees in the folded text, as ranges of the text itself."""
    folded: Folded = fold(text)
    return sorted(folded.span(start, end) for start, end in find(folded.text))


class _Taken:
    """Ranges of a text, asked what they touch."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans: list[Span] = sorted(Span(*span) for span in spans)
        self._longest = max((end - start for start, end in self.spans), default=0)

    def add(self, span: Span) -> None:
        """Take one more range."""
        self.spans.insert(bisect_left(self.spans, span), span)
        self._longest = max(self._longest, span.end - span.start)

    def touch(self, span: Span) -> bool:
        """Whether any of them shares a character with `span`."""
        return any(True for _one in self._touching(span))

    def cut(self, span: Span) -> bool:
        """Whether any of them does without lying wholly inside it, or is `span` itself."""
        return any(
            one == span or not (span.start <= one.start and one.end <= span.end)
            for one in self._touching(span)
        )

    def _touching(self, span: Span) -> Iterator[Span]:
        first = bisect_left(self.spans, (span.start - self._longest, 0))
        near: Sequence[Span] = self.spans[first : bisect_left(self.spans, (span.end, 0))]
        return (one for one in near if one.end > span.start)

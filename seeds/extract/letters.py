"""Places by one letter: 浙、鄂、京, 粤桂协作, 援川, 中巴两国."""

from __future__ import annotations

import re
from collections.abc import Iterator

from seeds.extract.gazetteer import province_of_letter
from seeds.extract.mentions import Mention
from seeds.extract.vocabulary import is_boundary, is_word, straddled_left, straddled_right

_LETTER = "[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川黔滇陕甘青藏桂蒙宁新]"
_LIST = re.compile(rf"{_LETTER}(?:、{_LETTER})+(?=$|[^一-鿿]|[等三两四五六企市区地省])")
_ROW = re.compile("[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川蜀黔贵滇云陕陇甘青藏疆桂蒙宁新]{2,4}")
# Letters that hardly serve another word: of 浙 and 皖 prose makes nothing else, of 新 and 宁 it does.
_CLEAR = frozenset("津沪渝冀皖浙闽赣豫鄂湘粤琼黔滇陕陇桂")
# What two provinces do together, or are: 苏陕|协作, 川滇|两省, 晋陕|交界.
_TOGETHER = re.compile(
    r"[两三四]?省(?:区市?)?(?![委政长道])|[两三四][地市]|协作|合作|携手|联手|扶贫|东西部|对口|劳务|产业|消费|结对|山海|"
    r"双方|共建|共|干部|互|一家|交界|边界|边区|边境|毗邻|接壤|联席|党政|情|帮扶|协同|联动|战略|经贸|区域|"
    r"协定|企业|革命|老区|苏区|等"
)
# What makes the row the name of a town: 闽宁|镇.
_TOWN = re.compile("[镇乡村县州市]")
_GONE_TO = re.compile(
    r"(?:[进返赴离抵驻援来在入回留]|(?<=货)出)([京沪渝津鄂汉浙苏粤闽赣湘黔滇桂琼皖豫晋鲁藏疆川陕冀])"
    r"(?![剧城族菜商江河南北库]|[京津沪渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼川黔贵滇陕陇甘青藏桂蒙宁])"
)
# 宁 and its like begin many words, so more must follow: 在宁|企业, 在甘|挂职.
_STAYING = re.compile(
    r"[在驻援入]([宁甘辽吉蒙青])(?=企业|投资|务工|就业|创业|高校|院校|挂职|考察|调研|央企|干部|医疗|教师|工作|实施|帮扶)"
)
# 中巴两国: letters for two countries.
_COUNTRIES = re.compile(
    r"([中美俄日英法德印韩朝越巴澳加意])([中美俄日英法德印韩朝越巴澳加意])(?=两国|关系|双边|建交|经贸|贸易)"
)


# 居全川前列.
_ALL_OF = re.compile("(?<=全)[川黔陕滇渝桂湘鄂赣皖豫冀晋鲁闽粤琼](?![剧菜江])")


def letters_of(view: str) -> list[Mention]:
    """LOC mentions of one character each: provinces in lists, rows and behind verbs of going; countries in
    pairs. They may lie inside longer names."""
    return [*_listed(view), *_rows(view), *_gone_to(view), *_countries(view)]


def _listed(view: str) -> Iterator[Mention]:
    """浙、鄂、京."""
    for run in _LIST.finditer(view):
        if is_boundary(view, run.start()) or is_word(view[run.start() - 2 : run.start()]):
            for at in range(run.start(), run.end(), 2):
                yield Mention(at, at + 1, "LOC", 0.85, f"letter:{province_of_letter(view[at])}")


def _rows(view: str) -> Iterator[Mention]:
    """粤桂劳务协作: provinces side by side, if what they do together follows, if the text names each of them
    in full as well, or if the row is a phrase of its own and its letters serve no other words."""
    for run in _ROW.finditer(view):
        start, end = run.span()
        # 沪滇|新机制, 承德|京津: a letter that belongs to a word beside the row.
        while end - start > 1 and straddled_right(view, end) and not _TOGETHER.match(view, end):
            end -= 1
        while end - start > 1 and straddled_left(view, start):
            start += 1
        row = view[start:end]
        if len(row) < 2 or len(set(row)) < len(row) or _TOWN.match(view, end):
            continue
        together = _TOGETHER.match(view, end) is not None
        named = all((province_of_letter(letter) or letter) in view for letter in row)
        spare = 0 if len(row) == 2 else len(row) - 1
        clear = len(set(row) - _CLEAR) <= spare and is_boundary(view, start)
        if together or named or clear:
            sure = 0.85 if together + named + clear > 1 else 0.75
            for at in range(start, end):
                yield Mention(at, at + 1, "LOC", sure, f"letter:{province_of_letter(view[at])}")


def _gone_to(view: str) -> Iterator[Mention]:
    """进京, 离汉, 援川: a province or a city behind a verb of going."""
    for hit in _ALL_OF.finditer(view):
        yield Mention(*hit.span(), "LOC", 0.7, "letter:all")
    for pattern in (_GONE_TO, _STAYING):
        for hit in pattern.finditer(view):
            if not straddled_right(view, hit.end()):
                yield Mention(*hit.span(1), "LOC", 0.7, "letter:going")


def _countries(view: str) -> Iterator[Mention]:
    for hit in _COUNTRIES.finditer(view):
        for group in (1, 2):
            yield Mention(*hit.span(group), "LOC", 0.75, "letter:country")

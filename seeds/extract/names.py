"""Whether a few characters read as a Chinese personal name where they stand."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from seeds.extract.lexicon import Lexicon, lexicon, listed, occurrences
from seeds.extract.vocabulary import is_boundary, is_word, straddled_left, straddled_right
from seeds.folding import is_han
from seeds.personal_names import COMMON, GIVEN, surname_length

# A name after a title of office needs less evidence than one after 村民 or 代表.
_ENOUGH_AFTER_OFFICE, _ENOUGH_AFTER_KIND = 1.0, 1.4

# Family names that are particles first: 书记|向群众说明.
_PARTICLES = "向于从时应因任全单当那用相初来干信常"
_SOUND_CHARS = (
    "阿艾巴白贝比别卜毕伯布查达旦丹德迪蒂丁杜多厄恩尔法菲弗夫嘎戈格根古哈赫亨霍合基吉加"
    "嘉杰卡凯康科克肯孔库拉莱兰朗勒雷里利列林卢鲁伦罗洛马麦买玛曼梅米密莫默姆木穆娜纳"
    "奈内尼妮诺努欧帕佩皮普奇其乔切丘曲"
    "热日肉萨塞桑森沙舍圣施史斯松苏索塔泰坦汤特提图吐托瓦维温沃乌西希夏仙谢辛休逊雅亚"
    "扬央耶伊依因音尤玉约泽扎詹珍芝卓兹孜措丽莎琳琪力江呷惹嫫伍"
)
_SAID = re.compile("说[,:。道]|表示[,:。]|介绍[,:。说]|告诉记者")
_SOUNDS = re.compile(f"[{_SOUND_CHARS}]{{3,7}}")


class Found(NamedTuple):
    """A name that some rule gives away, wherever it stands."""

    name: str
    confidence: float
    rule: str


@cache
def enders() -> frozenset[str]:
    """Words that may follow a name: verbs, particles, titles."""
    return frozenset(listed("name_ends")) | frozenset(listed("titles_after"))


@cache
def _phrases(name: str) -> frozenset[str]:
    return frozenset(listed(name))


def is_shaped(name: str) -> bool:
    """Whether `name` is a family name with one or two more characters, and no common word."""
    size = surname_length(name, 0)
    if not size or not size < len(name) <= size + 2 or not all(map(is_han, name)):
        return False
    if len(name) == size + 2 and name[-1] in "就也都还又是已将曾把被给从向对为因在到与并且则以于会要能来去":
        return False
    if name[0] in _PARTICLES and not (len(name) == 3 and set(name[1:]) <= GIVEN):
        return False
    if name[-1] in "中上下里内外时后前们的了地得着过说等" or {name, name[:2]} & _phrases("not_names"):
        return False
    if len(name) == 2:
        return not is_word(name)
    return size == 2 or not is_word(name[:2]) or set(name[1:]) <= GIVEN


def name_at(view: str, at: int, *, after_office: bool) -> tuple[str, float] | None:
    """The name that begins at `at` after a title (or, with less trust, a kind of person) and its confidence.

    Of the two- and the three-character reading (李明 or 李明远) the one wins whose end and characters
    are the likelier.
    """
    size = surname_length(view, at)
    if not size or of_elements(view, at) - at > size + 1:
        return _transcribed(view, at)
    readings = [
        (_likelihood(view, at, at + length, size), view[at : at + length])
        for length in (size + 2, size + 1)
        if at + length <= len(view) and is_shaped(view[at : at + length])
    ]
    score, name = max(readings, default=(0.0, ""))
    if score < (_ENOUGH_AFTER_OFFICE if after_office else _ENOUGH_AFTER_KIND):
        return _transcribed(view, at)
    return name, min(0.95, 0.7 + 0.06 * score)


def of_elements(view: str, at: int) -> int:
    """Where a Tibetan or Mongolian name that begins at `at` ends, or `at`: names of one to three elements
    (次仁卓玛, 才让) that are words of those languages."""
    known, end = _elements(), at
    for _ in range(3):
        end = known.at(view, end) or end
    return end


@cache
def _elements() -> Lexicon:
    return lexicon("name_elements")


def _transcribed(view: str, at: int) -> tuple[str, float] | None:
    """A name from another language, by its elements or by the characters that write sounds: 古特雷斯."""
    if (end := of_elements(view, at)) > at and ending(view, end) > 0:
        return view[at:end], 0.8
    run = _SOUNDS.match(view, at)
    if run and ending(view, run.end()) > (0.7 if len(run[0]) < 4 else -1) and not is_word(run[0][:2]):
        return run[0], 0.75
    return None


def is_transcribed(name: str) -> bool:
    """Whether all characters of `name` are those that write the sounds of other languages."""
    return all(char in _SOUND_CHARS for char in name)


def sounds_end(view: str, start: int, end: int) -> int:
    """Where the run of such characters that begins at `start` ends."""
    while start < end and view[start] in _SOUND_CHARS:
        start += 1
    return start


def sounds_foreign(name: str) -> bool:
    """Whether most characters of `name` are those that write the sounds of other languages."""
    return sum(char in _SOUND_CHARS for char in name) * 5 >= 3 * len(name)


def _likelihood(view: str, start: int, end: int, size: int) -> float:
    """How well [start, end) reads as a name: by what follows, its characters and how often it comes back."""
    name, given = view[start:end], view[start + size : end]
    score = ending(view, end)
    score += 0.5 * sum(char in GIVEN for char in given) / len(given)
    score += 0.3 if name[0] in COMMON or size == 2 else -0.2
    again = occurrences(view, name)
    score += 0.13 * min(again - 1, 3)
    if len(given) == 2:
        # Where 李明远 comes back as often as 李明, the third character belongs to the name.
        score += 0.6 if again > 1 and again == occurrences(view, name[:-1]) else 0.1
        if is_word(given) and not set(given) <= GIVEN:
            score -= 0.8
        if _cuts_word(view, end):
            score -= 0.5
    return score


def ending(view: str, end: int) -> float:
    """How well a name may end at `end`."""
    rest = view[end : end + 3]
    if not rest or not is_han(rest[0]):
        return 1.5
    if rest[1:2] in ("了", "起", "着") or rest[2:3] == "了":
        # A verb with its particle: 办起了, 种了.
        return 1.4 - 1.5 * _cuts_word(view, end)
    if rest in enders() or rest[:2] in enders():
        score = 1.2
    elif rest[0] in enders():
        score = 0.8
    else:
        score = 0.7 if is_word(rest[:2]) else -0.8
    return score - 1.5 * _cuts_word(view, end)


def _cuts_word(view: str, end: int) -> bool:
    """Whether a name that ends at `end` cuts a word in two; a verb of saying is no part of one: 吴光明|说."""
    return straddled_right(view, end) and not _SAID.match(view, end)


def stands_alone(view: str, start: int, end: int) -> bool:
    """Whether a known name at [start, end) is no part of something longer: 高明 in 最高明确."""
    if end - start > 2:
        return True
    cut_left = straddled_left(view, start) and not is_boundary(view, start)
    return not cut_left and not straddled_right(view, end)

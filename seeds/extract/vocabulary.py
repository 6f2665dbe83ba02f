"""What the rules for names know of ordinary words, and of where a phrase begins."""

from __future__ import annotations

import lzma
from functools import cache
from importlib.resources import files

from seeds.extract.lexicon import listed
from seeds.folding import is_han

# Characters that stand between phrases and hardly ever inside an official name.
_FUNCTION = frozenset(
    "的了在和与及跟同对向把被将是由从到让给使也都还又就并或但而其该此这那哪各每某于至则若因已正曾再很最更先后以为有"
)


@cache
def words() -> frozenset[str]:
    """Common words of two characters, names left out (see data/NOTICE.md)."""
    packed = (files("seeds.extract") / "data" / "words.txt.xz").read_bytes()
    text = lzma.decompress(packed).decode("utf-8")
    return frozenset(text[at : at + 2] for at in range(0, len(text), 2))


@cache
def _rooted() -> frozenset[str]:
    return frozenset(listed("rooted"))


@cache
def _governing() -> frozenset[str]:
    return frozenset(listed("governing"))


def is_word(pair: str) -> bool:
    """Whether these two characters are a common word."""
    return pair in words()


def is_function(char: str) -> bool:
    """Whether `char` stands between phrases and hardly ever inside a name: 的, 在, 和."""
    return char in _FUNCTION


def is_governing(word: str) -> bool:
    """Whether `word` governs or precedes the name after it: 位于, 走进."""
    return word in _governing()


def straddled_left(view: str, start: int) -> bool:
    """Whether a name that begins at `start` would cut a common word in two: 中山区 in 集中山区."""
    known = words()
    return start > 0 and view[start - 1 : start + 1] in known and not _ends_well(view, start)


def straddled_right(view: str, end: int) -> bool:
    """Whether a name that ends at `end` would cut a common word in two: 新乡 in 新乡村.

    Not where what follows the edge is itself a word (海口|中心).
    """
    known = words()
    return view[end - 1 : end + 1] in known and view[end : end + 2] not in known


def _ends_well(view: str, start: int) -> bool:
    """Whether what stands before `start` ends there as a word or phrase of its own."""
    return view[start - 2 : start] in words() or view[start - 1] in _FUNCTION


def phrase_start(view: str, end: int, *, limit: int = 16, floor: int = 0) -> int:
    """Where the noun phrase that ends at `end` begins: after a mark, a function word or a governing verb.

    Looks back over at most `limit` characters and not before `floor`.
    """
    at = end
    stop = max(floor, end - limit)
    while at > stop:
        char = view[at - 1]
        if not (is_han(char) or char in "·+-" or (char.isascii() and char.isalpha())):
            break
        if view[at - 2 : at] in _governing() or view[at - 3 : at] in _governing():
            break
        if char in _FUNCTION and not is_rooted(view, at - 1):
            break
        at -= 1
    return at


def is_rooted(view: str, at: int) -> bool:
    """Whether the function character at `at` is in a name: 和 in 平和, 都 in the list 贵阳、都匀."""
    around = {view[max(0, at - 1) : at + 1], view[at : at + 2]}
    return bool(around & _rooted()) or view[max(0, at - 1) : at + 1] == "、都"


def is_boundary(view: str, at: int) -> bool:
    """Whether no Han character stands right before offset `at`, or one that parts phrases does."""
    if at <= 0:
        return True
    char = view[at - 1]
    if not (is_han(char) or char.isalnum()):
        return True
    return char in _FUNCTION or view[at - 2 : at] in _governing()


def is_generic(stem: str) -> bool:
    """Whether `stem` is made of common words only, so that it names nothing: 农民专业, 龙头企业."""
    known = words()
    reach = {0}
    for at in range(len(stem)):
        if at in reach and stem[at : at + 2] in known:
            reach.add(at + 2)
    return len(stem) in reach

"""Names that the form of a line gives away: bylines, speaker labels, credits, lists of winners."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from seeds.extract.anchored import anchored
from seeds.extract.lexicon import listed
from seeds.extract.names import Found, is_shaped
from seeds.extract.vocabulary import is_word
from seeds.folding import fold
from seeds.personal_names import GIVEN, byline_surname_length

_SPEAKER = re.compile(r"(?:^|\n)([一-鿿]{2,4}|[一-鿿]{1,6}(?:·[一-鿿]{1,8})+)(?=:)")
_BYLINE = re.compile(
    r"(?:记者|通讯员|实习生|作者|撰稿|摄影|摄影报道|文/图|图/文|文图|□|■|编辑|责编|撰文|整理|供图|"
    r"/文|/图)[:/ ]{0,2}(?:本报记者)?[: ]?"
    r"((?:[一-鿿]{2,4}[ 、/,]){0,6}[一-鿿]{2,4}?)(?=[ )\n。,、/]|$|摄|文|报道|编辑|通讯员|实习生|记者)"
)
_BRACKETED = re.compile(r"\(((?:[一-鿿]{2,3}[ 、]){1,6}[一-鿿]{2,3})\)")
# Names whose parting spaces were lost: (通讯员李琴文刘会).
_RUN_TOGETHER = re.compile(
    r"(?:记者|通讯员|实习生|撰稿|摄影|文/图|图/文|编辑|整理)[:/]?([一-鿿]{4,12})(?=[)\n。,]|$|摄|报道|通讯员|编辑)"
)
# 张宁、赵银辉荣获二等奖: who wins or is elected, at the head of a clause.
_WINNERS = re.compile(
    r"(?:^|[\n,。;:])((?:[一-鿿]{2,3}、)*[一-鿿]{2,3})(?=荣获|分获|获评|获得|当选|被评为|被授予|被任命|获[一二三]等奖)"
)
# Credits behind a name: (刘通摄), 李娜 摄影.
_CREDIT = anchored(
    r"(?<![一-鿿])([一-鿿]{2,3}) ?(?=摄(?:影|制|像)?(?=[)\n。,/]|$)|供图[)\n。]|供稿[)\n。])",
    "摄|供图|供稿",
    reach=4,
)
_SIGNED = re.compile(r"\(([一-鿿]{2,3})\)(?=\n|$)")


def written(view: str, authors: Iterable[str]) -> Iterator[Found]:
    """Names that the page or the form of a line gives away; `authors` are those of the page."""
    for author in authors:
        if 2 <= len(author) <= 12:
            yield Found(fold(author).text, 0.95, "person:author")
    for hit in _SPEAKER.finditer(view):
        if "·" in hit[1] or (is_shaped(hit[1]) and not is_word(hit[1][-2:])):
            yield Found(hit[1], 0.93, "person:speaker")
    yield from _credited(view)


def _credited(view: str) -> Iterator[Found]:
    """Names of those who wrote or photographed, and lists of winners."""
    for pattern in (_CREDIT, _SIGNED):
        for hit in pattern.finditer(view):
            if is_shaped(hit[1]):
                yield Found(hit[1], 0.85, "person:byline")
    for hit in _BYLINE.finditer(view):
        yield from (Found(name, 0.9, "person:byline") for name in _split(hit[1]) if _is_signed(name))
    for hit in _RUN_TOGETHER.finditer(view):
        yield from (Found(name, 0.85, "person:byline") for name in _cut(hit[1]))
    for hit in _WINNERS.finditer(view):
        if all(map(is_shaped, _split(hit[1]))):
            yield from (Found(name, 0.85, "person:winner") for name in _split(hit[1]))
    for hit in _BRACKETED.finditer(view):
        if all(map(is_shaped, _split(hit[1]))):
            yield from (Found(name, 0.9, "person:byline") for name in _split(hit[1]))


def _is_signed(name: str) -> bool:
    """Whether `name`, which only a person's can be where it stands, is shaped like one; the family name may
    be one that is a plain word elsewhere: 先朝阳."""
    rare = len(name) == 3 and byline_surname_length(name) == 1 and name not in listed("offices")
    return is_shaped(name) or (
        rare and bool(set(name[1:]) & GIVEN) and not is_word(name[:2]) and not is_word(name[1:])
    )


def _split(names: str) -> list[str]:
    return [name for name in re.split(r"[ 、/,]", names) if name]


def _cut(run: str) -> list[str]:
    """`run` as names of three and two characters without a rest, or nothing."""
    if not run:
        return []
    for size in (3, 2):
        if is_shaped(run[:size]) and (size == len(run) or (rest := _cut(run[size:]))):
            return [run[:size], *(rest if size < len(run) else ())]
    return []

"""People, by the words around their names: titles, verbs of saying, speaker labels, bylines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from seeds.extract.lexicon import listed
from seeds.extract.mentions import Mention
from seeds.extract.names import enders, is_shaped, name_at, sounds_foreign, stands_alone
from seeds.extract.surnames import COMMON, GIVEN, surname_length
from seeds.extract.vocabulary import is_boundary, is_word
from seeds.folding import is_han

_LEADER_FUSED = re.compile(r"习(?:总书记|主席|同志)")
_FUSED = re.compile(
    r"[一-鿿](?:(?:副)?(?:书记|县长|市长|镇长|乡长|村长|主任|局长|科长|站长|院长|校长|队长|组长|"
    r"经理|董事长|厂长|所长|场长)|"
    r"总(?=[,。说、])|支书|会计|老师|教授|医生|大夫|师傅|大爷|大妈|大叔|大娘|大姐|大哥|大伯|大嫂|"
    r"奶奶|爷爷|老汉|阿姨|先生|女士|老爹|婆婆|某某?)"
)
_SPEAKER = re.compile(r"(?:^|\n)([一-鿿]{2,4}|[一-鿿]{1,6}(?:·[一-鿿]{1,8})+)(?=:)")
_BYLINE = re.compile(
    r"(?:记者|通讯员|实习生|作者|撰稿|摄影|摄影报道|文/图|图/文|文图|□|■|编辑|责编|撰文|整理|供图|"
    r"/文|/图)[:/ ]{0,2}(?:本报记者)?[: ]?"
    r"((?:[一-鿿]{2,4}[ 、/,]){0,6}[一-鿿]{2,4})(?=[ )\n。,、/]|$|摄|文|报道|编辑|通讯员|实习生|记者)"
)
_BRACKETED = re.compile(r"\(((?:[一-鿿]{2,3}[ 、]){1,6}[一-鿿]{2,3})\)")
_DOTTED = re.compile(r"[一-鿿]{1,7}(?:·[一-鿿]{1,9})+")
_SAYS = re.compile(
    r"说(?=[,:道。])|表示|介绍(?=[,:说道])|告诉|指出|强调|坦言|回忆(?=[,:说道])|透露|感慨|笑着说|"
    r"笑道|讲述|认为"
)
_AGED = re.compile(r"\d岁的?|(?<=[\n,。;])[男女],")
_AT_WORK = re.compile(
    r"(?:^|[\n,。;!?“”、])([一-鿿]{3})(?=正[忙在和与拿带给把]|家[里门的中住有]|一家|每天|边[一-鿿]|"
    r"笑|乐呵|算了|拿起|指着|掰着|高兴|今年\d|坦言|[是,]?\d+岁|的(?:家|脸上|丈夫|妻子|儿子|女儿|"
    r"母亲|父亲)|和(?:丈夫|妻子|老伴|村民)|又|常|便|主动|带头|决定|回忆|深知|心里)"
)
# Columns that speak of themselves under a pen name.
_PEN_NAME = re.compile(r"[一-鿿]{2}君(?=了解到|获悉|注意到|发现|梳理|整理|采访|带你|带您|为您|给你|给您)")


class Found(NamedTuple):
    """A name that some rule gives away, wherever it stands."""

    name: str
    confidence: float
    rule: str


def persons_of(
    view: str, authors: Iterable[str] = (), known: Iterable[str] = (), barred: Iterable[Mention] = ()
) -> list[Mention]:
    """The PER mentions of a view. `authors` are names that the page gives, `known` those of the profile;
    where a `barred` mention stands (a place, an organisation), no name begins.

    A name that a rule found is marked wherever it stands.
    """
    barred = list(barred)
    taken = {at for mark in barred for at in range(mark.start, mark.end)}
    edges = {mark.end for mark in barred}
    best: dict[str, Found] = {}
    for found in (
        *(Found(name, 0.98, f"lexicon:PER:{name}") for name in known if name in view),
        *_written(view, authors),
        *_after_trigger(view, taken),
        *_before_title(view, taken, edges),
        *_at_work(view, taken),
    ):
        if found.name not in best or found.confidence > best[found.name].confidence:
            best[found.name] = found
    marks = [
        Mention(hit.start(), hit.end(), "PER", found.confidence, found.rule)
        for found in best.values()
        for hit in re.finditer(re.escape(found.name), view)
        if hit.start() not in taken and stands_alone(view, hit.start(), hit.end())
    ]
    return [*marks, *_fused(view, taken), *_dotted(view)]


@cache
def _trigger() -> re.Pattern[str]:
    return _any_of(*listed("offices"), *listed("kinds"))


@cache
def _title_after() -> re.Pattern[str]:
    return _any_of(*listed("titles_after"))


def _any_of(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))))


def _written(view: str, authors: Iterable[str]) -> Iterator[Found]:
    """Names that the page or the form of a line gives away."""
    for author in authors:
        if 2 <= len(author) <= 12:
            yield Found(author, 0.95, "person:author")
    for hit in _PEN_NAME.finditer(view):
        yield Found(hit[0], 0.75, "person:pen name")
    for hit in _SPEAKER.finditer(view):
        if "·" in hit[1] or (is_shaped(hit[1]) and not is_word(hit[1][-2:])):
            yield Found(hit[1], 0.93, "person:speaker")
    for hit in _BYLINE.finditer(view):
        yield from (Found(name, 0.9, "person:byline") for name in _split(hit[1]) if is_shaped(name))
    for hit in _BRACKETED.finditer(view):
        if all(map(is_shaped, _split(hit[1]))):
            yield from (Found(name, 0.9, "person:byline") for name in _split(hit[1]))


def _split(names: str) -> list[str]:
    return [name for name in re.split(r"[ 、/,]", names) if name]


def _after_trigger(view: str, taken: set[int]) -> Iterator[Found]:
    """Names right after a title, a kind of person or an age: 县委书记晋伟, 村民张玉兰、李福, 68岁的王福田."""
    offices = frozenset(listed("offices"))
    for pattern in (_trigger(), _AGED):
        for hit in pattern.finditer(view):
            at = hit.end() + (view[hit.end() : hit.end() + 1] in (":", " ", "“"))
            while at not in taken and (read := name_at(view, at, after_office=hit[0] in offices)):
                yield Found(*read, f"person:trigger:{hit[0]}")
                at += len(read[0])
                if view[at : at + 1] not in ("、", " ", "和"):
                    break
                at += 1


def _before_title(view: str, taken: set[int], edges: set[int]) -> Iterator[Found]:
    """Names right before a title or a verb of saying: 晋伟说, 张桂梅老师, 清华大学|李明华教授."""
    for pattern, rule in ((_SAYS, "person:says"), (_title_after(), "person:title")):
        for hit in pattern.finditer(view):
            for length in (3, 2, 4):
                start = hit.start() - length
                name = view[max(start, 0) : hit.start()]
                if start < 0 or start in taken or surname_length(name, 0) != (2 if length == 4 else 1):
                    continue
                if (
                    is_shaped(name)
                    and set(name[1:]) & GIVEN
                    and (start in edges or _opens(view, start, name))
                ):
                    yield Found(name, 0.85, rule)
                    break


def _at_work(view: str, taken: set[int]) -> Iterator[Found]:
    """Names that a clause opens with, before what a person does: 李玉莲正忙着给牛添草."""
    for hit in _AT_WORK.finditer(view):
        name = hit[1]
        if hit.start(1) not in taken and name[0] in COMMON and set(name[1:]) <= GIVEN and is_shaped(name):
            yield Found(name, 0.7, "person:clause")


def _opens(view: str, start: int, name: str) -> bool:
    """Whether `name`, before a title, begins where a name may: a short one only after a mark."""
    if is_word(name[-2:]) and len(name) < 4 and not (len(name) == 3 and set(name[1:]) <= GIVEN):
        return False
    return start == 0 or not is_han(view[start - 1]) or (len(name) == 3 and is_boundary(view, start))


def _fused(view: str, taken: set[int]) -> Iterator[Mention]:
    """A family name with a title, taken whole: 习总书记, 王书记."""
    for hit in _LEADER_FUSED.finditer(view):
        yield Mention(*hit.span(), "PER", 0.97, "person:fused")
    for hit in _FUSED.finditer(view):
        start = hit.start()
        if view[start] in COMMON and start not in taken and _opens_fused(view, start):
            yield Mention(*hit.span(), "PER", 0.8, "person:fused")


def _opens_fused(view: str, start: int) -> bool:
    if start == 0 or not is_han(view[start - 1]):
        return view[start] not in "万江石方向于任金白武"
    return view[start - 1] in "说和找跟对让请是给被的见叫把与向为" and not is_word(
        view[start - 1 : start + 1]
    )


def _dotted(view: str) -> Iterator[Mention]:
    """Names with an interpunct, cut free of the title before and the verb after: 买买提·吐尔逊."""
    for hit in _DOTTED.finditer(view):
        start, end = hit.span()
        dot = view.index("·", start)
        for trigger in _trigger().finditer(view, start, dot):
            start = trigger.end()
        while dot - start > 4 or (dot - start > 2 and is_word(view[start : start + 2])):
            start += 1
        for cut in range(view.rindex("·", start, end) + 2, end):
            if {view[cut : cut + 2], view[cut]} & enders() or is_word(view[cut : cut + 2]):
                end = cut
                break
        if dot > start and end - start > 3 and sounds_foreign(view[start:end].replace("·", "")):
            yield Mention(start, end, "PER", 0.85, "person:dotted")

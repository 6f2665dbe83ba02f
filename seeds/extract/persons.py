"""People, by the words around their names: titles, verbs of saying and doing; and names fused with titles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from seeds.extract.anchored import anchored
from seeds.extract.bylines import written
from seeds.extract.lexicon import Lexicon, lexicon, listed
from seeds.extract.mentions import Mention
from seeds.extract.names import (
    Found,
    enders,
    ending,
    is_shaped,
    name_at,
    of_elements,
    sounds_end,
    sounds_foreign,
    stands_alone,
)
from seeds.extract.vocabulary import is_boundary, is_function, is_word
from seeds.folding import is_han
from seeds.personal_names import COMMON, GIVEN, surname_length
from seeds.profile import NO_WORDS, Words

_LEADER_FUSED = re.compile(r"习(?:总书记|主席|同志)")
_POSTS = "书记|县长|市长|镇长|乡长|村长|主任|局长|科长|站长|院长|校长|队长|组长|经理|董事长|厂长|所长|场长"
_FORMS_OF_ADDRESS = (
    "总(?=[,。说、])|支书|会计|老师|教授|医生|大夫|师傅|大爷|大妈|大叔|大娘|大姐|大哥|大伯|大嫂|"
    "奶奶|爷爷|老汉|阿姨|先生|女士|老爹|婆婆|某某?"
)
_FUSED = anchored(
    rf"[一-鿿](?:副?(?:{_POSTS})|{_FORMS_OF_ADDRESS})", f"{_POSTS}|{_FORMS_OF_ADDRESS}", reach=2
)
# From the first interpunct on: the characters before it are counted back from there.
_DOTTED = anchored(r"(?<=[一-鿿])(?:·(?:(?![和与及跟][一-鿿])[一-鿿]){1,9})+", "·", reach=0)
_BEFORE_DOT = re.compile(r"[一-鿿]{1,7}\Z")
_SAYING = (
    r"说(?=[,:道。])|表示|介绍(?=[,:说道])|告诉|指出|强调|坦言|回忆(?=[,:说道])|透露|感慨|笑着说|"
    r"笑道|讲述|认为|谈起|说起|感叹|直言|补充道|如是说|算了一笔账"
)
_SAYS = anchored(
    r"(?:(?:高兴|激动|开心|自豪|感慨|兴奋|满意|欣慰|感激|骄傲|乐呵呵|笑呵呵|深有感触|动情|坚定|坦诚|幸福|欣喜)地)?"
    + _SAYING,
    _SAYING,
    reach=5,
)
# Family names that are words before a title: 原院长, 代县长, 常务.
# What titles and kinds of people end in, behind which a name may stand: 片区片|长, 种植能|手.
_TITLE_ENDS = "长员任记理师者席官民户手匠人主医工友嫂"
_BEFORE_TITLES = "原代单全支公安常权相官时干封计商别新于任农党边"
# What is said of an office in brackets, before the name: 副县长(挂职)李明.
_ASIDE = re.compile(r"\((?:挂职|兼|主持工作|正[县处]级|副[县处]级)\)")
_AGED = anchored(r"\d岁的?|(?<=[\n,。;])[男女],", "岁|男,|女,", reach=1)
# Three characters that can only be a name where nothing else tells one: a common family name, a given name.
_COMMON_NAME = f"[{''.join(sorted(COMMON))}][{''.join(sorted(GIVEN))}]{{2}}"
_AT_WORK = re.compile(
    rf"(?:^|[\n,。;!?“”、])({_COMMON_NAME})(?=正[忙在和与拿带给把]|家[里门的中住有]|一家|每天|边[一-鿿]|"
    r"笑|乐呵|算了|拿起|指着|掰着|高兴|今年\d|坦言|[是,]?\d+岁|的(?:家|脸上|丈夫|妻子|儿子|女儿|"
    r"母亲|父亲)|和(?:丈夫|妻子|老伴|村民)|从(?:部队|外地|城里|大学|广东|浙江|上海)|(?:返乡|回乡|退伍|辞职|辞去|放弃|接任|接过|当选|挑起|扛起|回到|报名|流转|承包|贷款|担任|当上)|在|又|常|便|主动|带头|决定|回忆|深知|心里|带领|牵头|创办|成为|"
    r"家(?:去年|今年|以前|原来|过去|现在|\d)|是(?:[该全]|第一|当地|土生土长))"
)
# A clause's first three characters, and those behind a dash that signs a quotation.
_HEAD_OF_CLAUSE = re.compile(rf"(?:^|(?<=[\n,。;!?“”—:]))({_COMMON_NAME})")
# 选派|宋伟|挂任.
_SENT_OUT = re.compile(
    rf"(?:选派|委派|派出|派驻|选举|任命|推选|提名|邀请)([{''.join(sorted(COMMON))}][一-鿿]{{1,2}}?)(?=挂任|挂职|担任|到|赴|为|任)"
)
# 神山村的|彭夏英办起了: whoever a village has.
_OF_PLACE = re.compile(rf"(?<=[村镇乡县组寨屯长任员]的)({_COMMON_NAME})")


def persons_of(
    view: str,
    authors: Iterable[str] = (),
    known: Iterable[str] = (),
    barred: Iterable[Mention] = (),
    words: Words = NO_WORDS,
) -> list[Mention]:
    """The PER mentions of a view. `authors` are names that the page gives, `known` names and `words` those of
    the profile; where a `barred` mention stands (a place, an organisation), no name begins.

    A name that a rule found is marked wherever it stands.
    """
    barred = list(barred)
    taken = {at for mark in barred for at in range(mark.start, mark.end)}
    edges = {mark.end for mark in barred}
    best: dict[str, Found] = {}
    for found in (
        *(Found(name, 0.98, f"lexicon:PER:{name}") for name in known if name in view),
        *written(view, authors),
        *_after_trigger(view, taken, words),
        *_before_title(view, taken, edges),
        *_at_work(view, taken),
        *_of_two_elements(view, taken),
        *_recurring(view, taken),
    ):
        if found.name not in best or found.confidence > best[found.name].confidence:
            best[found.name] = found
    marks = [
        Mention(start, end, "PER", best[view[start:end]].confidence, best[view[start:end]].rule)
        for start, end in Lexicon(best).scan_all(view)
        if start not in taken and stands_alone(view, start, end)
    ]
    return [*marks, *_fused(view, taken, edges), *_dotted(view, words)]


@lru_cache(maxsize=4)
def _offices(titles: tuple[str, ...]) -> frozenset[str]:
    return frozenset((*listed("offices"), *titles))


@lru_cache(maxsize=4)
def _triggers(titles: tuple[str, ...], people: tuple[str, ...]) -> Lexicon:
    return Lexicon((*_offices(titles), *listed("kinds"), *people))


def _after_trigger(view: str, taken: set[int], words: Words) -> Iterator[Found]:
    """Names right after a title, a kind of person or an age: 县委书记马国强, 村民张玉兰、李福."""
    offices = _offices(words.titles)
    triggers = _triggers(words.titles, words.people).scan(view)
    for start, end in (*triggers, *(hit.span() for hit in _AGED.finditer(view))):
        trigger = view[start:end]
        at = end + (view[end : end + 1] in (":", " ", "“"))
        if aside := _ASIDE.match(view, at):
            at = aside.end()
        while at not in taken and (read := name_at(view, at, after_office=trigger in offices)):
            yield Found(*read, f"person:trigger:{trigger}")
            at += len(read[0])
            if view[at : at + 1] not in ("、", " ", "和"):
                break
            at += 1


def _before_title(view: str, taken: set[int], edges: set[int]) -> Iterator[Found]:
    """Names right before a title or a verb of saying: 马国强说, 张桂梅老师, 清华大学|李明华教授."""
    said = ((hit.start(), "person:says") for hit in _SAYS.finditer(view))
    titled = ((start, "person:title") for start, _ in lexicon("titles_after").scan(view))
    for end, rule in (*said, *titled):
        for length in (3, 2, 4):
            start = end - length
            name = view[max(start, 0) : end]
            if start < 0 or start in taken or surname_length(name, 0) != (2 if length == 4 else 1):
                continue
            if not is_shaped(name):
                continue
            given = bool(set(name[1:]) & GIVEN)
            if start in edges or (given and _opens(view, start, name)):
                yield Found(name, 0.85, rule)
                break
            if (
                view.startswith("同志", end)
                and length == 3
                and view[start - 1] in "组队委局办部厅处科"
                and not is_word(view[start - 1 : start + 1])
            ):
                yield Found(name, 0.75, rule)
                break
            if rule == "person:says" and given and _behind_title(view, start, name):
                yield Found(name, 0.72, rule)
                break


def _at_work(view: str, taken: set[int]) -> Iterator[Found]:
    """Names that a clause opens with, before what a person does: 李玉莲正忙着给牛添草; or
    that belong to a village: 神山村的彭夏英办起了."""
    for hit in (*_AT_WORK.finditer(view), *_SENT_OUT.finditer(view), *_OF_PLACE.finditer(view)):
        name = hit[1]
        if hit.re is _OF_PLACE and ending(view, hit.end(1)) <= 0:
            continue
        if hit.start(1) not in taken and is_shaped(name):
            yield Found(name, 0.7, "person:clause")


def _recurring(view: str, taken: set[int]) -> Iterator[Found]:
    """Names that clauses open with and that come back beside other words, without any title."""
    seen: set[str] = set()
    for hit in _HEAD_OF_CLAUSE.finditer(view):
        name = hit[1]
        if name in seen or hit.start(1) in taken:
            continue
        seen.add(name)
        if not is_shaped(name) or is_word(name[:2]) or is_word(name[1:]) or is_function(name[2]):
            continue
        ends = [again.end() for again in re.finditer(re.escape(name), view)]
        beside = {view[end : end + 1] for end in ends}
        if len(beside) > 1 and sum(ending(view, end) > 0 for end in ends) * 2 > len(ends):
            yield Found(name, 0.75, "person:recurring")


def _of_two_elements(view: str, taken: set[int]) -> Iterator[Found]:
    """Tibetan and Mongolian names of two elements, which need no title beside them: 扎西卓玛."""
    for start, end in lexicon("name_elements").scan(view):
        whole = of_elements(view, start)
        if whole > end and start not in taken and whole - start >= 4:
            yield Found(view[start:whole], 0.8, "person:elements")


def _opens(view: str, start: int, name: str) -> bool:
    """Whether `name`, before a title, begins where a name may: a short one only after a mark."""
    if is_word(name[-2:]) and len(name) < 4 and not (len(name) == 3 and set(name[1:]) <= GIVEN):
        return False
    return start == 0 or not is_han(view[start - 1]) or (len(name) == 3 and is_boundary(view, start))


def _behind_title(view: str, start: int, name: str) -> bool:
    """Whether what stands before `name`, that of a speaker, may be a title that no table has."""
    if len(name) < 3 or start < 2 or is_word(name[1:]) or is_word(view[start - 1 : start + 1]):
        return False
    return view[start - 1] in _TITLE_ENDS and is_han(view[start - 2])


def _fused(view: str, taken: set[int], edges: set[int]) -> Iterator[Mention]:
    """A family name with a title, taken whole: 王书记. A rare one needs its office before it once."""
    for hit in _LEADER_FUSED.finditer(view):
        yield Mention(*hit.span(), "PER", 0.97, "person:fused")
    titled = list(_FUSED.finditer(view))
    introduced = {
        hit[0]
        for hit in titled
        if hit.start() in edges and surname_length(hit[0], 0) and hit[0][0] not in _BEFORE_TITLES
    }
    for hit in titled:
        start = hit.start()
        known = hit[0] in introduced or (view[start] in COMMON and _opens_fused(view, start))
        if known and start not in taken:
            yield Mention(*hit.span(), "PER", 0.8, "person:fused")


def _opens_fused(view: str, start: int) -> bool:
    if start == 0 or not is_han(view[start - 1]):
        return view[start] not in "万江石方向于任金白武"
    return view[start - 1] in "说和找跟对让请是给被的见叫把与向为" and not is_word(
        view[start - 1 : start + 1]
    )


def _dotted(view: str, words: Words) -> Iterator[Mention]:
    """Names with an interpunct, cut free of the title before and the verb after: 买买提·吐尔逊."""
    triggers, done = _triggers(words.titles, words.people), 0
    for hit in _DOTTED.finditer(view):
        dot, end = hit.span()
        before = _BEFORE_DOT.search(view, max(done, dot - 7), dot)
        done = end
        if before is None:
            continue
        start = before.start()
        for _, title_end in triggers.scan(before[0]):
            start = before.start() + title_end
        # 艾力|和|古丽·买买提: two people.
        start += view[start] in "和与及跟" and dot - start > 1
        while (dot - start > 4 and sounds_end(view, start, dot) < dot) or (
            dot - start > 2 and is_word(view[start : start + 2])
        ):
            start += 1
        last = view.rindex("·", start, end) + 1
        # Behind the dot, the characters that write sounds are the name's own, verbs though they may be.
        for cut in range(max(last + 1, sounds_end(view, last, end)), end):
            if {view[cut : cut + 2], view[cut]} & enders() or is_word(view[cut : cut + 2]):
                end = cut
                break
        for cut in range(last + 1, end):
            if view[cut : cut + 2] in enders():
                end = cut
                break
        if dot > start and end - start > 3 and sounds_foreign(view[start:end].replace("·", "")):
            yield Mention(start, end, "PER", 0.85, "person:dotted")

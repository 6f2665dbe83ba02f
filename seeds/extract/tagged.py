"""Names that a tagger adds where the rules are silent."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from seeds.extract.mentions import Mention
from seeds.extract.names import is_shaped, name_at, sounds_foreign, stands_alone
from seeds.extract.tagger import Tagger
from seeds.extract.vocabulary import is_generic
from seeds.folding import is_han

# A tagger knows less of these pages than the rules do.
_CONFIDENCE = {"PER": 0.6, "ORG": 0.55}
_SENTENCE = re.compile(r"[^\n。!?;]+[。!?;]*”?")
# A sentence longer than this is no sentence; it is read in pieces.
_LONGEST = 400
_BODY = re.compile(
    r"(?:公司|集团|银行|大学|学院|学校|中学|小学|医院|研究院|研究所|科学院|设计院|研究中心|中心|协会|学会|商会|"
    r"联合会|基金会|委员会|管委会|出版社|报社|日报|晚报|通讯社|电视台|博物馆|图书馆|纪念馆|合作社|"
    r"事务所|交易所|俱乐部|法院|检察院|政府|总局|分局|局|厅|署|总队|支队|工厂|农场|林场|酒业|药业|科技|剧团|乐团)$"
)
_SHORTEST_BODY = 4
_JOINTS = frozenset("和与及的")


def gaps_filled(view: str, mentions: Sequence[Mention], tagger: Tagger) -> list[Mention]:
    """The PER and ORG mentions of `tagger` that overlap none of `mentions` nor each other, in reading order.

    A name counts only if it is formed like one, and is then marked wherever it stands free. A tagger's
    places are left alone: the table of places knows better.
    """
    taken = {at for mention in mentions for at in range(mention.start, mention.end)}
    kinds = _settled(_tagged(view, taken, tagger))
    marks = []
    for name in sorted(kinds, key=lambda name: (-len(name), name)):
        for hit in re.finditer(re.escape(name), view):
            reach = range(*hit.span())
            if taken.isdisjoint(reach) and stands_alone(view, *hit.span()):
                taken.update(reach)
                kind = kinds[name]
                marks.append(Mention(*hit.span(), kind, _CONFIDENCE[kind], f"tagger:{kind}"))
    return sorted(marks)


def _tagged(view: str, taken: set[int], tagger: Tagger) -> Iterator[tuple[str, str]]:
    """The tagger's names that lie in a gap and are formed like names, with their type."""
    sentences = list(_sentences(view))
    for (start, sentence), names in zip(
        sentences, tagger.names([sentence for _, sentence in sentences]), strict=True
    ):
        for name in names:
            surface = sentence[name.start : name.end]
            # What stands right behind a place is the rest of a longer name: 望河|农业大学.
            reach = range(start + name.start - (name.type == "ORG"), start + name.end)
            if not taken.isdisjoint(reach) or not is_formed(surface, name.type):
                continue
            if name.type == "ORG" or len(surface) > 2 or _reads_as(view, start + name.start, surface):
                yield surface, name.type


def _reads_as(view: str, start: int, name: str) -> bool:
    """Whether the rules, told that somebody is named at `start`, would read `name` there."""
    read = name_at(view, start, after_office=True)
    return read is not None and read[0] == name


def _settled(tagged: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The names with their types. Of two people, one's name the beginning of the other's, the longer is
    misread (李明|拉), since where a longer name stands no shorter one is read."""
    kinds: dict[str, str] = {}
    for name, kind in tagged:
        kinds.setdefault(name, kind)
    return {name: kind for name, kind in kinds.items() if kind != "PER" or kinds.get(name[:-1]) != "PER"}


def _sentences(view: str) -> Iterator[tuple[int, str]]:
    for hit in _SENTENCE.finditer(view):
        for at in range(hit.start(), hit.end(), _LONGEST):
            yield at, view[at : min(at + _LONGEST, hit.end())]


def is_formed(name: str, kind: str) -> bool:
    """Whether `name` is built like a person's name, or like a body's with more than common words in it."""
    if kind == "PER":
        foreign = "·" in name and sounds_foreign(name.replace("·", ""))
        return foreign or is_shaped(name)
    if kind != "ORG" or len(name) < _SHORTEST_BODY or not all(map(is_han, name)) or set(name) & _JOINTS:
        return False
    body = _BODY.search(name)
    stem = name[: body.start()] if body else ""
    if body and body[0] == "公司" and len(stem) > 2:
        return False
    return bool(stem) and not is_generic(stem)

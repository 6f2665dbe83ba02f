"""Features about one village or township: the settlement that a whole article is about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from seeds.article import Block
from seeds.extract.gazetteer import Gazetteer
from seeds.extract.governors import is_dateline
from seeds.extract.levels import OF_VILLAGE, is_village, lies_in
from seeds.extract.mentions import Mention

_RULE = "settlement"
_SHORT = "settlement:short:"
_NATURAL = ("region", "road", "river", "letter", "abroad")
# What may part a place from the one inside it: a township that was not recognised.
# …and a place from the one around it where that comes behind: 柳湾村位于|青岚县|石桥镇.
_SITUATED = re.compile(r"(?:也|就|则)?(?:位[于於]|地处|坐落[于在]|隶属于?|属于?|在)?")
_INSIDE = re.compile(r"[的:]?(?:[一-鿿]{1,4}(?:镇|乡|街道))?")
# How an article speaks of its village or township, and of a wider unit.
_VILLAGE_WORDS = re.compile(rf"[全该本我]村(?!级)|{OF_VILLAGE}")
_TOWNSHIP_WORDS = re.compile(r"[全该本我](?:[镇乡](?!村)|街道|苏木)|(?<![一-鿿])[镇乡][里党]")
_WIDER_WORDS = re.compile(r"[全我][县市区旗省州盟](?![域级际])|(?<![一-鿿])[县市省区][委里]")
_COMMUNITY_WORDS = re.compile(
    r"(?:[全该本我]|(?<![一-鿿]))社区(?!服务|矫正|治理|工厂)|社区(?:居民|党支部|党委|书记|主任)"
    r"|(?<![镇农城])居民(?!人均|可支|收入|消费)"
)
# The lead, in characters; and how far the first place named reaches where it comes later.
_LEAD, _FIRST = 160, 20
_LEAST_MENTIONS = 3
# Other settlements are spoken of at most this often, for each time that the subject is.
_RIVALS = 0.5


def settled_subject(
    view: str, places: Sequence[Mention], blocks: Sequence[tuple[Block, int, int]]
) -> str | None:
    """The settlement that an article is about, or None.

    The title names it and no division but those around it; or, where the title names no place at all,
    the lead does, and the text speaks of it more than of other settlements and of wider units.
    """
    places = [place for place in places if not place.rule.startswith(_NATURAL)]
    titles = [(start, end) for block, start, end in blocks if block.role == "title"]
    headline = [place for place in places if any(start <= place.start < end for start, end in titles)]
    counts = Counter(view[place.start : place.end] for place in places if place.rule == _RULE)
    if headline and not _is_column(view, headline):
        name = _whole_chain(view, headline)
        others = counts.total() - counts[name] if name else 0
        return name if name and _spoken(view, name, counts) >= max(2, others) else None
    start = max((end for _, end in titles), default=0)
    captions = [(start, end) for block, start, end in blocks if block.role == "caption"]
    body = sorted(
        place
        for place in places
        if place.start >= start
        and not any(low <= place.start < high for low, high in captions)
        and not is_dateline(view, place.start, place.end)
    )
    lead = max(start + _LEAD, body[0].start + _FIRST) if body else start
    name = _whole_chain(view, [place for place in body if place.start < lead])
    if name is None:
        return None
    others = (
        counts.total()
        - counts[name]
        - sum(counts[inner] for inner in counts if name.endswith(inner) and inner != name)
    )
    spoken = _spoken(view, name, counts)
    if spoken < _LEAST_MENTIONS or others > _RIVALS * spoken:
        return None
    return name if spoken > len(_WIDER_WORDS.findall(view)) * 2 else None


def _is_column(view: str, headline: Sequence[Mention]) -> bool:
    """Whether the headline names no place but the province that files the report: 山西:小村的大变化."""
    place = headline[0]
    files = len(headline) == 1 and place.start == 0 and view[place.end : place.end + 1] == ":"
    return files and Gazetteer.load().level(view[place.start : place.end]) == "province"


def _whole_chain(view: str, places: Sequence[Mention]) -> str | None:
    """The last settlement of these places, if every other is around it: 青岚县|石桥镇|柳湾村."""
    ordered = sorted(places)
    last = next((place for place in reversed(ordered) if place.rule.startswith(_RULE)), None)
    if last is None:
        return None
    name = _full_name(view, last)
    chain = {view[last.start : last.end], name}
    for place in ordered:
        if _full_name(view, place) == name:
            chain |= _around(view, ordered, place)
    others = {view[place.start : place.end] for place in ordered} - chain
    return name if all(any(lies_in(inner, other) for inner in chain) for other in others) else None


def _full_name(view: str, place: Mention) -> str:
    """A title may leave out 村: 石板沟的蜜日子."""
    if place.rule.startswith(_SHORT):
        return place.rule.removeprefix(_SHORT)
    return view[place.start : place.end]


def _around(view: str, ordered: Sequence[Mention], inner: Mention) -> set[str]:
    """The places around one: those that stand right before it, or behind 位于 and its like."""
    chain, begin, end = {view[inner.start : inner.end]}, inner.start, inner.end
    for place in reversed(ordered):
        if place.end <= begin and _INSIDE.fullmatch(view, place.end, begin):
            chain.add(view[place.start : place.end])
            begin = place.start
    for place in ordered:
        if place.start >= end and place.rule != _RULE and _SITUATED.fullmatch(view, end, place.start):
            chain.add(view[place.start : place.end])
            end = place.end
    return chain


def _spoken(view: str, name: str, counts: Counter[str]) -> int:
    if name.endswith("社区"):
        words = _COMMUNITY_WORDS
    else:
        words = _VILLAGE_WORDS if is_village(name) else _TOWNSHIP_WORDS
    return counts[name] + len(words.findall(view))

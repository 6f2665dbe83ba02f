"""Quoted numeral formulas and the words that spell them out: “三落实”, “四个变”, “一带三出”.

A term of a formula is a number and a word that its members share. The members are looked for right
before and behind the quotation. Only a full count is said: a formula need not be spelled out, and
what stands beside it may be something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from seeds.article import Check
from seeds.extract.numerals import number
from seeds.extract.vocabulary import phrase_start

_NUMERALS = "一二两三四五六七八九十"
_MARKS = r"\s、,。;:!?…“”()《》\d"
# What ends a row of names, which marks of enumeration may part.
_PARTING = re.compile(f"[{_MARKS.replace('、', '')}]")
_LONGEST_ROW = 60
_SHARED = rf"[^{_NUMERALS}{_MARKS}]{{1,3}}"
_TERM = re.compile(rf"(?P<count>[{_NUMERALS}])(?:个|大)?(?P<shared>{_SHARED})")
_FORMULA = re.compile(rf"“(?P<terms>(?:[{_NUMERALS}](?:个|大)?{_SHARED}){{1,3}})”")
_TOGETHER = re.compile("(?<=.)(?:同步|并举|并重|联动|齐抓|同治|共建)$")
# Formulas that everyone knows: what stands beside them is never their list.
_FAMILIAR = re.compile(r"两个(?:维护|确立|一百年|毫不动摇|结合)|四个(?:意识|自信)|三个代表|四个全面")
_NEAR = 80
"""The members stand within so many characters of the quotation, in its sentence."""

# What may stand between the members and the quotation: 出人出钱”的“一帮三出”, 水、电等“两通”.
_JOINT = re.compile(r"”?(?:[的等之这即]|这些)?,?\Z")
_CLAUSES = re.compile(r"[^,。;:!?“”\d\n]{0,8}:(?P<clauses>[^。:!?\n]{4,120})(?=[。\n]|\Z)")
_PARAGRAPHS = re.compile(r"[^,。;:!?“”\d\n]{0,8}:\n(?P<lines>(?:——[^\n]+(?:\n|\Z))+)")
_AND = re.compile("[和与及]")
# A system that has the formula for its name: 产业和就业“两个帮扶”机制, but not 干部和群众“两个满意”.
_SYSTEM = re.compile("”(?:责任|制|机制|体系|制度|工程|行动|任务|方案|模式|工作法)")


def formulas(view: str) -> Iterator[tuple[int, Check]]:
    """Each term of a formula whose members are spelled out beside it, with the offset of the formula."""
    for hit in _FORMULA.finditer(view):
        terms = list(_TERM.finditer(hit["terms"]))
        for term in terms:
            count, shared = int(number(term["count"])), _TOGETHER.sub("", term["shared"])
            if count < 2 or _FAMILIAR.match(term[0]):
                continue
            members = _spelled_out(view, hit, count, shared)
            if not members and len(terms) == 1:
                members = _row_before(view, hit, count)
            if members:
                message = f"{'、'.join(members)}: {count} = {_TOGETHER.sub('', term[0])}"
                yield hit.start(), Check(kind="list", holds=True, message=message, indicators=())


def _spelled_out(view: str, hit: re.Match[str], count: int, shared: str) -> list[str]:
    """The members that begin or end with the shared word, if there are exactly so many."""
    before = re.split(r"[。;!?\n]", view[max(0, hit.start() - _NEAR) : hit.start()])[-1]
    behind = re.split(r"[。;!?\n]", view[hit.end() : hit.end() + _NEAR])[0]
    adjoining = (run[0] for run in _runs(before, shared) if _JOINT.fullmatch(before, run.end()))
    following = (run[0] for run in _runs(behind, shared))
    for run in (*adjoining, *following):
        members = _members(run, shared)
        if len(members) == count:
            return members if run.startswith(shared) else [_noun(members[0]), *members[1:]]
    return _elided(behind, count, shared) or _told_one_by_one(view, hit.end(), count, shared)


def _runs(stretch: str, shared: str) -> Iterator[re.Match[str]]:
    """Members in a row, the shared word first (出人出钱出成果) or last (责任落实、政策落实)."""
    first, last = _member_patterns(shared)
    yield from re.finditer(rf"(?:(?<=[{_MARKS}即])|^){first}(?:[、,和]?{first})+", stretch)
    yield from re.finditer(rf"(?:(?<=[{_MARKS}即])|^){last}(?:[、,和]{last})+(?=[{_MARKS}的等]|\Z)", stretch)


def _member_patterns(shared: str) -> tuple[str, str]:
    word = re.escape(shared)
    other = rf"(?:(?!{word})[^{_MARKS}的等和])"
    return rf"{word}{other}{{1,5}}", rf"{other}{{1,6}}{word}"


def _members(run: str, shared: str) -> list[str]:
    first, last = _member_patterns(shared)
    return re.findall(first if run.startswith(shared) else last, run)


def _elided(stretch: str, count: int, shared: str) -> list[str]:
    """教育、医疗、住房有保障: the last member has the shared word for all."""
    if len(shared) < 2 or shared not in stretch:
        return []
    name = rf"[^{_MARKS}和]{{2,8}}?"
    row = re.search(
        rf"(?:(?<=[,:(])|^){name}(?:[、和]{name}){{1,9}}(?:都|均|全部?)?(?:有|得到)?{re.escape(shared)}",
        stretch,
    )
    names = re.split("[、和]", row[0]) if row else []
    return names if len(names) == count else []


def _told_one_by_one(view: str, end: int, count: int, shared: str) -> list[str]:
    """“三个变”:道路变宽,荒山变绿,口袋变鼓: clauses or paragraphs, each with the shared word."""
    if found := _PARAGRAPHS.match(view, end):
        told = [re.split("[,。;:]", line.removeprefix("——"))[0] for line in found["lines"].splitlines()]
    elif found := _CLAUSES.match(view, end):
        told = re.split("[,;、]", found["clauses"])
    else:
        return []
    word = re.escape(shared)
    members = [re.search(rf"^{word}.{{1,8}}|{word}.{{0,2}}$", clause) for clause in told]
    found_all = [member[0] for member in members if member]
    return found_all if len(told) == len(found_all) == count else []


def _row_before(view: str, hit: re.Match[str], count: int) -> list[str]:
    """责任、政策、工作“三落实”; and, of a system of two, 产业和就业“两个帮扶”机制."""
    stretch = view[max(0, hit.start() - _NEAR) : hit.start()]
    clause = _PARTING.split(stretch)[-1][-_LONGEST_ROW:]
    if len(clause) < 2:
        return []
    names = clause.removesuffix("等").split("、")
    if len(names) == 1 and _SYSTEM.match(view, hit.end() - 1):
        names = _AND.split(names[0])
    if len(names) != count or _AND.search(names[-1]):
        return []
    names[0] = _noun(names[0])
    is_noun = phrase_start(names[-1], len(names[-1])) == 0
    return names if is_noun and all(2 <= len(name) <= 8 for name in names) else []


def _noun(phrase: str) -> str:
    """The noun that the phrase ends with, without the verb that leads to it: 深化|重点工作."""
    noun = phrase[phrase_start(phrase, len(phrase), limit=10) :]
    return f"重点{noun}" if phrase.endswith(f"重点{noun}") else noun

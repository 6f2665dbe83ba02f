"""Titled documents between 《》, and the papers and journals that are named the same way."""

from __future__ import annotations

import re
from collections.abc import Container

from seeds.extract.mentions import Mention

_TITLE = re.compile(r"《(?:[^《》\n]|《[^《》\n]*》){1,80}》")
_MEDIUM = re.compile(
    r"《(?:[^《》]{0,8}(?:日报|晚报|晨报|早报|周报|时报|商报|都市报|青年报|妇女报|教育报|农民报|文摘报|新闻周刊|周刊|杂志|月刊|新闻联播|焦点访谈|电视台)|"
    r"[^《》]{1,6}(?:邮报|(?<![公通简申预情海战快])报)|求是|半月谈|瞭望|红旗)》"
)


def documents_of(view: str, known: Container[str] = ()) -> list[Mention]:
    """DOC mentions with their marks; 《人民日报》 is a medium, so an ORG without them, and so is a title that
    is one of the `known` organisations."""
    marks = []
    for hit in _TITLE.finditer(view):
        if _MEDIUM.fullmatch(hit[0]) or hit[0][1:-1] in known:
            marks.append(Mention(hit.start() + 1, hit.end() - 1, "ORG", 0.85, "medium"))
        else:
            marks.append(Mention(*hit.span(), "DOC", 0.98, "document"))
    return marks

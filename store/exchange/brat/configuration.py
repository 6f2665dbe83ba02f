"""The configuration that brat reads from the folder: which types there are, their names and colours."""

from __future__ import annotations

import re
from collections.abc import Collection

from seeds.profile import Profile
from store.exchange.naming import INDICATOR
from store.exchange.particulars import STATES

ARTICLE, OTHER = "Article", "Other"
"""What stands for the whole article, and for types whose names brat cannot take."""
VERDICTS = ("new", "reading", "done", "flagged")
OPS = {"=": "eq", ">": "gt", ">=": "ge", "<": "lt", "<=": "le", "~": "about"}
"""A value of an attribute in brat is a word."""
STATUSES = ("actual", "target", "standard")
_SHADES = {
    "magenta": "#f3b6e3", "green": "#b7e3b0", "cyan": "#a9e4e6", "blue": "#b5ccf7", "orange": "#fbcf9d",
    "red": "#f7b3ad", "purple": "#d6bdf2", "yellow": "#f3e79b", "grey": "#d0d0d0",
}  # fmt: skip
_NAMES = {
    "Part_of": "其中", "State": "状态", "Annotator": "标注人", "Status": "性质", "Op": "比较",
    "Verdict": "结论",
}  # fmt: skip
_SIGNS = {"suggested": "?", "accepted": "✓", "corrected": "✎", "rejected": "✗", "added": "+"}


def configuration(profile: Profile, types: Collection[str], annotators: Collection[str]) -> dict[str, bytes]:
    """The files by name. `types` and `annotators` are those that the annotations have."""
    codes = [kind.code for kind in profile.types]
    codes += sorted(set(types) - {*codes, INDICATOR})
    return {
        "annotation.conf": _annotation_conf(codes, sorted(annotators)),
        "tools.conf": _TOOLS.encode(),
        "visual.conf": _visual_conf(profile),
    }


def _annotation_conf(codes: list[str], annotators: list[str]) -> bytes:
    attributes = [f"State\tArg:<ENTITY>, Value:{'|'.join(STATES)}"]
    if annotators:
        attributes.append(f"Annotator\tArg:<ENTITY>, Value:{'|'.join(annotators)}")
    attributes += [
        f"Status\tArg:{INDICATOR}, Value:{'|'.join(STATUSES)}",
        f"Op\tArg:{INDICATOR}, Value:{'|'.join(OPS.values())}",
        f"Verdict\tArg:{ARTICLE}, Value:{'|'.join(VERDICTS)}",
    ]
    relations = [
        f"Part_of\tArg1:{INDICATOR}, Arg2:{INDICATOR}",
        "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>",
    ]
    sections: dict[str, list[str]] = {
        "entities": [ARTICLE, *codes, INDICATOR],
        "relations": relations,
        "events": [],
        "attributes": attributes,
    }
    return "\n".join("\n".join((f"[{name}]", *lines, "")) for name, lines in sections.items()).encode()


_TOOLS = """[options]
Tokens\ttokenizer:whitespace
Sentences\tsplitter:newline
Validation\tvalidate:none
Annotation-log\tlogfile:<NONE>

[search]

[annotators]

[disambiguators]

[normalization]
GB2260\t<URL>:http://www.mca.gov.cn/
"""


def _visual_conf(profile: Profile) -> bytes:
    labels = [f"{ARTICLE} | 文章 | 文", f"{INDICATOR} | 指标 | 指"]
    drawing = ["SPAN_DEFAULT\tfgColor:black, bgColor:#e8e8e8, borderColor:darken"]
    drawing += ["ARC_DEFAULT\tcolor:black, dashArray:-, arrowHead:triangle-5"]
    for kind in profile.types:
        names = [_label(kind.zh), _label(kind.en), kind.code]
        labels.append(" | ".join([kind.code, *filter(None, names)]))
        drawing.append(f"{kind.code}\tbgColor:{_SHADES.get(kind.colour, kind.colour)}")
    labels += [
        "Part_of | 其中",
        "State | 状态",
        "Annotator | 标注人",
        "Status | 性质",
        "Op | 比较",
        "Verdict | 结论",
    ]
    drawing.append(f"State\tglyph:{'|'.join(_SIGNS[state] for state in STATES)}")
    return "\n".join(["[labels]", *labels, "", "[drawing]", *drawing, ""]).encode()


def _label(name: str) -> str:
    """A name as brat can show it: it separates with bars, and ends at the line's end."""
    return re.sub(r"[\s|]+", " ", name).strip()

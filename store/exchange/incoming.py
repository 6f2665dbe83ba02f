"""What another program says of a text, before it is known which article that is and whether it fits."""

from __future__ import annotations

import msgspec

from seeds.article import Annotation, Note
from store.layer import Change
from store.remarks import Remark


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """An annotation as another program has it, with who made it and when (ISO 8601), where it says so.

    Offsets are code points of the `Incoming`'s text; `annotation.text` is what stood there, "" where the
    program does not say. The state `suggested` is a prediction; `added` a person's, where the program knows
    no states of ours. `annotation.id` is the program's, which may mean nothing here. `whole` is False where
    the format holds no record of an indicator, so that its fields beside its span say nothing.
    """

    annotation: Annotation
    annotator: str | None = None
    at: str | None = None
    whole: bool = True


class Remarked(msgspec.Struct, frozen=True):
    """What somebody says beside the annotations, and who, where that is known."""

    remark: Remark
    annotator: str | None = None


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """What a program says of one text. `where` is printable: `batch.jsonl:12`, `brat/000012-ab12.ann`.

    `sha256` and `aid` are those under which we gave the article out, where the format keeps them; `text`
    is the text that the offsets count in, None where the format does not hold it; `blind` says that the text
    is only known character by character without its spaces (a token a line). `verdict` is that of the review,
    with its `reason`, by the `reviewer`.
    """

    where: str
    said: tuple[Said, ...]
    sha256: str | None = None
    aid: int | None = None
    text: str | None = None
    blind: bool = False
    verdict: str | None = None
    reason: str = ""
    reviewer: str | None = None
    remarks: tuple[Remarked, ...] = ()


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of an article with which something is merged.

    Of what came in, `decided` counts what people said that nobody here had judged, `suggested` the new
    suggestions, `same` what was known here already; `left` says what was left out, where and why.
    """

    changes: tuple[Change, ...] = ()
    decided: int = 0
    suggested: int = 0
    same: int = 0
    left: tuple[Note, ...] = ()

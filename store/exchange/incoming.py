"""What another program says of a text, before it is known which article that is and whether it fits."""

from __future__ import annotations

import msgspec

from seeds.article import Annotation


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


class Incoming(msgspec.Struct, frozen=True, kw_only=True):
    """What a program says of one text. `where` is printable: `batch.jsonl:12`, `brat/000012-ab12.ann`.

    `sha256` and `aid` are those under which we gave the article out, where the format keeps them; `text`
    is the text that the offsets count in, None where the format does not hold it; `blind` says that the text
    is only known character by character without its spaces (a token a line).
    """

    where: str
    said: tuple[Said, ...]
    sha256: str | None = None
    aid: int | None = None
    text: str | None = None
    blind: bool = False
    verdict: str | None = None

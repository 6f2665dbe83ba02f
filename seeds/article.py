"""The model: what was read from a source and what was extracted from it.

Every value is frozen. Offsets are code points, ranges are half open: `text[start:end]` is the
surface. The words are those of the field: span, label, gazetteer, provenance.
"""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from typing import Literal, NamedTuple

import msgspec

Role = Literal["title", "heading", "paragraph", "caption", "byline"]
State = Literal["suggested", "accepted", "corrected", "rejected", "added"]
Op = Literal["=", ">", ">=", "<", "<=", "~"]
Status = Literal["actual", "target", "standard"]
GroupRole = Literal["whole", "part"]
Number = Decimal | tuple[Decimal, ...]


class Span(NamedTuple):
    """A half-open range of code points in the article's text."""

    start: int
    end: int


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A file as given. `sha256` is of its bytes, in hex; `size` is in bytes."""

    path: str
    format: str
    encoding: str
    sha256: str
    size: int


class Note(msgspec.Struct, frozen=True):
    """A remark for the reader of an article: an English template, as of a Problem, and its fields."""

    message: str
    values: dict[str, str] = msgspec.field(default_factory=dict)

    def __str__(self) -> str:
        return self.message.format(**self.values)


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """What the page says of the article. `published` is ISO: YYYY-MM, YYYY-MM-DD or YYYY-MM-DDTHH:MM."""

    title: str | None = None
    subtitle: str | None = None
    published: str | None = None
    source: str | None = None
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    issue: str | None = None
    page: str | None = None
    section: str | None = None


class Mark(msgspec.Struct, frozen=True, array_like=True):
    """What the file itself says of the range [start, end) of a page: its markup, its styles, its layout.

    `heading`, `caption`, `title` and `byline` say the role; `body` that it is the article's own text, which
    no rule for furniture may take away; `furniture` that it is none of the article; `link` that it is the
    text of a link.
    """

    start: int
    end: int
    kind: Literal["title", "heading", "caption", "byline", "body", "furniture", "link"]


class Origin(msgspec.Struct, frozen=True, array_like=True):
    """Where `length` characters of a page, from `page` on, stand in the source.

    They are `size` characters there (a character reference is several for one), from `at` on in the `part`
    of that name; a source without parts has one, "".
    """

    page: int
    length: int
    part: str
    at: int
    size: int


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What a source says, as text, line ends as they were.

    Of plain text it is every character. Of other formats it is the text that a person sees, a block a line;
    `origins`, in page order, say where it stands in the source (none: the page is the source), `marks`
    what the file says of its ranges, and `declared` what it says of the article in so many words.
    `notes` say what was odd about it: bytes that could not be decoded, a cut last character.
    """

    source: Source
    text: str
    notes: tuple[Note, ...] = ()
    marks: tuple[Mark, ...] = ()
    declared: Meta = Meta()
    origins: tuple[Origin, ...] = ()


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A run of the text with a role."""

    role: Role
    start: int
    end: int


class Furniture(msgspec.Struct, frozen=True, kw_only=True):
    """Page text that is not the article: a range of the page, and the rule that set it aside."""

    text: str
    start: int
    end: int
    rule: str


class Run(msgspec.Struct, frozen=True, array_like=True):
    """`length` characters of the text that stand unchanged in the page."""

    text: int
    page: int
    length: int


class SourceMap(msgspec.Struct, frozen=True, kw_only=True):
    """Text offset → page offset. `runs` are in text order and do not overlap.

    Characters between runs are joints that the parser put there (a line feed between blocks, a
    space between the lines of a heading); they map to the end of the run before them.
    """

    runs: tuple[Run, ...]

    def to_page(self, offset: int) -> int:
        """The page offset of a text offset; the article's end maps to the end of its last run."""
        at = bisect_right(self.runs, offset, key=lambda run: run.text) - 1
        if at < 0:
            return self.runs[0].page if self.runs else 0
        run = self.runs[at]
        return run.page + min(offset - run.text, run.length)

    def page_spans(self, start: int, end: int) -> list[Span]:
        """The ranges of the page that the text range [start, end) was taken from."""
        spans = []
        for run in self.runs:
            low, high = max(start, run.text), min(end, run.text + run.length)
            if low < high:
                spans.append(Span(run.page + low - run.text, run.page + high - run.text))
        return spans


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """What was read from a source. `text` is the blocks in reading order, title first, joined by a line feed.

    `page` is the text of the source that `source_map` and `furniture` point into; `origins` say where that
    stands in a source that is not plain text. `lead_missing` says that the text begins in mid-sentence,
    because it stood on an earlier page.
    """

    source: Source
    meta: Meta
    text: str
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]
    source_map: SourceMap
    page: str
    origins: tuple[Origin, ...] = ()
    lead_missing: bool = False
    notes: tuple[Note, ...] = ()


class Annotated(msgspec.Struct, frozen=True, kw_only=True):
    """What every annotation has. `rule` names the rule or lexicon entry that made it, if one did."""

    id: str
    state: State = "suggested"
    confidence: float = 1.0
    rule: str = ""


class Entity(Annotated, frozen=True, tag_field="kind", tag="entity", kw_only=True):
    """A span with a type of the profile. `value` is the ISO form of a DATE."""

    start: int
    end: int
    text: str
    type: str
    value: str | None = None


class Indicator(Annotated, frozen=True, tag_field="kind", tag="indicator", kw_only=True):
    """A span of a number with its unit, and its record.

    `value` is multiplied out into `unit` (1.6亿元 → 160000000 元); a ratio is a tuple; `high` closes
    a range. `period` is ISO 8601. `provenance` holds, for a field, the characters that it came from.
    """

    start: int
    end: int
    text: str
    metric: str | None = None
    value: Number | None = None
    high: Decimal | None = None
    unit: str | None = None
    op: Op = "="
    place: str | None = None
    place_code: str | None = None
    period: str | None = None
    status: Status = "actual"
    group: str | None = None
    role: GroupRole | None = None
    provenance: dict[str, Span] = {}


class Tag(Annotated, frozen=True, tag_field="kind", tag="tag", kw_only=True):
    """A label on the whole article."""

    label: str


Annotation = Entity | Indicator | Tag


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """A relation between indicators that holds or fails, with its sum in words."""

    kind: str
    holds: bool
    message: str
    indicators: tuple[str, ...]


class Extraction(msgspec.Struct, frozen=True, kw_only=True):
    """What the extractor suggests for one article. `place` is the article's main subject."""

    entities: tuple[Entity, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    tags: tuple[Tag, ...] = ()
    checks: tuple[Check, ...] = ()
    place: str | None = None


def entity_id(start: int, end: int) -> str:
    """The identity of a suggested entity is its span, so that it survives a re-run of the extractor."""
    return f"e{start}-{end}"


def indicator_id(start: int, end: int) -> str:
    """The identity of a suggested indicator is its span."""
    return f"i{start}-{end}"


def tag_id(label: str) -> str:
    """The identity of a tag is its label."""
    return f"t:{label}"

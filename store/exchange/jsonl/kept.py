"""What an exported line has under `kept`: with its readable fields it is the whole article and its history.

Nothing stands there twice: the page is told by what lies between the text and the furniture, a suggestion
without its words and its fields that are as ever, the present state by the log alone.

- `form`: 1; `text`: the SHA-256 of the text, in hex, that all offsets count in; `size`: that of the source;
- `page`: the page of the article, or `between`: its pieces that are neither text nor furniture, in order;
- `runs`, `origins`, `furniture` (start, end, rule), `lead_missing`, `notes`: those of the article;
- `entities`, `indicators`, `tags`, `checks`, `place`: what was extracted at the import;
- `log`: every operation on the article, the oldest first, the import among them; `order` puts the operations
  of all articles of a project in order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Annotated as Bounded
from typing import Any, TypeVar

import msgspec

from seeds.article import (
    Annotated,
    Article,
    Check,
    Entity,
    Extraction,
    Furniture,
    Indicator,
    Note,
    Origin,
    Run,
    SourceMap,
    Tag,
    entity_id,
    indicator_id,
    tag_id,
)
from store.layer import ARTICLE, Values, plain
from store.layers import MAIN
from store.operations import IMPORT, Operation

FORM = 1
_KINDS: tuple[type[Annotated], ...] = (Entity, Indicator, Tag)
_USUAL: dict[type[Annotated], Values] = {
    kind: {
        field.name: field.default if field.default is not msgspec.NODEFAULT else field.default_factory()
        for field in msgspec.structs.fields(kind)
        if not field.required
    }
    for kind in _KINDS
}
Count = Bounded[int, msgspec.Meta(ge=0, le=2**53)]
S = TypeVar("S", Entity, Indicator, Tag)


class KeptOperation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An operation; its version is its place in the log."""

    order: Count
    step: str
    part: Count = 0
    annotator: str
    at: str
    action: str
    rid: str = ARTICLE
    before: Values | None = None
    after: Values | None = None
    undoes: str | None = None
    from_extractor: bool = False


class Kept(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """See the module."""

    form: int
    text: str
    size: Count
    page: str | None = None
    between: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ()
    origins: tuple[Origin, ...] = ()
    furniture: tuple[tuple[int, int, str], ...] = ()
    lead_missing: bool = False
    notes: tuple[Note, ...] = ()
    entities: tuple[Values, ...] = ()
    indicators: tuple[Values, ...] = ()
    tags: tuple[Values, ...] = ()
    checks: tuple[Check, ...] | None = None
    place: str | None = None
    log: tuple[KeptOperation, ...] = ()


def kept_of(
    article: Article,
    extraction: Extraction,
    history: Iterable[Operation],
    checks: Sequence[Check],
    brought: int,
) -> Kept:
    """What is kept of an article beside its readable fields, `checks` among these.

    `brought` is as in `store.exchange.documents.Document`.
    """
    between = _between(article)
    return Kept(
        form=FORM,
        text=text_hash(article.text),
        size=article.source.size,
        page=article.page if between is None else None,
        between=between or (),
        runs=article.source_map.runs,
        origins=article.origins,
        furniture=tuple((piece.start, piece.end, piece.rule) for piece in article.furniture),
        lead_missing=article.lead_missing,
        notes=article.notes,
        entities=tuple(_shortened(one, article.text) for one in extraction.entities),
        indicators=tuple(_shortened(one, article.text) for one in extraction.indicators),
        tags=tuple(_shortened(one, article.text) for one in extraction.tags),
        checks=None if tuple(checks) == extraction.checks else extraction.checks,
        place=extraction.place,
        log=tuple(_kept_operation(done, brought) for done in history if done.layer == MAIN),
    )


def page_of(kept: Kept, text: str, furniture: Sequence[str]) -> str:
    """The page of which `kept` tells. Raises ValueError where that is none."""
    if kept.page is not None:
        return kept.page
    between = iter(kept.between)
    pieces: list[str] = []
    at = 0
    for start, piece in _known_pieces(kept.runs, kept.furniture, text, furniture):
        if start > at:
            pieces.append(_of_length(next(between, ""), start - at))
            at = start
        if start < at:
            raise ValueError("the pieces of the page lie over each other")
        pieces.append(piece)
        at += len(piece)
    return "".join((*pieces, *between))


def furniture_of(kept: Kept, texts: Sequence[str]) -> tuple[Furniture, ...]:
    """The furniture, whose texts are readable. Raises ValueError where there are more or fewer."""
    return tuple(
        Furniture(text=text, start=start, end=end, rule=rule)
        for text, (start, end, rule) in zip(texts, kept.furniture, strict=True)
    )


def source_map_of(kept: Kept) -> SourceMap:
    """Where the text stands in the page."""
    return SourceMap(runs=kept.runs)


def extraction_of(kept: Kept, text: str, checks: tuple[Check, ...]) -> Extraction:
    """What was extracted at the import. Raises msgspec.ValidationError."""
    return Extraction(
        entities=tuple(_lengthened(one, Entity, text) for one in kept.entities),
        indicators=tuple(_lengthened(one, Indicator, text) for one in kept.indicators),
        tags=tuple(_lengthened(one, Tag, text) for one in kept.tags),
        checks=checks if kept.checks is None else kept.checks,
        place=kept.place,
    )


def log_of(kept: Kept) -> tuple[Operation, ...]:
    """The log, as of an article without an id. Raises ValueError where it is none."""
    if [version for version, done in enumerate(kept.log) if done.action == IMPORT] != [0]:
        raise ValueError("its log does not begin with the import")
    if len({(done.step, done.part) for done in kept.log}) < len(kept.log):
        raise ValueError("its log has an operation twice")
    for done in kept.log:
        if datetime.fromisoformat(done.at).tzinfo is None or not (done.annotator and done.step):
            raise ValueError("its log has an operation without a time or a name")
    return tuple(
        Operation(seq=0, aid=0, layer=MAIN, version=version, **msgspec.structs.asdict(done))
        for version, done in enumerate(kept.log)
    )


def text_hash(text: str) -> str:
    """By which a text is known, in hex."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _kept_operation(done: Operation, brought: int) -> KeptOperation:
    names = {field for field in KeptOperation.__struct_fields__ if field != "order"}
    values = {name: value for name, value in msgspec.structs.asdict(done).items() if name in names}
    return KeptOperation(order=brought + done.seq if done.order is None else done.order, **values)


def _between(article: Article) -> tuple[str, ...] | None:
    """The pieces of the page that are neither text nor furniture; None where it is not made of these."""
    at, between = 0, []
    places = tuple((piece.start, piece.end, piece.rule) for piece in article.furniture)
    texts = [piece.text for piece in article.furniture]
    for start, piece in _known_pieces(article.source_map.runs, places, article.text, texts):
        if start < at or article.page[start : start + len(piece)] != piece:
            return None
        if start > at:
            between.append(article.page[at:start])
        at = start + len(piece)
    if at < len(article.page):
        between.append(article.page[at:])
    return tuple(between)


def _known_pieces(
    runs: Iterable[Run], places: Iterable[tuple[int, int, str]], text: str, furniture: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """The text and the furniture as they stand in the page, in its order: where, and what."""
    pieces = [(run.page, text[run.text : run.text + run.length]) for run in runs]
    pieces += [(start, said) for (start, _end, _rule), said in zip(places, furniture, strict=True)]
    yield from sorted(piece for piece in pieces if piece[1])


def _of_length(piece: str, length: int) -> str:
    if len(piece) != length:
        raise ValueError("a piece of the page is missing")
    return piece


def _own_id(values: Values) -> str:
    match values["kind"]:
        case "entity":
            return entity_id(values["start"], values["end"])
        case "indicator":
            return indicator_id(values["start"], values["end"])
    return tag_id(values["label"])


def _shortened(suggested: Entity | Indicator | Tag, text: str) -> Values:
    """A suggestion without what its text, its span and its kind say of it."""
    values = plain(suggested)
    said = {"kind": values["kind"], "id": _own_id(values)}
    if not isinstance(suggested, Tag):
        said["text"] = text[suggested.start : suggested.end]
    usual = _USUAL[type(suggested)] | said
    return {key: value for key, value in values.items() if key not in usual or value != usual[key]}


def _lengthened(values: Values, kind: type[S], text: str) -> S:
    """The suggestion that `_shortened` wrote."""
    said: dict[str, Any] = {}
    if kind is not Tag and isinstance(values.get("start"), int) and isinstance(values.get("end"), int):
        said["text"] = text[values["start"] : values["end"]]
    # Whatever is wrong with the fields is told by the conversion.
    found = msgspec.convert({"id": "", "kind": kind.__struct_config__.tag, **said, **values}, type=kind)
    if found.id:
        return found
    return msgspec.structs.replace(found, id=_own_id(plain(found)))

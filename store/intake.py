"""Getting an article ready for the store, which any process can do: what is left is writing it.

All that takes time (encoding, compressing, spelling the index's words out) depends on the article alone.
The id, the checksums, which cover the id, and the log are the writer's.
"""

from __future__ import annotations

from typing import Any

import msgspec

from seeds.article import Article, Extraction
from store.catalogue import Head, facts_of, head_of
from store.exchange.incoming import Incoming
from store.layer import Layer
from store.layers import MAIN
from store.operations import Operation, first_layer
from store.pinyin import TitleKeys, title_keys
from store.search import Indexed, indexed
from store.tiny.documents import pack

_RECORD = 500


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """An article ready to be written: its rows but for the id, and for what the log says of its import.

    `article` and `extraction` are packed documents; `facts`, `head` and `keys` are for the list, `words`
    for the index.
    """

    facts: dict[str, Any]
    head: Head
    keys: TitleKeys
    words: Indexed
    article: bytes
    extraction: bytes

    @property
    def sha256(self) -> str:
        """The identity of its source, in hex."""
        return str(self.facts["sha256"])

    @property
    def size(self) -> int:
        """About how many bytes of memory it holds."""
        return len(self.article) + len(self.extraction) + 4 * (len(self.words.body) + len(self.words.facts))


class Brought(Prepared, frozen=True, kw_only=True):
    """An article that another project gave out, with what was done to it there.

    `log` leads from the layer `first` to `layer`, both of an article without an id; it is empty where nothing
    is known but the annotations. `incoming` is what is said of the article now, which is merged where the
    project has the article, or where it `differs` from what the log says.
    """

    first: Layer
    layer: Layer
    log: tuple[Operation, ...]
    incoming: Incoming
    differs: bool

    @property
    def size(self) -> int:
        """About how many bytes of memory it holds; an operation and an annotation are some hundred each."""
        records = len(self.log) + len(self.incoming.said) + len(self.first.base) + len(self.layer.annotations)
        own = len(self.article) + len(self.extraction) + 4 * (len(self.words.body) + len(self.words.facts))
        return own + _RECORD * records


def prepare(article: Article, extraction: Extraction) -> Prepared:
    """What `Project.put` writes of an article and of what was extracted from it."""
    facts = facts_of(article, extraction)
    return Prepared(
        facts=facts,
        head=head_of(first_layer(0, MAIN, extraction), {MAIN: 0}, changed=0),
        keys=title_keys(facts["title"]),
        words=indexed(article, extraction),
        article=pack(msgspec.json.encode(article)),
        extraction=pack(msgspec.json.encode(extraction)),
    )

"""doccano's JSONL for projects of text classification: `label` is the list of an article's tags.

All else is as in `store.exchange.doccano`, whose reader reads these lines too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from seeds.profile import Profile
from store.exchange.doccano import line, read
from store.exchange.documents import DECIDED, Document
from store.exchange.losses import Losses
from store.exchange.shortfalls import count_remarks, count_signatures, count_undecided

__all__ = ["read", "write"]


def write(documents: Iterable[Document], profile: Profile, losses: Losses) -> Iterator[bytes]:
    """A line an article."""
    del profile
    for document in documents:
        losses.lose("{count} spans were left out; this format holds tags only", len(document.layer.spans()))
        count_undecided(document.tags(), losses)
        count_signatures(document, document.tags(), losses)
        count_remarks(document, losses)
        yield line(document, [tag.label for tag in document.tags(DECIDED)])

"""What came out of a program, in a format that does not say whether a program or a person said it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from seeds.problems import Unreadable
from store.exchange.incoming import Incoming, Said


def predicted(coming: Iterable[Incoming | Unreadable]) -> Iterator[Incoming | Unreadable]:
    """What comes; of it, what bears nobody's name and no judgement are predictions."""
    for one in coming:
        if isinstance(one, Incoming):
            one = msgspec.structs.replace(one, said=tuple(map(_as_suggested, one.said)))
        yield one


def _as_suggested(said: Said) -> Said:
    if said.annotator is not None or said.annotation.state != "added":
        return said
    return msgspec.structs.replace(
        said, annotation=msgspec.structs.replace(said.annotation, state="suggested")
    )

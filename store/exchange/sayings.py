"""What another program says of a text, gathered piece by piece, whatever is wrong with single pieces."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from seeds.problems import Unreadable
from store.exchange.faults import Faults
from store.exchange.incoming import Incoming, Said
from store.exchange.reviews import incoming_of, remarks_said
from store.layer import Values

T = TypeVar("T")


def of_each(
    found: Iterable[tuple[str, T] | Unreadable], said: Callable[[str, T], Iterable[Incoming | Unreadable]]
) -> Iterator[Incoming | Unreadable]:
    """What is `said` by each thing that is found somewhere; what cannot be read stays as it is."""
    for one in found:
        if isinstance(one, Unreadable):
            yield one
        else:
            yield from said(*one)


def gathered(
    where: str,
    pieces: Iterable[T],
    said: Callable[[T], Said],
    *,
    text: str | None,
    review: Values,
    remarks: object = (),
) -> Iterator[Incoming | Unreadable]:
    """The pieces that `said` raised Unreadable for, then all that the others say.

    `review` and `remarks` are what `review_of` and `remarks_of` wrote, as far as the format holds them.
    """
    faults, kept = Faults(where), []
    for piece in pieces:
        try:
            kept.append(said(piece))
        except Unreadable as problem:
            faults.add(problem)
    incoming = incoming_of(review, kept, remarks_said(remarks, faults, where=where), where=where, text=text)
    yield from faults.listed()
    yield incoming

"""Relations between the figures of an article that hold or fail.

Only what is certain is said: a breakdown that leaves something out is silent, and so is a product
that does not come out. Figures are compared at the precision that they are written with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import msgspec

from seeds.article import Check, Indicator
from seeds.extract.relations import (
    changes,
    products,
    repeats,
    scopes,
    shares,
    subsets,
    sums,
    tenses,
    thresholds,
)
from seeds.extract.relations.enumerations import enumerations
from seeds.extract.relations.formulas import formulas
from seeds.extract.relations.recalled import recalled
from seeds.extract.relations.sequences import numbered_lines
from seeds.folding import Folded, fold


def checks_of(
    indicators: Sequence[Indicator], text: str = "", *, published: str | None = None
) -> tuple[Check, ...]:
    """The checks of one article's indicators, in the order of the first figure of each.

    `text` is the article's text, which ties figures together by its words; without it only what the
    records say is checked. `published` is the article's date. Kinds:

    - `sum`: parts against their whole;
    - `product`: so many times so much each, so many years times so much a year;
    - `share`: A占B的P%;
    - `change`: 从A下降到B, the direction, or A in one year and B in a later one, which holds where
      no verb gives a direction; `difference`: the amount that is stated for it;
    - `comparison`: A超过B, and by how much;
    - `threshold`: a fact against the standard of its metric;
    - `repeat`: one figure, or one floor as fact and promise, told twice;
    - `subset`: a part, or a narrower place, against the whole; `pair`: one to one;
    - `list`: a list against its number, which need not be an indicator (then `indicators` is empty),
      and captions or sections numbered without a gap;
    - `tense`: targets told as met and, of the same time, as still expected;
    - `date`: a fact of a time after the publication.
    """
    view = fold(text)
    exact = [
        item for item in _in_view(indicators, view) if isinstance(item.value, Decimal) and item.high is None
    ]
    starts = {item.id: item.start for item in exact}
    made = [(min(starts[at] for at in check.indicators), check) for check in _of_records(exact)]
    if text:
        tied = [*_of_words(exact, view.text), *thresholds.ahead(exact, text, published)]
        made += [(min(starts[at] for at in check.indicators), check) for check in tied]
        made += [*enumerations(exact, view.text), *recalled(exact, view.text)]
        made += [*formulas(view.text), *numbered_lines(view.text)]
    return _distinct(check for _, check in sorted(made, key=lambda found: found[0]))


def _distinct(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Each once, and no sum of figures whose difference the text states itself."""
    found = list(dict.fromkeys(checks))
    stated = {frozenset(check.indicators) for check in found if check.kind == "difference"}
    return tuple(check for check in found if check.kind != "sum" or frozenset(check.indicators) not in stated)


def _in_view(indicators: Sequence[Indicator], view: Folded) -> Iterator[Indicator]:
    """The indicators with their offsets in the view instead of the text."""
    if not view.text:
        yield from indicators
        return
    for item in indicators:
        yield msgspec.structs.replace(item, start=view.at(item.start), end=view.at(item.end))


def _of_records(items: Sequence[Indicator]) -> Iterator[Check]:
    yield from sums.breakdowns(items)
    yield from thresholds.thresholds(items)
    yield from repeats.repeats(items)
    yield from repeats.floors(items)
    yield from repeats.misprints(items)
    yield from changes.margins(items)
    yield from subsets.narrower_places(items)
    yield from scopes.surveyed(items)
    yield from scopes.villages(items)


def _of_words(items: Sequence[Indicator], view: str) -> Iterator[Check]:
    yield from sums.tallies(items, view)
    yield from sums.collections(items, view)
    yield from products.products(items, view)
    yield from products.yearly(items, view)
    yield from shares.shares(items, view)
    yield from shares.shares_of_groups(items, view)
    yield from shares.deliveries(items, view)
    yield from changes.turns(items, view)
    yield from changes.courses(items, view)
    yield from changes.comparisons(items, view)
    yield from repeats.contradictions(items, view)
    yield from subsets.divisions(items, view)
    yield from subsets.pairs(items, view)
    yield from subsets.in_charge(items, view)
    yield from scopes.phases(items, view)
    yield from tenses.tenses(items, view)

"""What the open record can be completed with: from its article, its project, the language, the gazetteer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from seeds.article import Article, Indicator
from store.layer import Layer
from tui.language import _
from tui.text.choices import Choice, matching, once
from tui.text.places import PlaceIndex
from tui.text.record_fields import lettered

Counted = Sequence[tuple[str, int]]


class Offers(msgspec.Struct, frozen=True, kw_only=True):
    """The choices of each field, the likeliest first. `units` are all that are known beside the language's.

    `others` are the article's other records that stand, `around` the places that it names, `year` that of
    its publication. The gazetteer is None until it is loaded.
    """

    fields: dict[str, tuple[Choice, ...]]
    units: frozenset[str]
    others: tuple[Indicator, ...]
    around: tuple[str, ...]
    year: int | None
    gazetteer: PlaceIndex | None = None

    def completes(self, field: str) -> bool:
        """Whether a field has choices."""
        return bool(lettered(field)) or field in self.fields

    def choices(self, field: str, typed: str) -> list[Choice]:
        """What `typed` can mean in a field; where nothing is typed, everything likely."""
        found = matching(typed, lettered(field) or self.fields.get(field, ()))
        if field != "place" or self.gazetteer is None:
            return found
        found = [self._located(choice) for choice in found]
        near = {code[:2] for place in self.around if (code := self.code(place))}
        return list(once([*found, *self.gazetteer.search(typed, near)]))

    def code(self, place: str) -> str | None:
        """The official code of a place as it was typed, chosen by the other places of the article."""
        return self.gazetteer.code(place, self.around, self.year) if self.gazetteer else None

    def knows_place(self, place: str | None) -> bool:
        """Whether the gazetteer knows a place; it is not doubted before it is loaded."""
        return not place or self.gazetteer is None or self.gazetteer.knows(place)

    def where(self, place: str | None, code: str | None) -> str:
        """What tells a place from its namesakes: its city and province."""
        return self.gazetteer.described(place, code) if self.gazetteer and place and code else ""

    def _located(self, choice: Choice) -> Choice:
        """A place of the article with its code, and where it lies."""
        code = choice.means or self.code(choice.text)
        above = self.where(choice.text, code)
        return Choice(choice.text, " · ".join(filter(None, (choice.hint, above))), code)


def offers(
    article: Article,
    layer: Layer,
    record: Indicator,
    *,
    metrics: Counted = (),
    units: Counted = (),
    gazetteer: PlaceIndex | None = None,
) -> Offers:
    """What a record of the article can be completed with; `metrics` and `units` are those of the project."""
    # The grammar of units takes longer to load than the screen; see `Workbench.warm_up`.
    from seeds.extract.units import KIND_OF

    others = tuple(one for one in layer.indicators() if one.state != "rejected" and one.id != record.id)
    named = [
        entity.text for entity in layer.entities() if entity.type == "LOC" and entity.state != "rejected"
    ]
    return Offers(
        fields={
            "metric": once([*_here(others, "metric"), *_of_project(metrics)]),
            "unit": once([*_here(others, "unit"), *_of_project(units), *map(Choice, KIND_OF)]),
            "place": _places(others, named),
            "group": tuple(_here(others, "group")),
        },
        units=frozenset([*(one.unit for one in others if one.unit), *(unit for unit, _uses in units)]),
        others=others,
        around=tuple(sorted(set(named))),
        year=int(article.meta.published[:4]) if article.meta.published else None,
        gazetteer=gazetteer,
    )


def _here(records: Iterable[Indicator], field: str) -> list[Choice]:
    """What the other records of the article have in a field, the commonest first."""
    counts = Counter(word for record in records if (word := getattr(record, field)))
    return [
        Choice(word, _("here {count}").format(count=f"{count:,}")) for word, count in counts.most_common()
    ]


def _of_project(words: Counted) -> list[Choice]:
    return [Choice(word, _("project {count}").format(count=f"{count:,}")) for word, count in words]


def _places(records: Iterable[Indicator], named: Iterable[str]) -> tuple[Choice, ...]:
    """The places of the article's records, then those that it names; each once."""
    codes = {record.place: record.place_code for record in records if record.place_code}
    counts = Counter(record.place for record in records if record.place)
    places = dict.fromkeys([*(place for place, _count in counts.most_common()), *named])
    return tuple(Choice(place, _("here"), codes.get(place)) for place in places)

"""The words that annotations use beside those of the recommendation, all under the prefix `piyue:`."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from store.layer import Values

ANNO = "http://www.w3.org/ns/anno.jsonld"
PREFIX = "piyue:"
_TERMS = "urn:piyue:terms:"
_NUMBERS = ("value", "high")
_RATIO = "ratio"
CONTEXT: list[str | dict[str, Any]] = [
    ANNO,
    {
        "piyue": _TERMS,
        **{
            PREFIX + number: {"@id": _TERMS + number, "@type": "http://www.w3.org/2001/XMLSchema#decimal"}
            for number in _NUMBERS
        },
        PREFIX + _RATIO: {
            "@id": _TERMS + _RATIO,
            "@type": "http://www.w3.org/2001/XMLSchema#decimal",
            "@container": "@list",
        },
    },
]
"""The recommendation's context, and ours: numbers are decimals, the parts of a ratio have an order."""


def termed(values: Values) -> Values:
    """Particulars, of an annotation, a review or a remark, in our terms."""
    return dict(_term(key, value) for key, value in values.items())


def _term(key: str, value: Any) -> tuple[str, Any]:
    if key == "value" and isinstance(value, list):
        return PREFIX + _RATIO, [_written_out(part) for part in value]
    if key in _NUMBERS and value is not None:
        return PREFIX + key, _written_out(value)
    if key == "provenance":
        return PREFIX + key, [
            {PREFIX + "field": field, "start": start, "end": end} for field, (start, end) in value.items()
        ]
    if key == "suggested":
        return PREFIX + key, termed(value)
    return PREFIX + key, value


def _written_out(number: str) -> str:
    """The number as xsd:decimal has it: without exponent. The value of a date is none and stays as it is."""
    try:
        return f"{Decimal(number):f}"
    except InvalidOperation:
        return number


def particular(termed_values: Values) -> Values:
    """The particulars that `termed` put in our terms, without what had been suggested."""
    values: Values = {}
    for term, value in termed_values.items():
        key = term.removeprefix(PREFIX)
        if key == term:
            continue
        if key == _RATIO:
            values["value"] = value
        elif key == "provenance":
            values[key] = _provenance(value)
        elif key != "suggested":
            values[key] = value
    return values


def _provenance(places: Any) -> Values:
    if not isinstance(places, list):
        return {}
    return {
        str(place.get(PREFIX + "field")): [place.get("start"), place.get("end")]
        for place in places
        if isinstance(place, dict)
    }

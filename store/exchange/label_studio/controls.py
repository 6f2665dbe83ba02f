"""The controls of the labelling configuration, by the names that regions call them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import get_args
from xml.sax.saxutils import quoteattr

from seeds.article import GroupRole, Op, Status
from seeds.profile import Profile
from store.exchange.naming import INDICATOR

TEXT, SPAN, TAGS, NORMALISED = "text", "span", "tags", "normalised"
"""The text, the spans in it, the tags of it, and the ISO form of a date."""
CHOICES: dict[str, tuple[str, ...]] = {
    "op": get_args(Op),
    "status": get_args(Status),
    "role": get_args(GroupRole),
}
"""The fields of an indicator that have one of few values, and these."""
TYPED = ("metric", "value", "high", "unit", "place", "place_code", "period", "group")
"""The fields of an indicator that are typed in."""
NUMBERS = ("value", "high")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def config_xml(profile: Profile, types: Iterable[str], tags: Iterable[str]) -> str:
    """The configuration for a profile, with whatever types and tags there are beside those of the profile.

    See https://labelstud.io/tags. `granularity` lets a span be any characters: Chinese has no spaces.
    """
    codes = dict.fromkeys((*(kind.code for kind in profile.types), *sorted(types), INDICATOR))
    labels = dict.fromkeys((*(topic.label for topic in profile.topics), *sorted(tags)))
    lines = [
        "<View>",
        f'  <Labels name="{SPAN}" toName="{TEXT}">',
        *(f"    <Label value={_quoted(code)}/>" for code in codes),
        "  </Labels>",
        f'  <Text name="{TEXT}" value="$text" granularity="symbol"/>',
        *(_typed_in(field, _OF_INDICATORS) for field in TYPED),
        *(_chosen(field, values) for field, values in CHOICES.items()),
        _typed_in(NORMALISED, f'perRegion="true" whenTagName="{SPAN}"'),
        f'  <Choices name="{TAGS}" toName="{TEXT}" choice="multiple">',
        *(f"    <Choice value={_quoted(label)}/>" for label in labels),
        "  </Choices>",
        "</View>",
    ]
    return "\n".join(lines) + "\n"


_OF_INDICATORS = f'perRegion="true" whenTagName="{SPAN}" whenLabelValue="{INDICATOR}"'


def _typed_in(field: str, where: str) -> str:
    return (
        f'  <TextArea name="{field}" toName="{TEXT}" {where} editable="true" maxSubmissions="1"'
        f' placeholder="{field}"/>'
    )


def _chosen(field: str, values: Iterable[str]) -> str:
    choices = "".join(f"<Choice value={_quoted(value)}/>" for value in values)
    return f'  <Choices name="{field}" toName="{TEXT}" {_OF_INDICATORS} choice="single">{choices}</Choices>'


def _quoted(value: str) -> str:
    """The value as an attribute; what XML has no character for is U+FFFD."""
    return quoteattr(_NOT_IN_XML.sub("\ufffd", value))

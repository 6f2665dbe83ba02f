"""The types of the XMI files, and the description of them that UIMA reads."""

from __future__ import annotations

import msgspec

from seeds.article import Entity, Indicator

_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"
_CUSTOM = "webanno.custom"
"""Where INCEpTION has the layers that are not its own."""
_STRING, _DOUBLE, _BOOLEAN = "uima.cas.String", "uima.cas.Double", "uima.cas.Boolean"
_ANNOTATION, _BASE = "uima.tcas.Annotation", "uima.cas.AnnotationBase"


class Type(msgspec.Struct, frozen=True, eq=False):
    """A type: its full name, the type it is a kind of, and its features with their ranges."""

    name: str
    parent: str
    features: dict[str, str]

    @property
    def namespace(self) -> str:
        """The XML namespace of its elements."""
        return f"http:///{self.name.rpartition('.')[0].replace('.', '/')}.ecore"

    @property
    def local(self) -> str:
        """Its name without the package."""
        return self.name.rpartition(".")[2]


def _strings(*names: str) -> dict[str, str]:
    return dict.fromkeys(names, _STRING)


_FATE = _strings("id", "state") | {"confidence": _DOUBLE} | _strings("rule", "annotator", "at", "suggested")
_SPAN = _FATE | _strings("given")
_ENTITY = _strings("value", "identifier", "normalized") | _SPAN
_RECORD = _strings(
    "metric", "value", "high", "unit", "op", "place", "place_code", "period", "status", "group", "role",
    "provenance",
)  # fmt: skip

META = Type(
    f"{_DKPRO}.metadata.type.DocumentMetaData",
    "uima.tcas.DocumentAnnotation",
    _strings("documentTitle", "documentId", "documentUri", "collectionId", "documentBaseUri")
    | {"isLastSegment": _BOOLEAN},
)
SENTENCE = Type(f"{_DKPRO}.segmentation.type.Sentence", _ANNOTATION, _strings("id"))
TOKEN = Type(f"{_DKPRO}.segmentation.type.Token", _ANNOTATION, _strings("id"))
ENTITY = Type(f"{_DKPRO}.ner.type.NamedEntity", _ANNOTATION, _ENTITY)
INDICATOR = Type(f"{_CUSTOM}.Indicator", _ANNOTATION, _RECORD | _SPAN)
ENTITY_PROPOSAL = Type(f"{_CUSTOM}.EntityProposal", _ANNOTATION, _ENTITY)
INDICATOR_PROPOSAL = Type(f"{_CUSTOM}.IndicatorProposal", _ANNOTATION, _RECORD | _SPAN)
TAG = Type(f"{_CUSTOM}.ArticleTag", _BASE, _strings("label") | _FATE)
REVIEW = Type(
    f"{_CUSTOM}.ArticleReview",
    _BASE,
    _strings(
        "aid", "sha256", "title", "published", "source", "verdict", "reason", "annotator", "at", "replaced"
    ),
)
REMARK = Type(
    f"{_CUSTOM}.Remark",
    _BASE,
    _strings("kind", "id", "about", "text", "settled", "sought", "marked", "annotator", "at"),
)
TYPES = (
    META, SENTENCE, TOKEN, ENTITY, INDICATOR, ENTITY_PROPOSAL, INDICATOR_PROPOSAL, TAG, REVIEW, REMARK
)  # fmt: skip
PREFIXES = {META.namespace: "meta", TOKEN.namespace: "seg", ENTITY.namespace: "ner", TAG.namespace: "custom"}


def type_of(span: Entity | Indicator) -> Type:
    """The type of the elements that stand for such a span."""
    open_ = span.state in ("suggested", "rejected")
    if isinstance(span, Indicator):
        return INDICATOR_PROPOSAL if open_ else INDICATOR
    return ENTITY_PROPOSAL if open_ else ENTITY


def type_system() -> bytes:
    """The description of the types, as UIMA's TypeSystemDescription."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">',
        "  <name>piyue</name>",
        "  <types>",
    ]
    for kind in TYPES:
        lines += [
            "    <typeDescription>",
            f"      <name>{kind.name}</name>",
            "      <description/>",
            f"      <supertypeName>{kind.parent}</supertypeName>",
            "      <features>",
        ]
        for feature, range_ in kind.features.items():
            lines += [
                "        <featureDescription>",
                f"          <name>{feature}</name>",
                "          <description/>",
                f"          <rangeTypeName>{range_}</rangeTypeName>",
                "        </featureDescription>",
            ]
        lines += ["      </features>", "    </typeDescription>"]
    lines += ["  </types>", "</typeSystemDescription>", ""]
    return "\n".join(lines).encode()

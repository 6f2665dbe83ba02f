"""An article's annotations as a collection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

import msgspec

from seeds.article import Entity, Indicator, Tag
from seeds.profile import Profile
from store.exchange.documents import Document
from store.exchange.losses import Losses
from store.exchange.naming import label_of
from store.exchange.particulars import comments_of, particulars, review_of, spans_that_fit
from store.exchange.reviews import remarks_of
from store.exchange.web_annotation.vocabulary import CONTEXT, termed
from store.layer import ARTICLE, Values

AROUND = 32
"""Characters before and after a quote by which it is found again in a text that changed."""
_SOFTWARE = {"id": "urn:piyue:software", "type": "Software", "name": "piyue"}
_ENCODER = msgspec.json.Encoder(decimal_format="string")


def write(documents: Iterable[Document], profile: Profile, losses: Losses) -> Iterator[bytes]:
    """A collection an article, a line each."""
    del profile
    for document in documents:
        yield _ENCODER.encode(_collection(document, losses)) + b"\n"


def _collection(document: Document, losses: Losses) -> Values:
    article, said = _article_iri(document), particulars(document)
    spans = [_on_span(document, span, said[span.id]) for span in spans_that_fit(document, losses)]
    tags = [_on_article(document, tag, said[tag.id]) for tag in document.tags()]
    comments = [_comment(document, comment) for comment in comments_of(document)]
    items = [*spans, *tags, *comments]
    return {
        "@context": CONTEXT,
        "id": f"{article}:annotations",
        "type": "AnnotationCollection",
        "label": document.article.meta.title or "",
        "total": len(items),
        "piyue:text": document.article.text,
        "piyue:review": termed(review_of(document)),
        "piyue:remarks": [termed(remark) for remark in remarks_of(document)],
        "first": {
            "id": f"{article}:page",
            "type": "AnnotationPage",
            "partOf": f"{article}:annotations",
            "startIndex": 0,
            "items": items,
        },
    }


def _article_iri(document: Document) -> str:
    return f"urn:piyue:article:{document.sha256}"


def _iri_of(document: Document, rid: str) -> str:
    article = _article_iri(document)
    return article if rid == ARTICLE else f"{article}:{quote(rid, safe='')}"


def _on_span(document: Document, span: Entity | Indicator, said: Values) -> Values:
    text = document.article.text
    selectors = [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": span.text,
            "prefix": text[max(span.start - AROUND, 0) : span.start],
            "suffix": text[span.end : span.end + AROUND],
        },
    ]
    target = {"type": "SpecificResource", "source": _article_iri(document), "selector": selectors}
    return _annotation(document, span, label_of(span), said) | {"target": target}


def _on_article(document: Document, tag: Tag, said: Values) -> Values:
    return _annotation(document, tag, tag.label, said) | {"target": _article_iri(document)}


def _annotation(document: Document, of: Entity | Indicator | Tag, label: str, said: Values) -> Values:
    return {
        "id": _iri_of(document, of.id),
        "type": "Annotation",
        "motivation": "assessing" if of.state == "rejected" else "tagging",
        **_by(said),
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": label},
            {"type": "piyue:Record", "purpose": "describing", **termed(_beside(said))},
        ],
    }


def _comment(document: Document, comment: Values) -> Values:
    return {
        "id": _iri_of(document, str(comment["id"])),
        "type": "Annotation",
        "motivation": "commenting",
        **_by(comment),
        "body": {
            "type": "TextualBody",
            "purpose": "commenting",
            "value": comment["text"],
            "piyue:settled": comment["settled"],
        },
        "target": _iri_of(document, str(comment["about"])),
    }


def _beside(said: Values) -> Values:
    """What the recommendation has no words of its own for."""
    return {key: value for key, value in said.items() if key not in ("annotator", "at")}


def _by(said: Values) -> Values:
    """Who made it, and when; the program where nobody did."""
    if "annotator" not in said:
        return {"generator": _SOFTWARE}
    annotator = str(said["annotator"])
    person = {"id": f"urn:piyue:annotator:{quote(annotator, safe='')}", "type": "Person", "name": annotator}
    return {"creator": person, "created": said["at"]}

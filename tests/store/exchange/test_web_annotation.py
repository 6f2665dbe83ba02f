"""Web Annotations, read as linked data by rdflib, and back by our own reader."""

from __future__ import annotations

import json
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, FOAF, RDF, XSD

from seeds.article import Entity, Indicator, Tag
from seeds.problems import Unreadable
from store.exchange.documents import Document
from store.exchange.incoming import Incoming
from store.exchange.losses import Losses
from store.exchange.web_annotation import read, write
from tests.store.exchange.random_documents import (
    annotated_documents,
    by_id,
    document_of,
    entity,
    indicator,
    remarks_in,
)
from tests.store.exchange.reading_back import PROFILE

TEXT = "青石县😀今年投入1.6亿元,户均增收。"
OA = Namespace("http://www.w3.org/ns/oa#")
AS = Namespace("http://www.w3.org/ns/activitystreams#")
PIYUE = Namespace("urn:piyue:terms:")
ADDRESS = "http://www.w3.org/ns/anno.jsonld"
_WORD, _LINK = {"@type": "@vocab"}, {"@type": "@id"}
CONTEXT = {
    "oa": str(OA), "as": str(AS), "dcterms": str(DCTERMS), "rdf": str(RDF), "foaf": str(FOAF),
    "xsd": str(XSD),
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "id": "@id", "type": "@type",
    "Annotation": "oa:Annotation", "TextualBody": "oa:TextualBody", "SpecificResource": "oa:SpecificResource",
    "TextPositionSelector": "oa:TextPositionSelector", "TextQuoteSelector": "oa:TextQuoteSelector",
    "AnnotationCollection": "as:OrderedCollection", "AnnotationPage": "as:OrderedCollectionPage",
    "Person": "foaf:Person", "Software": "as:Application",
    "tagging": "oa:tagging", "describing": "oa:describing", "commenting": "oa:commenting",
    "assessing": "oa:assessing",
    "body": {"@id": "oa:hasBody"} | _LINK, "target": {"@id": "oa:hasTarget"} | _LINK,
    "source": {"@id": "oa:hasSource"} | _LINK, "selector": {"@id": "oa:hasSelector"} | _LINK,
    "motivation": {"@id": "oa:motivatedBy"} | _WORD, "purpose": {"@id": "oa:hasPurpose"} | _WORD,
    "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix", "value": "rdf:value",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "creator": {"@id": "dcterms:creator"} | _LINK,
    "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
    "generator": {"@id": "as:generator"} | _LINK, "name": "foaf:name", "label": "rdfs:label",
    "first": {"@id": "as:first"} | _LINK, "partOf": {"@id": "as:partOf"} | _LINK,
    "total": {"@id": "as:totalItems", "@type": "xsd:nonNegativeInteger"},
    "startIndex": {"@id": "as:startIndex", "@type": "xsd:nonNegativeInteger"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
}  # fmt: skip
"""What the terms of the recommendation mean that are used, so that no test asks a server."""


def _graph(collection: dict[str, Any]) -> Graph:
    address, ours = collection["@context"]
    assert address == ADDRESS
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's parser warns of its own classes.
        return Graph().parse(data=json.dumps(collection | {"@context": [CONTEXT, ours]}), format="json-ld")


def _collection(document: Document, losses: Losses | None = None) -> dict[str, Any]:
    (line,) = write([document], PROFILE, losses or Losses())
    collection: dict[str, Any] = json.loads(line)
    return collection


def _items(graph: Graph) -> list[Any]:
    (first,) = graph.objects(None, AS.items)
    return list(Collection(graph, first))


def _of_type(graph: Graph, subject: Any, link: URIRef, kind: URIRef) -> Any:
    (found,) = (one for one in graph.objects(subject, link) if (one, RDF.type, kind) in graph)
    return found


def _span_in(graph: Graph, item: Any) -> tuple[int, int, str] | None:
    """Where an annotation stands as linked data says, and what stands there."""
    target = graph.value(item, OA.hasTarget)
    if (target, RDF.type, OA.SpecificResource) not in graph:
        return None
    position = _of_type(graph, target, OA.hasSelector, OA.TextPositionSelector)
    quote = _of_type(graph, target, OA.hasSelector, OA.TextQuoteSelector)
    start, end = graph.value(position, OA.start), graph.value(position, OA.end)
    assert isinstance(start, Literal)
    assert isinstance(end, Literal)
    return int(start), int(end), str(graph.value(quote, OA.exact))


@settings(max_examples=15, deadline=None)
@given(document=annotated_documents())
def test_linked_data_has_the_same_spans_types_and_tags(document: Document) -> None:
    graph = _graph(_collection(document))
    text = document.article.text
    found = set()
    for item in _items(graph):
        if (item, OA.motivatedBy, OA.commenting) in graph:
            continue
        label = str(graph.value(_of_type(graph, item, OA.hasBody, OA.TextualBody), RDF.value))
        record = _of_type(graph, item, OA.hasBody, PIYUE.Record)
        place = _span_in(graph, item)
        assert place is None or text[place[0] : place[1]] == place[2]
        found.add((label, place, str(graph.value(record, PIYUE.state))))
    expected = {
        (one.label, None, one.state)
        if isinstance(one, Tag)
        else (one.type if isinstance(one, Entity) else "Indicator", (one.start, one.end, one.text), one.state)
        for one in document.layer.annotations.values()
    }
    assert found == expected


def test_numbers_are_decimals_and_a_ratio_has_an_order() -> None:
    figures = [
        indicator(TEXT, 8, 13, "corrected", value=Decimal("1.60E+8"), high=Decimal("0.50"), unit="元"),
        indicator(TEXT, 8, 11, value=(Decimal("1.10"), Decimal(50), Decimal("48.6"))),
    ]
    graph = _graph(_collection(document_of(TEXT, [*figures])))
    assert list(graph.objects(None, PIYUE.value)) == [Literal("160000000", datatype=XSD.decimal)]
    assert str(next(graph.objects(None, PIYUE.high))) == "0.50"
    (ratio,) = graph.objects(None, PIYUE.ratio)
    assert [str(part) for part in Collection(graph, ratio)] == ["1.10", "50", "48.6"]


def test_who_decided_is_the_creator_and_the_rejected_are_assessed() -> None:
    spans = [
        entity(TEXT, 0, 3), entity(TEXT, 0, 2, "ORG", "suggested"), entity(TEXT, 4, 6, "DATE", "rejected"),
    ]  # fmt: skip
    graph = _graph(_collection(document_of(TEXT, [*spans])))
    by_place = {_span_in(graph, item): item for item in _items(graph)}
    accepted, suggested, rejected = (by_place[span.start, span.end, span.text] for span in spans)
    assert str(graph.value(graph.value(accepted, DCTERMS.creator), FOAF.name)) == "王 芳|x"
    assert str(graph.value(accepted, DCTERMS.created)) == "2020-01-02T03:04:05+00:00"
    assert graph.value(suggested, DCTERMS.creator) is None
    assert graph.value(suggested, AS.generator) is not None
    assert [graph.value(item, OA.motivatedBy) for item in (accepted, suggested, rejected)] == [
        OA.tagging, OA.tagging, OA.assessing,
    ]  # fmt: skip
    comment = next(graph.subjects(OA.motivatedBy, OA.commenting))
    assert str(graph.value(graph.value(comment, OA.hasBody), RDF.value)) == "再看\n一遍\u2028"


def test_the_quote_has_the_characters_around() -> None:
    long = "头" * 50 + "青石县" + "尾" * 5
    (item, *_) = _collection(document_of(long, [entity(long, 50, 53)]))["first"]["items"]
    quote = item["target"]["selector"][1]
    assert (quote["prefix"], quote["exact"], quote["suffix"]) == ("头" * 32, "青石县", "尾" * 5)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(document=annotated_documents())
def test_everything_comes_back(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(write([document], PROFILE, Losses())))
    (back,) = read(path, PROFILE)
    assert isinstance(back, Incoming)
    assert by_id(back) == document.layer.annotations
    assert (back.aid, back.sha256, back.text) == (12, document.sha256, document.article.text)
    assert (back.verdict, remarks_in(back)) == ("done", document.layer.remarks)
    for said in back.said:
        assert said.whole
        assert said.annotator == (None if said.annotation.state == "suggested" else "王 芳|x")


def test_an_annotation_that_piyue_did_not_make_is_read(tmp_path: Path) -> None:
    item = {
        "type": "Annotation", "motivation": "tagging", "creator": "https://example.org/li",
        "body": {"type": "TextualBody", "value": "LOC"},
        "target": {"source": "x", "selector": {"type": "TextPositionSelector", "start": 0, "end": 3}},
    }  # fmt: skip
    nowhere = item | {
        "target": {"source": "x", "selector": [{"type": "TextQuoteSelector", "exact": "青石县"}]}
    }
    commenting = item | {"motivation": "commenting"}
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"first": {"items": [item, nowhere, commenting]}}), encoding="utf-8")
    problem, back = read(path, PROFILE)
    assert str(problem) == "a.jsonl:1: an annotation has no TextPositionSelector"
    assert isinstance(back, Incoming)
    (said,) = back.said
    assert said.annotation == Entity(id="e0-3", start=0, end=3, text="", type="LOC", state="added")
    assert said.annotator == "https://example.org/li"


@pytest.mark.parametrize(
    "line",
    ["1", "{", '{"first": []}', '{"first": {"items": [{"target": 1}]}}', '{"a":' * 5000, '{"piyue:text": 1}'],
)  # fmt: skip
def test_a_line_that_is_none_is_told(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(line, encoding="utf-8")
    (problem,) = read(path, PROFILE)
    assert isinstance(problem, Unreadable)
    assert str(problem).startswith("a.jsonl:1")


def test_deep_or_odd_records_do_no_harm(tmp_path: Path) -> None:
    record = {
        "type": "piyue:Record", "piyue:provenance": [1, {"piyue:field": []}], "piyue:suggested": [[]],
        "piyue:value": {"@value": 1}, "piyue:start": 99,
    }  # fmt: skip
    item = {
        "target": {"selector": [{"type": "TextPositionSelector", "start": 0, "end": 1}]},
        "body": [{"purpose": "tagging", "value": "Indicator"}, record],
    }
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"first": {"items": [item]}}), encoding="utf-8")
    problem, back = read(path, PROFILE)
    assert isinstance(problem, Unreadable)
    assert isinstance(back, Incoming)
    assert not back.said


def test_an_indicator_is_itself_again(tmp_path: Path) -> None:
    figure = indicator(TEXT, 8, 13, "added", value=Decimal("1.60E+8"), metric="产业资金")
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(write([document_of(TEXT, [figure])], PROFILE, Losses())))
    (back,) = read(path, PROFILE)
    assert isinstance(back, Incoming)
    (said,) = back.said
    assert isinstance(said.annotation, Indicator)
    assert said.annotation == figure

"""UIMA XMI, loaded with its types by dkpro-cassis, and back by our reader."""

from __future__ import annotations

import io
import random
import warnings
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from cassis import Cas, load_cas_from_xmi, load_typesystem
from hypothesis import given, settings

from seeds.article import Indicator
from seeds.problems import Unreadable
from store.exchange.documents import DECIDED, Document
from store.exchange.incoming import Incoming
from store.exchange.losses import Losses
from store.exchange.naming import label_of
from store.exchange.xmi import read, write_files
from store.exchange.xmi.types import (
    ENTITY,
    INDICATOR,
    REMARK,
    REVIEW,
    SENTENCE,
    TAG,
    TOKEN,
    type_of,
    type_system,
)
from store.exchange.xmi.writing import ILLEGAL
from tests.store.exchange.random_documents import (
    annotated_documents,
    by_id,
    document_of,
    entity,
    indicator,
    remarks_in,
    spans_in,
)
from tests.store.exchange.reading_back import PROFILE, parted

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    TYPES = load_typesystem(io.BytesIO(type_system()))


def _written(document: Document, losses: Losses | None = None) -> bytes:
    files = dict(write_files([document], PROFILE, losses or Losses()))
    return files[f"000012-{document.sha256[:12]}.xmi"]


def _cas(data: bytes) -> Cas:
    return load_cas_from_xmi(io.BytesIO(data), typesystem=TYPES)


def _back(path: Path) -> tuple[list[Incoming], list[str]]:
    return parted(read(path, PROFILE))


def _put(data: bytes, folder: Path, name: str = "a.xmi") -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def _xmi(inner: str, text: str = "甲😀乙丙", head: str = "") -> bytes:
    sofa = quoteattr(text, {"\n": "&#10;"})
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" '
        'xmlns:cas="http:///uima/cas.ecore" '
        'xmlns:type4="http:///de/tudarmstadt/ukp/dkpro/core/api/ner/type.ecore" '
        'xmlns:custom="http:///webanno/custom.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/>'
        f'{inner}<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString={sofa}/>'
        '<cas:View sofa="1" members=""/></xmi:XMI>'
    ).encode()


def test_another_program_finds_sentences_tokens_and_records() -> None:
    text = "青石县产业\n  😀投入1.6亿元。 其中1509户!"
    figure = indicator(text, 11, 16, "corrected", metric="投入", place_code="140000", op=">=")
    document = document_of(text, [entity(text, 0, 3), entity(text, 3, 5, "TERM", "suggested"), figure])
    cas = _cas(_written(document))
    assert cas.sofa_string == text
    assert [one.get_covered_text() for one in cas.select(SENTENCE.name)] == [
        "青石县产业", "😀投入1.6亿元。", "其中1509户!"
    ]  # fmt: skip
    assert "".join(one.get_covered_text() for one in cas.select(TOKEN.name)) == "".join(text.split())
    (named,) = cas.select(ENTITY.name)
    assert (named.get_covered_text(), named.value, named.state, named.annotator) == (
        "青石县", "LOC", "accepted", "王 芳|x"
    )  # fmt: skip
    (found,) = cas.select(INDICATOR.name)
    assert (found.get_covered_text(), found.metric, found.op, found.place_code, found.confidence) == (
        "1.6亿元", "投入", ">=", "140000", 1.0
    )  # fmt: skip
    (review,) = cas.select(REVIEW.name)
    assert (review.aid, review.sha256, review.verdict) == ("12", document.sha256, "done")
    remark = next(one for one in cas.select(REMARK.name) if one.kind == "comment")
    assert remark.text == "再看\n一遍\u2028"


@settings(max_examples=80)
@given(document=annotated_documents())
def test_everything_comes_back(document: Document, tmp_path_factory: pytest.TempPathFactory) -> None:
    losses = Losses()
    data = _written(document, losses)
    assert data == _written(document)
    cas = _cas(data)
    text = document.article.text
    assert (cas.sofa_string or "") == ILLEGAL.sub("\ufffd", text)
    spans = document.layer.spans()
    found = {
        (kind.name, one.begin, one.end, one.id)
        for kind in {type_of(span) for span in spans}
        for one in cas.select(kind.name)
    }
    assert found == {(type_of(span).name, span.start, span.end, _legal(span.id)) for span in spans}
    assert {one.value for one in cas.select(ENTITY.name)} == {
        label_of(one) for one in document.entities(DECIDED)
    }
    assert {one.label for one in cas.select(TAG.name)} == {_legal(tag.label) for tag in document.tags()}
    (incoming,), problems = _back(_put(data, tmp_path_factory.mktemp("xmi")))
    assert problems == []
    assert (incoming.text, incoming.sha256, incoming.aid) == (text, document.sha256, 12)
    if not any("fields" in str(note) for note in losses.notes()):
        assert by_id(incoming) == document.layer.annotations
    assert {said.annotation.id for said in incoming.said} == set(map(_legal, document.layer.annotations))
    assert remarks_in(incoming) == document.layer.remarks
    assert {said.annotator for said in incoming.said if said.annotation.state != "suggested"} <= {"王 芳|x"}


def _legal(value: str) -> str:
    return ILLEGAL.sub("\ufffd", value)


def test_what_xml_cannot_hold_is_counted() -> None:
    text = "甲\x00乙\x1b"
    losses = Losses()
    _written(document_of(text, [indicator(text, 0, 3, metric="\x01a\x02", unit="\x7f")]), losses)
    assert list(map(str, losses.notes())) == [
        "2 control characters in fields and comments were replaced",
        "2 control characters are U+FFFD in the text of the XMI",
    ]


def test_what_people_did_elsewhere_is_theirs(tmp_path: Path) -> None:
    text = "😀青石县产业"
    document = document_of(text, [entity(text, 1, 4), entity(text, 4, 6, "TERM", "suggested")])
    data = _written(document).decode()
    begin, end = data.index("<ner:NamedEntity"), data.index("<custom:EntityProposal")
    named = data[begin:end].replace('value="LOC"', 'value="ORG"').replace('xmi:id="', 'xmi:id="9')
    data = data[:begin] + named + data[end:].replace('begin="5" end="7"', 'begin="5" end="6"')
    (incoming,), problems = _back(_put(data.encode(), tmp_path))
    assert problems == []
    assert [(one.start, one.end, one.text, label_of(one), one.state) for one in spans_in(incoming)] == [
        (1, 4, "青石县", "ORG", "corrected"), (4, 5, "产", "TERM", "corrected")
    ]  # fmt: skip
    assert {said.annotator for said in incoming.said} == {None}


def test_files_of_other_programs_are_read(tmp_path: Path) -> None:
    inner = (
        '<type4:NamedEntity xmi:id="5" sofa="1" begin="1" end="3" value="PER"/>'
        '<type4:NamedEntity xmi:id="6" sofa="1" begin="3" end="5"><list>a</list></type4:NamedEntity>'
        '<custom:Span xmi:id="7" sofa="1" begin="0" end="1" label="z"/>'
        '<custom:Span xmi:id="8" sofa="1" begin="0" end="2" label="z"/>'
        '<custom:Indicator xmi:id="9" sofa="1" begin="4" end="5" metric="户数" value="12.50"/>'
        '<type4:NamedEntity xmi:id="10" sofa="2" begin="1" end="3" value="PER"/>'
    )
    (incoming,), problems = _back(_put(_xmi(inner), tmp_path))
    spans = spans_in(incoming)
    assert [(one.text, label_of(one), one.state) for one in spans] == [
        ("😀", "PER", "added"), ("乙丙", "", "added"), ("丙", "Indicator", "added")
    ]  # fmt: skip
    assert isinstance(spans[2], Indicator)
    assert (spans[2].metric, str(spans[2].value)) == ("户数", "12.50")
    assert (incoming.sha256, incoming.aid, incoming.text) == (None, None, "甲😀乙丙")
    assert problems == [
        "a.xmi: 2 of type Span have no place here",
        "a.xmi: 1 annotations are of another text in it",
    ]


def test_wrong_places_and_numbers_are_listed(tmp_path: Path) -> None:
    inner = "".join(
        f'<custom:Indicator sofa="1" begin="{begin}" end="{end}" {more}/>'
        for begin, end, more in (
            ("0", "2", ""), ("-1", "2", ""), ("x", "2", ""), ("9" * 5000, "2", ""), ("0", "1", 'value="NaN"'),
            ("0", "1", 'high="1e99999999"'), ("0", "1", 'confidence="inf"'),
            ("0", "1", 'state="accepted" op="!"'),
            ("3", "1", ""), ("0", "99", ""), ("٣", "1", ""), ("0", "1", 'provenance="[[[["'),
        )
    )  # fmt: skip
    (incoming,), problems = _back(_put(_xmi(inner), tmp_path))
    places = [(one.start, one.end) for one in spans_in(incoming)]
    assert (len(problems), places) == (9, [(2, 1), (0, 98), (0, 1)])


def test_hostile_files_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    outside = '<!DOCTYPE a SYSTEM "file:///etc/passwd">'
    for data, told in (
        (_xmi("", head=bomb), "a.xmi declares entities, which may be an attack; it was not read"),
        (_xmi("", head=outside), "a.xmi declares entities, which may be an attack; it was not read"),
        (b"<a/>", "a.xmi has no text"),
        (b"", "a.xmi is no XMI: "),
        (b"\xff\xfe<", "a.xmi is no XMI: "),
        (_xmi("")[:-40], "a.xmi is no XMI: "),
        (b"<?xml version='1.0' encoding='no-such'?><a/>", "a.xmi is no XMI: "),
    ):
        (found,) = read(_put(data, tmp_path), PROFILE)
        assert isinstance(found, Unreadable)
        assert str(found).startswith(told)
    (incoming,), problems = _back(_put(_xmi("<a>" * 10**5 + "</a>" * 10**5), tmp_path))
    assert (incoming.said, problems) == ((), [])
    with pytest.raises(Unreadable):
        list(read(tmp_path / "none", PROFILE))


def test_nothing_that_is_cut_or_changed_crashes_the_reader(tmp_path: Path) -> None:
    text = "青石县\x01产业\n投入1.6亿元😀"
    whole = _written(document_of(text, [entity(text, 0, 3), indicator(text, 9, 14, group="g")]))
    chance = random.Random(11)
    path = tmp_path / "x.xmi"
    for number in range(150):
        data = bytearray(whole if number % 2 else whole[: chance.randrange(1, len(whole))])
        for _ in range(chance.randrange(5)):
            data[chance.randrange(len(data))] = chance.choice(b'\x00"\n 9<>&;x\xff')
        path.write_bytes(bytes(data))
        assert all(str(found) for found in read(path, PROFILE))

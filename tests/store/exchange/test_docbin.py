"""spaCy's DocBin: what spaCy makes of it without a model, and what comes back."""

from __future__ import annotations

import random
import subprocess
import sys
import zlib
from pathlib import Path

import msgspec
import pytest
import spacy
from hypothesis import given, settings
from spacy.tokens import Doc, DocBin, Span

from seeds.article import Annotation
from seeds.problems import Unreadable
from store.exchange.docbin import read, write_files, writing
from store.exchange.documents import DECIDED, Document
from store.exchange.incoming import Incoming
from store.exchange.losses import Losses
from store.exchange.naming import label_of
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

BLANK = spacy.blank("xx")
Span.set_extension("seen", default=False)


def _docs(data: bytes) -> list[Doc]:
    return list(DocBin().from_bytes(data).get_docs(BLANK.vocab))


def _back(path: Path) -> tuple[list[Incoming], list[str]]:
    return parted(read(path, PROFILE))


def _places(spans: object) -> set[tuple[int, int, str, str]]:
    return {(span.start, span.end, span.label_, span.id_) for span in spans}  # type: ignore[attr-defined]


def test_spacy_sees_the_decided_apart_from_the_rest() -> None:
    text = "青石县产业局投入1.6亿元"
    spans: list[Annotation] = [
        entity(text, 0, 6, "ORG"),
        entity(text, 0, 3),
        entity(text, 3, 5, "TERM", "suggested"),
        entity(text, 6, 8, "TERM", "rejected"),
        indicator(text, 8, 13, "added", place_code="140000"),
    ]
    ((name, data),) = write_files([document_of(text, spans)], PROFILE, Losses())
    (doc,) = _docs(data)
    assert (name, doc.text, [token.text for token in doc]) == ("articles-0001.spacy", text, list(text))
    assert [(one.text, one.label_) for one in doc.ents] == [("青石县产业局", "ORG")]
    groups = {key: [(span.text, span.label_) for span in group] for key, group in doc.spans.items()}
    assert groups == {
        "entities": [("青石县产业局", "ORG"), ("青石县", "LOC")],
        "indicators": [("1.6亿元", "Indicator")],
        "suggested": [("产业", "TERM")],
        "rejected": [("投入", "TERM")],
    }
    assert doc.spans["indicators"][0].kb_id_ == "140000"
    told = doc.user_data["piyue"]
    assert (told["aid"], told["verdict"]) == (12, "done")
    assert told["annotations"]["i8-13"]["annotator"] == "王 芳|x"


@settings(max_examples=80)
@given(document=annotated_documents())
def test_everything_comes_back(document: Document, tmp_path_factory: pytest.TempPathFactory) -> None:
    losses = Losses()
    ((name, data),) = write_files([document], PROFILE, losses)
    assert losses.notes() == []
    (doc,) = _docs(data)
    assert doc.text == document.article.text
    spans = document.layer.spans()
    expected = {(one.start, one.end, label_of(one), one.id) for one in spans}
    assert set().union(*(_places(group) for group in doc.spans.values())) == expected
    truth = {one.id_ for name in ("entities", "indicators") for one in doc.spans[name]}
    assert truth == {one.id for one in spans if one.state in DECIDED}
    assert {label for label, chance in doc.cats.items() if chance} == {
        tag.label for tag in document.tags(DECIDED)
    }
    path = tmp_path_factory.mktemp("spacy") / name
    path.write_bytes(data)
    (incoming,), problems = _back(path)
    assert problems == []
    assert (incoming.text, incoming.sha256, incoming.aid) == (document.article.text, document.sha256, 12)
    assert by_id(incoming) == document.layer.annotations
    assert remarks_in(incoming) == document.layer.remarks
    assert {said.annotator for said in incoming.said if said.annotation.state != "suggested"} <= {"王 芳|x"}


def test_spacy_is_loaded_only_when_it_is_needed() -> None:
    told = "import sys, store.exchange.docbin; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0


def test_files_hold_so_many_characters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "CHARACTERS", 10)
    written = [
        document_of(text, [], aid=aid) for aid, text in enumerate(("甲" * 6, "乙" * 4, "丙", "丁" * 30))
    ]
    files = dict(write_files(written, PROFILE, Losses()))
    assert files == dict(write_files(written, PROFILE, Losses()))
    assert {name: len(_docs(data)) for name, data in files.items()} == {
        "articles-0001.spacy": 2, "articles-0002.spacy": 1, "articles-0003.spacy": 1
    }  # fmt: skip
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    found, problems = _back(tmp_path)
    assert ([one.aid for one in found], problems) == ([0, 1, 2, 3], [])


def test_docs_that_spacy_made_are_read(tmp_path: Path) -> None:
    doc = Doc(BLANK.vocab, words=["Qingshi", "County", "has", "😀", "villages"], spaces=[True] * 4 + [False])
    doc.ents = [Span(doc, 0, 2, "LOC")]
    doc.spans["sc"] = [Span(doc, 0, 2, "LOC"), Span(doc, 1, 4, "ORG")]
    doc[0:2]._.set("seen", True)
    doc.cats = {"poverty": 0.9, "sports": 0.1}
    path = tmp_path / "theirs.spacy"
    DocBin(docs=[doc], store_user_data=True).to_disk(path)
    (incoming,), problems = _back(path)
    assert (incoming.text, incoming.sha256, problems) == ("Qingshi County has 😀 villages", None, [])
    assert [(one.start, one.end, one.text, one.state) for one in spans_in(incoming)] == [
        (0, 14, "Qingshi County", "added"), (8, 20, "County has 😀", "added")
    ]  # fmt: skip
    assert {said.annotation.id for said in incoming.said} >= {"t:poverty"}


def test_hostile_files_are_refused(tmp_path: Path) -> None:
    text = "青石县投入1.6亿元"
    written = document_of(text, [entity(text, 0, 3), indicator(text, 5, 10)])
    ((_, data),) = write_files([written], PROFILE, Losses())
    path = tmp_path / "x.spacy"
    message = msgspec.msgpack.decode(zlib.decompress(data))
    hostile = [
        b"", b"\0" * 100, data[:-9], zlib.compress(b""), zlib.compress(b"\xc1"),
        zlib.compress(b"\x91" * 10**6),
        zlib.compress(msgspec.msgpack.encode({"attrs": []})),
    ]  # fmt: skip
    for key, value in (
        ("lengths", b"\xff\xff\xff\x7f"), ("lengths", b"\xff\xff\xff\xff"),
        ("tokens", message["tokens"][:-8]),
        ("strings", []), ("attrs", [2**63]), ("attrs", "x"), ("cats", 5), ("span_groups", [b"\xc1"]),
        ("span_groups", [msgspec.msgpack.encode({b"": 3})]), ("user_data", [b"\xdf\xff\xff\xff\xff"]),
        ("flags", [[]]), ("lengths", 7),
    ):  # fmt: skip
        hostile.append(zlib.compress(msgspec.msgpack.encode(message | {key: value})))
    for one in hostile:
        path.write_bytes(one)
        assert [str(found) for found in read(path, PROFILE)] == ["x.spacy is no DocBin of spaCy"]
    chance = random.Random(5)
    plain = zlib.decompress(data)
    for _ in range(150):
        changed = bytearray(plain)
        for _ in range(chance.randrange(1, 6)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        path.write_bytes(zlib.compress(bytes(changed), 1))
        assert all(str(found) for found in read(path, PROFILE))


def test_what_inflates_without_end_is_not_inflated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.exchange.docbin.packed.LARGEST", 2**20)
    path = tmp_path / "bomb.spacy"
    path.write_bytes(zlib.compress(b"\0" * 2**24))
    assert [str(found) for found in read(path, PROFILE)] == [
        "bomb.spacy is larger than 1 MB and was not read"
    ]
    words = ["长" * 1000] * 3000
    DocBin(docs=[Doc(BLANK.vocab, words=words)]).to_disk(path)
    assert [str(found) for found in read(path, PROFILE)] == ["bomb.spacy is no DocBin of spaCy"]
    with pytest.raises(Unreadable):
        list(read(tmp_path / "none", PROFILE))

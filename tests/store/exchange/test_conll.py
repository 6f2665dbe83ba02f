"""CoNLL, a character a line: its tags read by seqeval, its articles read back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from seqeval.scheme import IOB2, Entities

from seeds.article import Annotation
from store.exchange.conll import read, write
from store.exchange.documents import DECIDED, Document
from store.exchange.incoming import Incoming
from store.exchange.losses import Losses
from store.exchange.naming import label_of
from tests.store.exchange.random_documents import (
    annotated_documents,
    document_of,
    entity,
    indicator,
    spans_in,
)
from tests.store.exchange.reading_back import PROFILE, parted

Place = tuple[int, int, str]


def _written(*documents: Document, losses: Losses | None = None) -> str:
    return b"".join(write(documents, PROFILE, losses or Losses())).decode()


def _back(text: str, folder: Path) -> tuple[list[Incoming], list[str]]:
    path = folder / "a.conll"
    path.write_bytes(text.encode())
    return parted(read(path, PROFILE))


def _places(incoming: Incoming) -> list[Place]:
    return [(span.start, span.end, label_of(span)) for span in spans_in(incoming)]


def _seqeval(written: str) -> list[Place]:
    """What strict IOB2 makes of the rows, sentence by sentence."""
    sentences = [
        [row.split("\t")[1] for row in block.split("\n") if row and not row.startswith("#")]
        for block in written.split("\n\n")
    ]
    found, before = [], 0
    for tags in sentences:
        for entities in Entities([tags], IOB2).entities if tags else []:
            found += [(before + one.start, before + one.end, one.tag) for one in entities]
        before += len(tags)
    return found


def test_a_line_a_character_and_its_tag() -> None:
    text = "青石县 投入\n1.6亿元。养#\u00a0"
    document = document_of(text, [entity(text, 0, 3), indicator(text, 7, 12)])
    rows = _written(document).split("\n")
    assert rows[:5] == [
        f"# newdoc id = 000012-{document.sha256[:12]}", "# aid = 12", f"# sha256 = {document.sha256}",
        "# char 14 = U+0023", "# char 15 = U+00A0",
    ]  # fmt: skip
    assert rows[5:] == [
        "青\tB-LOC", "石\tI-LOC", "县\tI-LOC", "␣\tO", "投\tO", "入\tO", "␊\tO", "",
        "1\tB-Indicator", ".\tI-Indicator", "6\tI-Indicator", "亿\tI-Indicator", "元\tI-Indicator", "。\tO",
        "", "养\tO", "�\tO", "�\tO", "", "",
    ]  # fmt: skip


def test_what_it_cannot_hold_is_counted() -> None:
    text = "青石县产业局投入"
    spans: list[Annotation] = [
        entity(text, 0, 6, "ORG"),
        entity(text, 0, 3),
        entity(text, 5, 8),
        indicator(text, 6, 8),
        entity(text, 3, 5, "TERM", "suggested"),
        entity(text, 1, 2, "TERM", "rejected"),
    ]
    losses = Losses()
    written = _written(document_of(text, spans), losses=losses)
    assert _seqeval(written) == [(0, 6, "ORG"), (6, 8, "Indicator")]
    assert list(map(str, losses.notes())) == [
        "2 annotations in or over another were left out",
        "1 suggestions that nobody has judged were left out",
        "1 rejected annotations were left out",
        "2 decisions were written without who made them, and when",
        "1 indicators were written as spans only, without value, unit and their other fields",
        "1 verdicts on articles were left out",
        "3 comments and other remarks were left out",
    ]


@settings(max_examples=100)
@given(document=annotated_documents())
def test_another_reader_and_ours_find_what_was_written(
    document: Document, tmp_path_factory: pytest.TempPathFactory
) -> None:
    written = _written(document, document)
    (incoming, twin), problems = _back(written, tmp_path_factory.mktemp("conll"))
    assert problems == []
    assert (incoming.text, incoming.blind) == (document.article.text, False)
    assert (incoming.sha256, incoming.aid) == (document.sha256, 12)
    assert twin.said == incoming.said or _places(twin) == _places(incoming)
    places = _places(incoming)
    assert _seqeval(_written(document)) == places
    decided = [span for span in document.layer.spans() if span.state in DECIDED]
    assert set(places) <= {(span.start, span.end, label_of(span)) for span in decided}
    covered = {at for start, end, _ in places for at in range(start, end)}
    assert all(covered & set(range(span.start, span.end)) for span in decided)
    assert len(covered) == sum(end - start for start, end, _ in places)
    for span in spans_in(incoming):
        assert (span.text, span.state) == (document.article.text[span.start : span.end], "added")
    assert not any(said.whole for said in incoming.said)


def test_foreign_files_are_read(tmp_path: Path) -> None:
    foreign = (
        "-DOCSTART- -X- O O\n\n青 NN B-LOC\n石 NN I-LOC\n# O\n\n局 NN I-ORG\n县 NN I-LOC\n"
        "-DOCSTART- O\n周明 S-PER\n１ B-DATE\n２ E-DATE\n坏 B\n独\n完 X-Y-Z\n"
    )
    incoming, problems = _back(foreign, tmp_path)
    assert [(one.text, one.blind, one.sha256) for one in incoming] == [
        ("青石#局县", True, None), ("周明１２坏完", True, None)
    ]  # fmt: skip
    assert [_places(one) for one in incoming] == [
        [(0, 2, "LOC"), (3, 4, "ORG"), (4, 5, "LOC")],
        [(0, 2, "PER"), (2, 4, "DATE")],
    ]
    assert problems == [
        "a.conll:13: B is no tag", "a.conll:14 has no token and tag", "a.conll:15: X-Y-Z is no tag"
    ]  # fmt: skip


def test_nothing_crashes_the_reader(tmp_path: Path) -> None:
    text = "青石县\n投入1.6亿元😀"
    whole = _written(document_of(text, [entity(text, 0, 3), indicator(text, 6, 11)])).encode()
    chance = random.Random(3)
    path = tmp_path / "x.conll"
    for _ in range(150):
        data = bytearray(whole[: chance.randrange(1, len(whole))])
        for _ in range(chance.randrange(5)):
            data[chance.randrange(len(data))] = chance.choice(b"\x00\t\n 9-#=BIO\xff\xf0")
        path.write_bytes(bytes(data))
        assert all(str(one) for one in read(path, PROFILE))
    path.write_bytes(b"\xe7\n")
    assert [str(one) for one in read(path, PROFILE)] == ["x.conll:1 is not UTF-8, or too long for a row"]
    path.write_bytes(b"a" * 10**6)
    assert len(list(read(path, PROFILE))) == 1
    path.write_bytes(b"# aid = 99999999999999999999\n# char 999999999 = U+110000\n# sha256 = x\n1\tO\n")
    (incoming,) = read(path, PROFILE)
    assert isinstance(incoming, Incoming)
    assert (incoming.aid, incoming.sha256) == (None, None)
    path.write_bytes(b"")
    assert list(read(path, PROFILE)) == []

"""Pages that were made to be slow or to hide their text: each is read in one pass and shows it."""

from __future__ import annotations

import pytest

from seeds.page import analyse
from seeds.readers.html import read_html
from tests.seeds.html_pages import PARAGRAPHS

SENTENCE = PARAGRAPHS[0]
PROSE = f"<p>{SENTENCE}</p>"


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("<div>" * 40_000 + PROSE, id="nested blocks"),
        pytest.param("<div>" * 20_000 + PROSE + "</div>" * 20_000, id="nested blocks that end"),
        pytest.param("<b>" * 20_000 + PROSE + "</i>" * 20_000, id="open elements and ends of others"),
        pytest.param("<font><p>" * 8_000 + PROSE, id="paragraphs in open elements"),
        pytest.param("<table><tr><td>" * 8_000 + PROSE, id="nested tables"),
        pytest.param("<td>" * 12_000 + PROSE, id="cells without a table"),
        pytest.param("<table><td><b>" + "</div></li></b>" * 12_000 + PROSE, id="ends of what is not open"),
        pytest.param("<ul><li>" * 12_000 + PROSE, id="nested lists"),
        pytest.param("&" * 500_000 + PROSE, id="ampersands"),
        pytest.param("&a" * 100_000 + PROSE, id="references that are none"),
        pytest.param("&#" + "9" * 500_000 + ";" + PROSE, id="a reference of half a million digits"),
        pytest.param('<a href="' * 30_000 + PROSE, id="links that are not ended"),
        pytest.param('<a href="' * 30_001 + PROSE, id="an odd number of them"),
        pytest.param("<a \"' " * 50_000 + PROSE, id="quotation marks of two kinds"),
        pytest.param("<!-- " * 100_000 + PROSE, id="comments that do not end"),
        pytest.param("<script>" * 20_000 + PROSE, id="scripts that do not end"),
        pytest.param("<![CDATA[" * 50_000 + PROSE, id="sections that do not end"),
        pytest.param("<" * 300_000 + PROSE, id="tags that do not begin"),
        pytest.param('<p title="' + "x" * 3_000_000 + '">' + PROSE, id="a long attribute"),
        pytest.param("<p x" + " " * 3_000_000 + ">" + PROSE, id="a long blank in a tag"),
        pytest.param("<p " + "a=1 " * 100_000 + ">" + PROSE, id="many attributes"),
        pytest.param(f"<!DOCTYPE x [<!ENTITY a '{'b' * 9}'>]>&a;&a;" + PROSE, id="entities of its own"),
        pytest.param("<p>" + SENTENCE * 20_000 + "</p>" + PROSE, id="a long line"),
    ],
)
def test_the_text_of_a_hostile_page_is_read(source: str) -> None:
    found = read_html(source.encode(), path="page.html")
    assert SENTENCE in found.text
    assert SENTENCE in analyse(found).text


def test_many_short_paragraphs_are_all_there() -> None:
    found = read_html(("<p>a</p>" * 20_000).encode(), path="page.html")
    assert found.text.count("a") == len(found.origins) == 20_000


def test_control_characters_of_references_do_not_reach_the_text() -> None:
    assert read_html(b"<p>a&#27;[31m&#x9b;b</p>", path="page.html").text.strip() == "a\ufffd[31m\u203ab"

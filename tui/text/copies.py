"""What of the open article can be copied, each with the letter that chooses it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from seeds.article import Annotation, Article, Indicator, Span, Tag
from store.layer import Layer
from tui.language import N_
from tui.text.quotes import (
    markdown_quote,
    paragraph_at,
    quote,
    record_line,
    reference,
    sentence_at,
    words_of,
)
from tui.text.record_tables import as_document, record_row, record_table

MARKDOWN, LINK = "m", "l"
"""The letters of what has the article's address in it."""


class Here(NamedTuple):
    """Where in an article something is copied: at a character, with what is selected and chosen there.

    `link` is the article's address on the web, where that has been looked for.
    """

    article: Article
    layer: Layer
    offset: int
    selected: Span | None = None
    chosen: Annotation | None = None
    link: str | None = None


class Copy(NamedTuple):
    """Something to copy: its letter, what it is called (a message id), and what makes its text."""

    letter: str
    name: str
    text: Callable[[], str]


def copies(here: Here) -> Iterator[Copy]:
    """What there is to copy: what is selected or chosen, what is around it, the whole article."""
    article, layer, chosen = here.article, here.layer, here.chosen
    sentence = words_of(article, sentence_at(article, here.offset))
    words = sentence if here.selected is None else words_of(article, here.selected)
    if here.selected is not None:
        yield Copy("c", N_("selection"), lambda: words)
    if isinstance(chosen, Tag):
        yield Copy("a", N_("tag"), lambda: chosen.label)
    elif chosen is not None:
        yield Copy("a", N_("annotation"), lambda: chosen.text)
    if isinstance(chosen, Indicator):
        yield Copy("r", N_("record on a line"), lambda: record_line(article, chosen))
        yield Copy("v", N_("record as a table row"), lambda: record_row(article, layer, chosen.start))
    yield Copy("s", N_("sentence"), lambda: sentence)
    yield Copy("p", N_("paragraph"), lambda: words_of(article, paragraph_at(article, here.offset)))
    yield Copy("q", N_("quote with source"), lambda: quote(article, words))
    yield Copy(MARKDOWN, N_("quote in Markdown"), lambda: markdown_quote(article, words, here.link))
    if layer.indicators():
        yield Copy("t", N_("records as a table"), lambda: record_table([as_document(article, layer)]))
    if article.meta.title:
        yield Copy("n", N_("title"), lambda: article.meta.title or "")
    yield Copy("o", N_("reference"), lambda: reference(article))
    yield Copy("x", N_("whole text"), lambda: article.text)
    yield Copy(LINK, N_("link of the article"), lambda: here.link or "")
    yield Copy("f", N_("path of the file"), lambda: article.source.path)

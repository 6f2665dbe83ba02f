"""What a page declares of its article: in its <meta> elements, in JSON-LD and in microdata."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from seeds.article import Meta
from seeds.page.lines import NARROW
from seeds.page.names import names_in
from seeds.readers.html.references import unescaped
from seeds.readers.html.tokens import attributes_of, markup_in
from seeds.readers.published import iso_time

# The standard for the sites of Chinese governments names ArticleTitle, PubDate, ContentSource, Author.
_TITLES = ("articletitle", "og:title", "headline", "twitter:title", "dc.title")
_DATES = (
    "pubdate",
    "article:published_time",
    "publishdate",
    "og:article:published_time",
    "datepublished",
    "og:release_date",
    "og:time",
    "pubtime",
    "publish_time",
    "dc.date",
    "dc.date.issued",
    "weibo:article:create_at",
)
_SOURCES = ("contentsource", "source", "og:article:source", "mediaid")
_AUTHORS = ("author", "articleauthor", "dc.creator")
_PEN_NAME = "og:article:author"
_EDITORS = ("editor", "responsibleeditor")
_LABEL = re.compile(r"^\s*(?:文章来源|信息来源|来源|作者|责任编辑|编辑|记者)\s*[:：]\s*")
_LONGEST = 200
_LONGEST_DATA = 1 << 18


def declared_in(source: str) -> dict[str, str]:
    """What a page says in so many words, by key in small letters; the first that says anything counts."""
    found: dict[str, str] = {}
    for markup in markup_in(source):
        if markup.name == "meta" and not markup.closes:
            attributes = attributes_of(markup)
            key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            _put(found, key, attributes.get("content", ""))
        elif markup.name == "script" and markup.content and "ld+json" in markup.attributes:
            for key, value in _linked_data(source[slice(*markup.content)]):
                _put(found, key, value)
    return found


def meta_of(declared: dict[str, str]) -> Meta:
    """The fields that what a page says gives; what has no plausible form is left out."""

    def first(keys: tuple[str, ...]) -> str | None:
        return next((declared[key] for key in keys if key in declared), None)

    return Meta(
        title=first(_TITLES),
        published=next((day for key in _DATES if (day := iso_time(declared.get(key, "")))), None),
        source=_named(first(_SOURCES)),
        authors=_persons(first(_AUTHORS)) or tuple(filter(None, [declared.get(_PEN_NAME)])),
        editors=_persons(first(_EDITORS)),
    )


def _put(found: dict[str, str], key: str, value: str) -> None:
    value = " ".join(unescaped(value).split())
    if key and value and len(value) <= _LONGEST:
        found.setdefault(key.strip().lower(), value)


def _linked_data(text: str) -> Iterator[tuple[str, str]]:
    """What JSON-LD says of an article; nothing where it is broken."""
    if len(text) > _LONGEST_DATA:
        return
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    for item in _articles(data):
        for key in ("headline", "datePublished"):
            if isinstance(item.get(key), str):
                yield key, item[key]
        author = item.get("author")
        author = author[0] if isinstance(author, list) and author else author
        name = author.get("name") if isinstance(author, dict) else author
        if isinstance(name, str):
            yield "author", name


def _articles(data: Any) -> Iterator[dict[str, Any]]:
    """The objects that may describe an article: the outermost ones, and those of a graph."""
    outer = data if isinstance(data, list) else [data]
    for item in outer:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (
                (inner for inner in graph if isinstance(inner, dict)) if isinstance(graph, list) else ()
            )


def _persons(value: str | None) -> tuple[str, ...]:
    """The persons of a field; most sites put their own name there, or a number."""
    return names_in(_LABEL.sub("", value or "").translate(NARROW)) or ()


def _named(value: str | None) -> str | None:
    """A medium's name in Chinese, without its label; numbers of a database and addresses are none."""
    name = _LABEL.sub("", value or "").strip()
    return name if re.search("[一-鿿]", name) and len(name) <= 40 else None

"""Addresses on the web: that of the page which an article was read from, and those that stand in its text."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

_LINK = re.compile(r"https?://[^\s\"'<>，。；！？、（）《》“”【】\x00-\x20\x7f\u3000]+")
_LOOKED_AT = 1 << 18
"""Bytes of a page in which it says its own address."""
_LONGEST = 2000
_TAG = re.compile(rb"<(?:link|meta)\b[^>]{0,4000}>", re.IGNORECASE)
_CANONICAL = re.compile(rb"rel\s*=\s*[\"']?canonical\b|(?:property|name)\s*=\s*[\"']?og:url\b", re.IGNORECASE)
_VALUE = re.compile(rb"(?:href|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_SAVED = re.compile(rb"<!--\s*saved from url=(?:\(\d+\))?(\S+)", re.IGNORECASE)
_MIME = re.compile(rb"^(?:Snapshot-Content-Location|Content-Location):\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_TRAILING = ".,;:!?)]}…"


def links_in(text: str) -> list[str]:
    """The addresses that stand in a text, each once, in order."""
    found = (match[0].rstrip(_TRAILING) for match in _LINK.finditer(text))
    return [link for link in dict.fromkeys(found) if len(link) <= _LONGEST]


def link_of_source(data: bytes, path: str = "") -> str | None:
    """The address that a source says it has, or that is its name; None where it says none.

    `data` are the bytes of a page, of a page as browsers and crawlers keep it, or a record as JSON.
    """
    offered = (_checked(candidate) for candidate in _candidates(data[:_LOOKED_AT], path))
    return next((link for link in offered if link is not None), None)


def _candidates(head: bytes, path: str) -> Iterator[str]:
    for tag in _TAG.finditer(head):
        if _CANONICAL.search(tag[0]) and (value := _VALUE.search(tag[0])):
            said = next(part for part in value.groups() if part is not None)
            yield html.unescape(said.decode("ascii", "replace"))
    for pattern in (_SAVED, _MIME):
        if found := pattern.search(head):
            yield found[1].decode("ascii", "replace")
    if head[:1] == b"{":
        yield _of_record(head)
    if (at := path.find("://")) > 0:  # as crawlers name what they keep
        yield path[path.rfind("http", 0, at) :]


def _of_record(head: bytes) -> str:
    try:
        record = json.loads(head)
    except ValueError:
        return ""
    url = record.get("url") if isinstance(record, dict) else None
    return url if isinstance(url, str) else ""


def _checked(candidate: str) -> str | None:
    """An address of the web and nothing else; None for whatever else a page may say."""
    link = candidate.strip()
    return link if len(link) <= _LONGEST and _LINK.fullmatch(link) else None

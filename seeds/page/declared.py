"""What a file declares of its article, weighed against what its page shows."""

from __future__ import annotations

import msgspec

from seeds.article import Meta, Page

_OF_LESS_WEIGHT = frozenset({"docx", "pdf", "html"})
"""Formats whose properties are of the template that a file was made from, or of the site and its machines."""


def with_declared(found: Meta, page: Page) -> Meta:
    """The article's metadata: what the file declares, and for the rest what was found on the page.

    A record, or the head of a Markdown file, says its fields of this article and no other, so they win. The
    properties of an office document or a PDF may have come with its template, and a web page says for search
    engines when it was changed and which site it is on: they only fill gaps.
    """
    declared = {field: value for field, value in msgspec.structs.asdict(page.declared).items() if value}
    if page.source.format in _OF_LESS_WEIGHT:
        declared = {field: value for field, value in declared.items() if _adds(value, getattr(found, field))}
    return msgspec.structs.replace(found, **declared) if declared else found


def _adds(value: object, known: object) -> bool:
    """Whether a declared value says what is not known: a field that was not found, the hour of its day."""
    return not known or (isinstance(value, str) and value.startswith(f"{known}T"))

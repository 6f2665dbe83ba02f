"""What a test expects of a page that was read from a PDF."""

from __future__ import annotations

from collections.abc import Iterable

from seeds.article import Page
from tests.seeds.pdf_making import Element

_KINDS = {"paragraph": "body"}


def blocks_of(page: Page) -> list[tuple[str, str]]:
    """The lines of a page, each with what its mark says that it is."""
    kinds = {(mark.start, mark.end): mark.kind for mark in page.marks}
    blocks, at = [], 0
    for line in page.text.split("\n"):
        blocks.append((kinds.get((at, at + len(line)), "plain"), line))
        at += len(line) + 1
    return blocks


def said(elements: Iterable[Element]) -> list[tuple[str, str]]:
    """The blocks that a document is to come to."""
    return [(_KINDS.get(element.kind, element.kind), element.text) for element in elements]

"""The extraction contract: one JSON object an article, that other programs read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from seeds.article import Article, Extraction

SCHEMA = "piyue.article/1"
_ENCODER = msgspec.json.Encoder(decimal_format="number")
_INTERNAL = {"kind", "state", "rule", "provenance"}


def contract(article: Article, extraction: Extraction, *, explain: bool = False) -> dict[str, Any]:
    """The article and its suggestions as the contract's plain object.

    `explain` adds each suggestion's rule and provenance, which are otherwise left out.
    """
    internal = _INTERNAL - {"rule", "provenance"} if explain else _INTERNAL

    def plain(items: tuple[msgspec.Struct, ...]) -> list[dict[str, Any]]:
        return [
            {
                k: v
                for k, v in msgspec.to_builtins(item, builtin_types=(Decimal,)).items()
                if k not in internal
            }
            for item in items
        ]

    tags = [{k: v for k, v in tag.items() if k != "id"} for tag in plain(extraction.tags)]
    source = msgspec.to_builtins(article.source)
    return {
        "schema": SCHEMA,
        "source": {key: source[key] for key in ("path", "format", "encoding", "sha256")},
        "meta": msgspec.to_builtins(article.meta),
        "text": article.text,
        "blocks": msgspec.to_builtins(article.blocks),
        "furniture": [piece.text for piece in article.furniture],
        "entities": plain(extraction.entities),
        "indicators": plain(extraction.indicators),
        "tags": tags,
        "checks": msgspec.to_builtins(extraction.checks),
    }


def contract_line(article: Article, extraction: Extraction, *, explain: bool = False) -> bytes:
    """One line of `piyue extract --format jsonl`, UTF-8, without its line feed."""
    return _ENCODER.encode(contract(article, extraction, explain=explain))

"""Word boundaries, for motions by word. Nothing that is extracted depends on them."""

from __future__ import annotations

import warnings
from functools import cache
from threading import Lock
from typing import Any

from seeds.article import Span

_LOADING = Lock()
_SILENT = 60


def word_spans(text: str) -> list[Span]:
    """The words of `text` as adjacent ranges that cover it whole, white space and marks included.

    The first call loads jieba's dictionary (about a second of work); later calls read some 200,000
    characters a second. Safe to call from several threads.
    """
    spans, at = [], 0
    for word in _tokenizer().cut(text):
        spans.append(Span(at, at + len(word)))
        at += len(word)
    return spans


@cache
def _loaded() -> Any:
    """jieba's tokenizer, its dictionary read from the package.

    The package writes a cache into the shared temporary folder, where another user's file breaks it and
    nothing is gained; it logs to stderr, which is the screen here; and byte-compiling it warns.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(_SILENT)
    return _without_cache(jieba.Tokenizer())


def _without_cache(tokenizer: Any) -> Any:
    with tokenizer.lock:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
    return tokenizer


def _tokenizer() -> Any:
    with _LOADING:
        return _loaded()

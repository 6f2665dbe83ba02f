"""Word boundaries, for motions by word. Nothing that is extracted depends on them.

jieba is the segmenter of record; rjieba, the same algorithm over the same dictionary in Rust, stands in
for it where it is installed.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from functools import cache
from threading import Lock
from typing import Any

from seeds.article import Span

Cut = Callable[[str], Iterable[str]]
"""From a text to its words, which joined give the text back."""

_LOADING = Lock()
_SILENT = 60


def word_spans(text: str, cut: Cut | None = None) -> list[Span]:
    """The words of `text` as adjacent ranges that cover it whole, white space and marks included.

    `cut` is the segmenter, the installed one unless told. The first call loads it: about a second of
    work for jieba, which then reads some 200,000 characters a second; a fifth of that, and twenty
    times the pace, for rjieba. Safe to call from several threads.
    """
    cut = cut or segmenter()
    spans, at = [], 0
    for word in cut(_encodable(text)):
        spans.append(Span(at, at + len(word)))
        at += len(word)
    return spans


def segmenter() -> Cut:
    """rjieba's segmenter where it is installed, else jieba's; loaded once."""
    with _LOADING:
        return _segmenter()


@cache
def _segmenter() -> Cut:
    try:
        return rjieba_cut()
    except ImportError:
        return jieba_cut()


def rjieba_cut() -> Cut:
    """A segmenter of rjieba's own. Raises ImportError where it is not installed."""
    import rjieba

    return rjieba.Jieba().cut


def jieba_cut() -> Cut:
    """A segmenter of jieba's own, its dictionary read from the package.

    The package writes a cache into the shared temporary folder, where another user's file breaks it and
    nothing is gained; it logs to stderr, which is the screen here; and byte-compiling it warns.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(_SILENT)
    return _without_cache(jieba.Tokenizer()).cut  # type: ignore[no-any-return]


def _without_cache(tokenizer: Any) -> Any:
    with tokenizer.lock:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
    return tokenizer


def _encodable(text: str) -> str:
    """`text` with a ? for each half of a broken surrogate pair, which rjieba cannot be given."""
    return text.encode("utf-8", "replace").decode("utf-8")

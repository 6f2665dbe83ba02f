"""What a random program does to a project, drawn from a seed."""

from __future__ import annotations

import random
from typing import Any

import msgspec

from seeds.article import Article, Check, Extraction, Tag, tag_id
from store.catalogue import Filter
from store.remarks import Comment, Unclear, unclear_id
from tests.building import make_article, make_entity, make_indicator, make_tag
from tests.faults.oracle import ARTICLE, Edit, Record, State

ANNOTATORS = ("wang", "li", "zhao")
WORDS = ("产业", "搬迁", "教育", "健康", "饮水", "光伏", "电商", "林草")
VERDICTS = ("new", "reading", "done", "flagged")
_SOURCES = ("青石日报", "石桥晚报", None)
_PLACES = ("青石县", "石桥镇", None)
_TYPES = ("PER", "ORG", "LOC", "TERM")
_STATES = ("accepted", "rejected", "suggested", "corrected")


def plain(record: Any) -> Record:
    """A record as it is written to JSON."""
    values: Record = msgspec.json.decode(msgspec.json.encode(record))
    return values


def article(rng: random.Random, number: int) -> tuple[Article, Extraction]:
    """An article that nobody has drawn yet under another number, with suggestions for every kind of drawn."""
    words = rng.sample(WORDS, 3)
    lines = [f"今年{word}带动{rng.randrange(10, 99)}户{index}。" for index, word in enumerate(words)]
    article = make_article(
        title=f"{rng.choice(words)}见成效之{number}",
        paragraphs=lines,
        published=rng.choice((None, f"20{rng.randrange(15, 22)}-0{rng.randrange(1, 9)}-05")),
        source=rng.choice(_SOURCES),
        path=f"{number}.txt",
    )
    figures = [line[line.index("带动") + 2 : line.index("户") + 1] for line in lines]
    return article, Extraction(
        entities=tuple(make_entity(article, f"今年{word}", rng.choice(_TYPES)) for word in words),
        indicators=tuple(
            make_indicator(article, f"{figure}{index}", f"{word}户数", figure[:-1], "户")
            for index, (figure, word) in enumerate(zip(figures, words, strict=True))
        ),
        tags=tuple(make_tag(word) for word in rng.sample(WORDS, 2)),
        checks=(Check(kind="parts", holds=rng.random() < 0.7, message="合计", indicators=()),),
        place=rng.choice(_PLACES),
    )


def edit(rng: random.Random, aid: int, state: State, annotator: str, number: int) -> Edit:
    """Something that a person does to a record, which is done to `state` as well."""
    rid = rng.choice(list(state))
    record = state[rid]
    label = rng.choice(WORDS)
    made = rng.choice(
        (
            Tag(id=tag_id(label), label=label, state="added"),
            Unclear(id=unclear_id(rid), about=rid),
            Comment(id=f"c:{number}-{len(state)}", about=rid, text="再看", annotator=annotator, at="2026"),
        )
    )
    if rng.random() < 0.3 and made.id not in state:
        drawn = Edit(aid, made.id, None, plain(made))
    elif rid == ARTICLE:
        drawn = _set(aid, rid, record, verdict=rng.choice(VERDICTS), reason=rng.choice(("", "待核")))
    elif record["kind"] == "comment" and rng.random() < 0.5:
        drawn = _set(aid, rid, record, settled=not record["settled"])
    elif record["kind"] in ("comment", "unclear") or record["state"] == "added":
        drawn = Edit(aid, rid, dict(record), None)
    elif record["kind"] == "entity" and rng.random() < 0.5:
        drawn = _set(aid, rid, record, type=rng.choice(_TYPES), state="corrected")
    elif record["kind"] == "indicator" and rng.random() < 0.5:
        drawn = _set(aid, rid, record, metric=f"{rng.choice(WORDS)}户数", state="corrected")
    else:
        drawn = _set(aid, rid, record, state=rng.choice(_STATES))
    if drawn.after is None:
        del state[drawn.rid]
    else:
        state[drawn.rid] = state.get(drawn.rid, {}) | drawn.after
    return drawn


def where(rng: random.Random) -> Filter:
    """A filter of up to two conditions."""
    conditions: list[dict[str, Any]] = [
        {"query": rng.choice((*WORDS, "今年", "石桥 户", "2017"))},
        {"verdicts": tuple(rng.sample(VERDICTS, 2))},
        {"tags": tuple(rng.sample(WORDS, rng.choice((1, 1, 2))))},
        {"places": ("青石县",)},
        {"sources": ("青石日报", "石桥晚报")},
        {"annotators": tuple(rng.sample(ANNOTATORS, 1))},
        {"published_from": "2016-03", "published_to": rng.choice(("2019", "2020-06-05"))},
        *({name: True} for name in ("failing", "waiting", "unclear", "commented")),
    ]
    chosen: dict[str, Any] = {}
    for condition in rng.sample(conditions, rng.choice((0, 1, 1, 2))):
        chosen |= condition
    return Filter(**chosen)


def _set(aid: int, rid: str, record: Record, **values: Any) -> Edit:
    return Edit(aid, rid, {name: record[name] for name in values}, values)

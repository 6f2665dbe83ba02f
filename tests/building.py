"""Articles made for tests: blocks of text with annotations found in them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from decimal import Decimal

from seeds.article import (
    Article,
    Block,
    Check,
    Entity,
    Extraction,
    Furniture,
    Indicator,
    Meta,
    Run,
    Source,
    SourceMap,
    Tag,
    entity_id,
    indicator_id,
    tag_id,
)

TITLE = "青石县产业到户见成效"
PARAGRAPHS = (
    "本报讯(记者 林晓)截至11月底,青石县48个贫困村全部出列,贫困发生率降至0.74%。",
    "县农业农村局局长周明介绍,今年投入产业资金1.6亿元,带动3566户增收。",
    "其中,种植食用菌的1509户,养殖肉牛的2057户。",
)


def make_article(
    title: str = TITLE,
    paragraphs: Sequence[str] = PARAGRAPHS,
    *,
    published: str | None = "2019-12-05",
    source: str | None = "青石日报",
    path: str = "articles/qingshi.txt",
    navigation: str = "首页 > 要闻",
) -> Article:
    """An article of a title and paragraphs, as read from a text file with a line of navigation above it."""
    text = "\n".join((title, *paragraphs))
    page = f"{navigation}\n{text}"
    blocks = []
    start = 0
    for index, line in enumerate((title, *paragraphs)):
        blocks.append(Block(role="title" if index == 0 else "paragraph", start=start, end=start + len(line)))
        start += len(line) + 1
    raw = page.encode()
    return Article(
        source=Source(
            path=path,
            format="text",
            encoding="utf-8",
            sha256=hashlib.sha256(raw).hexdigest(),
            size=len(raw),
        ),
        meta=Meta(title=title, published=published, source=source, authors=("林晓",)),
        text=text,
        blocks=tuple(blocks),
        furniture=(Furniture(text=navigation, start=0, end=len(navigation), rule="navigation"),),
        source_map=SourceMap(runs=(Run(0, len(navigation) + 1, len(text)),)),
        page=page,
    )


def make_entity(article: Article, surface: str, kind: str, *, confidence: float = 0.9) -> Entity:
    """A suggested entity at the first place where `surface` stands."""
    start = article.text.index(surface)
    end = start + len(surface)
    return Entity(
        id=entity_id(start, end),
        start=start,
        end=end,
        text=surface,
        type=kind,
        confidence=confidence,
        rule="test",
    )


def make_indicator(
    article: Article,
    surface: str,
    metric: str,
    value: str,
    unit: str,
    *,
    place: str | None = "青石县",
    period: str | None = "2019",
    confidence: float = 0.8,
) -> Indicator:
    """A suggested indicator at the first place where `surface` stands."""
    start = article.text.index(surface)
    end = start + len(surface)
    return Indicator(
        id=indicator_id(start, end),
        start=start,
        end=end,
        text=surface,
        metric=metric,
        value=Decimal(value),
        unit=unit,
        place=place,
        period=period,
        confidence=confidence,
        rule="test",
    )


def make_tag(label: str, *, confidence: float = 0.7) -> Tag:
    """A suggested tag."""
    return Tag(id=tag_id(label), label=label, confidence=confidence, rule="test")


def make_extraction(article: Article) -> Extraction:
    """What an extractor might say of the article that `make_article` makes: 4 entities, 6 indicators,
    2 tags and a check that holds."""
    indicators = (
        make_indicator(article, "48个", "贫困村", "48", "个"),
        make_indicator(article, "0.74%", "贫困发生率", "0.74", "%"),
        make_indicator(article, "1.6亿元", "产业资金", "160000000", "元"),
        make_indicator(article, "3566户", "增收户数", "3566", "户"),
        make_indicator(article, "1509户", "食用菌种植户数", "1509", "户"),
        make_indicator(article, "2057户", "肉牛养殖户数", "2057", "户"),
    )
    return Extraction(
        entities=(
            make_entity(article, "林晓", "PER"),
            make_entity(article, "青石县48", "LOC"),
            make_entity(article, "县农业农村局", "ORG"),
            make_entity(article, "周明", "LOC", confidence=0.4),
        ),
        indicators=indicators,
        tags=(make_tag("产业扶贫"), make_tag("脱贫摘帽", confidence=0.6)),
        checks=(
            Check(
                kind="parts",
                holds=True,
                message="1509户 + 2057户 = 3566户",
                indicators=tuple(indicator.id for indicator in indicators[3:]),
            ),
        ),
        place="青石县",
    )


def article_with_extraction(number: int = 0) -> tuple[Article, Extraction]:
    """An article and its suggestions; each `number` gives another file with the same suggestions."""
    article = make_article(
        title=f"{TITLE}之{number}" if number else TITLE,
        published=f"2019-{number % 12 + 1:02}-05",
        path=f"articles/qingshi-{number}.txt",
    )
    return article, make_extraction(article)

"""What is taken from an article to stand elsewhere: its words with where they come from, a record on a line.

Quotations are written as Chinese texts do it, whatever the language of the interface: the words in “ ”, those
that stand in such marks already in ‘ ’ (GB/T 15834), and behind them 《title》，source，date.
"""

from __future__ import annotations

import re

from seeds.article import Article, Indicator, Span
from store.exchange.sentences import sentences
from tui.text.figures import figure

_INNER = str.maketrans("“”", "‘’")
_INNER_TITLE = str.maketrans("《》", "〈〉")
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>])|^([#+-]|\d+[.)])(?=\s)", re.MULTILINE)


def sentence_at(article: Article, offset: int) -> Span:
    """The sentence that the character at `offset` stands in; the block where it is in none."""
    block = paragraph_at(article, offset)
    for sentence in sentences(words_of(article, block)):
        if block.start + sentence.start <= offset < block.start + sentence.end:
            return Span(block.start + sentence.start, block.start + sentence.end)
    return block


def paragraph_at(article: Article, offset: int) -> Span:
    """The block of the text that the character at `offset` stands in, or the last one before it."""
    found = Span(0, 0)
    for block in article.blocks:
        if block.start > offset:
            break
        found = Span(block.start, block.end)
    return found


def words_of(article: Article, span: Span) -> str:
    """The text of a range, without spaces at its end."""
    return article.text[span.start : span.end].rstrip()


def reference(article: Article) -> str:
    """Where an article comes from: 《题》，来源，2019年12月5日; what is not known is left out."""
    meta = article.meta
    page = f"第{meta.page}版" if meta.page and meta.page.isdigit() else None
    facts = [_titled(article), meta.source, _day(meta.published), page]
    return "，".join(fact for fact in facts if fact)


def quote(article: Article, words: str) -> str:
    """Words with where they come from: “…”（《题》，来源，2019年12月5日）."""
    behind = reference(article)
    return f"“{words.translate(_INNER)}”" + (f"（{behind}）" if behind else "")


def markdown_quote(article: Article, words: str, link: str | None = None) -> str:
    """Words as a block quote of Markdown, the last line of which says where they come from."""
    lines = [f"> {_escaped(line)}".rstrip() for line in words.splitlines()]
    behind, title = _escaped(reference(article)), _escaped(_titled(article) or "")
    if link is not None and title:
        behind = behind.replace(title, f"[{title}](<{link}>)", 1)
    return "\n".join([*lines, ">", f"> ——{behind}"] if behind else lines)


def record_line(article: Article, indicator: Indicator) -> str:
    """A record on a line: 贫困发生率：0.74 %（青石县，2019；《题》，来源，日期）."""
    about = "，".join(part for part in (indicator.place, indicator.period) if part)
    behind = "；".join(part for part in (about, reference(article)) if part)
    named = f"{indicator.metric}：" if indicator.metric else ""
    return f"{named}{figure(indicator)}" + (f"（{behind}）" if behind else "")


def _titled(article: Article) -> str | None:
    title = article.meta.title
    return f"《{title.translate(_INNER_TITLE)}》" if title else None


def _day(published: str | None) -> str | None:
    """2019-12-05T08:00 → 2019年12月5日; a year or a month alone stay that."""
    found = _DATE.match(published or "")
    if found is None:
        return published
    year, month, day = found.groups()
    return f"{year}年" + (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def _escaped(text: str) -> str:
    return _MARKDOWN.sub(lambda mark: f"\\{mark[0]}" if mark[1] else f"{mark[0][:-1]}\\{mark[0][-1]}", text)

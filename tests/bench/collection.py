"""Collections of made-up articles of any size, for benches: as large in the store as real ones are.

    python -m tests.bench.collection FOLDER COUNT [--decided SHARE]    a project
    python -m tests.bench.collection --files FOLDER COUNT              pages to import

Deterministic: the same number and seed make the same article. Words are used as unevenly as in life, a few in
nearly every article and most in a handful. No extractor runs; what it would suggest is known as the text is
written.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TextIO

from seeds.article import Article, Block, Extraction, Furniture, Meta, Role, Run, Source, SourceMap
from store.project import Project
from tests.bench import phrases
from tests.bench.decisions import decided
from tests.bench.writing import Writing, chosen, person

_TOGETHER = 250
"""Articles in a transaction."""
_TITLES = len(phrases.GIVEN) ** 2 * len(phrases.TITLES)
_STRIDE = 7_919
"""Prime to the number of titles, so that all of them come before one comes again."""


def collection(count: int, seed: int = 0) -> Iterator[tuple[Article, Extraction]]:
    """So many articles, no two with the same title or bytes, and what is suggested for them."""
    return (article_of(number, seed) for number in range(count))


def article_of(number: int, seed: int = 0) -> tuple[Article, Extraction]:
    """The article of that number."""
    if number >= _TITLES:
        raise ValueError(f"there are titles for {_TITLES} articles")
    rng = random.Random(f"{seed}:{number}")
    place = chosen(rng, phrases.PLACES)
    year = 2025 - int(14 * rng.random() ** 1.7)
    month, day = rng.randint(1, 12), rng.randint(1, 28)
    published = f"{year}-{month:02}-{day:02}" + ("T09:30" if rng.random() < 0.6 else "")
    authors = tuple(person(rng) for _ in range(1 + (rng.random() < 0.2)))
    written = Writing(rng, place, year, month)
    lines: list[tuple[Role, int, int]] = []

    def line(role: Role, text: str) -> None:
        start = written.at
        written.write(text)
        lines.append((role, start, written.at))
        written.break_line()

    title = _title(rng, number, place)
    line("title", title)
    line("paragraph", f"本报讯（记者 {'、'.join(authors)}）" + chosen(rng, phrases.SENTENCES))
    length = min(max(int(rng.lognormvariate(7.3, 0.6)), 300), 6_000)
    while written.at < length:
        if rng.random() < 0.08:
            line("heading", rng.choice(phrases.HEADINGS))
        line("paragraph", "".join(_sentence(rng) for _ in range(rng.randint(1, 4))))
    text = written.text()
    meta = Meta(
        title=title,
        published=published,
        source=chosen(rng, phrases.SOURCES),
        authors=authors,
        editors=(person(rng),) if rng.random() < 0.4 else (),
    )
    blocks = tuple(Block(role=role, start=start, end=end) for role, start, end in lines)
    return _on_a_page(rng, number, meta, text, blocks), written.extraction()


def _sentence(rng: random.Random) -> str:
    return rng.choice(phrases.SENTENCES if rng.random() < 0.6 else phrases.PLAIN)


def _on_a_page(rng: random.Random, number: int, meta: Meta, text: str, blocks: Sequence[Block]) -> Article:
    """The article with the page around it: navigation, a dateline, an editor, a line for sharing."""
    page: list[str] = []
    furniture: list[Furniture] = []
    runs: list[Run] = []
    at = 0

    def put(line: str) -> int:
        nonlocal at
        start = at
        page.append(line)
        at += len(line) + 1
        return start

    def set_aside(line: str, rule: str) -> None:
        start = put(line)
        furniture.append(Furniture(text=line, start=start, end=start + len(line), rule=rule))

    set_aside(rng.choice(phrases.NAVIGATION), "breadcrumb")
    for block in blocks:
        indent = "" if block.role == "title" else "　　"
        start = put(indent + text[block.start : block.end])
        runs.append(Run(block.start, start + len(indent), block.end - block.start))
        if block.role == "title":
            day = (meta.published or "").replace("T", " ")
            set_aside(f"{day} 来源：{meta.source} 作者：{' '.join(meta.authors)}", "dateline")
    for editor in meta.editors:
        set_aside(f"（责任编辑：{editor}）", "editor")
    set_aside(rng.choice(phrases.SHARING), "share")
    set_aside(phrases.COPYRIGHT, "copyright")
    whole = "\n".join(page)
    raw = whole.encode()
    digest = sha256(raw).hexdigest()
    source = Source(
        path=f"articles/{number:06}.txt", format="text", encoding="utf-8", sha256=digest, size=len(raw)
    )
    return Article(
        source=source,
        meta=meta,
        text=text,
        blocks=tuple(blocks),
        furniture=tuple(furniture),
        source_map=SourceMap(runs=tuple(runs)),
        page=whole,
    )


def _title(rng: random.Random, number: int, place: str) -> str:
    """A title that no other number has: the village in it and its wording are together its own."""
    village, wording = divmod(number * _STRIDE % _TITLES, len(phrases.TITLES))
    first, second = divmod(village, len(phrases.GIVEN))
    return phrases.TITLES[wording].format(
        c=place,
        v=phrases.GIVEN[first] + phrases.GIVEN[second],
        k=chosen(rng, phrases.TRADES),
        t=chosen(rng, phrases.TERMS),
    )


def add_all(project: Project, articles: Iterator[tuple[Article, Extraction]]) -> int:
    """Put the articles into the project, many to a transaction; how many there were."""
    count = 0
    while some := list(islice(articles, _TOGETHER)):
        with project.transaction():
            for article, extraction in some:
                project.add(article, extraction)
        count += len(some)
    return count


def make_project(folder: Path, count: int, share: float = 0.0, told: TextIO = sys.stdout) -> None:
    """A project of so many articles, a share of which people have worked on; tells how fast it was made."""
    began = time.perf_counter()
    with Project.create(folder, annotator="bench") as project:
        add_all(project, collection(count))
        took = time.perf_counter() - began
        print(f"{count:,} articles in {took:.1f} s: {count / took:,.0f} a second", file=told, flush=True)
        began = time.perf_counter()
        steps = decided(project, share)
        print(f"{steps:,} steps in {time.perf_counter() - began:.1f} s", file=told)


def write_files(folder: Path, count: int) -> None:
    """The pages of so many articles as files, a thousand to a folder."""
    for article, _ in collection(count):
        path = folder / article.source.path[9:12] / Path(article.source.path).name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(article.page, encoding="utf-8", newline="\n")


def main() -> None:
    """Make what the command line asks for."""
    arguments = sys.argv[1:]
    if "--files" in arguments:
        arguments.remove("--files")
        write_files(Path(arguments[0]), int(arguments[1]))
        return
    share = float(arguments[arguments.index("--decided") + 1]) if "--decided" in arguments else 0.0
    make_project(Path(arguments[0]), int(arguments[1]), share)


if __name__ == "__main__":
    main()

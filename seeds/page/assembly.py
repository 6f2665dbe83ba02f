"""The article put together from its lines: one text, its blocks, its source map, its furniture."""

from __future__ import annotations

from seeds.article import Article, Block, Furniture, Note, Page, Role, Run, SourceMap, Span
from seeds.page.columns import Reading
from seeds.page.declared import with_declared
from seeds.page.layout import Layout
from seeds.page.lines import Line
from seeds.page.masthead import metadata
from seeds.page.titles import title_part

_CLOSING = ",。、;:!?)》”’」』…"


class _Composer:
    """Blocks laid down one after the other: the text, the runs that trace it, the ranges it took."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._parts: list[str] = []
        self._size = 0
        self.runs: list[Run] = []
        self.blocks: list[Block] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def add(self, role: Role, pieces: list[tuple[str, Span]]) -> None:
        """Lay down a block made of ranges of the page, each with the joint before it."""
        if self._size:
            self._put("\n")
        start = self._size
        for at, (joint, span) in enumerate(pieces):
            if at:
                self._put(joint)
            self.runs.append(Run(self._size, span.start, span.end - span.start))
            self._put(self._page[span.start : span.end])
        self.blocks.append(Block(role=role, start=start, end=self._size))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._size += len(text)


def assemble(page: Page, reading: Reading, lines: list[Line], layout: Layout) -> Article:
    """Put the article together as the layout says."""
    composer = _Composer(page.text)
    title = subtitle = None
    if layout.title:
        *above, last = (lines[at] for at in layout.title)
        composer.add("title", [*_pieces(above), *_title_pieces(last)])
        title = composer.text
    if layout.subtitle is not None:
        composer.add("heading", _pieces([lines[layout.subtitle]]))
        subtitle = _surface(page.text, lines[layout.subtitle])
    for group in layout.groups:
        composer.add(group.role, _pieces([lines[at] for at in group.lines]))
    return Article(
        source=page.source,
        meta=with_declared(metadata(lines, layout, title, subtitle), page),
        text=composer.text,
        blocks=tuple(composer.blocks),
        furniture=tuple(_furniture(page.text, lines, layout, composer.runs)),
        source_map=SourceMap(runs=tuple(composer.runs)),
        page=page.text,
        origins=page.origins,
        lead_missing=_lead_missing(reading, lines, layout),
        notes=(*page.notes, *_remarks(reading)),
    )


def _pieces(lines: list[Line]) -> list[tuple[str, Span]]:
    """The ranges of one block; lines that are joined into one heading stay a space apart."""
    pieces: list[tuple[str, Span]] = []
    for line in lines:
        joints = (" ", *line.joints[1:])
        pieces += zip(joints, line.spans, strict=True)
    return pieces


def _title_pieces(line: Line) -> list[tuple[str, Span]]:
    if len(line.spans) > 1 or line.told in ("title", "heading"):
        return _pieces([line])
    part = line.part(*title_part(line.view))
    return _pieces([part])


def _surface(page: str, line: Line) -> str:
    joined = ""
    for joint, span in zip(line.joints, line.spans, strict=True):
        joined += joint + page[span.start : span.end]
    return joined


def _furniture(page: str, lines: list[Line], layout: Layout, runs: list[Run]) -> list[Furniture]:
    """Every range of the lines that no run took, in page order, with the rule that set it aside."""
    taken = sorted((run.page, run.page + run.length) for run in runs)
    pieces: list[Furniture] = []
    spans = sorted((span, at) for at, line in enumerate(lines) for span in line.spans)
    next_taken = 0
    for span, at in spans:
        start = span.start
        while next_taken < len(taken) and taken[next_taken][0] < span.end:
            begin, end = taken[next_taken]
            _keep(pieces, page, start, begin, _reason(lines[at], at, layout))
            start = end
            next_taken += 1
        _keep(pieces, page, start, span.end, _reason(lines[at], at, layout))
    return pieces


def _keep(pieces: list[Furniture], page: str, start: int, end: int, rule: str) -> None:
    text = page[start:end]
    bare = text.strip()
    if bare:
        start += len(text) - len(text.lstrip())
        pieces.append(Furniture(text=bare, start=start, end=start + len(bare), rule=rule))


def _reason(line: Line, at: int, layout: Layout) -> str:
    """The name of the rule that set the line aside."""
    if at in layout.title:
        return "title suffix"
    if at in layout.repeats:
        return "repeated title"
    if at in layout.bylines:
        return "byline"
    if at in layout.datelines:
        return "dateline"
    return line.rule if line.kind not in ("prose", "caption") else "outside the article"


def _lead_missing(reading: Reading, lines: list[Line], layout: Layout) -> bool:
    """Whether the page begins in mid-sentence: with a closing mark, or with a full line of a column.

    In a column the first line of a paragraph is indented, so what begins with a full line goes on
    from the page before.
    """
    if not layout.groups:
        return False
    first = lines[layout.groups[0].lines[0]].view
    return first[0] in _CLOSING or reading.starts_full


def _remarks(reading: Reading) -> tuple[Note, ...]:
    if reading.columns is None:
        return ()
    put_in_order = Note("two columns that were copied line by line were put in order")
    if not reading.unsure:
        return (put_in_order,)
    unsure = Note(
        "{count} lines of two columns may be parted in the wrong place", {"count": str(reading.unsure)}
    )
    return (put_in_order, unsure)

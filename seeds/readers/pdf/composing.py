"""From the sheets of a PDF to one text, with its marks and where every character stands in the file."""

from __future__ import annotations

from seeds.page.furniture import is_page_mark
from seeds.page.lines import NARROW
from seeds.page.titles import running_section
from seeds.readers.pdf.blocks import Block, Weaver, is_hyphenated, style_of
from seeds.readers.pdf.columns import Column, columns_of
from seeds.readers.pdf.lines import Line, lines_of
from seeds.readers.pdf.margins import margins_of
from seeds.readers.pdf.rows import Letter, Row, rows_of, strings_of
from seeds.readers.pdf.sheets import Sheet
from seeds.readers.traced_text import TracedText


def composed(sheets: list[Sheet]) -> TracedText:
    """The text that the sheets say, in the order of reading."""
    margins = margins_of([rows_of(sheet.glyphs) for sheet in sheets], [sheet.frame for sheet in sheets])
    gutters: list[float] = []
    pages = [
        lines_of(columns_of(margin.text, sheet.rules, sheet.pictures, gutters), sheet.number)
        for sheet, margin in zip(sheets, margins, strict=True)
    ]
    weaver = Weaver(style_of(column for page in pages for column in page))
    for sheet, margin, page in zip(sheets, margins, pages, strict=True):
        for line in _single(margin.head, sheet):
            weaver.furniture(line)
        for column in page:
            weaver.column(column, sheet.pictures)
        for line in _single([*margin.foot, *strings_of(sheet.aside)], sheet):
            weaver.furniture(line)
    return _written(weaver.blocks())


def _single(rows: list[Row], sheet: Sheet) -> list[Line]:
    """Rows that are lines of their own, in no column."""
    return [
        line
        for row in rows
        for lines in lines_of([Column([row], row.left, row.right)], sheet.number)
        for line in lines
    ]


def _written(blocks: list[Block]) -> TracedText:
    text = TracedText()
    headed = any(block.kind == "title" for block in blocks)
    for block in blocks:
        if text.size:
            text.joint("\n")
        start = text.size
        _write_lines(text, block)
        if block.kind == "plain":
            continue
        if block.kind == "furniture":
            view = block.lines[0].text.translate(NARROW)
            if is_page_mark(view):
                continue  # its issue and its number are read by the rules for lines of a page
            if not headed and running_section(view):
                headed = True  # the running head of an article that begins before this file has its title
                continue
        text.mark(start, block.kind)
    return text


def _write_lines(text: TracedText, block: Block) -> None:
    above: Line | None = None
    for at, (line, joint) in enumerate(zip(block.lines, block.joints, strict=True)):
        if above and joint:
            _write(text, [joint], above.page)
        below = block.lines[at + 1] if at + 1 < len(block.lines) else None
        _write(text, line.letters[:-1] if below and is_hyphenated(line, below) else line.letters, line.page)
        above = line


def _write(text: TracedText, letters: list[Letter], page: int) -> None:
    """Lay down characters of a page of the file, those that follow each other there at once."""
    part = f"page {page}"
    run, begin = "", 0
    for letter in letters:
        said, number = letter.text, letter.number
        if run and (number != begin + len(run) or len(said) > 1):
            text.add(run, part, begin)
            run = ""
        if number is None:
            text.joint(said)
        elif len(said) > 1:
            text.add(said, part, number, size=1)
        else:
            begin = begin if run else number
            run += said
    text.add(run, part, begin)

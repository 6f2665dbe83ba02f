"""Articles of a magazine as PDFs, drawn in several orders: how much comes back in order, and how fast.

    python -m tests.bench.pdf [pages]

Recall is the longest common subsequence with what was typeset, in characters other than spaces; beside it
that of the order in which PDFium itself gives the characters. Speed is in pages a second of CPU.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import closing
from typing import NamedTuple, get_args

import pypdfium2
from rapidfuzz.distance import LCSseq

from seeds.readers.pdf import read_pdf
from tests.seeds.pdf_making import Element, Order, Setting, drawn_as_pdf, typeset

_SENTENCES = (
    "白石镇今年投入资金 {number} 万元，修通村道 {small} 公里，沿线的果园都通了车。",
    "记者：账是怎么算的？",
    "镇里的干部说：“路通了，货才出得去；去年卖了 {number} 吨，今年能卖 {small}.5 万箱。”",
    "到 2019 年底，全镇 {small} 个村的贫困发生率由 {small}.3% 降到 0.{small}%，人均收入达到 9,{number} 元。",
)
_QUOTED = 3
"""Pages of which the recall is taken: it takes the square of their length."""


class Figures(NamedTuple):
    """Of one order of drawing: our recall, PDFium's, and pages a second."""

    ours: float
    plain: float
    speed: float


def elements(pages: int) -> list[Element]:
    """A document that fills about so many pages in two columns."""
    made = [Element("title", "果园里的路", wide=True)]
    for number in range(pages * 9):
        if number % 7 == 3:
            made.append(Element("heading", f"第{number // 7 + 1}节 村道与果园"))
        sentences = _SENTENCES * (1 + number % 2)
        text = "".join(
            sentence.format(number=100 + (37 * number + at) % 900, small=10 + (7 * number + at) % 89)
            for at, sentence in enumerate(sentences)
        )
        made.append(Element("paragraph", text))
    return made


def measure(pages: int) -> dict[Order, Figures]:
    """The figures of each order of drawing."""
    setting = Setting(head=lambda _: "白石月刊·乡村纪事", foot=lambda page: f"2019 年第 12 期 {30 + page}")
    few, many = elements(_QUOTED), elements(pages)
    figures = {}
    for order in get_args(Order):
        data = drawn_as_pdf(typeset(few, setting), order)
        truth = _bare("".join(element.text for element in few))
        ours, plain = (LCSseq.similarity(truth, _bare(read(data))) / len(truth) for read in (_ours, _plain))
        figures[order] = Figures(ours, plain, _speed(drawn_as_pdf(typeset(many, setting), order)))
    return figures


def _bare(text: str) -> str:
    return "".join(text.split())


def _ours(data: bytes) -> str:
    return read_pdf(data, path="bench.pdf").text


def _plain(data: bytes) -> str:
    """The text of a file in PDFium's own order."""
    texts = []
    with closing(pypdfium2.PdfDocument(data)) as document:
        for page in document:
            with closing(page), closing(page.get_textpage()) as textpage:
                texts.append(textpage.get_text_range())
    return "".join(texts)


def _speed(data: bytes) -> float:
    with closing(pypdfium2.PdfDocument(data)) as document:
        pages = len(document)
    return pages / min(_cpu(_ours, data) for _ in range(2))


def _cpu(read: Callable[[bytes], str], data: bytes) -> float:
    began = time.process_time()
    read(data)
    return time.process_time() - began


def main() -> None:
    """Print the figures."""
    pages = int((*sys.argv[1:], "60")[0])
    print("drawn by    recall    PDFium's order    pages/s")
    for order, figures in measure(pages).items():
        print(f"{order:<12}{figures.ours:6.3f}{figures.plain:18.3f}{figures.speed:11.1f}")


if __name__ == "__main__":
    main()

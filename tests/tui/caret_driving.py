"""Steps with the caret that several tests take."""

from __future__ import annotations

from seeds.article import Annotation
from tests.tui.conftest import Driven
from tests.tui.driving import layer_of
from tui.widgets.reader import Reader
from tui.widgets.reader_caret import Caret
from tui.widgets.reader_page import Place


def reader_of(driven: Driven) -> Reader:
    return driven.bench.query_one(Reader)


def selected(driven: Driven) -> str | None:
    """The text that the caret selects."""
    caret, article = reader_of(driven).caret, driven.bench.session.article
    assert article is not None
    return article.text[slice(*caret.selection)] if caret and caret.selection else None


def under(driven: Driven) -> str | None:
    """The character under the caret; None where there is no caret."""
    caret, article = reader_of(driven).caret, driven.bench.session.article
    assert article is not None
    return article.text[caret.under] if caret else None


def added(driven: Driven) -> list[Annotation]:
    """What a person put into the article."""
    return [a for a in layer_of(driven).annotations.values() if a.state == "added"]


def offset_of(driven: Driven, surface: str) -> int:
    article = driven.bench.session.article
    assert article is not None
    return article.text.index(surface)


async def caret_at(driven: Driven, surface: str) -> None:
    """Put the caret on the first character of a text."""
    driven.bench.place_caret(Caret(offset_of(driven, surface)))
    driven.bench.action_show_pane("reader")
    await driven.settle()


async def mouse_over(driven: Driven, surface: str) -> tuple[int, int]:
    """The cell of the reader that shows the first character of a text."""
    reader = reader_of(driven)
    page = reader._page
    assert page is not None
    press = reader._ready(page)
    offset = offset_of(driven, surface)
    row = page.row_at(offset)
    for x in range(reader.size.width):
        place: Place | None = press.place_at(x, row)
        if place is not None and reader.offset_of(place) == offset:
            return x, row - reader.scroll_offset.y
    raise AssertionError(f"{surface} is not on the screen")

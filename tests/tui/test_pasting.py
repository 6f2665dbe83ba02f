"""A new article of pasted text: it is added whole, opened, and there only once."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import Paste

from tests.tui.conftest import Driven, Opening
from tui.screens.pasting import LONG, Paper, PasteScreen
from tui.text.paths import named_file
from tui.widgets.bars import Notice

ARTICLE = "青岚县修通三条公路\n2019-05-06 来源:青岚日报\n\n  今年,青岚县修通公路12公里,惠及3566户。\n"


async def paste(driven: Driven, text: str) -> None:
    """Open the box and paste a text into it."""
    await driven.press("p")
    driven.app.post_message(Paste(text))
    await driven.settle()


def opened_text(driven: Driven) -> str:
    """The text of the open article."""
    article = driven.bench.session.article
    return article.text if article is not None else ""


async def test_a_pasted_text_becomes_an_article_that_is_open_and_chosen(opening: Opening) -> None:
    async with opening() as driven:
        await paste(driven, ARTICLE)
        await driven.press("ctrl+s")
        await driven.until(lambda: "12公里" in opened_text(driven))
        article = driven.bench.session.article
        assert article is not None
        assert article.meta.title == "青岚县修通三条公路"
        assert (article.meta.published, article.meta.source) == ("2019-05-06", "青岚日报")
        assert driven.bench.article_list.cursor == 4
        assert len(driven.bench.ids) == 4
        assert "once added stays" in driven.screen()


async def test_a_text_that_is_there_is_opened_and_not_added_again(opening: Opening) -> None:
    async with opening() as driven:
        for _time in range(2):
            await paste(driven, ARTICLE)
            await driven.press("tab", "enter")
            await driven.until(lambda: "12公里" in opened_text(driven))
            await driven.press("g")
        assert len(driven.bench.project.ids()) == 4


async def test_without_text_nothing_is_added_and_escape_leaves(opening: Opening) -> None:
    async with opening(size=(40, 10)) as driven:
        await paste(driven, " \n")
        await driven.press("ctrl+s")
        assert isinstance(driven.app.screen, PasteScreen)
        assert "There is no text yet" in driven.screen()
        await driven.press("escape")
        assert driven.app.screen_stack[-1:] == [driven.bench]
        assert len(driven.bench.project.ids()) == 3


async def test_what_is_no_article_is_told(opening: Opening) -> None:
    async with opening() as driven:
        await paste(driven, "%PDF-1.4 is how a PDF begins")
        await driven.press("ctrl+s")
        await driven.until(lambda: driven.bench.query_one(Notice).has_class("-open"))
        assert "pasted text" in driven.screen()
        assert len(driven.bench.project.ids()) == 3


async def test_pasted_html_is_read_as_a_page(opening: Opening) -> None:
    async with opening() as driven:
        body = f"<h1>青岚县通水</h1><p>{'青岚县新建水厂2座。' * 20}</p>"
        page = f"<!doctype html><html><body>{body}</body></html>"
        await paste(driven, page)
        await driven.press("ctrl+s")
        await driven.until(lambda: "水厂" in opened_text(driven))
        assert "<p>" not in opened_text(driven)


async def test_a_long_text_stands_aside_whole_and_shows_its_beginning(opening: Opening) -> None:
    async with opening(size=(40, 10)) as driven:
        long = ARTICLE + "  青岚县还修了一条路。\n" * LONG
        await paste(driven, long)
        paper = driven.app.screen.query_one(Paper)
        assert paper.article == long
        assert len(paper.text) < LONG
        assert "青岚县" in driven.screen()
        assert f"{len(long):,}" in driven.screen()


async def test_what_a_terminal_would_obey_is_drawn_as_signs_and_kept(opening: Opening) -> None:
    async with opening() as driven:
        text = "青岚县\x1b[31m修路\u202e\x07"
        await paste(driven, text)
        assert driven.app.screen.query_one(Paper).article == text
        assert "␛[31m" in driven.screen()
        assert "\x1b" not in driven.screen()
        assert "\u202e" not in driven.screen()


async def test_a_file_that_is_dropped_is_imported(opening: Opening, tmp_path: Path) -> None:
    file = tmp_path / "青 岚.txt"
    file.write_text(ARTICLE, encoding="utf-8")
    async with opening() as driven:
        await paste(driven, f"'{file}' ")
        assert "Import this file" in driven.screen()
        await driven.press("ctrl+s")
        await driven.until(lambda: "12公里" in opened_text(driven))
        article = driven.bench.session.article
        assert article is not None
        assert article.source.path == str(file)


async def test_a_folder_that_is_dropped_is_imported_and_accounted_for(
    opening: Opening, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "b.txt").touch()
    async with opening(size=(120, 36)) as driven:
        await paste(driven, str(folder))
        assert "Import this folder" in driven.screen()
        await driven.press("ctrl+s")
        await driven.until(lambda: driven.bench.query_one(Notice).has_class("-open"))
        assert "b.txt: the file is empty" in driven.screen()
        assert "1 article read · 1 failed" in driven.screen()


async def test_a_path_at_which_there_is_nothing_is_no_article(opening: Opening) -> None:
    async with opening() as driven:
        await paste(driven, "/no/such/file.pdf")
        await driven.press("ctrl+s")
        assert isinstance(driven.app.screen, PasteScreen)
        assert "There is no such file" in driven.screen()


async def test_what_was_told_before_does_not_take_away_what_is_told_now(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opening() as driven:
        notice = driven.bench.query_one(Notice)
        monkeypatch.setattr(Notice, "READ_IN", 0.001)
        notice.show("first")
        monkeypatch.setattr(Notice, "READ_IN", 60)
        notice.show("second")
        later = False

        def pass_by() -> None:
            nonlocal later
            later = True

        notice.set_timer(0.01, pass_by)
        await driven.until(lambda: later)
        assert notice.has_class("-open")


@pytest.mark.parametrize("written", ["{}", "'{}'", '"{}"', "file://{quoted}", "{escaped}", " {}\n"])
def test_a_path_is_known_however_a_terminal_writes_it(tmp_path: Path, written: str) -> None:
    file = tmp_path / "a b.txt"
    file.touch()
    said = written.format(file, quoted=str(file).replace(" ", "%20"), escaped=str(file).replace(" ", "\\ "))
    assert named_file(said) == file


@pytest.mark.parametrize("text", ["", "a.txt", "/", "/no/such/file", "青岚县", "'", "file:", "~nobody\x00"])
def test_other_texts_name_no_file(text: str) -> None:
    assert named_file(text) is None

"""The source of the open article: looked at, edited, or its page opened in the browser."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import SuspendNotSupported

from seeds.article import Article
from seeds.problems import Problem
from seeds.readers import printable_path
from tui.language import _
from tui.screens.menu import MenuItem, MenuScreen
from tui.screens.mouse import Mouse
from tui.text.visible import visible

if TYPE_CHECKING:
    from tui.whereabouts import Whereabouts

_LINKS_OFFERED = 50


class OpeningSource(Mouse):
    """The part of the workbench that leads from an article to where it came from."""

    @work(group="source", exclusive=True, exit_on_error=False)
    async def action_open_source(self) -> None:
        """Ask what to do with the source of the open article; say so where it is gone."""
        article = self.session.article
        if article is None:
            self.tell(_("No article is open"))
            return
        where = None
        try:
            where = await self._whereabouts(article)
        except Problem as problem:
            self.tell_problem(problem)
        offered = []
        if where is not None:
            offered = [("v", "look_at_source", _("look at it")), ("e", "edit_source", _("edit it"))]
            if where.container is None and self._browser_is_here():
                offered.append(("o", "show_source", _("open it on the desktop")))
        offered += [
            ("t", "look_at_text", _("look at the text that was read")),
            ("b", "open_link", _("open a link") if self._browser_is_here() else _("copy a link")),
        ]
        items = [MenuItem(name, action, "workbench", (letter,)) for letter, action, name in offered]

        async def taken(item: MenuItem | None) -> None:
            if item is not None:
                await self.run(item.action, item.pane)

        title = printable_path(where.path) if where is not None else _("source")
        self.app.push_screen(MenuScreen(title, items, self.actor(self.pane).region.offset), taken)

    @work(group="source", exclusive=True, exit_on_error=False)
    async def action_look_at_source(self) -> None:
        """Show the source as it lies now in the pager."""
        from tui.whereabouts import is_changed, readable

        if (article := self.session.article) is None:
            return
        where = await self._whereabouts(article)
        data = await self._bytes(where, article)
        await self._show_in_pager(await self.session.read(readable, data, article), where.path.name)
        if is_changed(data, article.source):
            self.tell(_("The file has changed since the article was read from it"))

    @work(group="source", exclusive=True, exit_on_error=False)
    async def action_look_at_text(self) -> None:
        """Show in the pager what was read of the source."""
        from tui.whereabouts import harmless

        if (article := self.session.article) is not None:
            await self._show_in_pager(harmless(article.page), Path(article.source.path).name)

    @work(group="source", exclusive=True, exit_on_error=False)
    async def action_edit_source(self) -> None:
        """Open the file in the editor; what lies in a container, as a copy that can only be read."""
        from tui.programs import editor
        from tui.whereabouts import lent

        if (article := self.session.article) is None:
            return
        where = await self._whereabouts(article)
        words = editor(self.config.interface, self.app.surroundings)
        if where.container is not None:
            data = await self._bytes(where, article)
            with lent(data, Path(article.source.path).name) as copy:
                await self._lend_terminal([*words, str(copy)])
            return
        path = where.path.absolute()
        before = _last_change(path)
        await self._lend_terminal([*words, str(path)])
        if _last_change(path) != before:
            self.tell(
                _("The file was changed; the article is as it was read. piyue import --changed reads it")
            )

    @work(group="source", exclusive=True, exit_on_error=False)
    async def action_show_source(self) -> None:
        """Open the file with the program that the desktop has for it."""
        if (article := self.session.article) is not None:
            where = await self._whereabouts(article)
            await self._browse(where.path.absolute().as_uri())

    @work(group="source", exclusive=True, exit_on_error=False)
    async def action_open_link(self) -> None:
        """Open the article's address, or one of those in its text, in the browser."""
        from tui.text.links import links_in

        if (article := self.session.article) is None:
            return
        own = await self.link_of_article()
        links = list(dict.fromkeys([*([own] if own else []), *links_in(article.page)]))[:_LINKS_OFFERED]
        if not links:
            self.tell(_("Neither the file nor the text of this article names an address"))
        elif len(links) == 1:
            await self._browse(links[0])
        else:
            hints = {own: _("this article")} if own else None
            self.ask(_("Which link"), self._browse, links, hints=hints)

    async def link_of_article(self) -> str | None:
        """The address that the open article's source says it has; None where it says none or is gone."""
        from tui.text.links import link_of_source

        article = self.session.article
        if article is None:
            return None
        try:
            data = await self._bytes(await self._whereabouts(article), article)
        except Problem:
            data = b""
        return link_of_source(data, article.source.path)

    async def _whereabouts(self, article: Article) -> Whereabouts:
        from tui.whereabouts import whereabouts

        aid = self.session.layer.aid if self.session.layer is not None else 0
        return await self.session.read(whereabouts, self.project, aid, article.source)

    async def _bytes(self, where: Whereabouts, article: Article) -> bytes:
        from tui.whereabouts import bytes_of

        return await self.session.read(bytes_of, where, article.source)

    async def _show_in_pager(self, text: str, name: str) -> None:
        from tui.programs import pager
        from tui.whereabouts import lent

        words = pager(self.config.interface, self.app.surroundings)
        with lent(text, name) as path:
            await self._lend_terminal([*words, str(path)])

    async def _lend_terminal(self, words: Sequence[str]) -> None:
        """Let a program have the terminal. Raises Problem where it cannot be started or ends with one."""
        # Nothing is saved while the other program runs, which may be for hours. Another press does not break
        # off what is being saved.
        await asyncio.shield(self.session.drain())
        try:
            code = self.app.lend_terminal(words)
        except SuspendNotSupported:
            raise Problem("other programs can only be started in a terminal; copy the path instead") from None
        except OSError as error:
            raise Problem(
                "{name} cannot be started: {reason}", name=words[0], reason=str(error.strerror)
            ) from None
        if code:
            raise Problem("{name} ended with the code {code}", name=words[0], code=code)

    def _browser_is_here(self) -> bool:
        from tui.programs import has_browser

        return has_browser(self.app.surroundings)

    async def _browse(self, link: str) -> None:
        """Open an address in the browser, or copy it where the person's browser is on another machine."""
        import webbrowser

        if not self._browser_is_here():
            self.copy_text(link, _("the link, for the browser of your machine"))
        elif await asyncio.to_thread(webbrowser.open, link):
            self.tell(_("Opened in the browser: {link}").format(link=visible(link)))
        else:
            self.copy_text(link, _("the link, since no browser could be started"))


def _last_change(path: Path) -> int | None:
    with suppress(OSError):
        return path.stat().st_mtime_ns
    return None

"""Deeds on all marked articles at once: looked at first, done as one step, taken back by one key."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from textual import events, on, work
from textual.geometry import Offset

from store.catalogue import Filter
from store.sweeping import Judge, PutTag, SetVerdict, Sweep, Swept, TakeTag
from tui.commands import COMMANDS
from tui.language import _, ngettext
from tui.screens.judge_preview import JudgePreview
from tui.screens.listing import Listing
from tui.screens.menu import MenuItem, MenuScreen
from tui.screens.mouse import Mouse
from tui.screens.sweep_preview import Chosen, SweepPreview
from tui.screens.working import Job, watched
from tui.text.deeds import deed_name
from tui.text.sweeps import articles_told, left_told, sweep_told
from tui.widgets.bars import KeyBar
from tui.widgets.marks import MarkableList

_BY_ID = {command.id: command for command in COMMANDS}
_OF_ROW = (
    "list.open",
    "marks.mark",
    "tag.add",
    "tag.remove",
    "verdict.done",
    "verdict.flag",
    "verdict.reopen",
    "source.open",
    "copy",
)
_ON_ALL = {
    "tag.add": "all_tagged",
    "tag.remove": "all_untagged",
    "verdict.done": "all_set('done')",
    "verdict.flag": "all_flagged",
    "verdict.reopen": "all_set('new')",
    "annotation.accept": "all_judged('accept')",
    "annotation.reject": "all_judged('reject')",
    "marks.export": "export",
}
"""What a command does when it is done to many articles."""


class Marked(Mouse, Listing):
    """The part of the workbench that acts on many articles.

    While articles are marked and the list has the focus, the keys of tags, verdicts and judgements act on all
    of them; otherwise on the open article, as ever.
    """

    _alone = False
    """Whether what is being done is meant for one article, although others are marked."""

    # Marks

    @property
    def are_meant(self) -> bool:
        """Whether the next key is meant for all marked articles."""
        return bool(self.article_list.marks) and self.focused is self.article_list and not self._alone

    def chosen_articles(self) -> Chosen:
        """The marked articles, or all that the list shows."""
        marks = self.article_list.marks
        return Chosen(marks.ids(), marked=True) if marks else Chosen(array("q", self.ids), marked=False)

    def title_facts(self) -> Sequence[str]:
        """How many articles are marked, and how many of them the list does not show."""
        facts = list(super().title_facts())
        marked = len(self.article_list.marks)
        if marked:
            facts.append(_("{count} marked").format(count=f"{marked:,}"))
            hidden = marked - self.article_list.marked_shown
            if hidden:
                facts[-1] += ", " + _("{count} not shown").format(count=f"{hidden:,}")
        return facts

    @on(MarkableList.MarksChanged)
    def redraw_marks(self) -> None:
        """The list's title and the keys say what is marked."""
        self.query_one(KeyBar).marked = bool(self.article_list.marks)
        self.redraw_title()

    # Keys that act on all marked articles

    async def action_add_tag(self) -> None:
        """Ask for a tag, for the open article or all marked ones."""
        if self.are_meant:
            self.action_all_tagged()
        else:
            await super().action_add_tag()

    def action_remove_tag(self) -> None:
        """Ask which tag to take off, of the open article or all marked ones."""
        if self.are_meant:
            self.action_all_untagged()
        else:
            super().action_remove_tag()

    async def action_done(self) -> None:
        """Set the open article to done and go on, or all marked ones."""
        if self.are_meant:
            self.action_all_set("done")
        else:
            await super().action_done()

    def action_reopen(self) -> None:
        """Set the verdict back to new, of the open article or all marked ones."""
        if self.are_meant:
            self.action_all_set("new")
        else:
            super().action_reopen()

    def action_flag(self) -> None:
        """Ask why, and flag the open article or all marked ones."""
        if self.are_meant:
            self.action_all_flagged()
        else:
            super().action_flag()

    def action_accept(self) -> None:
        """Accept the current annotation, or what nobody reviewed in all marked articles."""
        if self.are_meant:
            self.action_all_judged("accept")
        else:
            super().action_accept()

    def action_reject(self) -> None:
        """Reject the current annotation, or what nobody reviewed in all marked articles."""
        if self.are_meant:
            self.action_all_judged("reject")
        else:
            super().action_reject()

    # Deeds on many articles

    @work(group="ask", exclusive=True, exit_on_error=False)
    async def action_all_tagged(self) -> None:
        """Ask for a tag, and put it on all of them."""
        chosen = self.chosen_articles()
        counted = dict(await self.session.read(self.project.labels))
        recent = await self.session.read(self.project.recent_labels)
        in_use = (label for label in recent if label in counted)
        labels = list(dict.fromkeys([*in_use, *counted, *(topic.label for topic in self.profile.topics)]))
        hints = {label: f"{count:,}" for label, count in counted.items()}
        title = _("Add a tag: {articles}").format(articles=self._articles(chosen))
        self.ask(title, lambda label: self.preview(PutTag(label), chosen), labels, free=True, hints=hints)

    @work(group="ask", exclusive=True, exit_on_error=False)
    async def action_all_untagged(self) -> None:
        """Ask for a tag, and take it off all of them."""
        chosen = self.chosen_articles()
        where = Filter() if chosen.marked else self.where
        counted = dict(await self.session.read(self.project.facets, "tag", where))
        if not counted:
            self.tell(_("The articles have no tags"))
            return
        hints = {label: f"{count:,}" for label, count in counted.items()}
        title = _("Take off a tag: {articles}").format(articles=self._articles(chosen))
        self.ask(title, lambda label: self.preview(TakeTag(label), chosen), list(counted), hints=hints)

    def action_all_set(self, verdict: str) -> None:
        """Set the verdict of all of them to done, or back to new."""
        self.preview(SetVerdict("done" if verdict == "done" else "new"), self.chosen_articles())

    def action_all_flagged(self) -> None:
        """Ask why, and flag all of them."""
        chosen = self.chosen_articles()
        title = _("Why are they flagged? {articles}").format(articles=self._articles(chosen))
        self.ask(title, lambda reason: self.preview(SetVerdict("flagged", reason), chosen), free=True)

    def action_all_judged(self, deed: str) -> None:
        """Accept or reject what nobody reviewed in any of them."""
        self.preview(Judge("accept" if deed == "accept" else "reject"), self.chosen_articles())

    def preview(self, sweep: Sweep, chosen: Chosen) -> None:
        """Show what a deed on many articles would change; it is done if the person says so."""
        if not chosen.aids:
            self.tell(_("No article is shown"))
            return

        def taken(agreed: Sweep | None) -> None:
            if agreed is not None:
                self._sweep(agreed, chosen.aids)

        if isinstance(sweep, Judge):
            self.app.push_screen(JudgePreview(self, chosen, sweep), taken)
        else:
            self.app.push_screen(SweepPreview(self, chosen, sweep), taken)

    @work(group="sweep", exit_on_error=False)
    async def _sweep(self, sweep: Sweep, aids: array[int]) -> None:
        if not await self.session.drain():
            return
        job = Job()
        doing = self.session.write(
            self.project.sweep, aids, sweep, progress=job.progress, stopped=job.stopped
        )
        swept = await watched(self.app, sweep_told(sweep), job, doing)
        if swept is None:
            self.tell(_("Stopped; nothing was changed"))
            return
        await self._show_swept(swept)

    async def _show_swept(self, swept: Swept) -> None:
        await self.session.refresh()
        self.article_list.refresh_rows(swept.aids)
        self.redraw_counts()
        count = len(swept.aids)
        words = ngettext(
            "{deed}: {count} article; {key} takes it back",
            "{deed}: {count} articles; {key} takes all back",
            count,
        )
        told = words.format(deed=deed_name(swept.action), count=f"{count:,}", key=self.key_of("undo"))
        left = left_told(swept.left)
        self.tell(f"{told} · {left}" if left else told)

    def _articles(self, chosen: Chosen) -> str:
        return articles_told(len(chosen.aids), marked=chosen.marked)

    # Menus

    def action_marked_menu(self) -> None:
        """Choose what to do to all marked articles, or to all that the list shows."""
        region = self.article_list.region
        self._open_menu(Offset(region.x + 2, region.y))

    def ask_about_row(self, event: events.Click) -> None:
        """What can be done to the article under the mouse; where it is marked, to all marked ones."""
        listed = self.article_list
        if listed.cursor is None:
            return
        if listed.cursor in listed.marks:
            self._open_menu(event.screen_offset)
            return

        async def chosen(item: MenuItem | None) -> None:
            if item is not None and listed.cursor is not None:
                listed.focus()
                if self.session.layer is None or self.session.layer.aid != listed.cursor:
                    await self.open_article(listed.cursor)
                await self._run_on_row(item)

        items = [self._item(_BY_ID[id_]) for id_ in (*_OF_ROW, "marks.menu")]
        title = (listed.row.title if listed.row is not None else None) or ""
        self.app.push_screen(MenuScreen(title, items, event.screen_offset), chosen)

    async def _run_on_row(self, item: MenuItem) -> None:
        """Do it to this article, although others may be marked."""
        self._alone = True
        try:
            await self.run(item.action, item.pane)
        finally:
            self._alone = False

    def _open_menu(self, at: Offset) -> None:
        async def taken(item: MenuItem | None) -> None:
            if item is not None:
                await self.run(item.action, item.pane)

        items = [
            self._item(_BY_ID[id_])._replace(action=action, pane="workbench")
            for id_, action in _ON_ALL.items()
        ]
        self.app.push_screen(MenuScreen(self._articles(self.chosen_articles()), items, at), taken)

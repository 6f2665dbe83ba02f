"""Undo and redo: at once for a step on a few articles, with its progress shown for one on thousands."""

from __future__ import annotations

import asyncio
from typing import Literal

from seeds.problems import Problem
from store.problems import Conflict
from store.recording import Undone
from tui.language import _, ngettext
from tui.screens.bench import Bench
from tui.screens.working import PATIENCE, Job, watched
from tui.text.deeds import deed_name
from tui.widgets.article_list import ArticleList

Way = Literal["undo", "redo"]

_LONGEST = 2.0
"""Seconds for which keys wait for the step of one article: what is typed ahead is not to be lost."""


class TakingBack(Bench):
    """The part of the workbench that takes steps back and makes them again."""

    async def action_undo(self) -> None:
        """Undo the last step, opening its article."""
        await self._travel("undo")

    async def action_redo(self) -> None:
        """Redo the step that was undone last."""
        await self._travel("redo")

    async def _travel(self, way: Way, *, rest: bool = False) -> None:
        """The next key waits for it. Many articles may take long: then a screen takes the keys."""
        job = Job()
        move = self.session.undo if way == "undo" else self.session.redo
        moving = asyncio.ensure_future(move(rest=rest, progress=job.progress, stopped=job.stopped))
        await asyncio.wait({moving}, timeout=PATIENCE)
        if not moving.done() and job.all <= 1:
            await asyncio.wait({moving}, timeout=_LONGEST)
        arriving = self._arrive(way, moving, job)
        if moving.done():
            await arriving
        else:
            self.run_worker(arriving, group="travel", exit_on_error=False)

    async def _arrive(self, way: Way, moving: asyncio.Future[Undone | None], job: Job) -> None:
        """Show what was taken back or made again."""
        try:
            moved = await watched(self.app, _("Undo") if way == "undo" else _("Redo"), job, moving)
        except Conflict as conflict:
            self.tell_problem(conflict)
            if conflict.others:
                self._ask_for_the_rest(way, conflict)
            return
        except Problem as problem:
            self.tell_problem(problem)
            return
        if moved is None:
            nothing = _("Nothing to undo") if way == "undo" else _("Nothing to redo")
            self.tell(_("Stopped; nothing was changed") if job.stopped() else nothing)
            return
        self.redraw()
        self.redraw_current()
        self.query_one(ArticleList).refresh_rows(moved.aids)
        self.tell(_told(way, moved))

    def _ask_for_the_rest(self, way: Way, conflict: Conflict) -> None:
        """Somebody changed some articles of the step since: the others can be taken back all the same."""
        others = ngettext(
            "take the other {count} article back, leave what was changed",
            "take the other {count} articles back, leave what was changed",
            conflict.others,
        )
        if way == "redo":
            others = ngettext(
                "do it again to the other {count} article, leave what was changed",
                "do it again to the other {count} articles, leave what was changed",
                conflict.others,
            )
        others = others.format(count=f"{conflict.others:,}")
        none = _("leave all as they are, and pass over this step")

        async def answered(answer: str) -> None:
            if answer == others:
                await self._travel(way, rest=True)
            else:
                self.session.pass_over(conflict.step)

        self.ask(_("Changed by somebody since"), answered, [others, none])


def _told(way: Way, moved: Undone) -> str:
    told = (_("Undone: {deed}") if way == "undo" else _("Redone: {deed}")).format(
        deed=deed_name(moved.action)
    )
    if (count := len(moved.aids)) > 1:
        told += " · " + ngettext("{count} article", "{count} articles", count).format(count=f"{count:,}")
    if moved.left:
        left = ngettext("{count} left as changed since", "{count} left as changed since", moved.left)
        told += " · " + left.format(count=f"{moved.left:,}")
    return told

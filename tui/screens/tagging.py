"""The tags of the whole project, from the workbench."""

from __future__ import annotations

import uuid

import msgspec

from store import tagging
from store.catalogue import Filter
from store.tagging import Renamed
from tui.language import _, ngettext
from tui.screens.filtering import Filtering
from tui.screens.tags import TagsScreen
from tui.screens.taking_back import TakingBack
from tui.screens.working import Job, watched
from tui.text.tags import deed_told


class Tagging(TakingBack, Filtering):
    """The part of the workbench that shows the project's tags and changes them everywhere."""

    def action_tags(self) -> None:
        """Show the tags of the project; the list shows the articles of the one that is chosen."""

        def chosen(label: str | None) -> None:
            if label is not None:
                self.show_where(Filter(tags=(label,)))
                self.action_show_pane("list")

        self.app.push_screen(TagsScreen(self), chosen)

    async def carry_out(self, deed: Renamed) -> str:
        """Rename, merge or delete a tag in all articles, as one step; what there is to say of it.

        Raises what `Project.sweep` does.
        """
        if not await self.session.drain():
            return _("nothing was changed: what was done before is not saved yet")
        job = Job()
        doing = self.session.write(
            tagging.carry_out,
            self.project,
            deed,
            op_id=uuid.uuid4().hex,
            progress=job.progress,
            stopped=job.stopped,
        )
        swept = await watched(self.app, deed_told(deed), job, doing)
        if swept is None:
            return _("Stopped; nothing was changed")
        await self.session.refresh()
        self.article_list.refresh_rows(swept.aids)
        self.redraw_counts()
        self._follow_tag(deed)
        count = len(swept.aids)
        told = ngettext(
            "{count} article; {key} takes it back", "{count} articles; {key} takes all back", count
        ).format(count=f"{count:,}", key=self.key_of("undo"))
        return f"{deed_told(deed)} · {told}"

    def _follow_tag(self, deed: Renamed) -> None:
        """The list goes on showing what it showed, where it was asked for by the old name."""
        tags = self.where.tags
        if deed.old in tags and deed.new and not deed.only_put:
            renamed = dict.fromkeys(deed.new if tag == deed.old else tag for tag in tags)
            self.show_where(msgspec.structs.replace(self.where, tags=tuple(renamed)))
        elif {deed.old, deed.new} & {*tags}:
            self.relist()

"""Deciding on many annotations at once, each time after a look at what it would do."""

from __future__ import annotations

from seeds.article import Article
from store import bulk
from store.everywhere import apply, decision_on
from store.layer import Step
from tui.language import _, ngettext
from tui.screens.bench import Bench
from tui.screens.bulk_previews import AlikePreview, RestPreview
from tui.screens.everywhere import EverywherePreview
from tui.screens.preview import Preview
from tui.widgets.article_list import ArticleList


class Bulk(Bench):
    """The part of the workbench that decides on more than the current annotation."""

    _confidence = 0.0
    """The threshold that was chosen last."""
    _decided: tuple[int, str] | None = None
    """The article and the annotation that were decided on last."""

    def take(self, step: Step | None) -> bool:
        """Record a step, and remember which annotation was decided on."""
        decided = [(c.aid, c.rid) for c in step.changes if "state" in (c.after or {})] if step else []
        if len(decided) == 1:
            self._decided = decided[0]
        return super().take(step)

    def go_on(self) -> None:
        """Make the next suggestion current."""
        raise NotImplementedError

    def action_accept_rest(self) -> None:
        """Look at the suggestions of the article from a confidence up, and accept them."""
        layer, article = self.session.layer, self.session.article
        if layer is None or article is None:
            return
        if not bulk.suggestions(layer):
            self.go_on()
            return
        preview = RestPreview(layer, article.text, self._confidence)

        def taken(step: Step | None) -> None:
            if step is not None:
                self._confidence = preview.confidence
                self._take_all(step)

        self.app.push_screen(preview, taken)

    def action_reject_alike(self) -> None:
        """Look at the suggestions with the text and type of the current one, and reject them."""
        layer, article, chosen = self.session.layer, self.session.article, self.session.chosen()
        if layer is not None and article is not None and chosen is not None:
            self._preview(AlikePreview(layer, article.text, chosen.id))

    async def action_everywhere(self) -> None:
        """Look at all occurrences of what was decided on, and decide on them in the same way.

        That is the current annotation; while it still waits, the one that was decided on last.
        """
        layer, article = self.session.layer, self.session.article
        if layer is None or article is None:
            return
        aid, decided = self._decided or (layer.aid, "")
        decision = decision_on(layer, self.session.current or "")
        if decision is None and aid == layer.aid:
            decision = decision_on(layer, decided)
        if decision is None:
            self.tell(_("Decide on one first; * then does the same wherever its text stands"))
            return
        here = await self.session.read(apply, decision, layer, article.text)
        self._preview(EverywherePreview(self, decision, _title(article), here))

    def _preview(self, preview: Preview) -> None:
        def taken(step: Step | None) -> None:
            if step is not None:
                self._take_all(step)

        self.app.push_screen(preview, taken)

    def _take_all(self, step: Step) -> None:
        self.take(step)
        self.go_on()
        if len(step.changes) > 1:
            count = len(step.changes)
            told = ngettext(
                "{count} decided; {key} takes it back", "{count} decided; {key} takes all back", count
            )
            self.tell(told.format(count=f"{count:,}", key=self.key_of("undo")))
        self.run_worker(self._show_rows({change.aid for change in step.changes}), group="rows")

    async def _show_rows(self, aids: set[int]) -> None:
        if await self.session.drain():
            self.query_one(ArticleList).refresh_rows(aids)


def _title(article: Article) -> str:
    return article.meta.title or article.text.partition("\n")[0]

"""Deciding: what the keys do to the current annotation, to the tags and to the verdict."""

from __future__ import annotations

from functools import partial

from seeds.article import Entity, Indicator, Tag
from store import layer as changes
from tui.language import _, either
from tui.screens.taking_back import TakingBack


class Decisions(TakingBack):
    """The part of the workbench that changes annotations."""

    def action_accept(self) -> None:
        """Accept the current annotation and go on."""
        if (layer := self.session.layer) is not None and self.session.chosen() is not None:
            self.deed = self.action_accept
            self.take(changes.accept(layer, self.session.current or ""))
            self.go_on()

    def action_reject(self) -> None:
        """Reject the current annotation and go on."""
        if (layer := self.session.layer) is not None and self.session.chosen() is not None:
            self.deed = self.action_reject
            self.take(changes.reject(layer, self.session.current or ""))
            self.go_on()

    def action_retype(self, key: str) -> None:
        """Give the current entity the type of this key, and go on."""
        kind = next((kind.code for kind in self.profile.types if kind.key == key), None)
        if kind is not None:
            self.retype(kind)

    def action_choose_type(self) -> None:
        """Choose the current entity's type from a list."""
        if not isinstance(self.session.chosen(), Entity):
            self.tell(_("Only an entity has a type; this is not one"))
            return
        hints = {kind.code: either(kind.en, kind.zh) + f"  {kind.key}" for kind in self.profile.types}
        self.ask(_("Type of the entity"), self.retype, list(hints), hints=hints)

    def retype(self, kind: str) -> None:
        """Give the current entity a type, and go on."""
        layer = self.session.layer
        if layer is None or not isinstance(self.session.chosen(), Entity):
            self.tell(_("Only an entity has a type; this is not one"))
            return
        self.deed = partial(self.retype, kind)
        self.take(changes.retype(layer, self.session.current or "", kind))
        self.go_on()

    def action_next_unreviewed(self) -> None:
        """Go to the next suggestion; from the last one, to one that was passed over."""
        self.go_on()

    def action_previous_unreviewed(self) -> None:
        """Go to the suggestion before."""
        if self.session.step_to(-1, unreviewed=True):
            self.redraw_current()

    def action_step_annotation(self, by: int) -> None:
        """Go to the next or previous annotation, judged or not."""
        if self.session.step_to(by):
            self.redraw_current()

    def go_on(self) -> None:
        """Make the next suggestion current; say so where none is left."""
        if not self.session.step_to(1, unreviewed=True):
            waiting = [a.id for a in self.session.queue() if a.state == "suggested"]
            if not waiting:
                reviewed = _("Everything here is reviewed; {key} sets it to done and opens the next article")
                self.tell(reviewed.format(key=self.key_of("verdict.done")))
            elif self.session.current not in waiting or len(waiting) > 1:
                self.session.current = waiting[0]
        self.redraw_current()

    async def action_add_tag(self) -> None:
        """Ask for a tag: the last used first, then the suggested, the project's and the profile's."""
        layer = self.session.layer
        if layer is None:
            return
        counted = dict(await self.session.read(self.project.labels))
        topics = [topic.label for topic in self.profile.topics]
        taken = {tag.label for tag in layer.tags() if tag.state in ("accepted", "corrected", "added")}
        recent = await self.session.read(self.project.recent_labels)
        suggested = [tag.label for tag in layer.tags() if tag.state == "suggested"]
        in_use = (label for label in recent if label in counted)
        offered = dict.fromkeys([*in_use, *suggested, *counted, *topics])
        labels = [label for label in offered if label not in taken]
        hints = {label: str(count) for label, count in counted.items()}
        self.ask(_("Add a tag"), self.add_tag, labels, free=True, hints=hints)

    def add_tag(self, label: str) -> None:
        """Put a label on the article."""
        if self.session.layer is not None:
            self.deed = partial(self.add_tag, label)
            self.take(changes.add_tag(self.session.layer, label))

    def action_remove_tag(self) -> None:
        """Ask which tag to take off; at a tag, take that one."""
        layer = self.session.layer
        if layer is None:
            return
        if isinstance(self.session.chosen(), Tag):
            self.action_reject()
            return
        labels = [tag.label for tag in layer.tags() if tag.state != "rejected"]
        if not labels:
            self.tell(_("The article has no tags"))
            return
        self.ask(_("Take off a tag"), self.remove_tag, labels)

    def remove_tag(self, label: str) -> None:
        """Take a label off the article."""
        layer = self.session.layer
        tag = next((tag for tag in layer.tags() if tag.label == label), None) if layer else None
        if layer is not None and tag is not None:
            self.take(changes.reject(layer, tag.id))

    def action_flag(self) -> None:
        """Flag the article, asking for the reason."""
        if self.session.layer is not None:
            self.ask(_("Why is the article flagged?"), self.flag, free=True)

    def flag(self, reason: str) -> None:
        """Flag the article for this reason."""
        if self.session.layer is not None:
            self.take(changes.set_verdict(self.session.layer, "flagged", reason))

    def action_reopen(self) -> None:
        """Set the verdict back to new."""
        if self.session.layer is not None:
            self.take(changes.set_verdict(self.session.layer, "new"))

    async def action_retry(self) -> None:
        """Try to save again."""
        await self.session.drain()

    def edited(self) -> Indicator | None:
        """The current annotation where it is an indicator, which has a record to edit."""
        chosen = self.session.chosen()
        return chosen if isinstance(chosen, Indicator) else None

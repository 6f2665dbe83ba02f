"""The tags of a project, and what is done to one of them in all articles at once: a new name, or none.

A tag that is renamed, merged or deleted stays on record in its articles as rejected, as one does that is
taken off a single article: the extractor does not bring it back, and undo finds it as it was.
"""

from __future__ import annotations

from collections import Counter

import msgspec

from seeds.article import State, Tag, tag_id
from store import layer as changes
from store.layer import Change, Layer, plain
from store.listing import Filter, Order
from store.project import Project
from store.sweeping import TAKEN_OFF, WITHOUT, Left, Progress, Stopped, Swept

RENAME, MERGE, DELETE = "tag rename", "tag merge", "tag delete"
"""What the log calls these deeds."""
_HALF_SURE = 0.5
"""Of a suggestion under another name: no rule made it."""
NOT_PUT: Left = "only suggested"
"""Nobody put the tag there yet."""


class TagUse(msgspec.Struct, frozen=True):
    """A tag, and in how many articles people put it, it waits as a suggestion, and people took it off."""

    label: str
    put: int = 0
    suggested: int = 0
    rejected: int = 0

    @property
    def standing(self) -> int:
        """In how many articles it stands."""
        return self.put + self.suggested


class Renamed(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of a tag that gets the name `new`, which may be another tag's; "" deletes it.

    With `only_put` suggestions are left as they are.
    """

    old: str
    new: str = ""
    merges: bool = False
    only_put: bool = False

    @property
    def action(self) -> str:
        """What the log calls it."""
        if not self.new:
            return DELETE
        return MERGE if self.merges else RENAME

    @property
    def records(self) -> tuple[str, ...]:
        """The two tags."""
        return (tag_id(self.old), tag_id(self.new)) if self.new else (tag_id(self.old),)

    def on(self, layer: Layer) -> tuple[Change, ...] | Left:
        """The old tag is taken off; the new one stands as the old one did, where it did not already.

        Where a person put the old tag the new one is put, though it was only suggested there, or taken off.
        """
        old = layer.annotations.get(tag_id(self.old))
        if old is None:
            return WITHOUT
        if old.state == "rejected":
            return TAKEN_OFF
        if old.state == "suggested" and self.only_put:
            return NOT_PUT
        put = old.state != "suggested"
        steps = [changes.reject(layer, old.id)]
        fresh: tuple[Change, ...] = ()
        if self.new and tag_id(self.new) not in layer.annotations:
            state: State = "added" if put else "suggested"
            sure = 1.0 if put else _HALF_SURE
            tag = Tag(id=tag_id(self.new), label=self.new, state=state, confidence=sure)
            fresh = (Change(layer.aid, tag.id, None, plain(tag)),)
        elif self.new and put:
            steps.append(changes.accept(layer, tag_id(self.new)))
        return (*(change for step in steps if step is not None for change in step.changes), *fresh)


class Outlook(msgspec.Struct, frozen=True, kw_only=True):
    """What renaming a tag would come to, in articles: how many change, by how the tag stands there.

    Of those `both` have the new tag already, and in `again` of them somebody took it off, where it is put
    again. `left` have the tag only as a suggestion that is to be left, `off` have it only as taken off.
    """

    put: int
    suggested: int
    both: int
    again: int
    left: int
    off: int

    @property
    def articles(self) -> int:
        """How many articles change."""
        return self.put + self.suggested


def tags_of(project: Project) -> list[TagUse]:
    """Every tag that stands anywhere or was taken off, the most used first; of equals in order of label."""
    uses: dict[str, Counter[str]] = {}
    with project.db.reading() as connection:
        counted = connection.execute("SELECT label, state, count(*) FROM labels GROUP BY label, state")
        for label, state, count in counted:
            uses.setdefault(label, Counter())[_kind(state)] += count
    found = [TagUse(label, of["put"], of["suggested"], of["rejected"]) for label, of in uses.items()]
    return sorted(found, key=lambda tag: (-tag.standing, -tag.rejected, tag.label))


def outlook(project: Project, deed: Renamed) -> Outlook:
    """What a deed would come to, from the index of tags alone."""
    with project.db.reading() as connection:
        met = connection.execute(
            "SELECT had.state, has.state, count(*) FROM labels AS had"
            " LEFT JOIN labels AS has ON has.label = ? AND has.aid = had.aid"
            " WHERE had.label = ? GROUP BY 1, 2",
            (deed.new, deed.old),
        ).fetchall()
    count: Counter[str] = Counter()
    for had, has, articles in met:
        kind = _kind(had)
        if kind == "rejected":
            count["off"] += articles
        elif kind == "suggested" and deed.only_put:
            count["left"] += articles
        else:
            count[kind] += articles
            count["both"] += articles if has not in (None, "rejected") else 0
            count["again"] += articles if has == "rejected" and kind == "put" else 0
    return Outlook(**{name: count[name] for name in Outlook.__struct_fields__})


def carry_out(
    project: Project, deed: Renamed, *, op_id: str, progress: Progress, stopped: Stopped
) -> Swept | None:
    """Do it to all articles of the project, as one step; None where it was stopped, and nothing written.

    Raises what `Project.sweep` does.
    """
    aids = project.ids(Filter(tags=(deed.old,)), Order("added"))
    return project.sweep(aids, deed, op_id=op_id, progress=progress, stopped=stopped)


def _kind(state: str) -> str:
    return state if state in ("suggested", "rejected") else "put"

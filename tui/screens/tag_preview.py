"""A look at what renaming, merging or deleting a tag comes to, before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from store.tagging import Renamed, outlook
from tui.keymap import spelled
from tui.language import _
from tui.screens.over import Over
from tui.text.tags import deed_told, outlook_told
from tui.text.visible import visible
from tui.text.width import clip
from tui.widgets.key_hints import Hint, KeyHints

if TYPE_CHECKING:
    from tui.screens.bench import Bench


class TagPreview(Over[Renamed | None], inherit_bindings=False):
    """What a deed on a tag comes to, in articles. Dismissed with the deed, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("enter"), "take", show=False),
        Binding(spelled("escape", "q"), "leave", show=False),
        Binding(spelled("s", "space"), "change_reach", show=False),
    ]
    DEFAULT_CSS = """
    TagPreview {
        & > Vertical { width: 72; }
        & #ahead { height: auto; padding: 0 1; overflow-y: auto; }
    }
    """

    def __init__(self, bench: Bench, deed: Renamed) -> None:
        super().__init__()
        self._bench = bench
        self._deed = deed
        self._articles: int | None = None

    def compose(self) -> ComposeResult:
        """What happens, and the keys."""
        with Vertical():
            yield Static(id="ahead", markup=False)
            yield KeyHints(
                [
                    Hint("Enter", _("do it"), "take"),
                    Hint("s", _("suggestions too, or not"), "change_reach"),
                    Hint("Esc", _("back"), "leave"),
                ]
            )

    def relabel(self) -> None:
        """The title, and what changes, counted anew, in the language in use."""
        self.query_one(Vertical).border_title = Content(clip(deed_told(self._deed), 60))
        self._count()

    @work(group="outlook", exclusive=True, exit_on_error=False)
    async def _count(self) -> None:
        self._articles = None
        self._show([_("counting…")])
        ahead = await self._bench.session.read(outlook, self._bench.project, self._deed)
        self._articles = ahead.articles
        lines = list(outlook_told(self._deed, ahead))
        if self._deed.merges:
            lines.insert(0, _("#{new} is a tag already: the two become one").format(new=self._deed.new))
        self._show([*lines, _("One step: {key} takes all of it back").format(key=self._bench.key_of("undo"))])

    def action_take(self) -> None:
        """Do it, where there is something to do and it has been counted."""
        if self._articles:
            self.dismiss(self._deed)
        else:
            self.app.bell()

    def action_leave(self) -> None:
        """Leave everything as it is."""
        self.dismiss(None)

    def action_change_reach(self) -> None:
        """Change suggestions as well, or only what people put."""
        self._deed = msgspec.structs.replace(self._deed, only_put=not self._deed.only_put)
        self._count()

    def _show(self, lines: Sequence[str]) -> None:
        self.query_one("#ahead", Static).update(Content("\n".join(visible(line) for line in lines)))
        self.on_resize()

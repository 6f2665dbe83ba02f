"""What the profile says of the current type: what belongs into a span and what stays out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from seeds.article import Annotation, Entity, Indicator, Tag
from seeds.profile import EntityType, Profile
from tui.keymap import spelled
from tui.language import _, language
from tui.screens.over import Over
from tui.text.visible import visible
from tui.text.wrap import wrap
from tui.theme import type_colours
from tui.widgets.key_hints import Hint, KeyHints


class Passage(NamedTuple):
    """A heading in a style, and what is said under it."""

    heading: str
    style: str
    text: str


class GuidelineScreen(Over[bool], inherit_bindings=False):
    """The guideline of an annotation's type, the others below it. Dismissed with whether it is unclear."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(spelled("escape", "q", "I"), "leave", show=False),
        Binding(spelled("exclamation_mark"), "doubt", show=False),
        Binding(spelled("j", "down"), "scroll('down')", show=False),
        Binding(spelled("k", "up"), "scroll('up')", show=False),
        Binding(spelled("space", "pagedown"), "scroll('page_down')", show=False),
        Binding(spelled("b", "pageup"), "scroll('page_up')", show=False),
    ]
    DEFAULT_CSS = """
    GuidelineScreen {
        & > Vertical { width: 76; }
        & VerticalScroll { height: auto; padding: 0 1; scrollbar-size-vertical: 1; }
    }
    """

    def __init__(self, profile: Profile, annotation: Annotation | None) -> None:
        super().__init__()
        self._profile = profile
        self._annotation = annotation

    def compose(self) -> ComposeResult:
        """One scrolling page, and the keys."""
        colours = type_colours(self._profile, dark=self.app.current_theme.dark)
        with Vertical() as box:
            box.border_title = _("Guideline")
            with VerticalScroll():
                yield GuidelinePage(list(guideline(self._profile, self._annotation, colours)))
            yield KeyHints(
                [Hint("!", _("it does not decide this"), "doubt"), Hint("Esc", _("back"), "leave")]
            )

    def on_mount(self) -> None:
        """The page takes the keys."""
        self.query_one(VerticalScroll).focus()

    def action_scroll(self, way: str) -> None:
        """Scroll the page."""
        getattr(self.query_one(VerticalScroll), f"scroll_{way}")(animate=False)

    def action_doubt(self) -> None:
        """Say that the guideline does not decide the annotation."""
        self.dismiss(True)

    def action_leave(self) -> None:
        """Back to the workbench."""
        self.dismiss(False)


class GuidelinePage(Static):
    """Passages, wrapped as Chinese is."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        super().__init__()
        self._passages = passages
        self._width = 0

    def on_resize(self) -> None:
        """Wrap for the width."""
        if self.size.width != self._width:
            self._width = self.size.width
            self.update(Content("\n").join(self._lines()))

    def _lines(self) -> Iterator[Content]:
        for number, passage in enumerate(self._passages):
            if number:
                yield Content("")
            yield Content.styled(passage.heading, f"bold {passage.style}".strip())
            for line in wrap(passage.text, max(8, self._width - 2)):
                yield Content("  " + passage.text[line.start : line.end])


def guideline(
    profile: Profile, annotation: Annotation | None, colours: dict[str, str] | None = None
) -> Iterator[Passage]:
    """What the profile says of the annotation's type; after it, of all types it could be mistaken for."""
    shades = colours or {}
    current = annotation.type if isinstance(annotation, Entity) else None
    if isinstance(annotation, Indicator):
        named = [field.zh if language() == "zh" else field.en for field in profile.fields]
        record = _("A number with its unit. Its record: {fields}.").format(fields=", ".join(named))
        yield Passage("▸ " + _("Indicators"), "", visible(record))
    elif isinstance(annotation, Tag):
        cues = next((topic.cues for topic in profile.topics if topic.label == annotation.label), ())
        shown = _("Phrases that speak for it: {cues}").format(cues=" ".join(cues))
        yield Passage(
            visible(f"▸ #{annotation.label}"), "", visible(shown if cues else _("No phrase stands for it."))
        )
    for kind in sorted(profile.types, key=lambda kind: kind.code != current):
        yield _passage(kind, shades.get(kind.code, ""), current=kind.code == current)


def _passage(kind: EntityType, style: str, *, current: bool) -> Passage:
    chinese = language() == "zh"
    heading = f"{'▸ ' if current else ''}{kind.key} {kind.code} {kind.zh if chinese else kind.en}"
    text = (kind.guideline_zh if chinese else kind.guideline_en) or _("The profile does not say.")
    return Passage(visible(heading), style, visible(text))

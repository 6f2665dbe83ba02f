"""What the profile says of the current type: what belongs into a span and what stays out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from seeds.article import Annotation, Check, Entity, Indicator, Tag
from seeds.profile import EntityType, Profile
from store.layer import Layer
from tui.keymap import spelled
from tui.language import N_, _, either, language
from tui.screens.over import Over
from tui.text.check_words import checks_about
from tui.text.visible import visible
from tui.text.wrap import wrap
from tui.themes import type_colours
from tui.widgets.key_hints import Hint, KeyHints
from tui.widgets.wrapped_page import WrappedPage

FIELD_MEANINGS: dict[str, str] = {
    "metric": N_("what is counted or measured, in the article's words where it has them"),
    "value": N_("the number, also as it is written: 1.6亿, 近七成, 3–5; ≥ and ≈ are kept"),
    "unit": N_("the measure word or unit: 户, 元, 公里, %"),
    "place": N_("where it holds; an administrative division has its code"),
    "period": N_("when it holds: a day, month, year or from–to; 去年底 is understood"),
    "status": N_("a fact, a target still to be reached, or a standard that facts are held against"),
}
"""By the codes of the fields of a record."""


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

    def __init__(
        self,
        profile: Profile,
        annotation: Annotation | None,
        checks: Sequence[Check] = (),
        layer: Layer | None = None,
    ) -> None:
        super().__init__()
        self._profile = profile
        self._annotation = annotation
        self._checks, self._layer = checks, layer

    def compose(self) -> ComposeResult:
        """One scrolling page, and the keys."""
        with Vertical():
            with VerticalScroll():
                yield GuidelinePage()
            yield KeyHints(
                [Hint("!", _("it does not decide this"), "doubt"), Hint("Esc", _("back"), "leave")]
            )

    def relabel(self) -> None:
        """Say everything in the language in use."""
        self.query_one(Vertical).border_title = _("Guideline")
        colours = type_colours(self._profile, self.app.current_theme, self.app.get_css_variables())
        told = guideline(self._profile, self._annotation, colours)
        judged = judgements(checks_about(self._annotation, self._checks, self._layer))
        self.query_one(GuidelinePage).show([*judged, *told])

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


class GuidelinePage(WrappedPage):
    """Passages, wrapped as Chinese is."""

    _passages: Sequence[Passage] = ()

    def show(self, passages: Sequence[Passage]) -> None:
        """Show these passages."""
        self._passages = passages
        self.draw()

    def lines(self, width: int) -> Iterator[Content]:
        """Each passage under its heading, a blank line between two."""
        for number, passage in enumerate(self._passages):
            if number:
                yield Content("")
            yield Content.styled(passage.heading, f"bold {passage.style}".strip())
            for paragraph in passage.text.split("\n"):
                for line in wrap(paragraph, max(8, width - 2)):
                    yield Content("  " + paragraph[line.start : line.end])


def judgements(judged: Iterable[tuple[Check, str]]) -> Iterator[Passage]:
    """A passage for each check: whether it holds, and what it means."""
    for check, told in judged:
        mark, style = ("✓", "$text-success") if check.holds else ("✗", "$text-error")
        said = "\n".join(map(visible, told.split("\n")))
        yield Passage(visible(f"{mark} {check.message}"), style, said)


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
        yield Passage(_("The fields of a record"), "", "\n".join(_field_words(profile)))
    elif isinstance(annotation, Tag):
        cues = next((topic.cues for topic in profile.topics if topic.label == annotation.label), ())
        shown = _("Phrases that speak for it: {cues}").format(cues=" ".join(cues))
        yield Passage(
            visible(f"▸ #{annotation.label}"), "", visible(shown if cues else _("No phrase stands for it."))
        )
    for kind in sorted(profile.types, key=lambda kind: kind.code != current):
        yield _passage(kind, shades.get(kind.code, ""), current=kind.code == current)


def _field_words(profile: Profile) -> Iterator[str]:
    """A line for each field that has words."""
    for field in profile.fields:
        if (words := FIELD_MEANINGS.get(field.code)) is not None:
            yield visible(f"{either(field.en, field.zh)}: {_(words)}")


def _passage(kind: EntityType, style: str, *, current: bool) -> Passage:
    chinese = language() == "zh"
    heading = f"{'▸ ' if current else ''}{kind.key} {kind.code} {kind.zh if chinese else kind.en}"
    text = (kind.guideline_zh if chinese else kind.guideline_en) or _("The profile does not say.")
    return Passage(visible(heading), style, visible(text))

"""The previews of deeds on one article: accepting the rest, rejecting all alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from seeds.article import Annotation, Tag
from store import bulk
from store.layer import Layer, Step
from tui.language import _, anew, ngettext
from tui.screens.preview import Preview
from tui.text.names import kind_name
from tui.widgets.key_hints import Hint
from tui.widgets.preview_lines import PreviewLine

_CONTEXT = 30


class RestPreview(Preview):
    """The suggestions from a confidence up, the least certain first; the arrows move the threshold."""

    def __init__(self, layer: Layer, text: str, confidence: float) -> None:
        super().__init__(_("Accept the rest"))
        self._layer = layer
        self._text = text
        self._levels = bulk.levels(layer)
        self._level = max(at for at, level in enumerate(self._levels) if level <= confidence)

    @property
    def confidence(self) -> float:
        """The threshold."""
        return self._levels[self._level]

    def action_turn(self, by: int) -> None:
        """Raise the threshold with ↑, lower it with ↓."""
        self._level = max(0, min(self._level - by, len(self._levels) - 1))
        self.show()

    def hints(self) -> list[Hint]:
        """The arrows too."""
        enter, *others = super().hints()
        return [enter, Hint("↑", _("stricter"), "turn(-1)"), Hint("↓", _("milder"), "turn(1)"), *others]

    def lines(self) -> Sequence[PreviewLine]:
        """A suggestion a line, with its confidence."""
        above = bulk.suggestions(self._layer, self.confidence)
        return [preview_line(a, f"{confidence_told(a.confidence)} {kind_name(a)}", self._text) for a in above]

    def summary(self, kept: Sequence[str]) -> str:
        """The threshold, how many by type, how many go on waiting."""
        rest = len(bulk.suggestions(self._layer)) - len(kept)
        parts = [
            _("confidence from {level}").format(level=confidence_told(self.confidence)),
            by_kind(self._layer.annotations[rid] for rid in kept),
            ngettext("{count} goes on waiting", "{count} go on waiting", rest).format(count=f"{rest:,}"),
        ]
        return " · ".join(part for part in parts if part)

    def step(self, kept: Sequence[str]) -> Step | None:
        """Accept what is kept."""
        return bulk.accept_rest(self._layer, kept)


class AlikePreview(Preview):
    """The suggestions with the text and type of one annotation."""

    def __init__(self, layer: Layer, text: str, rid: str) -> None:
        chosen = layer.annotations[rid]
        _kind, words = bulk.kind_and_text(chosen)
        super().__init__(_("Reject all alike: {words}").format(words=words))
        self._layer = layer
        self._text = text
        self._kind = kind_name(chosen)
        self._alike = bulk.alike(layer, rid)

    def lines(self) -> Sequence[PreviewLine]:
        """A place a line."""
        return [preview_line(a, f"✗ {anew(self._kind)}", self._text) for a in self._alike]

    def summary(self, kept: Sequence[str]) -> str:
        """How many."""
        count = len(kept)
        return ngettext("reject {count} annotation", "reject {count} annotations", count).format(
            count=f"{count:,}"
        )

    def step(self, kept: Sequence[str]) -> Step | None:
        """Reject what is kept."""
        return bulk.reject_alike(self._layer, kept)


def preview_line(annotation: Annotation, deed: str, text: str) -> PreviewLine:
    """An annotation in its context."""
    if isinstance(annotation, Tag):
        return PreviewLine(annotation.id, deed, words=f"#{annotation.label}")
    start, end = annotation.start, annotation.end
    return PreviewLine(
        annotation.id,
        deed,
        text[max(0, start - _CONTEXT) : start],
        annotation.text,
        text[end : end + _CONTEXT],
    )


def confidence_told(confidence: float) -> str:
    """A confidence in per cent, never rounded up to what it does not reach."""
    return f"{int(confidence * 100 + 1e-9)}%"


def by_kind(annotations: Iterable[Annotation]) -> str:
    """How many there are of each kind, the most first."""
    counts = Counter(kind_name(annotation) for annotation in annotations)
    return " · ".join(f"{name} {count}" for name, count in counts.most_common()) or "0"

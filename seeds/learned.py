"""Rules that people's decisions taught: about names, boundaries and units.

Words are compared as they are folded (`seeds.folding`): widths, layout spaces and traditional characters
make no difference.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Side = Literal["start", "end"]


class Always(msgspec.Struct, frozen=True, tag_field="kind", tag="always"):
    """`text` is an entity of `type` wherever it stands as a name.

    With `instead` only where that is suggested: a longer name around it, which is too long.
    """

    text: str
    type: str
    instead: str | None = None

    @property
    def name(self) -> str:
        """What the suggestions that it makes carry as their rule."""
        instead = f"{self.instead}→" if self.instead is not None else ""
        return f"learned:always:{self.type}:{instead}{self.text}"


class Never(msgspec.Struct, frozen=True, tag_field="kind", tag="never"):
    """`text` is no entity of `type`."""

    text: str
    type: str

    @property
    def name(self) -> str:
        """What names it; nothing carries it, since it leaves nothing behind."""
        return f"learned:never:{self.type}:{self.text}"


class Trim(msgspec.Struct, frozen=True, tag_field="kind", tag="trim"):
    """An entity of `type` does not have `text` at that side: 县委 after the name of a county."""

    text: str
    type: str
    side: Side

    @property
    def name(self) -> str:
        """What the suggestions that it changes carry as their rule."""
        return f"learned:trim-{self.side}:{self.type}:{self.text}"


class Extend(msgspec.Struct, frozen=True, tag_field="kind", tag="extend"):
    """`text` beside an entity of `type` belongs to it."""

    text: str
    type: str
    side: Side

    @property
    def name(self) -> str:
        """What the suggestions that it changes carry as their rule."""
        return f"learned:extend-{self.side}:{self.type}:{self.text}"


class UnitOf(msgspec.Struct, frozen=True, tag_field="kind", tag="unit"):
    """The unit of `metric` is `unit`, where the extractor says `instead` (None: where it says none)."""

    metric: str
    unit: str
    instead: str | None = None

    @property
    def name(self) -> str:
        """What the suggestions that it changes carry as their rule."""
        return f"learned:unit:{self.metric}:{self.instead or ''}→{self.unit}"


Rule = Always | Never | Trim | Extend | UnitOf

"""What tests of the formats need to read a file back: a profile, and what came apart from what is wrong."""

from __future__ import annotations

from collections.abc import Iterable

from seeds.problems import Unreadable
from seeds.profile import bundled_profile
from store.exchange.incoming import Incoming

PROFILE = bundled_profile()


def parted(found: Iterable[Incoming | Unreadable]) -> tuple[list[Incoming], list[str]]:
    """What the texts say, and what could not be read, as it is told."""
    all_ = list(found)
    return [one for one in all_ if isinstance(one, Incoming)], [
        str(one) for one in all_ if isinstance(one, Unreadable)
    ]

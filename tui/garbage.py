"""The search for garbage, which would hold up the first screen and, again and again, the keys."""

from __future__ import annotations

import gc


def search_later() -> None:
    """Begin without it: what a start makes is kept, and is gone through several times while it grows."""
    gc.disable()


def search_again() -> None:
    """Search from now on, where that was put off, but not in what there is: it stays to the end."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()

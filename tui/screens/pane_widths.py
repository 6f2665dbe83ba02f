"""How wide the panes beside the article may be: pure arithmetic of columns."""

from __future__ import annotations

from typing import Literal

SidePane = Literal["list", "panel"]
SIDES: tuple[SidePane, ...] = ("list", "panel")
ALONE_BELOW = 80
"""Columns of a window below which one pane is shown at a time."""
BESIDE_FROM = 110
"""Columns of a window from which the list stands beside the article; in a narrower one it slides over it."""
STEP = 4
"""Columns by which a key widens or narrows a pane."""
LEAST = {"list": 18, "panel": 24}
"""Columns below which a pane says too little."""
LEAST_READER = 30


def fitting(pane: SidePane, wanted: int, window: int, others: int) -> int:
    """The columns of a pane that was to have `wanted`, in a window where other side panes take `others`.

    The article keeps `LEAST_READER` columns, and the pane its `LEAST`, which comes first.
    """
    return max(LEAST[pane], min(wanted, window - others - LEAST_READER))

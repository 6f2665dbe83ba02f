"""How often suggestions were right, as a picture: by type and by confidence, with the bounds of 95%."""

from __future__ import annotations

from typing import TYPE_CHECKING

from seeds.profile import Profile
from store.statistics.rates import Rate
from store.statistics.tally import Statistics
from tui.charts.pictures import drawn
from tui.language import _
from tui.text.statistics_page import bands_named, kind_name
from tui.text.visible import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BY_TYPE, _BY_BAND = "#0072B2", "#D55E00"


def precision_picture(told: Statistics, profile: Profile, kind: str) -> bytes:
    """The picture as a `png` or `svg` file; what nobody judged is not in it. Raises what `drawn` does."""
    types = [(kind_name(name, profile), counts.precision) for name, counts in told.kinds.items()]
    rows = [(visible(name), rate, _BY_TYPE) for name, rate in types if rate.of]
    rows += [(name, counts.precision, _BY_BAND) for name, counts in bands_named(told) if counts.judged]

    def draw(axes: Axes) -> None:
        for at, (_name, rate, colour) in enumerate(rows):
            share, (low, high) = rate.share or 0.0, rate.interval
            axes.errorbar(share, at, xerr=[[share - low], [high - share]], fmt="o", color=colour, capsize=4)
        axes.set_yticks(range(len(rows)), [_named(name, rate) for name, rate, _colour in rows])
        axes.set_xlim(0, 1)
        axes.xaxis.set_major_formatter("{x:.0%}")
        axes.invert_yaxis()
        axes.grid(visible=True, axis="x", alpha=0.3)

    title = _("Suggestions that were right, with 95% bounds")
    return drawn(title, "".join(name for name, _rate, _colour in rows), kind, draw)


def _named(name: str, rate: Rate) -> str:
    return f"{name} ({rate.of:,})"

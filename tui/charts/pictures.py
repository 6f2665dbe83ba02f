"""Charts as PNG or SVG, drawn by matplotlib: the extra `charts`.

Chinese names need a font that has them. Where this machine has none, an SVG keeps its words as text, for the
fonts of whoever looks at it; a PNG cannot, and its drawing is refused.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from itertools import chain
from typing import TYPE_CHECKING, Any

from seeds.problems import Problem
from tui.charts.chart import Chart
from tui.charts.terminal import amount_told, class_told, place_told
from tui.language import _
from tui.text.figures import short_period
from tui.text.visible import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FONTS = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC", "PingFang SC",
    "Hiragino Sans GB", "Heiti SC", "STHeiti", "Microsoft YaHei", "SimHei", "DengXian", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "Droid Sans Fallback", "Noto Sans CJK JP", "Noto Sans CJK TC", "Noto Serif CJK SC",
    "Noto Serif CJK JP", "Arial Unicode MS", "AR PL UMing CN", "SimSun",
)  # fmt: skip
"""Fonts with Chinese characters, the most readable in a chart first. Of a collection (.ttc) matplotlib knows
the first member only, for Noto the Japanese one, which has the same characters."""
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00")
"""Okabe and Ito's, which colour-blind people tell apart."""
_MARKERS = "oX^sDv"
_SIZE = (10.0, 6.0)
_DPI = 150


def picture(chart: Chart, kind: str) -> bytes:
    """The chart as the bytes of a `png` or `svg` file. Raises what `drawn` does."""
    title = f"{chart.metric} ({chart.unit})" if chart.unit else chart.metric
    draw = _draw_course if chart.kind == "course" else _draw_bars
    return drawn(title, _words_of(chart), kind, lambda axes: draw(axes, chart))


def drawn(title: str, words: str, kind: str, draw: Callable[[Axes], None]) -> bytes:
    """What `draw` makes of axes under a title, as a `png` or `svg` file; `words` are all that it writes.

    Raises Problem where matplotlib, or for a PNG a font with Chinese characters, is not installed.
    """
    if find_spec("matplotlib") is None:
        raise Problem(
            "{format} needs a package that is not here; install it with: pip install 'piyue[{extra}]'",
            format=kind,
            extra="charts",
        )
    import matplotlib as mpl
    from matplotlib.figure import Figure

    font = chinese_font()
    if font is None and kind == "png" and not (title + words).isascii():
        raise Problem(
            "no font with Chinese characters is installed, which a PNG needs: save it as .svg, or install "
            "one, as fonts-noto-cjk"
        )
    settings: dict[Any, Any] = {
        "font.family": [*([font] if font else []), "sans-serif"],
        "axes.unicode_minus": False,
        "text.parse_math": False,
        "svg.fonttype": "path" if font else "none",
        "svg.hashsalt": "piyue",
    }
    made = io.BytesIO()
    with mpl.rc_context(settings), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a character that the font has not is drawn as a box
        figure = Figure(figsize=_SIZE, dpi=_DPI, layout="constrained")
        axes = figure.add_subplot()
        axes.set_title(title)
        draw(axes)
        # Without a date, so that the same chart gives the same bytes.
        figure.savefig(made, format=kind, metadata={"Date": None} if kind == "svg" else {"Software": None})
    return made.getvalue()


def chinese_font() -> str | None:
    """The first of `FONTS` that is installed."""
    from matplotlib.font_manager import fontManager

    installed = {entry.name for entry in fontManager.ttflist}
    return next((name for name in FONTS if name in installed), None)


def _draw_course(axes: Axes, chart: Chart) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    for at, line in enumerate(chart.lines):
        axes.plot(
            line.moments,
            line.amounts,
            color=_COLOURS[at % len(_COLOURS)],
            marker=_MARKERS[at % len(_MARKERS)],
            label=place_told(line.place),
        )
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda amount, _at: amount_told(amount)))
    axes.grid(visible=True, alpha=0.3)
    if chart.lines:
        axes.legend()


def _draw_bars(axes: Axes, chart: Chart) -> None:
    from matplotlib.ticker import FuncFormatter

    spread = chart.kind == "spread"
    names = [class_told(bar) if spread else _dated(place_told(bar.name), bar.period) for bar in chart.bars]
    bars = axes.barh(range(len(names)), [bar.amount for bar in chart.bars], color=_COLOURS[0])
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.bar_label(bars, [amount_told(bar.amount) for bar in chart.bars], padding=3)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda amount, _at: amount_told(amount)))
    axes.margins(x=0.1)
    if spread:
        axes.set_xlabel(_("figures"))


def _dated(name: str, period: str | None) -> str:
    return f"{name} {short_period(visible(period))}" if period else name


def _words_of(chart: Chart) -> str:
    names = chain((line.place for line in chart.lines), (bar.name for bar in chart.bars))
    numbers = "".join(amount_told(amount) for bar in chart.bars for amount in (bar.amount, bar.high))
    return "".join([chart.metric, chart.unit, numbers, *(name or _("no place") for name in names)])

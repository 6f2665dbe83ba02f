"""A picture of a screen as text: its rows, then how each is drawn, then what the letters of that mean.

The second part has a line for each row, in runs of a letter and a number of cells: `a12b3` is twelve cells as
`a` says and three as `b` says. The third part says of each letter how its cells are drawn in each theme, as
`text/ground` and attributes. What cannot be seen of a blank cell is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from string import ascii_letters

from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from tui.text.width import cell_width
from tui.themes.legible import contrast

_LETTERS = ascii_letters + "".join(
    map(chr, (*range(0x3B1, 0x3CA), *range(0x391, 0x3A2), *range(0x430, 0x450)))
)
_SEEN_ON_BLANKS = ("underline", "underline2", "strike", "reverse")
_ATTRIBUTES = ("bold", "dim", "italic", *_SEEN_ON_BLANKS)
_RULE = "=" * 20

Cells = list[tuple[str, str]]
"""A row: each character and how it is drawn."""


def cells(strip: Strip) -> Cells:
    """The characters of a row with how they are drawn; a blank is drawn as what stands before it where that
    is on the same ground."""
    row: Cells = []
    for text, style, _control in strip:
        for char in text:
            drawn = look(style or Style(), blank=char.isspace())
            if row and drawn.startswith("/") and row[-1][1].split("/")[1] == drawn[1:]:
                drawn = row[-1][1]
            row.append((char, drawn))
    return row


@lru_cache(maxsize=4096)
def look(style: Style, *, blank: bool) -> str:
    """How a cell is drawn, in words: `#d6d8dc/#191d23 bold`."""
    ground = style.bgcolor.get_truecolor().hex if style.bgcolor else "-"
    text = style.color.get_truecolor().hex if style.color else "-"
    seen = _SEEN_ON_BLANKS if blank else _ATTRIBUTES
    attributes = [name for name in seen if getattr(style, name)]
    if blank and not attributes:
        text = ""
    return " ".join([f"{text}/{ground}", *attributes])


def written(drawn: Mapping[str, Sequence[Cells]]) -> str:
    """The text of a picture that was drawn in each of these themes.

    Raises ValueError where a row says something else in another theme.
    """
    themes, screens = list(drawn), list(drawn.values())
    rows = ["".join(char for char, _look in row) for row in screens[0]]
    for theme, screen in drawn.items():
        for number, row in enumerate(screen):
            if (said := "".join(char for char, _look in row)) != rows[number]:
                raise ValueError(f"row {number} in {theme}: {said!r} is not {rows[number]!r}")
    letters: dict[tuple[str, ...], str] = {}
    runs = []
    for number, text in enumerate(rows):
        looks = list(zip(*([look for _char, look in screen[number]] for screen in screens), strict=True))
        runs.append("".join(_runs(zip(text, looks, strict=True), letters)))
    legend = [f"{letter} {' | '.join(looks)}" for looks, letter in letters.items()]
    parts = [row.rstrip() for row in rows], runs, [f"  {' | '.join(themes)}", *legend]
    return f"\n{_RULE}\n".join("\n".join(part) for part in parts) + "\n"


def _runs(row: Iterable[tuple[str, tuple[str, ...]]], letters: dict[tuple[str, ...], str]) -> Iterable[str]:
    for looks, run in groupby(row, key=lambda cell: cell[1]):
        letter = letters.setdefault(looks, _LETTERS[len(letters)] if looks not in letters else "")
        yield f"{letter}{sum(cell_width(char) for char, _looks in run)}"


def contrasts(row: Cells) -> Iterable[tuple[float, str, str]]:
    """Of each run of a row the contrast of text and ground, what it says, and how it is drawn."""
    for drawn, run in groupby(row, key=lambda cell: cell[1]):
        said = "".join(char for char, _look in run).strip()
        text, ground = drawn.split(" ")[0].split("/")
        if said and "-" not in (text, ground):
            yield contrast(Color.parse(text or ground), Color.parse(ground)), said, drawn

"""What stands on one page of a PDF: its characters with their places, its rules and its pictures.

PDFium is asked for every character's box and origin. The order in which a producer drew them is not used:
many draw line by line across columns, or in no order at all.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise
from math import atan2, degrees, hypot, isfinite
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import msgspec

from seeds.readers.pdf.characters import UNKNOWN, as_written, is_blank

if TYPE_CHECKING:
    from pypdfium2 import PdfPage, PdfTextPage

GLYPHS_A_PAGE = 100_000
"""The most characters of a page: ten times a full page of the smallest newspaper print."""
_OBJECTS, _SAMPLE = 4_000, 1_000
_THIN, _LONG = 3.0, 90.0
_NAME_SIZE = 256
_HEAVY = re.compile(
    r"bold|black|heavy|hei(?!ght|sei)|黑|小标宋|xbs|dbs|biaosong|大标宋|zongyi|综艺|cuyuan", re.IGNORECASE
)
_HEAVY_WEIGHT = 600
_UPRIGHT, _UP, _TURNED, _DOWN, _SLANTED = range(5)


class TooManyGlyphs(Exception):
    """The page has more characters than any page that is read by people."""


class Font(NamedTuple):
    """A typeface as the PDF names it; `heavy` where it is of the kind that headings are set in."""

    name: str
    heavy: bool


class Glyph(msgspec.Struct, frozen=True, gc=False):
    """A character with its place, in points: from `left` to `right` along its line, which stands at `base`.

    `base` grows upwards. `text` is what it says: one character, or several where it is a ligature.
    `number` is its place among the characters of its page. `size` is the font's, in points, 1 em.
    """

    text: str
    number: int
    left: float
    right: float
    base: float
    size: float
    font: Font


class Rect(NamedTuple):
    """A rectangle on the page, in points; `bottom` is the lower number."""

    left: float
    bottom: float
    right: float
    top: float


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One page. `number` counts from 1.

    All is turned so that text runs from left to right and lines follow each other downwards; `aside` are
    the characters that run in another direction, as watermarks do. `drawn`: there is something on the
    page, text or not; `readable`: there is text, most of which has characters behind its shapes.
    """

    number: int
    frame: Rect
    glyphs: list[Glyph]
    aside: list[Glyph]
    rules: list[Rect]
    pictures: list[Rect]
    drawn: bool
    readable: bool


class _Placed(msgspec.Struct, frozen=True, gc=False):
    """A character as PDFium tells it: its loose box, its origin (x, y), and how its text is set."""

    text: str
    number: int
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    set_in: _Setting


class _Setting(NamedTuple):
    size: float
    direction: int
    font: Font


def read_sheet(page: PdfPage, number: int) -> Sheet:
    """What stands on the page. Raises TooManyGlyphs, and PdfiumError where the page cannot be parsed."""
    frame = Rect(*page.get_bbox())
    rules, pictures, drawn = _shapes(page)
    textpage = page.get_textpage()
    try:
        if textpage.count_chars() > GLYPHS_A_PAGE:
            raise TooManyGlyphs
        placed = list(_characters(textpage, frame))
    finally:
        textpage.close()
    counts = Counter(one.set_in.direction for one in placed)
    direction = max(counts, key=lambda which: (counts[which], -which), default=_UPRIGHT)
    turn = _Turn(direction, vertical=direction == _UPRIGHT and _is_vertical(placed))
    return Sheet(
        number=number,
        frame=turn.rect(frame),
        glyphs=[turn.glyph(one) for one in placed if one.set_in.direction == direction],
        aside=[turn.glyph(one) for one in placed if one.set_in.direction != direction],
        rules=[turn.rect(rule) for rule in rules],
        pictures=[turn.rect(picture) for picture in pictures],
        drawn=drawn or bool(placed),
        readable=_reads(one.text for one in placed),
    )


def _reads(texts: Iterable[str]) -> bool:
    inked = [text for text in texts if not is_blank(text)]
    return len(inked) > 2 * inked.count(UNKNOWN)


def _characters(textpage: PdfTextPage, frame: Rect) -> Iterator[_Placed]:
    """The characters that are really on the page: PDFium adds spaces and line ends of its own."""
    low_x, low_y, high_x, high_y = frame
    asked = _functions()
    handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value
    point, edges = (ctypes.c_double * 2)(), (ctypes.c_float * 4)()
    x_at, y_at = ctypes.addressof(point), ctypes.addressof(point) + ctypes.sizeof(ctypes.c_double)
    edges_at = ctypes.addressof(edges)
    settings: dict[int, _Setting] = {}
    half = 0
    for number in range(textpage.count_chars()):
        code = asked.code(handle, number)
        owner = asked.owner(handle, number)
        if owner is None or (code <= 0x20 and asked.is_generated(handle, number) == 1):
            continue
        if 0xD800 <= code < 0xDC00:
            half = code
            continue
        if 0xDC00 <= code < 0xE000 and half:
            code = 0x10000 + ((half - 0xD800) << 10) + code - 0xDC00
        half = 0
        text = UNKNOWN if asked.is_unmapped(handle, number) == 1 else as_written(code)
        if not text:
            continue
        if owner not in settings:
            settings[owner] = _setting(textpage, number)
        asked.origin(handle, number, x_at, y_at)
        x, y = point
        if low_x <= x <= high_x and low_y <= y <= high_y:
            asked.loose_box(handle, number, edges_at)
            left, top, right, bottom = edges
            if isfinite(left + top + right + bottom):
                yield _Placed(text, number, left, bottom, right, top, x, y, settings[owner])


class _Functions(NamedTuple):
    """What PDFium is asked of every character, by the address of its page and its number there."""

    code: Callable[..., int]
    owner: Callable[..., int | None]
    is_generated: Callable[..., int]
    is_unmapped: Callable[..., int]
    origin: Callable[..., int]
    loose_box: Callable[..., int]


@cache
def _functions() -> _Functions:
    """PDFium's functions, taking plain addresses: converting a pointer takes longer than the answer."""
    import pypdfium2.raw as raw

    def plain(function: object, result: type, *more: type) -> Callable[..., Any]:
        shape = ctypes.CFUNCTYPE(result, ctypes.c_void_p, ctypes.c_int, *more)
        return shape(ctypes.cast(cast(Any, function), ctypes.c_void_p).value or 0)

    return _Functions(
        code=plain(raw.FPDFText_GetUnicode, ctypes.c_uint),
        owner=plain(raw.FPDFText_GetTextObject, ctypes.c_void_p),
        is_generated=plain(raw.FPDFText_IsGenerated, ctypes.c_int),
        is_unmapped=plain(raw.FPDFText_HasUnicodeMapError, ctypes.c_int),
        origin=plain(raw.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p),
        loose_box=plain(raw.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p),
    )


def _setting(textpage: PdfTextPage, number: int) -> _Setting:
    """How the text that the character belongs to is set."""
    import pypdfium2.raw as raw

    handle = textpage.raw
    matrix, flags = raw.FS_MATRIX(), ctypes.c_int()
    raw.FPDFText_GetMatrix(handle, number, matrix)
    name = ctypes.create_string_buffer(_NAME_SIZE)
    raw.FPDFText_GetFontInfo(handle, number, name, _NAME_SIZE, flags)
    size = abs(raw.FPDFText_GetFontSize(handle, number)) * hypot(matrix.c, matrix.d)
    angle = degrees(atan2(matrix.b, matrix.a)) % 360
    quarter = round(angle / 90)
    direction = quarter % 4 if abs(angle - 90 * quarter) <= 10 else _SLANTED
    known = name.value.decode("utf-8", "replace").partition("+")[2] or name.value.decode("utf-8", "replace")
    heavy = bool(_HEAVY.search(known)) or raw.FPDFText_GetFontWeight(handle, number) >= _HEAVY_WEIGHT
    return _Setting(size if isfinite(size) and size > 0 else 1.0, direction, Font(known, heavy))


def _shapes(page: PdfPage) -> tuple[list[Rect], list[Rect], bool]:
    """The horizontal rules and the pictures among the first objects of a page, and whether it has any."""
    import pypdfium2.raw as raw

    rules, pictures = [], []
    count = raw.FPDFPage_CountObjects(page.raw)
    edges = [ctypes.c_float() for _ in range(4)]
    for at in range(min(count, _OBJECTS)):
        item = raw.FPDFPage_GetObject(page.raw, at)
        kind = raw.FPDFPageObj_GetType(item)
        if kind not in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH):
            continue
        if not raw.FPDFPageObj_GetBounds(item, *edges):
            continue
        box = Rect(*(edge.value for edge in edges))
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(box)
        elif box.top - box.bottom <= _THIN and box.right - box.left >= _LONG:
            rules.append(box)
    return rules, pictures, count > 0


def _is_vertical(placed: list[_Placed]) -> bool:
    """Whether characters follow each other downwards, as in old newspapers."""
    down = along = 0
    for one, other in pairwise(placed[:_SAMPLE]):
        across, fall = other.x - one.x, one.y - other.y
        size = one.set_in.size
        down += abs(across) <= 0.3 * size and 0.7 * size <= fall <= 1.6 * size
        along += abs(fall) <= 0.1 * size and 0.2 * size <= across <= 1.6 * size
    return down > 20 and down > 2 * along


class _Turn:
    """Places as they are once the page is turned so that its text runs from left to right."""

    def __init__(self, direction: int, *, vertical: bool) -> None:
        self._direction = _DOWN if vertical else direction
        self._vertical = vertical

    def glyph(self, one: _Placed) -> Glyph:
        """A character in its new place."""
        size = one.set_in.size
        if self._direction == _UPRIGHT:
            right = one.right if one.right > one.left else one.left + size / 2
            return Glyph(one.text, one.number, one.left, right, one.y, size, one.set_in.font)
        box = self.rect(Rect(one.left, one.bottom, one.right, one.top))
        base = (box.bottom + box.top) / 2 if self._vertical else self._point(one.x, one.y)[1]
        right = box.right if box.right > box.left else box.left + size / 2
        return Glyph(one.text, one.number, box.left, right, base, size, one.set_in.font)

    def rect(self, box: Rect) -> Rect:
        """A rectangle in its new place."""
        (x, y), (other_x, other_y) = self._point(box.left, box.bottom), self._point(box.right, box.top)
        return Rect(min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return {_UP: (y, -x), _TURNED: (-x, -y), _DOWN: (-y, x)}.get(self._direction, (x, y))

"""Paragraphs that were broken into lines of one width: found, and made whole again."""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from seeds.page.columns import Columns, Reading
from seeds.page.kinds import classified
from seeds.page.lines import Line
from seeds.page.widths import Setting, width

_SETTING = Setting(1.0, 0.5, 0.5)
_SENTENCE_END = "。!?;:…”」)"
_PARAGRAPH_END = "。!?…”」):"
_SPEAKER = re.compile(r"^(?:记者|主持人|问|答|[一-鿿]{2,4})\s?:")
_ENUMERATED = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、](?!\d)|第[一二三四五六七八九十]{1,3}[,、:章节条])"
)
_NARROWEST, _WIDEST = 12.0, 64.0
_FEWEST = 3
_POINTS = frozenset(",。、;:!?")
_SLACK = 2.0
_INDENT = 2.0
_BARRIERS = frozenset({"furniture", "ending", "editor", "dateline"})


def rejoined(reading: Reading) -> list[Line]:
    """The lines of a page in reading order, with wrapped paragraphs made whole."""
    lines: list[Line] = []
    for segment in reading.segments:
        lines += _paragraphs(segment.lines, reading.columns) if segment.flows else segment.lines
    return lines


def _paragraphs(lines: list[Line], columns: Columns | None) -> list[Line]:
    setting = columns.setting if columns else _SETTING
    full = columns.width if columns else _wrap_width([line for line in lines if line.told is None])
    if full is None:
        return lines
    measure = _Measure(full, setting, _first_line_indent(lines) if columns is None else None)
    joined: list[list[Line]] = []
    for line in lines:
        if joined and _goes_on(joined[-1], line, measure):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [_as_one(parts) for parts in joined]


def _wrap_width(lines: list[Line]) -> float | None:
    """The width at which the page's lines were broken, in em; None where lines are paragraphs.

    Broken lines are alike in width and stop in mid-sentence; paragraphs are neither. Lines without
    any punctuation are verse or headlines.
    """
    widths = [_whole_width(line) for line in lines]
    total = sum(widths)
    counts: dict[int, int] = {}
    for measured in widths:
        if _NARROWEST <= measured <= _WIDEST:
            counts[round(measured)] = counts.get(round(measured), 0) + 1
    if not counts:
        return None
    full = max(counts, key=lambda size: sum(counts.get(size + near, 0) for near in (-1, 0, 1)))
    near = [at for at, measured in enumerate(widths) if abs(measured - full) <= 1.5]
    if len(near) < _FEWEST or sum(widths[at] for at in near) < 0.5 * total:
        return None
    if sum(measured for measured in widths if measured > full + _SLACK) > 0.1 * total:
        return None
    if sum(any(char in _POINTS for char in lines[at].view) for at in near) < 0.6 * len(near):
        return None
    ended = sum(lines[at].view[-1] in _SENTENCE_END for at in near)
    return float(full) if ended <= 0.4 * len(near) else None


def _whole_width(line: Line) -> float:
    """A line's width with its indent; very long lines count as what they are, too wide."""
    return line.indent / 2 + (width(line.view, _SETTING) if len(line.view) <= 2 * _WIDEST else len(line.view))


def _first_line_indent(lines: list[Line]) -> int | None:
    """The indent, as lines count it, that marks a paragraph's first line; None where indents were lost."""
    margin = min(line.indent for line in lines)
    deeper = [line.indent for line in lines if line.indent >= margin + 2]
    return min(deeper) if len(deeper) >= 2 else None


def _goes_on(paragraph: list[Line], line: Line, measure: _Measure) -> bool:
    """Whether `line` goes on with the paragraph whose lines so far are given."""
    above = paragraph[-1]
    if line.told or above.told:
        return False  # the file says where its paragraphs end
    if line.gap or len(above.view) > 2 * _WIDEST or _SPEAKER.match(line.view):
        return False
    if measure.indent is not None and line.indent >= measure.indent:
        return False
    if classified(above).kind in _BARRIERS or classified(line).kind in _BARRIERS:
        return False
    ended = above.view[-1] in _PARAGRAPH_END
    if not ended:
        return measure.of(above) >= max(measure.full - 4, 0.8 * measure.full)
    lost_indent = 0.0 if measure.indent is not None or len(paragraph) > 1 else _INDENT
    if measure.of(above) + lost_indent < measure.full - 1 or _ENUMERATED.match(line.view):
        return False
    return measure.indent is not None or abs(measure.of(line) - (measure.full - _INDENT)) > 0.8


class _Measure(NamedTuple):
    """The width of a full line and how widths are taken; `indent` is what first lines kept of theirs."""

    full: float
    setting: Setting
    indent: int | None

    def of(self, line: Line) -> float:
        return (line.indent / 2 if self.indent is not None else 0) + width(line.view, self.setting)


def _as_one(parts: list[Line]) -> Line:
    if len(parts) == 1:
        return parts[0]
    views = [parts[0].view]
    joints = list(parts[0].joints)
    for part in parts[1:]:
        joint = " " if _latin(views[-1][-1]) and _latin(part.view[0]) else ""
        joints.append(joint)
        views.append(joint + part.view)
    return msgspec.structs.replace(
        parts[0],
        spans=tuple(span for part in parts for span in part.spans),
        joints=tuple(joints),
        view="".join(views),
    )


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()

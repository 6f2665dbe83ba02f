"""The elements that are open at a place of a page, and what starts and ends there end with them.

After the parsing rules of HTML, as far as text needs them: a paragraph ends where a block begins, an item
where the next begins, an end tag in a cell ends nothing outside it. Nothing recurses, and every step is
paid for by a tag.
"""

from __future__ import annotations

from collections import Counter

import msgspec

from seeds.readers.html.elements import BLOCKS, CELLS, IMPLIED_ENDS, TABLE_PARTS
from seeds.readers.traced_text import MarkKind

_NEAR = 32
"""How far down an end tag looks for its start among elements that are not blocks."""
_THROUGH = frozenset({"p", "div", "center"})
"""Blocks that the start of an item passes on its way to the item before."""


class Element(msgspec.Struct):
    """An open element. `at` is where its text begins, `node` the node around it."""

    name: str
    at: int
    node: int
    is_hidden: bool
    mark: MarkKind | None

    @property
    def is_block(self) -> bool:
        """Whether it stands on lines of its own."""
        return self.name in BLOCKS


class OpenElements:
    """The open elements, the innermost last."""

    def __init__(self) -> None:
        self._stack: list[Element] = []
        self._scopes: list[Counter[str]] = [Counter()]  # what is open in a cell; its end tags see no further
        self._tables: list[Counter[str]] = [Counter()]  # what parts of a table are open in it

    def push(self, element: Element) -> None:
        """An element starts."""
        name = element.name
        if name in TABLE_PARTS:
            self._tables[-1][name] += 1
        self._scopes[-1][name] += 1
        if name == "table":
            self._tables.append(Counter())
        if name in CELLS or name == "table":
            self._scopes.append(Counter())
        self._stack.append(element)

    def ended_by_start(self, name: str) -> list[Element]:
        """End what the start of an element ends: a link, a paragraph, the item or the cell before it."""
        if name == "a":
            return self._end_near(frozenset({"a"}))
        if name not in BLOCKS:
            return []
        if name in TABLE_PARTS:
            return self._end_parts(IMPLIED_ENDS.get(name, frozenset()))
        ended = self._end_near(frozenset({"p"})) if self._scopes[-1]["p"] else []
        if name in IMPLIED_ENDS:
            ended += self._end_near(IMPLIED_ENDS[name], through=_THROUGH)
        return ended

    def ended_by_end(self, name: str) -> list[Element]:
        """End what an end tag ends, the innermost first: nothing where its element is not open here."""
        if name not in BLOCKS:
            return self._end_near(frozenset({name}))
        if name in TABLE_PARTS and name != "table":
            return self._end_to(name) if self._tables[-1][name] else []
        is_open = len(self._tables) > 1 if name == "table" else self._scopes[-1][name]
        return self._end_to(name) if is_open else []

    def ended_by_page(self) -> list[Element]:
        """End all that is open."""
        return [self._pop() for _ in range(len(self._stack))]

    def _end_parts(self, parts: frozenset[str]) -> list[Element]:
        ended = []
        for part in parts:
            while self._tables[-1][part]:
                ended += self._end_to(part)
        return ended

    def _end_near(self, names: frozenset[str], through: frozenset[str] = frozenset()) -> list[Element]:
        """End the nearest open element of these names, unless it is far or a block is between."""
        for depth, held in enumerate(reversed(self._stack)):
            if held.name in names:
                return [self._pop() for _ in range(depth + 1)]
            if depth >= _NEAR or (held.is_block and held.name not in through):
                return []
        return []

    def _end_to(self, name: str) -> list[Element]:
        ended = [self._pop()]
        while ended[-1].name != name:
            ended.append(self._pop())
        return ended

    def _pop(self) -> Element:
        element = self._stack.pop()
        name = element.name
        if name in CELLS or name == "table":
            self._scopes.pop()
        if name == "table":
            self._tables.pop()
        if name in TABLE_PARTS:
            self._tables[-1][name] -= 1
        self._scopes[-1][name] -= 1
        return element

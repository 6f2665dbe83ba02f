"""HTML source to markup and text, in one pass that no input can make slower than linear.

Browsers agree on what broken markup means; a reader of saved pages only has to lose no text. So a tag
ends at its `>`, or where the next tag begins; a quotation mark that does not close what it opens is
nothing; and a comment or a script that does not end is only its own first characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from seeds.article import Span

# A quoted value that holds angle brackets is one only if something that may follow a value follows it:
# else a quotation mark that is missing would turn text into values up to the end of the page.
_TAG = re.compile(
    r"""<(?:(?P<close>/?)(?P<name>[a-zA-Z][^\s/<>"']*+)"""
    r"""(?P<attributes>(?:[^<>"']++|"[^"<>]*+"|'[^'<>]*+'|"[^"]*+"(?=[\s/>])|'[^']*+'(?=[\s/>])|["'])*+)>?"""
    r"""|(?P<comment>!--)|(?P<declaration>[!?]))"""
)
_ATTRIBUTE = re.compile(r"""([^\s=/"']++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"']++)))?""")
_LONGEST_ATTRIBUTES = 1 << 16
RAW = frozenset({"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"})
"""Elements in which a tag is text."""


class Markup(NamedTuple):
    """A tag or a whole raw element: `name` in small letters, `closes` of an end tag.

    [start, end) is its range of the source; `content` that of a raw element's text. What is no element (a
    comment, a declaration) has no name; `unclosed` of a comment that never ends.
    """

    name: str
    start: int
    end: int
    closes: bool = False
    attributes: str = ""
    content: Span | None = None
    unclosed: bool = False


def markup_in(source: str) -> Iterator[Markup]:
    """The markup of `source` in order; what stands between two pieces is text."""
    seeker = _Seeker(source)
    at = 0
    while found := _TAG.search(source, at):
        at = found.end()
        start = found.start()
        if name := found["name"]:
            name = name.lower()
            closes = bool(found["close"])
            if name in RAW and not closes and (closing := seeker.end_tag(name, at)):
                content = Span(at, closing.start())
                at = closing.end()
                yield Markup(name, start, at, False, found["attributes"], content)
            else:
                yield Markup(name, start, at, closes, found["attributes"])
        elif found["comment"]:
            end = seeker.after("-->", at - 2)
            at = end or at
            yield Markup("", start, at, unclosed=not end)
        else:
            at = seeker.after(">", at) or at
            yield Markup("", start, at)


def attributes_of(markup: Markup) -> dict[str, str]:
    """The attributes of a tag, names in small letters, values as they are written; the first of equals."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(markup.attributes[:_LONGEST_ATTRIBUTES]):
        found.setdefault(name.lower(), double or single or bare)
    return found


class _Seeker:
    """Finds what ends something, and remembers what there is no more of: a page may ask a million times."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._ended: set[str] = set()

    def after(self, mark: str, at: int) -> int:
        """The offset after the next `mark`, 0 where there is none."""
        found = -1 if mark in self._ended else self._source.find(mark, at)
        if found < 0:
            self._ended.add(mark)
            return 0
        return found + len(mark)

    def end_tag(self, name: str, at: int) -> re.Match[str] | None:
        """The next end tag of the raw element `name`."""
        if name in self._ended:
            return None
        found = _END_TAGS[name].search(self._source, at)
        if found is None:
            self._ended.add(name)
        return found


_END_TAGS = {name: re.compile(rf"</{name}(?=[\s/>])[^>]*+>?", re.IGNORECASE) for name in RAW}

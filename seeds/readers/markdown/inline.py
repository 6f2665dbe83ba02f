"""The words of a paragraph of Markdown, without its marks."""

from __future__ import annotations

import re
from typing import NamedTuple

from markdown_it.token import Token

from seeds.folding import is_han
from seeds.readers.markdown.located import Located
from seeds.readers.markdown.parser import AT
from seeds.readers.traced_text import TracedText

_LINE_END = re.compile(r"<br\s*/?>", re.IGNORECASE)
_WIDE_MARKS = "“”‘’…—《》〈〉「」『』【】、。！？，：；（）"


class Image(NamedTuple):
    """A picture: the words that stand for it, and where they do."""

    token: Token
    located: Located


def write_inline(token: Token, located: Located, page: TracedText) -> list[Image]:
    """Add the words of a block to the page; its pictures are handed back, for they stand on their own."""
    return _Writing(located, page).of(token.children or [])


class _Writing:
    def __init__(self, located: Located, page: TracedText) -> None:
        self._located = located
        self._page = page
        self._cursor = 0
        self._links: list[int] = []
        self._images: list[Image] = []
        self._last = ""

    def of(self, tokens: list[Token]) -> list[Image]:
        for token in tokens:
            start, end = token.meta.get(AT, (self._cursor, self._cursor + len(token.content)))
            self._write(token, start, end)
            self._cursor = start + 1 if token.type == "link_open" else end
        return self._images

    def _write(self, token: Token, start: int, end: int) -> None:
        match token.type:
            case "text" if token.content:
                self._copy(start, end)
            case "text_special":
                self._page.add(token.content, "", self._located.at(start), end - start)
                self._last = token.content[-1:]
            case "code_inline":
                self._code(token, start, end)
            case "softbreak":
                self._break(end)
            case "hardbreak":
                self._joint("\n")
            case "html_inline" if _LINE_END.fullmatch(token.content):
                self._joint("\n")
            case "link_open":
                self._links.append(self._page.size)
            case "link_close":
                self._page.mark(self._links.pop(), "link")
            case "image":
                self._image(token, start)
            case _:
                pass

    def _copy(self, start: int, end: int) -> None:
        for text, at in self._located.pieces(start, end):
            if at < 0:
                self._joint(" " if text.isspace() else text)
            else:
                self._page.add(text, "", at)
                self._last = text[-1]

    def _code(self, token: Token, start: int, end: int) -> None:
        ticks = len(token.markup)
        inner = self._located.text[start + ticks : end - ticks]
        trimmed = len(inner) - len(token.content) == 2
        self._copy(start + ticks + trimmed, end - ticks - trimmed)

    def _break(self, end: int) -> None:
        """The end of a line that is none of the paragraph: a blank, but not beside a Chinese character."""
        following = self._located.text[end : end + 1]
        if not (_wide(self._last) or _wide(following)):
            self._joint(" ")

    def _joint(self, text: str) -> None:
        self._page.joint(text)
        self._last = text

    def _image(self, token: Token, start: int) -> None:
        """The alternative text of a picture, which stands behind `![`, without its own marks."""
        if token.content.strip():
            self._images.append(Image(token, self._located.part(start + 2, start + 2 + len(token.content))))


def _wide(char: str) -> bool:
    return bool(char) and (is_han(char) or char in _WIDE_MARKS)

"""A Markdown parser for Chinese prose, whose inline tokens know where in their paragraph they stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

AT = "at"
"""The key of a token's `meta` under which its range in the paragraph's characters stands.

Plain text has none: it is the characters between the tokens that have one.
"""
FOOTNOTE = re.compile(r"\[\^[^\]]+\]:")
"""How a footnote begins, in the dialect of Markdown that has them."""
_DEFINITION = re.compile(r"\[[^\]]+\]:")
# [注]:数据来自县扶贫办 has the form of a definition of a link, which does not show; its address is none.
_REMARK = re.compile(
    rf"{FOOTNOTE.pattern}|{_DEFINITION.pattern}(?=[ \t]*(?![<#./])(?![a-z]+:)[^\s/]*[^\x00-\x7f])"
)
NESTING = 50
"""So many quotes and lists may stand in each other; what stands deeper is not parsed, and in no token."""
_Rule = Callable[[StateInline, bool], bool]
_BlockRule = Callable[[StateBlock, int, int, bool], bool]
_DELIMITERS = frozenset({"emphasis", "strikethrough"})


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """CommonMark with tables and struck-out text."""
    markdown = MarkdownIt("commonmark")
    markdown.inline = _ChineseInline()
    markdown.configure("commonmark").enable(["table", "strikethrough"])
    markdown.options["maxNesting"] = NESTING
    inline = markdown.inline.ruler
    for name, rule in zip(inline.get_active_rules(), inline.getRules(""), strict=True):
        inline.at(name, _placed(rule, name))
    block = markdown.block.ruler
    define = dict(zip(block.get_active_rules(), block.getRules(""), strict=True))["reference"]
    block.at("reference", _shown(define))
    # These melt references and delimiters into the text around them, and then nothing has its place.
    markdown.inline.ruler2.disable("fragments_join")
    markdown.core.ruler.disable("text_join")
    return markdown


class _ChineseState(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        """Let `**领导。**各地` be strong: no space is written between Chinese words.

        CommonMark asks for one where a delimiter touches punctuation on its inner side alone.
        """
        scanned = super().scanDelims(start, canSplitWord)
        before = self.src[start - 1] if start else " "
        behind = start + scanned.length
        after = self.src[behind] if behind < self.posMax else " "
        if self.src[start] == "_" or (before.isascii() and after.isascii()):
            return scanned
        return scanned._replace(can_open=not after.isspace(), can_close=not before.isspace())


class _ChineseInline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _ChineseState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _shown(define: _BlockRule) -> _BlockRule:
    """The rule for definitions of links, which makes paragraphs of footnotes and remarks."""

    def defining(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if not _REMARK.match(_line(state, start)):
            return define(state, start, end, silent)
        if silent:
            return True
        behind = start + 1
        while behind < end and not state.isEmpty(behind) and not _DEFINITION.match(_line(state, behind)):
            behind += 1
        state.push("paragraph_open", "p", 1).map = [start, behind]
        words = state.push("inline", "", 0)
        words.map, words.children = [start, behind], []
        words.content = state.getLines(start, behind, state.blkIndent, False).strip()
        state.push("paragraph_close", "p", -1)
        state.line = behind
        return True

    return defining


def _line(state: StateBlock, at: int) -> str:
    return state.src[state.bMarks[at] + state.tShift[at] : state.eMarks[at]]


def _placed(rule: _Rule, name: str) -> _Rule:
    """A rule that notes the range which it took in the tokens that it made."""

    def placing(state: StateInline, silent: bool) -> bool:
        start, made, waiting = state.pos, len(state.tokens), bool(state.pending)
        if not rule(state, silent):
            return False
        if silent or len(state.tokens) == made:
            return True
        at = start
        for token in state.tokens[made + (waiting and state.tokens[made].type == "text") :]:
            if AT in token.meta:
                continue
            if token.type != "text":
                token.meta[AT] = (start, state.pos)
            elif name in _DELIMITERS:
                token.meta[AT] = (at, at + len(token.content))
                at += len(token.content)
        return True

    return placing

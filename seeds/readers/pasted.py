"""Web pages that somebody pasted into a document: they bring their furniture with them."""

from __future__ import annotations

import re

from seeds.article import Mark
from seeds.folding import in_one_form
from seeds.readers.traced_text import TracedText

_FURNITURE = re.compile(
    r"^\W{0,3}(?:您?(?:当前|现在|所在)的?(?:位置|页面)|首页\s*[>»›→/|-]|[上下]一[篇页条]|相关(?:链接|新闻|阅读|文章|报道))"
    r"|责任编辑|责编\s*:|版权所有|版权声明|copyright|icp备|公网安备|分享[到至]|扫一扫|字号\s*:|打印本页|关闭窗口|设为首页|加入收藏"
    r"|(?:阅读|浏览|点击|访问)(?:量|数|次数)?\s*:\s*\d",
    re.IGNORECASE,
)
_LONGEST = 120


def marks_of(page: TracedText) -> tuple[Mark, ...]:
    """The marks of a document's text, of which everything is the article's own, unless it is a pasted page.

    Then none of it is marked as body: what is the article has to be found, as on any page.
    """
    lines = (line.strip() for line in page.text.split("\n"))
    if not any(len(line) <= _LONGEST and _FURNITURE.search(in_one_form(line)) for line in lines):
        return page.marks
    return tuple(mark for mark in page.marks if mark.kind != "body")

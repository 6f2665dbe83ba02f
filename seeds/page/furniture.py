"""What page furniture looks like: one table of rules, first match first.

The rules are about how Chinese news, government and magazine pages of any site are made: the words
of their buttons, their legal lines, their counters. A rule's name is kept as the reason why a line
was set aside.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from seeds.page.lines import Kind


class Rule(NamedTuple):
    """Lines of up to `longest` characters that begin with `opening` or have `within` are of `kind`.

    Both are for lines in small letters. `of_sentences`: a whole sentence may match too; under the other
    rules a sentence is prose that speaks of what the furniture speaks of.
    """

    name: str
    kind: Kind
    opening: re.Pattern[str] | None
    within: re.Pattern[str] | None
    longest: int
    of_sentences: bool

    def finds(self, lowered: str) -> bool:
        """Whether a line, in small letters, is one of this rule's."""
        if len(lowered) > self.longest:
            return False
        opens = self.opening is not None and self.opening.match(lowered)
        return bool(opens or (self.within is not None and self.within.search(lowered)))


def furniture_rule(view: str) -> Rule | None:
    """The first rule that a line falls under, if any."""
    lowered = view.lower()
    is_sentence = len(view) > _SENTENCE_FROM and _is_sentence(view)
    for rule in _RULES:
        if (rule.of_sentences or not is_sentence) and rule.finds(lowered):
            return rule
    return None


def is_page_mark(view: str) -> bool:
    """Whether the line is a folio or an issue line, which printed pages begin or end with."""
    lowered = view.lower()
    return any(rule.finds(lowered) for rule in _PAGE_MARKS)


def is_doubled(view: str) -> bool:
    """西北角西北角: the alternative text of a picture beside its caption."""
    half = len(view) // 2
    return 4 <= len(view) <= _DOUBLED_LIMIT and len(view) % 2 == 0 and view[:half] == view[half:]


def is_link_list(view: str) -> bool:
    """Whether the line is many short words in a row without a sentence, as menus are."""
    if any(char in "。,;!?" for char in view):
        return False
    words = view.split()
    mean = sum(map(len, words)) / max(1, len(words))
    return (len(words) >= 6 and mean <= 7) or (len(words) >= 4 and mean <= 3)


_SENTENCE_FROM = 24
_DOUBLED_LIMIT = 40


def _is_sentence(view: str) -> bool:
    return view[-1] in "。!?…”" and ("," in view or "。" in view[:-1])


def _rule(name: str, kind: Kind, longest: int, *patterns: str, of_sentences: bool = False) -> Rule:
    # `re` tries a pattern with ^ at every character too, and passes quickly over what begins none of
    # the alternatives only if each begins with a plain character: so the two are kept apart.
    parted = {opens: [one for one in patterns if one.startswith("^") is opens] for opens in (True, False)}
    opening, within = (re.compile("|".join(some)) if some else None for some in parted.values())
    return Rule(name, kind, opening, within, longest, of_sentences)


_COUNTED = "参与|评论|跟帖|阅读|浏览|回复|收藏|赞"
_RULES = (
    _rule("url", "furniture", 240, r"^(?:https?://|www\.)\S+$", of_sentences=True),
    _rule(
        "counter",
        "furniture",
        30,
        r"^[\d.,]+\s*(?:[kmw万]\+?|次|人|条|%)?$",
        r"^(?:阅读|浏览|点击|评论|人气|访问)\S{0,4}\s*:?\s*\(?[\d.,万+]+\)?次?$",
        rf"^[\d.,]+\s?(?:人|条|次)?\s?(?:{_COUNTED}).{{0,12}}$",
        of_sentences=True,
    ),
    _rule(
        "folio",
        "furniture",
        24,
        r"^(?:page|p\.?)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?$",
        r"^第\s*\d{1,4}\s*[页版](?:\s*[/共]\s*\S{0,6})?$",
        r"^\d{1,2}版\s*:\s*\S{2,8}$",
        r"^[-—·.\s]*\d{1,4}[-—·.\s]*$",
        of_sentences=True,
    ),
    _rule(
        "issue",
        "furniture",
        50,
        r"^(?=.{0,30}(?:19|20)\d{2}\s*年\s*(?:第?\s*\d{1,3}|第[一二三四五六七八九十]{1,3})\s*期)[^。!?,;]*$",
        of_sentences=True,
    ),
    _rule(
        "breadcrumb",
        "furniture",
        200,
        r"^[^。!?]{0,8}(?:您?(?:当前|所在|现在)的?(?:位置|页面)|您的位置|位置)\s*(?::|是|>|»)",
        r"^(?:[^<>»›→。!?,]{1,18}(?:>+|»+|›+|→+)){1,6}[^<>»›→。!?]{0,40}$",
        r"^(?:网站)?首页(?:\s*[-/|·>]\s*|\s+)\S",
        of_sentences=True,
    ),
    _rule(
        "copyright",
        "ending",
        240,
        r"copyright|all rights reserved|©|版权所有|版权声明|版权归|icp[备证]|公网安备",
        r"免责声明|特别声明|郑重声明",
        r"^(?:重要)?(?:声明|提示|风险提示)\s*:",
        r"禁止转载|谢绝转载|转载请(?:注明|标明|联系)|网站标识码",
        r"未经.{0,20}(?:授权|许可|允许|同意).{0,20}(?:转载|复制|摘编|镜像|链接)",
        *(
            rf"{whose}.{{0,16}}(?:注明|转载).{{0,60}}(?:来源|版权|观点|立场)"
            for whose in ("凡", "本网", "本站")
        ),
        *(rf"{whether}代表.{{0,16}}(?:观点|立场)" for whether in "仅不"),
        r"建议使用.{0,30}(?:浏览器|分辨率)",
        of_sentences=True,
    ),
    _rule(
        "site",
        "ending",
        160,
        r"备案号|许可证(?:号|编号|:)|举报(?:电话|邮箱)|技术支持\s*:|主办单?位?\s*:|承办单?位?\s*:",
        r"联系我们|网站地图|网站声明",
    ),
    _rule(
        "related",
        "ending",
        60,
        r"^[\W_]{0,4}(?:相关(?:链接|阅读|新闻|文章|报道|推荐|专题|稿件|信息|附件|内容|资讯)|友情链接)",
        r"^[\W_]{0,4}(?:推荐阅读|延伸阅读|推荐新闻|热文推荐|猜你喜欢|为[您你]推荐|大家都在[看搜]|编辑推荐|专题推荐)",
        r"^[\W_]{0,4}(?:更多(?:推荐|新闻|精彩|阅读|内容|>)|热门(?:推荐|新闻|文章|排行|点击|阅读|评论))",
        r"^[\W_]{0,4}(?:今日(?:推荐|热点|要闻)|热点(?:推荐|新闻|排行|视频)|精彩(?:推荐|图集|图片))",
        r"^[\W_]{0,4}(?:新闻(?:排行|热点|推荐)|点击排行|阅读排行|排行榜|图片新闻|24小时)",
        r"^[\W_]{0,4}(?:标签\s*:|关键[词字]\s*:|最新(?:文章|新闻|资讯|动态)$)",
    ),
    _rule(
        "neighbours",
        "ending",
        160,
        r"^[\W_]{0,4}(?:上一[篇页条版]|下一[篇页条版]|前一篇|后一篇|余下全文|尾页)",
    ),
    _rule(
        "pages",
        "ending",
        60,
        # Two digits at least, in runs that are taken whole: a run has too many ways to be cut into numbers.
        r"^(?=[\[【(]?\d[\]】)\s\[【(]*\d)(?:[\[【(]?\d++[\]】)]?\s*+)+(?:下一页.*)?$",
        of_sentences=True,
    ),
    _rule(
        "comments",
        "ending",
        24,
        r"^(?:全部|最新|热门|精彩|网友|用户|我要|发表|新闻)?(?:评论|跟[帖贴]|留言)(?:列表|区)?\s*[\d()条]*$",
        r"^回复(?:\s|$)",
        r"条回复",
        of_sentences=True,
    ),
    _rule(
        "share",
        "furniture",
        60,
        r"分享(?:到|至|按钮|给|:|$)|收藏(?:本|$|\s)|打印(?:本|文章|此|$|\s)|关闭(?:窗口|本页|$|】)|举报$",
        r"扫一扫|扫码|二维码|点赞|字\s*[号体]|复制链接|qq空间|朋友圈|微信(?:扫|公众|好友)|微博(?:分享)?$",
        r"客户端|公众号|app下载|下载app|我要(?:反馈|评论|纠错|分享)|条评论|参与评论",
        r"登录|注册|点击(?:进入|查看|下载|关闭|订阅)|加载(?:中|更多)|上一图|下一图",
        r"返回(?:顶部|首页|列表)|设为首页|加入收藏|繁体|无障碍",
        r"^放大\s+缩小",
        r"统计代码|免费统计|站长统计",
    ),
    _rule(
        "contact",
        "furniture",
        80,
        r"^(?:联系)?(?:qq|邮箱(?:地址)?|电话|传真|地址|邮编|e-?mail|热线|投稿|微信|微信号)\s*(?:号|地址)?\s*:",
        of_sentences=True,
    ),
    _rule(
        "record",
        "furniture",
        160,
        r"^(?:索\s*引\s*号|发文字号|发文机关|发文日期|主题词|主题分类|公开(?:方式|范围|日期|时限|形式))\s*:?",
        r"^(?:有\s*效\s*性|信息分类|体裁分类|组配分类|服务对象|信息索引|生成日期|文件编号)\s*:?",
        r"^(?:废止日期|生效日期|责任部门)\s*:?",
        r"^[一-鿿]{2,10}\s*[〔\[(【]\s*(?:19|20)\d{2}\s*[〕\])】]\s*第?\s*\d{1,4}\s*号$",
    ),
)
_PAGE_MARKS = tuple(rule for rule in _RULES if rule.name in {"folio", "issue"})

"""Names of persons where a page puts them: bylines, leads in brackets, tails in brackets."""

from __future__ import annotations

import re

from seeds.page.not_names import NOT_NAMES
from seeds.page.scripts import as_written, simplified
from seeds.personal_names import byline_surname_length

_HAN = "一-鿿㐀-䶿"
_PAPERS = (
    "日报|晚报|晨报|早报|商报|都市报|时报|周刊|周报|导报|青年报|新闻网|新闻|网|报社|电视台|广播|"
    "融媒体中心|融媒|在线|客户端|杂志"
)
_RANKS = rf"(?:全媒体|融媒体|见习|实习|特约|首席|高级|资深|驻[{_HAN}]{{2,6}}?)*"
_TASKS = (
    "记者|記者|通讯员|通訊員|评论员|特派员|撰稿人|供稿人|本文作者|作者|供稿|撰文|撰稿|采写|采访|报道|摄影报道|摄影|摄像|"
    "整理|编译|翻译|文字|图片|文图|图文|整合|综合|执笔|报导|综合报导"
)
# 文, 图 and 摄 are roles only beside a mark: 王文 is a name.
_ROLES = re.compile(
    r"《[^》]{1,12}》(?:本报|特约)?(?:作者|记者|评论员)|"
    rf"(?:(?:本报|本刊|本网|本台|本站|新华社|中新社|人民网|[{_HAN}]{{2,8}}(?:{_PAPERS}))[\s·•・、/]?)*{_RANKS}(?:{_TASKS})|"
    rf"(?<=[/、\s])[{_HAN}]{{2,6}}?(?:报导|报道|连线报导|专电)|"
    rf"(?<![{_HAN}])[文图摄](?=\s*[:/、|\s])|(?<=[/、:\s])[文图摄](?![{_HAN}])|"
    rf"(?<![{_HAN}])(?:[{_HAN}]{{2,8}}·)?[{_HAN}]{{1,10}}?(?:记者|通讯员|评论员|特派员|作者)"
)
_ROLE_WORD = re.compile(
    r"记者|記者|通讯员|通訊員|评论员|特派员|撰稿|供稿|作者|撰文|采写|采访|报道|报导|摄影|整理|编译|翻译|执笔|"
    r"^(?:文字|图片|文|图)\s*[:/|]|/(?:文|图|摄)|^[■□●○◎◆◇▌☐]"
)
_SEPARATORS = re.compile(r"[\s、,，;；:：/|&·丨■□●○◎◆◇▌☐()【】\[\]\"“”]+|(?<=[一-鿿])(?:和|与)(?=[一-鿿])")
_LEAD = re.compile(r"^[^。!?()]{0,30}?(?:讯|电|报[导道])?\s*[(〔【\[]([^()〔〕【】\[\]]{2,50})[)〕】\]]")
# 某网某市12月1日电 (张三): behind an agency's dateline the brackets need no role.
_WIRED = re.compile(r"(?:日电|日讯|本报讯)\s*$")
# (中央社记者王小明台北21日电), 〔记者王小明台北报导〕: where and when stand behind the name.
_WIRED_NAME = re.compile(
    rf"(?:记者|特派员)\s?([{_HAN}]{{4,12}}?)(?:\d{{1,2}}日(?:综合)?外?专?电|(?:连线|综合)?报[导道])$"
)
_LEAD_MARK = re.compile(r"(?:[记記]者|通[讯訊][员員]|作者)")
_TAIL = re.compile(r"[。!?…”」】]\s*\(([^()]{2,60})\)$")
_FOREIGN = re.compile(rf"[{_HAN}]{{1,7}}[·•・][{_HAN}]{{1,7}}(?:[·•・][{_HAN}]{{1,7}})?$")
_MIDDLE_DOT = re.compile("[•・]")
_PEN_NAME = re.compile(rf"[{_HAN}]{{2,4}}")
_OFFICIAL = re.compile(
    rf"[{_HAN}]{{2,20}}?(?:[省市县区州旗盟乡镇]长|主席|主任|书记|院长|检察长|局长|厅长|部长|行长)\s*(?P<name>[{_HAN}](?:\s?[{_HAN}]){{1,3}})"
)
_PEN_FIELD = re.compile(r"(?:本文)?(?:作者|执笔|撰文)\s?[:/|]\s*(\S.{1,30})")
_BYLINE_LIMIT = 80
_MEDIUM = re.compile(r"(?:报|网|社|台|刊|杂志|新闻|客户端|频道|周刊|在线|发布|传媒|融媒|融媒体|网站|com|cn)$")
_OFFICE = re.compile(
    r"(?:政府|委员会|办公室|党委|党组|[县市省区州]委|局|厅|部|院|中心|公司|协会|领导小组|指挥部|支部|集团|大学)$"
)
_WORD_BREAK = re.compile(r"[\s/|]+")


def is_name(token: str) -> bool:
    """Whether `token` has the form of a Chinese person's name: a surname and one or two Han, or 甲·乙."""
    if _FOREIGN.match(token):
        return True
    if not 2 <= len(token) <= 4 or token in NOT_NAMES:
        return False
    if not all("一" <= char <= "鿿" or "㐀" <= char <= "䶿" for char in token):
        return False
    given = len(token) - (surname := byline_surname_length(token))
    return surname > 0 and 1 <= given <= 2


def names_in(text: str) -> tuple[str, ...] | None:
    """The names that `text` is made of, once role words and separators are gone; None if of anything else.

    >>> names_in("本报记者 李 明 通讯员 王小红")
    ('李明', '王小红')
    """
    bare = _ROLES.sub(" ", _MIDDLE_DOT.sub("·", text)) if _ROLE_WORD.search(text) else text
    tokens = [token for token in _SEPARATORS.split(_foreign_kept(bare)) if token]
    names: list[str] = []
    at = 0
    while at < len(tokens):
        token = tokens[at].replace("\0", "·")
        if len(token) == 1 and at + 1 < len(tokens) and len(tokens[at + 1]) == 1:
            token += tokens[at + 1]  # 李 明: a name of two characters set as wide as one of three
            at += 1
        if not is_name(token):
            return None
        if token not in names:
            names.append(token)
        at += 1
    return tuple(names) or None


def official_name(line: str) -> tuple[str, ...]:
    """Who delivers a report, on a line of its own under the title: 青石县人民政府县长 李 明."""
    match = _OFFICIAL.fullmatch(line)
    name = re.sub(r"\s", "", match["name"]) if match else ""
    return (name,) if is_name(name) else ()


def pen_names_in(value: str) -> tuple[str, ...]:
    """What an author field holds, where that need not have a family name: 作者:晨光."""
    words = [word for word in _SEPARATORS.split(value) if word]
    named = all(_PEN_NAME.fullmatch(word) and word not in NOT_NAMES for word in words)
    office = any(is_office(word) or is_medium(word) for word in words)
    return tuple(words) if named and not office and len(words) <= 3 else ()


def byline(line: str, *, bare: bool = False) -> tuple[str, ...] | None:
    """The names of a line that is nothing but a byline; `bare` where the line stands in a byline's place.

    `line` has narrow punctuation. A bare name counts only where the page has a byline: 李平生 may
    be a heading elsewhere.
    """
    if not 2 <= len(line) <= _BYLINE_LIMIT:
        return None
    names = _byline(simplified(line), bare)
    return names and tuple(as_written(name, line) for name in names)


def _byline(line: str, bare: bool) -> tuple[str, ...] | None:
    if official := official_name(line):
        return official
    inner = line[1:-1] if line.startswith("(") and line.endswith(")") else line
    if not bare and not _ROLE_WORD.search(line):
        return None
    if pen := _PEN_FIELD.fullmatch(line):
        return names_in(inner) or pen_names_in(pen[1]) or None
    if bare:
        inner = " ".join(word for word in _WORD_BREAK.split(inner) if not is_medium(word))
    return names_in(inner)


def is_medium(word: str) -> bool:
    """Whether `word` ends as the names of papers, sites and stations do."""
    return 3 <= len(word) <= 20 and bool(_MEDIUM.search(word))


def is_office(text: str) -> bool:
    """Whether `text` ends as the names of offices and bodies do."""
    return bool(_OFFICE.search(text))


def lead_names(paragraph: str) -> tuple[str, ...]:
    """The reporters that a first paragraph names: 本报讯 (记者 张三)…, 新华社北京3月5日电(记者张三)…"""
    head = simplified(paragraph[:90])
    found = _LEAD.match(head)
    if not found:
        return ()
    told = found.group(1)
    names: tuple[str, ...] = ()
    if _LEAD_MARK.search(told) or _WIRED.search(head, 0, found.start(1) - 1):
        names = names_in(told) or ()
    if not names and (wired := _WIRED_NAME.search(told)):
        names = next(((name,) for size in (3, 2) if is_name(name := wired[1][:size])), ())
    return tuple(as_written(name, paragraph) for name in names)


def tail_names(paragraph: str) -> tuple[str, ...]:
    """The authors in brackets after the last sentence: …。(张三 李四)"""
    tail = paragraph[-70:]
    found = _TAIL.search(simplified(tail))
    return tuple(as_written(name, tail) for name in names_in(found.group(1)) or ()) if found else ()


def _foreign_kept(text: str) -> str:
    return re.sub(rf"(?<=[{_HAN}])[·•・](?=[{_HAN}])", "\0", text)

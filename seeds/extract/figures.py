"""One figure: a number, its unit and its bound, read from the characters that match its grammar.

The span is the number with its unit as written; comparators stay outside it (`60%以上` → `60%`), 多
and 余 inside (`2万多名`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache

import msgspec

from seeds.article import Number, Op, Span
from seeds.extract.bounds import bound_of
from seeds.extract.field_words import either
from seeds.extract.numerals import ARABIC, number, scale
from seeds.extract.units import COMPOUND, kind_of
from seeds.extract.wording import MAGNITUDES, measures
from seeds.profile import NO_WORDS, Words


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number that measures something: a range of the view, and what it says.

    `value` and `high` are multiplied out into `unit`; a ratio's value is a tuple. `bound` is where the
    comparator of `op` stands. `rule` names how the number was read.
    """

    start: int
    end: int
    value: Number
    high: Decimal | None = None
    unit: str | None = None
    op: Op = "="
    bound: Span | None = None
    rule: str = "arabic"


_SCALE = r"[十百千]?万亿|[十百千]?[万亿](?!元户|家灯火)|千(?!米|克|瓦|卡|帕|赫|家万)|百(?!分|姓|货|年|强)|十"
_SOME = r"[多几]|余(?![额款粮下地热温])"
_HAN = r"[〇零一二两三四五六七八九十百千万亿廿]"
# Points of an index; 9点 is a time.
_POINTS = r"(?:(?<=\.\d\d)|(?<=\d{4}))点(?![钟评击赞整半])"
# The lookahead holds every character that a figure begins with, so that the forms are tried only there.
_ATOM = re.compile(
    rf"""(?=[-\d〇零一二两三四五六七八九十百千万亿廿半])(?:
    (?P<per>[百千万])分之(?P<per_number>\d+(?:\.\d+)?|{_HAN}+(?:点{_HAN}+)?)(?P<per_some>多)?
    |(?P<whole>{_HAN}+)分之(?P<share>{_HAN}+)
    |(?<![\d./(A-Za-z])(?P<parts>[1-9])/(?P<of>[2-9]|10)(?=的|以上|以下|左右|多(?!少)|强|[,。;!?])
    |(?<![大上下前后每小多一二两三四五六七八九十个])半个?(?P<half_of>小时|钟头|月(?![后前内间来之以刊报亮牙圆]))
    |(?P<loose>[一二两三四五六七八九]{{1,2}}[十百千]?[多几余]?万多?)(?=[吧呢了左上]?[,。;!?”])
    |(?<![\d.:/A-Za-z])(?P<ratio>(?:\d+(?:\.\d+)?)(?:[:∶]\d+(?:\.\d+)?)+)(?![\d:/年月日])
    |(?<![\d.A-Za-z/])(?:(?<=[为是达至到长降增率幅(])(?P<minus>-))?(?P<arabic>{ARABIC})
        (?:(?P<some1>{_SOME})?(?P<scale>{_SCALE})(?:(?P<low>\d{{1,4}})(?P<low_scale>[百千万]?)(?![\d.年]))?)?(?P<some2>{_SOME})?
        (?:(?P<half>年半(?!载)|个半月|个半小时)|(?P<unit>{COMPOUND}|{_POINTS}))?(?P<some3>多(?=[^\d一-鿿]|的|时间))?
    |(?P<han>{_HAN}+(?:点[〇零一二三四五六七八九]+[万亿]?)?)(?P<han_some>[多余几](?:[百千]?[万亿])?|来)?
        (?:(?P<han_half>年半(?!载)|个半月|个半小时)|(?P<han_unit>{COMPOUND}))(?P<han_some3>多(?=[^\d一-鿿]|的|时间))?
    )""",
    re.VERBOSE | re.ASCII,
)
_LOWER_END = re.compile(
    r"(?<![第一二两三四五六七八九十百千万亿点从由])(?P<low>[一二两三四五六七八九十]{1,2})(?:到|至|—)$"
)
_HALVES = {"年半": "年", "个半月": "个月", "个半小时": "小时"}
_PER = {"百": "%", "千": "‰", "万": "‱"}

_RANKS = {"名", "位", "个", "强", "批"}
_SESSION = re.compile(
    r"(?:、\d+次)*(?:中央|省委|市委|县委)?(?:常委会|常务会|全会|全体会|党代会|代表大会|会议|例会)"
)
_ASSEMBLY = re.compile(r"[一二三四五六七八九十\d]+[中次]|全国|中央|人大|政协|党代|常委|委员|全会|国会")
_HELD = re.compile(r"(?:召开|举行|举办|开展|组织|参加|主持|先后|累计|共|多|连续|已|过)[^,。;]{0,6}$")
# A window of time is a frame for other figures, not a measure: 3年来, 近五年, 半年内, 三年前.
_WINDOW_LEFT = re.compile(r"(?:[近过]去?|最近|未来|今后|这|前|上|几|每|后|此后|头)$")
_WINDOW_RIGHT = re.compile(r"多?(?:以|之)?[来间内里后前]|累计|共(?!同)|平均|以内|期间|中,")
_WINDOW_UNITS = {"学年", "学期", "年", "个月", "天", "周", "个季度", "个星期", "星期", "季度"}
_CLAUSE_START = re.compile(r"[,。;:!?\n](?=[^,。;:!?\n]*$)")

# Nouns of people, which say what a number right before them counts; the profile may add to them.
_PERSONS = (
    r"人口|群众|人民|农民|农牧民|牧民|居民|市民|村民|学生|师生|儿童|老人|老年人|妇女|党员|干部|职工|员工|工人"
    r"|劳动力|劳力|农户|残疾人|人才|游客|群体|网民|用户|医务人员|人员|百姓|民众|对象|移民|大军|男女|青年|同胞|将士|官兵"
)
_INDEX = re.compile(
    r"(?:指数|系数|得分|评分|总分|比值|倍差|[入销需]比|性别比|密度|容积率)(?:\([^)]{0,24}\))?[^,。;:()\d]{0,6}$"
)
_MONEY_LEFT = re.compile(
    r"(?:资金|投资|投入|收入|年薪|月薪|工资|补助|贷款|产值|销售额|捐款|营业额|成交额|债券|基金|私募|公募|市值|存款|余额|利润|营收|每年)[^,。;:\d]{0,6}$"
)
_MONEY_RIGHT = re.compile(r"的?[一-鿿]{0,4}?(?:资金|贷款|投资|产值|经费|债券)")
_EARNED = re.compile(
    r"(?:[赚挣领卖花存贷借攒欠]|收入|收益|分红|年薪|工资|毛利|纯利|利润|租金|补贴|成本|投资|投入)[^,。;:\d]{0,8}$|(?:往年|一年|每年|去年|今年)(?:最多|至少|也)*(?:有|只有|能有|就有)?$"
)
_PEOPLE_LEFT = re.compile(
    r"(?P<noun>人口|人数|户数|群众|职工|学生|游客|党员|人员|居民|农民工|农民|用户|就业)[^,。;:\d]{0,5}$"
)


@lru_cache(maxsize=4)
def _persons(added: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"[一-鿿]{{0,9}}?(?P<noun>{either(added)}|{_PERSONS})")


def figures(view: str, is_closed: Callable[[int, int], bool], words: Words = NO_WORDS) -> Iterator[Quantity]:
    """The figures of a folded view, in order, but for those in stretches that `is_closed`; `words` are the
    profile's.

    A number without a unit is one too (rule `bare`): its neighbours may still give it theirs.
    """
    for match in _ATOM.finditer(view):
        if is_closed(*match.span()):
            continue
        quantity = _read(view, match, words)
        if quantity is not None:
            yield quantity


def _plain(value: Decimal) -> Decimal:
    """Without the zeros that multiplying out leaves: 15900.00 → 15900; 50.0 stays as written."""
    return value.to_integral_value() if value == value.to_integral_value() and abs(value) >= 1000 else value


def _read(view: str, match: re.Match[str], words: Words) -> Quantity | None:
    if match["per"]:
        return _bounded(
            view, match.span(), number(match["per_number"]), _PER[match["per"]], match["per_some"], "per"
        )
    if match["share"]:
        return _fraction(view, match, match["share"], match["whole"])
    if match["parts"]:
        return _fraction(view, match, match["parts"], match["of"])
    if match["half_of"]:
        return _bounded(view, match.span(), Decimal("0.5"), match["half_of"], None, "worded")
    if match["loose"]:
        return _loose(view, match)
    if match["ratio"]:
        return _ratio(view, match)
    return _in_percent(_arabic(view, match, words) if match["arabic"] else _worded(view, match, words))


def _in_percent(quantity: Quantity | None) -> Quantity | None:
    """A tenth, 成, is ten per cent: 九成 → 90 %."""
    if quantity is None or quantity.unit != "成" or not isinstance(quantity.value, Decimal):
        return quantity
    high = quantity.high * 10 if quantity.high is not None else None
    return msgspec.structs.replace(quantity, value=quantity.value * 10, high=high, unit="%")


def _bounded(
    view: str, span: tuple[int, int], value: Decimal, unit: str | None, some: str | None, rule: str
) -> Quantity:
    start, end = span
    bound = bound_of(view, start, end, unit, magnitude=rule == "magnitude")
    op: Op = ">=" if some else "="
    if unit in ("个百分点", "个小时", "个星期", "个季度"):
        unit = unit[1:]
    if bound:
        op = bound.op
    place = Span(bound.start, bound.end) if bound else None
    return Quantity(start=start, end=end, value=value, unit=unit, op=op, bound=place, rule=rule)


def _arabic(view: str, match: re.Match[str], words: Words) -> Quantity | None:
    value = _plain(number(match["arabic"]) * scale(match["scale"] or ""))
    if match["low"]:
        value += number(match["low"]) * _below(match["scale"], match["low"], match["low_scale"])
    if match["minus"] or view.endswith("零下", 0, match.start()):
        value = -value
    unit = match["unit"]
    if match["half"]:
        unit, value = _HALVES[match["half"]], value + Decimal("0.5")
    some = match["some1"] or match["some2"] or match["some3"]
    if unit and _is_ordinal(view, match, unit):
        return None
    if unit is None:
        return _bare(view, match, value, some, words)
    return _bounded(view, match.span(), value, unit, some, "arabic")


def _below(high: str, digits: str, low_scale: str) -> int:
    """The factor of the digits after a scale word: 3万5 is 35,000, 3万2000 is 32,000."""
    if low_scale:
        return scale(low_scale)
    return scale(high[-1]) // 10 if len(digits) == 1 else 1


def _bare(view: str, match: re.Match[str], value: Decimal, some: str | None, words: Words) -> Quantity | None:
    """A number without a unit: of persons, where their noun is near, of an index, of money, or of a list."""
    scaled = bool(match["scale"])
    noun = _persons(words.people).match(view, match.end())
    year_like = len(match["arabic"]) == 4 and match["arabic"][:2] in ("19", "20")
    large = scaled or (value >= 10 and "." not in match["arabic"] and not year_like)
    if noun and large and not re.search(r"[,。;:、\d的]", noun[0]):
        unit = "户" if noun["noun"].endswith("户") and noun["noun"] != "用户" else "人"
        return _bounded(view, match.span(), value, unit, some, "implied")
    if _INDEX.search(view, max(0, match.start() - 24), match.start()):
        return _bounded(view, match.span(), value, None, some, "index")
    if scaled and (people := _PEOPLE_LEFT.search(view, max(0, match.start() - 16), match.start())):
        unit = "户" if people["noun"] == "户数" else "人"
        return _bounded(view, match.span(), value, unit, some, "implied")
    if scaled and (
        _MONEY_LEFT.search(view, max(0, match.start() - 16), match.start())
        or _MONEY_RIGHT.match(view, match.end())
    ):
        return _bounded(view, match.span(), value, "元", some, "implied")
    return _bounded(view, match.span(), value, None, some, "bare")


def _worded(view: str, match: re.Match[str], words: Words) -> Quantity | None:
    numeral, unit = match["han"], match["han_unit"]
    half = match["han_half"]
    unit = _HALVES[half] if half else unit
    clause = view[max(0, match.start() - 30) : match.start()]
    clause = clause[_last_break(clause) :]
    after = view[match.end() : match.end() + 12]
    some = match["han_some"] or match["han_some3"]
    if unit == "个" and match["han_some"] == "多" and view.startswith("月", match.end()):
        return None
    if (
        some != "来"
        and not half
        and not measures(numeral, unit, clause, after, words.places)
        and not (some and (numeral in MAGNITUDES or kind_of(unit) == "measure"))
    ):
        return None
    if _is_ordinal(view, match, unit):
        return None
    approximate = _approximate(numeral)
    if approximate:
        return _between(view, match, approximate, unit)
    try:
        value = number(numeral) * scale((match["han_some"] or "")[1:])
    except ValueError:
        return None
    if half:
        value += Decimal("0.5")
    lower = _LOWER_END.search(view, max(0, match.start() - 6), match.start())
    if lower and number(lower["low"]) < value:
        low = number(lower["low"])
        return Quantity(start=lower.start(), end=match.end(), value=low, high=value, unit=unit, rule="range")
    rule = "magnitude" if numeral in MAGNITUDES else "worded"
    quantity = _bounded(view, match.span(), value, unit, some if some != "来" else None, rule)
    return msgspec.structs.replace(quantity, op="~") if some == "来" and quantity.op == "=" else quantity


def _between(view: str, match: re.Match[str], ends: tuple[Decimal, Decimal], unit: str | None) -> Quantity:
    """两三个: the range says by itself that the number is not exact."""
    low, high = ends
    quantity = _bounded(view, match.span(), low, unit, None, "approximate")
    return msgspec.structs.replace(quantity, high=high)


def _approximate(numeral: str) -> tuple[Decimal, Decimal] | None:
    """两三个, 三五年, 七八十户: two digits in a row name the ends of a range."""
    match = re.fullmatch(r"([一二两三四五六七八九])([二两三四五六七八九])([十百千万亿]*)", numeral)
    if not match:
        return None
    low, high = number(match[1]), number(match[2])
    factor = number(match[3]) if match[3] else Decimal(1)
    return (low * factor, high * factor) if low < high else None


def _last_break(text: str) -> int:
    match = _CLAUSE_START.search(text)
    return match.end() if match else 0


def _is_ordinal(view: str, match: re.Match[str], unit: str) -> bool:
    """第5名, 前3名, 省委101次常委会; and the windows of time that frame other figures."""
    before = view[max(0, match.start() - 8) : match.start()]
    if before.endswith("第") or (
        unit in _RANKS and before.endswith("前") and not before.endswith(("之前", "目前"))
    ):
        return True
    if unit == "学年" and re.fullmatch("(?:19|20)[0-9]{2}", match["arabic"] or ""):
        return True
    if unit == "届" and _ASSEMBLY.match(view, match.end()):
        return True
    if unit == "次" and _SESSION.match(view, match.end()):
        return not _HELD.search(view, max(0, match.start() - 14), match.start())
    if unit in _WINDOW_UNITS:
        return bool(_WINDOW_LEFT.search(before) or _WINDOW_RIGHT.match(view, match.end()))
    return False


def _loose(view: str, match: re.Match[str]) -> Quantity | None:
    """一年能赚七八万。: spoken money goes without its unit."""
    if not _EARNED.search(view, max(0, match.start() - 16), match.start()):
        return None
    some = "多" if match["loose"].endswith(("多", "余万", "多万", "几万")) else None
    numeral = match["loose"].rstrip("多").replace("余", "").replace("多", "").replace("几", "")
    approximate = _approximate(numeral)
    if approximate:
        return _between(view, match, approximate, "元")
    return _bounded(view, match.span(), number(numeral), "元", some, "implied")


def _fraction(view: str, match: re.Match[str], share: str, whole: str) -> Quantity | None:
    try:
        value = (number(share) / number(whole)).quantize(Decimal("0.0001"))
    except (ValueError, ArithmeticError):
        return None
    return _bounded(view, match.span(), value, None, None, "fraction")


def _ratio(view: str, match: re.Match[str]) -> Quantity | None:
    """1.1:50.3:48.6. Two integers are a ratio only where the text says so: 9:45 is a time, 3:0 a score."""
    parts = re.split("[:∶]", match["ratio"])
    said = re.search(
        r"(?:比例?|比为|结构|占比|配比)[^,。;\d]{0,10}$", view[max(0, match.start() - 20) : match.start()]
    )
    said = said or re.match("的?(?:比例|比重|结构)", view[match.end() : match.end() + 4])
    if len(parts) < 3 and not said and "∶" not in match["ratio"] and "." not in match["ratio"]:
        return None
    return Quantity(
        start=match.start(), end=match.end(), value=tuple(Decimal(part) for part in parts), rule="ratio"
    )


def written_scale(text: str) -> int:
    """The factor of the scale word in a figure as written: 2万多名 → 10,000, 85公里 → 1."""
    match = re.search(rf"\d(?:{_SCALE})", text)
    return scale(match[0][1:]) if match else 1

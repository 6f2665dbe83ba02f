"""Units and measure words: what may follow a numeral, by what it measures.

A measure word is often the first character of another word (`5名` is a count, `24万人民` is not a
count of 人 written as a unit, `3条件` is none at all). Each list gives `unit` or `unit!abc`: the
characters, or longer tails in round brackets, that may not follow.
"""

from __future__ import annotations

import re

MONEY = """
    元!素旦宵月件气化首勋 美元 欧元 港元 日元 英镑 卢布 块钱 分钱 毛钱 角钱 元人民币 人民币元
"""

RATE = """
    % ‰ 个百分点 百分点 个点!位 倍!增 番 成!立为功员果本都长绩熟效分套就了群品年人语像 折!扣腾射叠返
"""

TIME = """
    年!期级度代货轻龄制间关画均人产收报份轮鉴薪会检审初末底中 个月 个多月 个工作日 工作日 个小时
    个半小时 小时 分钟 秒 晚!上会霞年宴饭餐报点期间婚辈稻清唐秋春 天!然气津下空水候桥生天地河堂际 个星期 星期
    周!年边期口转末围岁一二三四五六日 周岁 岁!月末 个季度 个学期 个年头 课时 学时 学年 个昼夜
"""

MEASURE = """
    平方公里 平方千米 平方米 平方 平米 公顷 亩!均产 顷 ㎡ km² m² 公里 千米 厘米 毫米 微米 纳米
    米!饭粉面粮业糠兰商其酒 里!面程氏约的 海里 英里 华里 公分 尺!度 寸 km cm mm 立方米 立方!厘 万方
    方!面案式向针便圆位米法可能言才 m³ 毫升 升!级至到高学幅旗温值华为降入 万吨标准煤 吨标准煤
    总吨 载重吨 吨!位
    公斤 千克 毫克 微克 克!服隆拉扎东里什 市斤 斤!斤 担!任当负保心 kg mg μg 千瓦时 兆瓦时 吉瓦时
    千瓦 兆瓦 吉瓦 千伏安 兆伏安 千伏 瓦!斯解 kWh kW KW MW GW 度!假过量 摄氏度 ℃ 帕 赫兹 兆赫 分贝 标准箱
    标箱 TEU 吨公里 人公里 Mbps
"""

PERSONS = """
    人次 人份
    人!民大才均口群物士员力居社行生身文事类气选质道格脉体畜间次头财造参为户数心情性品(工(?!作|程))
    名!列词誉义称(排位) 位!于列居置 口!岸号碑径感粮头罩腔味子述 户次 户!籍外型均用口(县)
"""

COUNTS = """
    个!性体别案税头子 项!(目(?!标)) 条!件例块款理 家!庭长(乡(?![村镇]))具园家畜电禽属政
    所!有以在得需谓属占长辖 处!于理级在长方罚置分 座!谈位右
    支!持撑出付书配柱委教农行援流点线边(部(?!队))(队(?!伍))
    种!植养子苗田业粮地质公(植) 类!似型别比 场次 场!所地景馆面合长 批次 批!准评复发示判 套!路餐装种
    辆次 辆 台次 台!账湾阶风地州商胞上 件!套 头!部脑条号雁疼等脚
    只!有要是能占需用靠求不为见想(增(?!加?[到至])) 匹!配
    羽!绒毛 尾!矿水气矿 株 棵 栋 幢 间!接断隔 张!贴扬家某力 份!额 封!面闭锁建
    本!地级次科报月年轮届市县省村区土质金人着身来文息着 篇 册 幅!度员 部!门分署队长委落级位件属
    款!式项 笔!者试记 宗!旨教 起!来步点到草诉源飞码伏义初用因重降止 例!如外会行假子 床!上位
    次!性日序第生于要贷元(产业) 遍!布及地 趟 轮!流换胎岗廓 期!间待限望货盼末(工程)(项目)(建设) 届!时
    堂 节!约能水假日点目庆俭省奏气 门!口店槛户诊类 盏 颗 粒!度 枚 朵 双!方重向联创减语拥手
    列!入为车出席举支第 班!子级组次车主长 层!面次级 道!路德理教 条 片!区面段长 块!状头茬 瓶 袋 箱 桶
    盒 车次 架次 架!构设 艘次 艘 班次 台套 件套 棚 孔 级!别联以 组!织建成长合装别 队!伍员长列
    根!本据源基治除植 面!积对向临貌试板议前上包粉粮团 盘!活点踞 眼!前光睛界下看科镜 窖 棒 窝!工
    峰!会值 步!伐行骤子入
    分!别钟类布析工管之配子批散期级步享段流红支解公成区局为得到行店厂院校隔清明头担门包层组设拣块开离歧享会制税
    字!号样面典节母 句 首!先次位都府要届创个席 排!查名放水污序除 单!位独一元纯身价产项日月 标段 桩 环
    网 孔 路!径线段面网况程(公交) 顿 杯 辆份 拍 帧
"""

ADMINISTRATIVE = """
    省份 省!级道委政内外里直市城份会际 自治区 县市区 县区 县市 县!级委政里城内域直际乡区市 市县
    市!级场民委政直里区值井长容辖 区县 区!域级委间内分别位块 乡镇 街道 镇村 镇!村级政长区域
    乡!村亲镇土贤级愁政里情 行政村 自然村 村组 村!民级委干支里庄企规组两史容落务社医情风 旗县
    旗!帜下县 盟!员友约 社区 嘎查 国!家道有企内际民产务庆资籍家标 苏木
"""

_LISTS = {
    "money": MONEY,
    "rate": RATE,
    "time": TIME,
    "measure": MEASURE,
    "person": PERSONS,
    "count": COUNTS,
    "administrative": ADMINISTRATIVE,
}


def _entries(words: str) -> dict[str, str]:
    """unit → the pattern that may not follow it."""
    entries = {}
    for word in words.split():
        unit, _, tails = word.partition("!")
        longer = re.findall(r"\(((?:[^()]|\([^()]*\))*)\)", tails)
        single = re.sub(r"\((?:[^()]|\([^()]*\))*\)", "", tails)
        entries[unit] = "|".join([*([f"[{single}]"] if single else []), *longer])
    return entries


_ENTRIES = {kind: _entries(words) for kind, words in _LISTS.items()}

KIND_OF = {unit: kind for kind, entries in _ENTRIES.items() for unit in entries}
"""What a unit measures: money, rate, time, measure, person, count or administrative."""


def _alternation() -> str:
    guards = {unit: tails for entries in _ENTRIES.values() for unit, tails in entries.items()}
    ordered = sorted(guards, key=len, reverse=True)
    letters = r"(?![A-Za-z0-9])"
    return "|".join(
        re.escape(unit)
        + (f"(?!{guards[unit]})" if guards[unit] else "")
        + (letters if unit[-1].isascii() and unit[-1].isalpha() else "")
        for unit in ordered
    )


UNIT = _alternation()
"""A pattern for any unit that is not the beginning of another word; longest first."""

COMPOUND = rf"(?:{UNIT})(?:/(?:[百千万]人|{UNIT}|年|月|日|人|户|亩|吨|天))*"
"""A unit, or a rate of two: 元/亩, 微克/立方米."""


def kind_of(unit: str | None) -> str:
    """What a unit measures; a rate of two units counts as a measure, no unit as a plain number."""
    if not unit:
        return "number"
    if "/" in unit:
        return "measure"
    return KIND_OF.get(unit, "count")

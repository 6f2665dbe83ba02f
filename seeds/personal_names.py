"""Chinese family names, and the characters that given names are made of."""

from __future__ import annotations

from seeds.traditional import SIMPLIFIED

# The commonest first; together with the rarer ones below they cover all but a few in a thousand people.
COMMON = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋"
    "蔡余杜叶程苏魏吕丁任沈姚卢姜崔"
    "钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
RARE = frozenset(
    "常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符"
    "舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲"
    "翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚"
    "娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全"
    "佟应臧闵苟邬边卞姬仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡"
    "鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮"
    "粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋"
    "相初门云容敬来扈晁芮普阙浦戈伏鹿薄邸"
    "雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭"
    "干尉冶斯元束檀衣信展阴昝智幸奉植衡富"
    "尧闭习央扎洛旦次格拉侬"
)
# Hardly ever a name in running text; where only a name can stand, as in a byline, they are.
RARER = frozenset(
    "先经妥锁撒绽保者字朵刀罕岩召毋冒晓力"
    "东买代仰伯佴养凤别努厍双吾和咸夔宰寿巢布师广庾弘怀慎扶昌暨桓步殳沃洪濮热牧由益矫禄空竺籍綦红终经缑苍荀莘蔚"
    "融訾诸贝贡赖越逄通郇郏郦都鄂钮铁锡随韶须鱼"
)
_COMPOUND = (
    "欧阳 上官 司马 司徒 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 夏侯 端木 南宫 独孤 "
    "长孙 宇文 轩辕 呼延 申屠 淳于 单于 万俟 闻人 百里 拓跋 完颜 第五 "
    # Of the Yi, which have two characters.
    "吉克 沙马 曲木 吉木 海来 吉牛 马海 勒伍 尔古 阿苦 曲比 俄底 且沙 惹几 木帕 "
    "阿力 苦尔 吉好 马黑 吉伍 的日 阿的 阿尔 吉胡 曲么 说惹 "
)
COMPOUND = frozenset(_COMPOUND.split())
# Characters of given names; most names have at least one of them.
GIVEN = frozenset(
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红文建国志新海波宁辉鹏飞浩宇"
    "轩泽子涵梓萱雨欣怡佳琪雪梅琳莹颖燕玲珍"
    "萍云凤香翠花菊莲春秋冬夏晓小丹凌东南西北金银铁钢林森木水江河湖海山峰岭岩石磐田土"
    "坤城成诚承程永远长久庆喜福禄寿康健安和顺祥"
    "瑞吉利发达昌盛兴旺富贵荣耀光亮辉煌炳焕灿烂星辰日月阳晨曦昊天乾宏洪弘鸿广博厚德仁"
    "义礼智信忠孝廉正直公平良善美好才俊贤能"
    "士生民众人杰豪雄英武威龙虎彪豹鹏鹤雁鸣鹰凯旋胜利立业功勋章典学书诗词翰墨文理科技"
    "艺韵乐音琴棋画思想维念慧聪睿敏捷迅速进步"
    "前程先锋启明开创拓展振奋卫国保护守根本源泉清澈涛浪潮沙洲淼润泽沛霖雷霆风云雾霜露"
    "晶莹珠玺珂珊瑚璐瑶瑾瑜琼琦琨璇珏璞玮珺"
    "嘉佳加家嫣婷娅婉娴嫦娥姣妍妮娇媛婧婕嫚姝妹丫苗蕾蓉芬芝芸苓茜茹荷菁菲萌蓓薇兰芷若"
    "荣莉莎苹茂莘莺英杏桃李柳杨松柏桐梧楠"
    "树枝栋梁柱桥槐樱权朝汉唐宋元清周秦晋楚吴越齐鲁燕赵韩魏京津沪渝川黔滇青藏宁新台湾州中华夏"
    "友朋邦兄弟伯仲叔季孟男女儿孙祖宗继绍延续传承嗣存在有为自强不息行运恒毅坚韧刚锐锋"
    "剑戈钧铭铮铎鑫鉴镇锦绣钊钦钰锐"
    "向群会员来复礼尚可以心意志愿斌彬炜烨炎焱烽灵照熙然煜熠煦勤俭朴实敦恭谦让谨慎言语"
    "论讲谈话纯洁真诚恳意爱怀恩惠慈祥"
    "万千百十三四五六七八九一二双全同共宝贝珍奇玖世界宙环宇寰地久太平年岁纪元旦初始终连占魁甲乙丙丁壬癸"
    "育培栽植耕耘稼穑禾苗麦稻粮丰收获殷实裕余富足满堂棠庭院楼阁轩亭台高升腾跃飞翔翼羽"
    "鸽鸾凰莺娣姗姬姿容颜貌秀丽绮纹彩虹"
    "胤禹舜尧汤献奉献举荐贡保佑祐祺祯祷禧禄福裕德彤丹朱赤红橙黄绿蓝紫白素玄墨黛"
    "声琨鑫奎魁逵淑贞洁静雅娴庄重婵娟妙好媚娆媱琬琰芃芊蔓蕙蕴薏藜菡萏湘沅澧漪涟沁沐汐汀"
    "帆帅师干斗牛宽容宏量海涵渊博深沉稳定康泰绪统治安邦锁拴柱栓留住狗剩旺财喜良栋才隆"
    "顶赞延奇伦迪尔达木拉提江巴桑扎西卓玛才让"
)


def surname_length(text: str, at: int) -> int:
    """The length of the family name at `at`: 2 for a compound one, 1, or 0 where there is none."""
    if text[at : at + 2] in COMPOUND:
        return 2
    return int(text[at : at + 1] in COMMON or text[at : at + 1] in RARE)


def byline_surname_length(text: str) -> int:
    """The length of the family name that `text` begins with, rarer and traditional ones included."""
    plain = "".join(SIMPLIFIED.get(char, char) for char in text[:2])
    return surname_length(plain, 0) or int(plain[:1] in RARER)

"""From a page as saved to an article: metadata, blocks in their roles, furniture set aside."""

from __future__ import annotations

from seeds.article import Article
from seeds.page import analyse
from seeds.readers import page_from_text


def article(text: str) -> Article:
    return analyse(page_from_text(text, name="page.txt"))


def blocks(found: Article) -> list[tuple[str, str]]:
    return [(block.role, found.text[block.start : block.end]) for block in found.blocks]


def rules(found: Article) -> dict[str, str]:
    return {piece.text: piece.rule for piece in found.furniture}


NEWS_SITE = """\
聚焦全县两会
2021春耕正当时
首页 > 要闻 > 正文

高桥镇:一渠清水润山村

2021年03月05日 09:45   来源:青河日报

\u3000\u3000本报记者李建国 王芳

\u3000\u3000春分刚过,高桥镇的水渠工地上机器轰鸣,工人们正在浇筑最后一段渠道。

\u3000\u3000“往年这时候最愁没水。”村民赵大山说,全镇 1200 亩旱地今年都能变成水浇地。


(责任编辑:周明)

分享到:
35.1K"""


def test_a_news_page_is_parted_into_article_and_furniture() -> None:
    found = article(NEWS_SITE)
    assert blocks(found) == [
        ("title", "高桥镇:一渠清水润山村"),
        ("paragraph", "春分刚过,高桥镇的水渠工地上机器轰鸣,工人们正在浇筑最后一段渠道。"),
        ("paragraph", "“往年这时候最愁没水。”村民赵大山说,全镇 1200 亩旱地今年都能变成水浇地。"),
    ]
    meta = found.meta
    assert (meta.title, meta.published, meta.source) == (
        "高桥镇:一渠清水润山村",
        "2021-03-05T09:45",
        "青河日报",
    )
    assert (meta.authors, meta.editors) == (("李建国", "王芳"), ("周明",))
    assert not found.lead_missing
    assert rules(found)["首页 > 要闻 > 正文"] == "breadcrumb"
    assert rules(found)["本报记者李建国 王芳"] == "byline"
    assert rules(found)["35.1K"] == "counter"


def test_a_bare_name_under_the_dateline_is_the_author_and_the_issue_line_the_issue() -> None:
    found = article(
        "您当前的位置 : 山乡网 >> 山乡建设杂志\n\n"
        "补齐短板 巩固成果 接续推进全面振兴\n\n"
        "2021-12-03 17:21 来源:《山乡建设》杂志\n\n  赵平川\n\n"
        "  巩固成果是衔接工作的底线,必须把防止返贫放在首位,逐户监测,逐户帮扶。\n\n"
        "  要严格落实各项制度,对工作不实的严肃处理。(作者系中共青河县委书记)\n\n"
        "  2021年第11期 \n\n版权声明:凡注有稿件来源为“山乡网”的稿件,转载必须注明来源。\n\n东北角东北角\n"
    )
    assert found.meta.authors == ("赵平川",)
    assert (found.meta.source, found.meta.issue) == ("《山乡建设》杂志", "2021年第11期")
    assert found.text.endswith("严肃处理。(作者系中共青河县委书记)")
    assert rules(found)["东北角东北角"] == "doubled"


def test_a_title_that_the_page_repeats_with_its_site_is_found_once() -> None:
    found = article(
        "看高桥镇如何把旱地变成水浇地_青河新闻网\n 您所在的位置:青河新闻网 > 乡镇 \n"
        "看高桥镇如何把旱地变成水浇地\n"
        "编辑:周小明    2021-11-03 08:31:27    来源:青河晚报\n\n水渠通了,旱地活了。\n\n"
        "今年以来,高桥镇把水利建设作为头等大事,投入资金八百万元,修渠十一公里。\n"
    )
    assert [text for role, text in blocks(found) if role == "title"] == ["看高桥镇如何把旱地变成水浇地"]
    assert rules(found)["看高桥镇如何把旱地变成水浇地_青河新闻网"] == "repeated title"


def test_a_title_that_stands_only_with_its_site_loses_the_suffix() -> None:
    found = article(
        "看高桥镇如何把旱地变成水浇地_青河新闻网\n2021-12-23\n今年以来,高桥镇投入资金八百万元,修渠十一公里。\n"
    )
    assert found.meta.title == "看高桥镇如何把旱地变成水浇地"
    assert rules(found)["_青河新闻网"] == "title suffix"


def test_headings_over_two_lines_are_one_and_short_sentences_are_none() -> None:
    found = article(
        "高桥镇水利纪实\n2021-12-23 来源:青河晚报\n\n水通了。\n\n人笑了。\n\n"
        "过去的一年,高桥镇的干部群众苦干实干,把十一公里渠道修到了田边。\n\n尽全镇之力\n\n破解用水难题\n\n"
        "镇里成立专班,倒排工期,一天一调度,一周一通报,确保渠道在春灌前通水。\n\n"
        "水到田头之后\n\n产量上去了,村民的腰包也鼓起来了。(赵平川 王芳)\n\n"
        "一鼓作气再出发\n\n站在新的起点上,高桥镇的干部群众信心满怀,正在谋划新的篇章。\n\n图为新修的水渠。\n\n"
        "高桥镇宣传办提供\n\n  相关链接\n\n手机青河网\n"
    )
    assert [text for role, text in blocks(found) if role == "heading"] == [
        "尽全镇之力 破解用水难题",
        "水到田头之后",
        "一鼓作气再出发",
    ]
    assert [text for role, text in blocks(found) if role == "caption"] == [
        "图为新修的水渠。",
        "高桥镇宣传办提供",
    ]
    assert ("paragraph", "水通了。") in blocks(found)
    assert found.meta.authors == ("赵平川", "王芳")
    assert "手机青河网" not in found.text


def test_headings_of_two_ranks_stay_two() -> None:
    found = article(
        "关于做好春耕生产工作的通知\n青政办发〔2021〕12号\n\n各乡镇人民政府,县直有关部门:\n"
        "  为做好春耕生产,稳定播种面积45万亩,现将有关事项通知如下:\n  一、重点任务\n  (一)抓好农资供应\n"
        "  组织化肥1.2万吨、种子800吨,保证不误农时。\n  特此通知。\n"
        "                         青河县人民政府办公室\n                         2021年3月8日\n"
        "  (此件公开发布)\n"
    )
    assert blocks(found) == [
        ("title", "关于做好春耕生产工作的通知"),
        ("paragraph", "各乡镇人民政府,县直有关部门:"),
        ("paragraph", "为做好春耕生产,稳定播种面积45万亩,现将有关事项通知如下:"),
        ("heading", "一、重点任务"),
        ("heading", "(一)抓好农资供应"),
        ("paragraph", "组织化肥1.2万吨、种子800吨,保证不误农时。"),
        ("paragraph", "特此通知。"),
        ("byline", "青河县人民政府办公室"),
        ("byline", "2021年3月8日"),
        ("paragraph", "(此件公开发布)"),
    ]
    assert found.meta.published == "2021-03-08"
    assert rules(found)["青政办发〔2021〕12号"] == "record"


def test_a_notice_may_be_signed_with_a_date_in_words() -> None:
    found = article(
        "关于做好春耕生产工作的通知\n\n各乡镇人民政府:\n"
        "为做好今年的春耕生产,经县政府同意,请各乡镇抓紧检修机井和水渠。\n"
        "青河县人民政府办公室\n二〇〇九年三月二十一日\n"
    )
    assert found.meta.published == "2009-03-21"
    assert blocks(found)[-2:] == [("byline", "青河县人民政府办公室"), ("byline", "二〇〇九年三月二十一日")]


def test_a_title_under_the_name_of_its_office_is_one_title() -> None:
    found = article(
        "青河县人民政府办公室\n关于印发《水利建设方案》的通知\n\n各乡镇人民政府:\n"
        "《水利建设方案》已经县政府同意,现印发给你们,请认真贯彻执行。\n\n青河县人民政府办公室\n2021年5月20日\n\n"
        "水利建设方案\n\n为加快水利建设,改善农田灌溉条件,制定本方案。\n"
    )
    assert found.meta.title == "青河县人民政府办公室 关于印发《水利建设方案》的通知"
    assert ("heading", "水利建设方案") in blocks(found)


def test_a_government_page_with_counters_buttons_and_neighbours() -> None:
    found = article(
        "首页 | 新闻中心 | 政务公开 | 办事服务\n当前位置: 首页 >> 新闻中心 >> 部门动态\n"
        "县水利局推进饮水安全工作\n"
        "发布时间:2021-03-05 10:22 浏览次数:123 【字体:大 中 小】\n"
        "今年以来,县水利局新建集中供水工程18处,受益群众2.3万人。\n一是摸清底数。组织人员逐村排查,建立台账。\n"
        "二是强化管护\n落实专人负责,做到有人管。\n打印本页 关闭窗口\n"
        "上一篇:县林业局开展植树活动\n下一篇:没有了\n"
        "版权所有:青河县人民政府 技术支持:某某公司\n"
    )
    assert [text for _, text in blocks(found)] == [
        "县水利局推进饮水安全工作",
        "今年以来,县水利局新建集中供水工程18处,受益群众2.3万人。",
        "一是摸清底数。组织人员逐村排查,建立台账。",
        "二是强化管护",
        "落实专人负责,做到有人管。",
    ]
    assert found.meta.published == "2021-03-05T10:22"


def test_a_newspaper_page_with_a_subtitle_and_a_byline() -> None:
    found = article(
        "10版:要闻\n上一版 下一版\n2020年10月17日 星期六\n放大 缩小 默认\n"
        "昔日荒山沟 今朝花果山\n——石门村水利建设记\n"
        "□ 本报记者 胡晓东 通讯员 曾 丽\n    十月的阳光洒在石门村的稻田上,收割机来回穿梭。\n"
        "    渠道怎么“活”起来\n    石门村曾经十年九旱,全村1200多人有六成在外打工。\n    本报青河10月16日电\n"
    )
    assert found.meta.title == "昔日荒山沟 今朝花果山"
    assert found.meta.subtitle == "——石门村水利建设记"
    assert found.meta.authors == ("胡晓东", "曾丽")
    assert found.meta.published == "2020-10-17"
    assert ("heading", "渠道怎么“活”起来") in blocks(found)
    assert found.text.endswith("本报青河10月16日电")


def test_plain_press_text_is_all_article() -> None:
    found = article(
        "高桥镇:小木耳撑起增收伞\n\u3000\u3000初冬时节,走进高桥镇双河村的木耳大棚,村民正忙着采收。\n"
        "\u3000\u3000本报讯(记者 陈晓东)去年以来,镇里建成大棚126个,带动312户农户增收。\n"
    )
    assert found.furniture == ()
    assert found.meta.title == "高桥镇:小木耳撑起增收伞"
    assert found.meta.authors == ("陈晓东",)


def test_a_page_without_a_title_begins_with_its_body() -> None:
    found = article(
        "    新华社昆明3月5日电(记者 杨静 林海峰)记者从有关部门了解到,边境地区的用水条件正在改善。\n"
        "    据介绍,今年将投入资金18亿元,用于修建水渠和水窖。\n"
    )
    assert found.meta.title is None
    assert found.text.startswith("新华社昆明")
    assert found.meta.authors == ("杨静", "林海峰")


def test_an_article_without_full_stops_is_kept_whole() -> None:
    found = article(
        "“小水窖”装满“大民生”\n“以前挑水要走三里路,现在院里就有。”家住山腰的李阿姨笑着说\n"
        "每天供水两次,水压比往年高出一成左右\n下一步,镇里将再修水窖八口,让更多居民受益\n"
    )
    assert found.furniture == ()
    assert len(found.blocks) == 4


def test_the_dates_of_a_diary_are_headings() -> None:
    found = article(
        "修渠日记\n2019年3月5日 晴\n今天到了石门村,支书带我走了一圈,全村共有48户人家。\n"
        "2019年3月12日 雨\n雨下了一整天,我们在村委会商量修渠的事,决定先修北坡。\n"
        "2019年4月2日 晴\n水泥到了,乡亲们都来帮忙,忙到天黑才回去。\n"
    )
    assert [text for role, text in blocks(found) if role == "heading"] == [
        "2019年3月5日 晴",
        "2019年3月12日 雨",
        "2019年4月2日 晴",
    ]


def test_a_heading_that_speaks_of_buttons_stays() -> None:
    found = article(
        "山村新事\n2021-06-01 来源:青河日报\n高桥镇的集市上,卖菜的乡亲都用上了手机收款,买菜的人也方便了。\n"
        "扫码付水费成了新鲜事\n村里的水站装上了智能水表,交水费不用再跑十里路,手机上点一点就行。\n分享到:\n"
    )
    assert ("heading", "扫码付水费成了新鲜事") in blocks(found)
    assert "分享到:" not in found.text


def test_captions_between_paragraphs_and_paragraphs_that_begin_with_dashes() -> None:
    found = article(
        "高桥镇水利观察\n2021-06-01\n渠道修到哪里,希望就带到哪里,山里人的日子一天比一天好——\n"
        "图一:5月20日,工人在高桥镇修渠。图为施工现场。\n——“修好每一公里”的要求。质量是工程的生命,必须严格把关。\n"
        "图二:5月28日,渠道通水。\n——“用好每一方水”的要求。要算好节水账,种好每一亩田。\n"
    )
    assert [role for role, _ in blocks(found)] == [
        "title",
        "paragraph",
        "caption",
        "paragraph",
        "caption",
        "paragraph",
    ]


def test_a_page_that_begins_in_mid_sentence_says_so() -> None:
    found = article(",修渠十一公里,受益群众两千多人。\n下一步,镇里还要再修两座水窖,让山上的乡亲也用上水。\n")
    assert found.lead_missing


def test_a_magazine_page_takes_title_issue_page_and_source_from_its_margins() -> None:
    found = article(
        "Page 12 - 山乡建设2019年7期\nP. 12\n把水引上山——高桥镇纪行 / 基层观察\n"
        "高桥镇的渠道从山脚一直修到山顶,沿线的旱地都变成了水浇地,村民们种上了蔬菜。\n"
        "“有了水,什么都能种。”村支书说,明年还要再修两公里。\n责任编辑:周明\n2019 年第 7 期 10\n"
    )
    meta = found.meta
    assert meta.title == "把水引上山——高桥镇纪行"
    assert (meta.issue, meta.page, meta.source, meta.published) == (
        "2019年第7期",
        "10",
        "山乡建设",
        "2019-07",
    )
    assert (meta.section, meta.editors) == ("基层观察", ("周明",))


def test_an_empty_looking_page_is_still_an_article() -> None:
    found = article("12345\n")
    assert found.text == "12345"


def test_a_report_keeps_its_occasion_and_names_who_gave_it() -> None:
    found = article(
        "政府工作报告\n\n(2019年1月8日在青石县第九届人民代表大会第四次会议上)\n\n青石县人民政府县长 陆 明\n\n"
        "各位代表:\n\n受县人民政府委托,我向会议报告全县一年来的工作,请各位代表审议,欢迎列席的同志提出意见。\n\n"
        "过去一年,全县完成生产总值38.6亿元,增长7.2%,城乡居民收入稳步提高。\n"
    )
    assert found.meta.title == "政府工作报告"
    assert found.meta.authors == ("陆明",)
    assert "(2019年1月8日在青石县第九届人民代表大会第四次会议上)" in found.text


def test_a_summary_in_clauses_under_the_dateline_belongs_to_the_article() -> None:
    found = article(
        "青石县上半年经济平稳开局\n\n2019-08-16 11:36 来源:山城日报\n\n"
        "完成财政收入3.2亿元,同比增长6.5%;工业增加值同比增长8.1%\n\n"
        "山城日报讯 今年以来,青石县坚持稳中求进,上半年全县生产总值同比增长7.4%,农业生产形势较好。\n"
    )
    assert found.text.split("\n")[1] == "完成财政收入3.2亿元,同比增长6.5%;工业增加值同比增长8.1%"

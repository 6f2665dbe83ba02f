# ruff: noqa: E501 - lines of markup, as pages have them
"""Web pages as sites of different years make them, around an article of our own sentences."""

from __future__ import annotations

TITLE = "高桥镇一渠清水润山村"
PARAGRAPHS = (
    "春分刚过，高桥镇的水渠工地上机器轰鸣，工人们正在浇筑最后一段渠道，再有十来天就能通水。",
    "“往年这时候最愁没水。”村民赵大山说，全镇1200亩旱地今年都能变成水浇地，他家的八亩坡地也在里头。",
    "镇水利站站长李国强介绍，渠道全长十一公里，总投资八百万元，其中县财政补助五百万元，其余由镇里自筹。",
    "为了不误春灌，镇里成立了专班，一天一调度，一周一通报，哪一段慢了就往哪一段加人加机器。",
    "下一步，高桥镇还要在渠道两旁栽上核桃树，让这条渠既能浇地，又能增收。",
)
BODY = "\n".join(PARAGRAPHS)


def portal_of_2005(*, quoted: bool = True) -> str:
    """Tables in tables, the text in the cell of a table; attributes without quotation marks if asked."""
    paragraphs = "".join(f"<p>　　{text}</p>\n" for text in PARAGRAPHS)
    menu = "|".join(
        f"<a href=/{name}.html>{name}</a>" for name in ("新闻", "财经", "体育", "娱乐", "邮箱", "论坛")
    )
    related = "".join(
        f"<tr><td>·<a href=/{day}.html>{place}春灌工作全面展开 农民抢抓墒情</a>(03/{day})</td></tr>"
        for day, place in ((11, "青河县"), (12, "石门镇"), (13, "柳林乡"), (14, "白塔镇"))
    )
    page = f"""<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{TITLE}_新闻中心_青河网</title><style>.f14 {{font-size:14px}}</style></head>
<body bgcolor=#ffffff topmargin=5><center>
<table width=750 border=0 cellpadding=0 cellspacing=0><tr><td><img src=logo.gif></td><td>{menu}</td></tr></table>
<table width=750><tr><td class=lh15>&nbsp;<a href=/>青河网首页</a> &gt; <a href=/n>新闻中心</a> &gt; 农村新闻 &gt; 正文</td></tr>
</table>
<table width=750><tr valign=top><td width=560><table width=100%>
<tr><th class=f24><font color=#05006C>{TITLE}</font></th></tr>
<tr><td height=25 align=center>http://www.qinghe.example 2005年03月21日09:11 <font color=#A20010>青河晚报</font></td></tr>
<tr><td class=l17><font class=f14 id=zoom>
<table align=left><tr><td><iframe src=ad.html></iframe></td></tr></table>
{paragraphs}</font><p>　　本报记者 周明</td></tr></table>
<table><tr><td>【<a href=/c>评论</a>】【<a href=/z>大</a> 中 小】【<a href=/p>打印</a>】【<a href=/x>关闭</a>】</td></tr></table>
<table><tr><td><b>相关链接</b></td></tr>{related}</table></td>
<td width=180 bgcolor=#eeeeee><table><tr><td>热门排行</td></tr>
{"".join(f"<tr><td><a href=/{n}>第{n}条热门新闻的标题写在这里</a></td></tr>" for n in range(9))}</table></td></tr></table>
<hr><center>青河网简介 | 广告服务 | 联系方式 | 招聘信息<br>Copyright &copy; 1998-2005 青河网 版权所有</center></body></html>"""
    return page if not quoted else page.replace("width=750", 'width="750"')


def one_cell_with_line_breaks() -> str:
    """Everything in one cell, paragraphs parted by <BR>, indents of &nbsp;; end tags left out."""
    text = "<BR><BR>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{text}" for text in PARAGRAPHS)
    return f"""<HTML><HEAD><TITLE>青河农业信息网</TITLE></HEAD><BODY>
<TABLE WIDTH=100%><TR><TD><A HREF="index.htm">首页</A><TD><A HREF="jj.htm">简介</A><TD><A HREF="xw.htm">新闻</A>
<TD><A HREF="hq.htm">行情</A><TD><A HREF="gb.htm">留言</A></TABLE>
<TABLE WIDTH=100%><TR><TD><CENTER><FONT SIZE=5><B>{TITLE}</B></FONT></CENTER><BR>
<CENTER><FONT SIZE=2>作者：周明 &nbsp; 来源：青河晚报 &nbsp; 2005-3-21 9:11:00 &nbsp; 阅读次数：318</FONT></CENTER><HR>
{text}<BR><BR>
<A HREF="javascript:window.close()">【关闭窗口】</A></TABLE>
<P ALIGN=CENTER>青河县农业局 版权所有 地址：青河县人民路1号 电话：0123-4567890</BODY></HTML>"""


def government_with_standard_meta() -> str:
    """All in one form, as one framework has it; the standard's <meta> elements at the top."""
    paragraphs = "".join(
        f'<p style="text-indent:2em"><span style="font-size:16pt">{text}</span></p>' for text in PARAGRAPHS
    )
    nav = "".join(
        f"<li><a href='/{n}'>{n}</a></li>" for n in ("首页", "政务公开", "政务服务", "互动交流", "走进青河")
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}-青河县人民政府</title>
<meta name="SiteName" content="青河县人民政府"><meta name="ArticleTitle" content="{TITLE}">
<meta name="PubDate" content="2021-03-21 09:11:00"><meta name="ContentSource" content="青河晚报">
<meta name="Author" content="周明"><meta name="Keywords" content="水利"></head><body>
<form method="post" action="./show.aspx" id="form1"><input type="hidden" value="x">
<div class="header"><div class="top">今天是2021年3月25日 星期四 欢迎访问青河县人民政府网站</div><ul class="nav">{nav}</ul></div>
<div class="location">您当前所在位置：<a href="/">首页</a> &gt; <a href="/x">镇街动态</a></div>
<div class="con"><div class="bt">{TITLE}</div>
<div class="xx">【字体：<a>大</a> <a>中</a> <a>小</a>】 <a>打印</a></div>
<div id="zoom">{paragraphs}</div></div>
<div class="foot"><p>主办：青河县人民政府办公室 网站标识码：0000000001 备案号：青ICP备00000000号</p></div></form></body></html>"""


def short_article_over_comments() -> str:
    """A short article above a long list of what readers say of it, and one of other articles."""
    comments = "".join(
        f'<div class="item"><a class="user" href="/u{n}">网友{n}</a><span class="when">2021-03-22 10:{n:02d}</span>'
        f"<div class='said'>说得好，我们村去年也修了渠，第{n}天就通了水，大家都高兴得不得了，希望今年收成更好。</div>"
        '<a href="#">回复</a><a href="#">支持(3)</a></div>'
        for n in range(10, 40)
    )
    cards = "".join(
        f'<div class="card"><a href="/a{n}"><h3>第{n}个镇的水渠也通了水，村民笑开了颜</h3></a>'
        f"<p>今年开春以来，第{n}个镇抢抓农时，加快水利建设，渠道已经修到了田边，一千多亩地受益。</p></div>"
        for n in range(12)
    )
    return f"""<!doctype html><html lang=zh><head><meta charset=utf-8><title>{TITLE} - 青河新闻</title>
<meta property="og:title" content="{TITLE}"></head><body><div id="app"><div class="main">
<h1>{TITLE}</h1><div class="meta"><span class="time">2021-03-21 09:11</span><span class="src">青河晚报</span></div>
<div class="content"><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[2]}</p></div>
<div class="list">{comments}</div></div><div class="right">{cards}</div></div></body></html>"""


def traditional() -> str:
    """A page of a paper that writes traditional characters."""
    return """<!DOCTYPE html><html lang="zh-Hant-TW"><head><meta charset="utf-8">
<title>高橋鎮一渠清水潤山村 | 地方 | 青河時報</title><meta property="og:title" content="高橋鎮一渠清水潤山村">
<meta property="article:published_time" content="2021-03-21T09:11:00+08:00">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"高橋鎮一渠清水潤山村",
"author":{"@type":"Person","name":"王小明"}}</script></head><body>
<header><a href="/">青河時報</a><nav><ul><li><a href="/1">即時</a></li><li><a href="/2">要聞</a></li><li><a href="/3">地方</a>
</li></ul></nav></header><main><article><h1>高橋鎮一渠清水潤山村</h1>
<div class="author"><time datetime="2021-03-21 09:11">2021-03-21 09:11</time> 青河時報 記者王小明／高橋報導</div>
<figure><img src="a.jpg"><figcaption>工人在渠道上澆築水泥。記者王小明／攝影</figcaption></figure>
<section><p>春分剛過，高橋鎮的水渠工地上機器轟鳴，工人們正在澆築最後一段渠道，再過十來天就能通水。</p>
<p>「往年這時候最愁沒水。」村民趙大山說，全鎮一千二百畝旱地今年都能變成水澆地。</p>
<p>鎮公所表示，渠道全長十一公里，總經費八百萬元，下個月全線完工。</p></section>
<div class="tags"><a href="/t">水利</a><a href="/t2">農業</a></div></article>
<aside><h2>延伸閱讀</h2><ul><li><a href="/9">石門鎮水庫蓄水過半 今年春耕用水無虞</a></li></ul></aside></main>
<footer>© 青河時報 版權所有 不得轉載</footer></body></html>"""


def mobile_and_paged() -> str:
    """A page for telephones: no headings, everything in sections, the rest of the article on another page."""
    paragraphs = "".join(f"<section><span>{text}</span></section>" for text in PARAGRAPHS)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{TITLE}</title></head><body><div class="bar"><a>打开APP</a><a>登录</a></div>
<div class="t1">{TITLE}</div><div class="t2"><span>青河晚报</span> <em>2021-03-21 09:11</em></div><div class="c">{paragraphs}
<div class="pg"><span>1</span><a href="2.html">2</a><a href="3.html">3</a><a href="2.html">下一页</a></div></div>
<div class="dl">打开APP，阅读体验更佳</div><div class="rec"><p>猜你喜欢</p><a href="/1">石门镇的油菜花开了</a>
<a href="/2">柳林乡的羊肉上了高铁</a></div></body></html>"""


def bulletin_board() -> str:
    """A post of a bulletin board: preformatted text, lines broken by hand."""
    lines = []
    for text in PARAGRAPHS:
        indented = "　　" + text
        lines += [indented[at : at + 36] for at in range(0, len(indented), 36)]
    return f"""<html><head><title>青河论坛</title></head><body><pre>
{TITLE}
青河晚报  2005年03月21日

{chr(10).join(lines)}
</pre></body></html>"""

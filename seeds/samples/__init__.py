"""Twelve articles that we wrote, one in each form in which pages reach a reader.

They are for a first look at the program and for its tests. 01, 06 and 11 restate published facts and
figures of real places in our own words. All else is invented: 云岫省 with 望河市, its counties 青岚,
禾坪 and 临溪 and all that lies in them, every newspaper, site and office named, every person and
quotation, and the datelines and bylines of all twelve. Nothing here is a statement by anyone real.

01-web-page        a saved web page with all its furniture; restates 林甸县's check of November 2019
02-interview       questions and answers behind speaker labels
03-signed-article  the author's name alone on a line, a note on the author, an issue line
04-photo-report    paragraphs between captions with credits
05-two-columns     a magazine page, its two columns interleaved, that begins in mid-sentence
06-press-text      title and paragraphs, no date; restates national figures of 2012 to 2020
07-statistics      a statistical bulletin in sections
08-two-articles    headings over two lines, authors in brackets, a second article behind them
09-notice          a notice of a county government: targets, thresholds, a signature
10-wrong-sum       news with three mistakes in it
11-gb18030         a survey in GB18030, an editor named 王㛃; restates figures of 扎赉特旗, 林西县,
                   宕昌县 and 晋中市
12-big5            traditional characters in Big5

01, 03, 05, 06, 08 and 10 have ASCII commas, colons and brackets beside 。and “”, as many sites do.

Every breakdown, share and product adds up, but for three in 10 that checks should find: the parts of
its 3.2万亩 make 3.4万亩; its total investment is 5760万元 in one paragraph and 5670万元 in another; and
its rural income of 2020, 14826元, is 14286元 in 07.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def sample_paths() -> list[Path]:
    """The sample articles as files, in the order of their numbers."""
    folder = Path(str(files(__name__)))
    return sorted(folder.glob("*.txt"))

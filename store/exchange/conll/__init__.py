r"""CoNLL: a character a line with its tag in IOB2, for programs that learn to find names and figures.

As <https://www.clips.uantwerpen.be/conll2003/ner/> has it, with the comments of CoNLL-U
(<https://universaldependencies.org/format.html>) in front: `# newdoc id`, `# aid` and `# sha256` say which
article it is. A line is a character, a tab, and `B-TYPE`, `I-TYPE` or `O`; a blank line ends a sentence.
Every character of the text has its line. What would break one, or begin a comment, is written as another
character: a space as `␣`, a line feed as `␊`, a tab as `␉`, a return as `␍`, the wide space as `␠`, all else
as `�`; where that does not say what it was, a comment does (`# char 12 = U+00A0`, counted in the article).

Only decided annotations are written: entities under their type's code, indicators as `Indicator`. Tags on
characters can neither nest nor overlap: of two annotations that do, the longer is written.

Read are files of this form and foreign ones: columns parted by tabs or spaces, the token first and the tag
last, IOB1, IOB2 and IOBES, `-DOCSTART-` between articles. Of foreign ones the text is known only token by
token, without what stood between.
"""

from store.exchange.conll.reading import read
from store.exchange.conll.writing import write

__all__ = ["read", "write"]

"""W3C Web Annotations as JSON-LD (https://www.w3.org/TR/annotation-model/), an article a line.

A line is a whole document of its own: an AnnotationCollection with one page of annotations. `@context` is
that of the recommendation by its address, as it has to be, and the prefix `piyue:`; nothing here fetches it.

- An entity or an indicator is an annotation of a part of the article, given by a TextPositionSelector and
  again by a TextQuoteSelector with the characters around. Positions are code points of the article's text,
  as the recommendation has it (§4.2.5), which stands as `piyue:text` at the collection.
- The type is a body with the purpose `tagging` (indicators: `Indicator`); what is said beside it is a body
  of the type `piyue:Record` with the purpose `describing`. Numbers are xsd:decimal, so that they stay exact.
- A tag is an annotation of the whole article, a comment one of the article or of another annotation.
- What somebody decided has a `creator` and `created`; what is only suggested has none, but a `generator`.
  `piyue:state` says more. The rejected have the motivation `assessing`, so that nobody takes them for right.
"""

from store.exchange.web_annotation.reading import read
from store.exchange.web_annotation.writing import write

__all__ = ["read", "write"]

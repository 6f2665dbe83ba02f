"""UIMA XMI: a `.xmi` for each article and a `TypeSystem.xml` for all, for UIMA, DKPro Core and INCEpTION.

The form is XMI 2.0 as <https://uima.apache.org/d/uimaj-current/ref.html#ugr.ref.xmi> has it. Offsets there
are UTF-16 units. Of DKPro Core's types there are `DocumentMetaData`, `Sentence`, `Token` (one for each
character that is no space) and `NamedEntity`, whose `value` is the type's code; an annotation's other
fields, its state and who judged it are further features. Only decided entities are `NamedEntity`; what is
suggested or rejected is `webanno.custom.EntityProposal`, so that no program takes it for the truth.
Indicators are `webanno.custom.Indicator` and `IndicatorProposal`, with every field of the record. Of the
whole article there are `ArticleReview` (`aid`, `sha256`, verdict), an `ArticleTag` for each tag, and a
`Remark` for each remark.

Control characters that XML cannot hold stand in the text as U+FFFD, and the review says what they were; in
other strings they are replaced for good, and counted.

Read are these files, and any XMI with DKPro's `NamedEntity`, as INCEpTION exports it; annotations of other
types are counted and listed. A span that comes back with another value or in another place than it was given
out with (`given`) counts as corrected.
"""

from store.exchange.xmi.reading import read
from store.exchange.xmi.writing import write_files

__all__ = ["read", "write_files"]

r"""brat standoff: for each article its text (`.txt`) and its annotations (`.ann`), and brat's configuration.

The form is that of <https://brat.nlplab.org/standoff.html> and <https://brat.nlplab.org/configuration.html>;
offsets are code points. `NAME.txt` is the article's text as it is, in UTF-8. `NAME.ann` has

- `T` lines: entities under their type's code, indicators as `Indicator`, and an `Article` over the first line
  of the text that stands for the whole article. A span over a line feed (or what Python's `str.splitlines`
  takes for one, or a tab) is written in fragments around it, as brat wants it;
- `A` lines: `State` and `Annotator` of each span, `Status` and `Op` of indicators, `Verdict` of the article;
- `R` lines: `Part_of`, from each indicator that is a part to the whole of its group;
- `N` lines: `Reference` from an indicator to the division code of its place (GB/T 2260);
- `#` lines: one `AnnotatorNotes` a span with a JSON object of everything else: its `id`, fields, provenance,
  confidence, rule, when it was judged; of a corrected one, under `suggested`, what the extractor had said;
  and under `given` type, start, end and state as they were written. The article's has `aid`, `sha256`,
  title, verdict and reason, `tags`, and `remarks`, which are on annotations too (`about`).

Back from brat, a span whose type or place is no longer that of `given` counts as corrected, one without
`State` as added by a person. Events, equivalences, and notes that brat's users wrote do not come back.
"""

from store.exchange.brat.reading import read
from store.exchange.brat.writing import write_files

__all__ = ["read", "write_files"]

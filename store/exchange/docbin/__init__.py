"""spaCy's DocBin: `.spacy` files, as <https://spacy.io/api/docbin> has them, a token a character.

They are read with `DocBin().from_disk(…).get_docs(spacy.blank("zh").vocab)`, without a model. Of each Doc

- `text` is the article's, to the character;
- `spans["entities"]` and `spans["indicators"]` are the decided annotations, nested and overlapping ones too;
  `spans["suggested"]` and `spans["rejected"]` all others, so that no training takes them for the truth. A
  span's `id_` is the annotation's, its `label_` the type's code or `Indicator`, its `kb_id_` the code of an
  indicator's place (GB/T 2260);
- `ents` are those decided entities that neither nest nor overlap: of those that do the longer;
- `cats` are the tags: 1 for what was decided, 0 for what was rejected;
- `user_data["piyue"]` has `aid`, `sha256`, title, verdict and reason; `annotations`, every field of each by
  its id, with annotator and time; `tags` in all their states; and `remarks`. Numbers are strings, exact.
  What spaCy reads back has tuples where there were lists.

A file has articles of a million characters together at most, which is what is in memory at a time. Read are
files of this form and others: `ents`, all span groups, and `cats` from one half on. The reader takes the
file apart itself and checks its sizes first, because spaCy trusts what it loads.
"""

from store.exchange.docbin.reading import read
from store.exchange.docbin.writing import write_files

__all__ = ["read", "write_files"]

"""A story, as Word calls the text of a part: the main text, the notes, a header. Its paragraphs in order.

What a reader sees counts: insertions that are tracked are there, deletions are not; of a field its result,
not its code; of content that is given in two forms (`mc:AlternateContent`) the one that new programs show.
"""

from __future__ import annotations

from collections.abc import Callable

from seeds.readers.docx.paragraphs import Paragraph, Piece
from seeds.readers.docx.styles import outline_level
from seeds.readers.docx.symbols import shown
from seeds.readers.docx.tables import Row
from seeds.readers.docx.xml_stream import Attributes, whole_number

_UNSEEN = frozenset(
    {
        *("w:del", "w:moveFrom", "w:rt", "w:instrText", "w:delText", "w:fldData", "w:binData"),
        *(
            "w:pPrChange",
            "w:rPrChange",
            "w:sectPrChange",
            "w:tblPrChange",
            "w:tblGridChange",
            "w:tblPrExChange",
        ),
        *("w:trPrChange", "w:tcPrChange", "w:numberingChange"),
    }
)
_OFF = frozenset({"0", "false", "off", "none"})
_BREAKS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_BLANKS = dict.fromkeys(map(ord, "\t\n\r"), " ")
_DEEPEST = 20
"""Tables and boxes in each other: what stands deeper belongs to the innermost that is kept apart."""
_NOTES = frozenset({"w:footnote", "w:endnote", "w:comment"})


class Story:
    """Collects the paragraphs of a part from the events of its XML (see `xml_stream`)."""

    def __init__(self, label: Callable[[Paragraph], str] = lambda _paragraph: "") -> None:
        """`label` gives the number that is seen before a paragraph; it is asked in their order."""
        self._label = label
        self.paragraphs: list[Paragraph] = []
        self.embeds = False
        """Whether a part of the text is another document, embedded as it was."""
        self._open: list[tuple[Paragraph, list[Paragraph]]] = []
        self._rows: list[Row] = []
        self._too_deep = 0
        self._path: list[str] = []
        self._unseen = 0
        self._number = -1
        self._at = 0
        self._in_text = False
        self._hidden = False
        self._placeholder = False
        self._links = 0
        self._fields: list[bool] = []
        self._codes = 0
        self._shown: list[int] = []
        self._seen = 0

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        parent = self._path[-1] if self._path else ""
        self._path.append(tag)
        if tag in ("w:t", "m:t"):
            self._number += 1
            self._at = 0
            self._in_text = True
        if self._unseen or self._is_unseen(tag, attributes, parent):
            self._unseen += 1
        elif tag == "mc:AlternateContent":
            self._shown.append(self._seen)
        elif parent in ("w:pPr", "w:rPr", "w:numPr"):
            self._property(tag, attributes)
        elif self._open and parent == "w:r":
            self._of_run(tag, attributes)
        else:
            self._structure(tag)

    def end(self, tag: str) -> None:
        """An element ends."""
        self._path.pop()
        self._in_text = False
        if self._unseen:
            self._unseen -= 1
        elif tag == "w:p" and self._open:
            self._end_paragraph()
        elif tag == "w:tr" and self._too_deep:
            self._too_deep -= 1
        elif tag == "w:tr" and self._rows:
            for line in self._rows.pop().lines():
                self._into().append(line)
        elif tag == "w:hyperlink":
            self._links -= 1
        elif tag == "w:r":
            self._hidden = False
        elif tag == "mc:AlternateContent":
            self._shown.pop()

    def characters(self, text: str) -> None:
        """Characters of an element."""
        if self._in_text:
            if not (self._unseen or self._hidden or self._codes):
                self._add(text.translate(_BLANKS), self._number)
            self._at += len(text)

    def _is_unseen(self, tag: str, attributes: Attributes, parent: str) -> bool:
        if tag == "w:del" and self._path[-3:-1] == ["w:pPr", "w:rPr"] and self._open:
            self._open[-1][0].goes_on = True
        if tag == "w:del" and parent == "w:trPr" and self._rows:
            self._rows[-1].deleted = True
        if tag == "mc:Fallback":
            return bool(self._shown) and self._shown[-1] != self._seen
        if tag == "w:sdtContent" and self._placeholder:
            self._placeholder = False
            return True
        if tag in _NOTES:
            return attributes.get("type", "normal") != "normal"
        return tag in _UNSEEN

    def _structure(self, tag: str) -> None:
        match tag:
            case "w:p":
                self._open.append((Paragraph(), []))
            case "w:tr" if len(self._rows) >= _DEEPEST:
                self._too_deep += 1
            case "w:tr":
                self._rows.append(Row(depth=len(self._open)))
            case "w:tc" if self._rows and not self._too_deep:
                self._rows[-1].cells.append([])
            case "w:hyperlink":
                self._links += 1
            case "w:altChunk":
                self.embeds = True
            case "w:sdt":
                self._placeholder = False
            case "w:showingPlcHdr":  # Click here to enter text
                self._placeholder = True
            case _:
                pass

    def _property(self, tag: str, attributes: Attributes) -> None:
        value = attributes.get("val", "")
        if tag == "w:vanish" and self._path[-3] == "w:r":
            self._hidden = value.lower() not in _OFF
        elif self._open and tag == "w:pStyle":
            self._open[-1][0].style = value
        elif self._open and tag == "w:outlineLvl":
            self._open[-1][0].level = outline_level(value)
        elif self._open and tag == "w:numId":
            self._open[-1][0].list = value
        elif self._open and tag == "w:ilvl":
            self._open[-1][0].list_level = whole_number(value)

    def _of_run(self, tag: str, attributes: Attributes) -> None:
        if tag == "w:fldChar":
            self._field(attributes.get("fldCharType", ""))
        elif self._hidden or self._codes:
            return
        elif tag in _BREAKS:
            self._add(_BREAKS[tag])
        elif tag == "w:sym":
            self._add(shown(attributes.get("char", ""), attributes.get("font", "")))

    def _field(self, kind: str) -> None:
        """Between its beginning and its separator a field has its code, behind that its result."""
        if kind == "begin":
            self._fields.append(True)
            self._codes += 1
        elif self._fields and kind in ("separate", "end"):
            self._codes -= self._fields.pop()
            if kind == "separate":
                self._fields.append(False)

    def _add(self, text: str, number: int = -1) -> None:
        if self._open and text:
            self._seen += len(text)
            self._open[-1][0].pieces.append(Piece(text, number, self._at, self._links > 0))

    def _end_paragraph(self) -> None:
        paragraph, within = self._open.pop()
        if self._codes:  # a code never runs over the end of a paragraph: its separator is lost
            self._fields.clear()
            self._codes = 0
        into = self._into()
        number = self._label(paragraph)
        if number and (paragraph.text.strip() or into is not self.paragraphs):
            paragraph.pieces.insert(0, Piece(number))
        if into and into[-1].goes_on:
            into[-1].pieces += paragraph.pieces
            into[-1].goes_on = paragraph.goes_on
        else:
            into.append(paragraph)
        into += within

    def _into(self) -> list[Paragraph]:
        """Where paragraphs go: into their cell, behind the paragraph with their box, or to the story."""
        row = self._rows[-1] if self._rows else None
        if row is not None and row.cells and row.depth >= len(self._open):
            return row.cells[-1]
        return self._open[:_DEEPEST][-1][1] if self._open else self.paragraphs

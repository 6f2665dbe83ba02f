"""Word files for the tests, made from the XML of their parts."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def story(inner: str, root: str = "document", namespace: str = W) -> str:
    """The XML of a part with this inside its root; the main text's is put into a body."""
    inner = f"<w:body>{inner}</w:body>" if root == "document" else inner
    spaces = f'xmlns:w="{namespace}" xmlns:mc="{_MC}" xmlns:m="{_MATH}"'
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {spaces}>{inner}</w:{root}>'


def paragraph(*runs: str, style: str = "") -> str:
    """A paragraph of runs; one that begins with < is XML, another is the text of a run."""
    said = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{said}{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run with this text."""
    said = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{said}<w:t xml:space="preserve">{text}</w:t></w:r>'


def style(name: str, identity: str, inner: str = "") -> str:
    """A style of paragraphs."""
    return f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>{inner}</w:style>'


def table(*rows: list[str]) -> str:
    """A table, of the text or the XML of its cells."""
    lines = []
    for row in rows:
        cells = (cell if cell.startswith("<") else paragraph(cell) for cell in row)
        lines.append("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>")
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def docx(
    body: str, *, main: str = "word/document.xml", namespace: str = W, title: str = "", **beside: str
) -> bytes:
    """A Word file; `beside` are its other parts by kind: styles, header, footnotes …, in XML."""
    parts = {main: story(body, namespace=namespace)}
    relations = []
    for kind, inner in beside.items():
        root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        parts[f"word/{kind}.xml"] = story(inner, root)
        relations.append(f'<Relationship Id="{kind}" Type="{_TYPES}{kind}" Target="{kind}.xml"/>')
    package = [f'<Relationship Id="main" Type="{_TYPES}officeDocument" Target="{main}"/>']
    if title:
        package.append(f'<Relationship Id="core" Type="{_CORE}" Target="docProps/core.xml"/>')
        dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
        parts["docProps/core.xml"] = (
            f"<core {dc}><dc:title>{title}</dc:title><dc:creator>User</dc:creator></core>"
        )
    parts["_rels/.rels"] = _relations(package)
    folder, name = main.rsplit("/", 1)
    parts[f"{folder}/_rels/{name}.rels"] = _relations(relations)
    return zipped({name: text.encode() for name, text in parts.items()})


def zipped(parts: dict[str, bytes]) -> bytes:
    """A zip of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


def _relations(rows: list[str]) -> str:
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(rows)}</Relationships>'

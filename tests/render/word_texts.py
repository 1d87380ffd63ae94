"""What a reader sees of a Word document, and small templates to fill."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

from docx import Document

from pipeline.bundles import Report
from pipeline.render.package import pack
from pipeline.render.papers.circular import MONTHLY
from pipeline.render.papers.paper import Kind
from pipeline.render.word.filling import render_document
from tools.word_template.blocks import paragraph
from tools.word_template.parts import word_parts
from tools.word_template.styles import fonts_xml, styles_xml

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = (f"{_W}t", f"{_W}instrText", f"{_W}delText")
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def papers(kind: Kind, report: Report) -> dict[str, bytes]:
    """Path -> bytes of a kind's documents, by the template that ships."""
    content = (TEMPLATES / kind.template).read_bytes()
    office, day = report.settings.office, report.cut_off
    return {
        document.path: render_document(content, document.context(), office, title=document.title, made_on=day)
        for document in kind.documents(report)
    }


def circular(report: Report) -> bytes:
    """月度通报 of a report."""
    (content,) = papers(MONTHLY, report).values()
    return content


def text_of(report: Report) -> str:
    """The paragraphs of 月度通报."""
    return "\n".join(texts(circular(report)))


def texts(content: bytes) -> list[str]:
    """Every paragraph of the body that isn't blank, without those in tables."""
    return [p.text for p in Document(io.BytesIO(content)).paragraphs if p.text.strip()]


def tables(content: bytes) -> list[list[list[str]]]:
    """Every table as rows of cell texts."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(io.BytesIO(content)).tables]


def template(*lines: str, body: str = "") -> bytes:
    """A template of plain paragraphs."""
    return pack(
        word_parts(body or "".join(paragraph("Normal", line) for line in lines), styles_xml(), fonts_xml(), title="试")
    )


def outside_runs(package: bytes) -> list[str]:
    """Texts of a Word file that no reader shows: outside a run of a paragraph, or hidden.

    The checkers of packages pass them, so every test that uses one asks this too. It goes up from each text by itself
    and shares no code with the program.
    """
    found = []
    with zipfile.ZipFile(io.BytesIO(package)) as source:
        for name in source.namelist():
            if not name.startswith("word/") or not name.endswith(".xml"):
                continue
            root = ET.fromstring(source.read(name))
            parents = {child: parent for parent in root.iter() for child in parent}
            for node in root.iter():
                if not node.tag.startswith(_W):
                    continue
                texts = [node.tail or "", "" if node.tag in _TEXTS else node.text or ""]
                if node.tag == f"{_W}t" and not _in_a_run(node, parents):
                    texts.append(node.text or "")
                found += [text.strip() for text in texts if text.strip()]
    return found


def _in_a_run(text: ET.Element, parents: dict[ET.Element, ET.Element]) -> bool:
    above = []
    node = text
    while node in parents:
        node = parents[node]
        above.append(node.tag.removeprefix(_W))
    run = parents[text]
    return above[0] == "r" and "p" in above and "t" not in above and run.find(f"{_W}rPr/{_W}vanish") is None

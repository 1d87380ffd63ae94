"""What a reader sees of a Word document, and small templates to fill."""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document

from pipeline.bundles import Report
from pipeline.render.package import pack
from pipeline.render.papers.paper import Kind
from pipeline.render.word.filling import render_document
from tools.word_template.blocks import paragraph
from tools.word_template.parts import word_parts
from tools.word_template.styles import fonts_xml, styles_xml

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def papers(kind: Kind, report: Report) -> dict[str, bytes]:
    """Path -> bytes of a kind's documents, by the template that ships."""
    content = (TEMPLATES / kind.template).read_bytes()
    office, day = report.settings.office, report.cut_off
    return {
        document.path: render_document(content, document.context(), office, title=document.title, made_on=day)
        for document in kind.documents(report)
    }


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

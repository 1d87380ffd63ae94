"""A page of Markdown as a Word document: headings, paragraphs, numbered and plain lists, tables, pictures."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.render.package import pack, unpack

_WIDTH = Cm(16)
_TALLEST = Cm(13)
_FACES = {"eastAsia": "宋体", "ascii": "Times New Roman", "hAnsi": "Times New Roman"}
_HEAD_FACES = {"eastAsia": "黑体", "ascii": "Times New Roman", "hAnsi": "Times New Roman"}
_STYLES = {"bullet_list_open": "List Bullet", "ordered_list_open": "List Number"}
_MADE = datetime(2023, 1, 1, tzinfo=UTC)
"""Stands as the day it was made, so that the same pages give the same bytes."""


def word(markdown: str, folder: Path, title: str) -> bytes:
    """The document. Pictures are read from their places beside ``folder``; a missing one raises OSError."""
    document: Any = Document()
    _set_up(document, title)
    tokens = MarkdownIt("commonmark").enable("table").parse(markdown)
    _fill(document, tokens, folder)
    buffer = io.BytesIO()
    document.save(buffer)
    return pack(unpack(buffer.getvalue()))


def _set_up(document: Any, title: str) -> None:
    core = document.core_properties
    core.title, core.author, core.comments, core.language = title, "", "", "zh-CN"
    core.created = core.modified = _MADE
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)
    for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "Title"):
        style = document.styles[name]
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            del fonts.attrib[key]
        for kind, face in (_FACES if name == "Normal" else _HEAD_FACES).items():
            fonts.set(qn(f"w:{kind}"), face)
    document.styles["Normal"].font.size = Pt(11)
    document.styles["Normal"].paragraph_format.line_spacing = 1.3


def _fill(document: Any, tokens: Sequence[Token], folder: Path) -> None:
    lists: list[tuple[str, int]] = []
    at = iter(tokens)
    for token in at:
        if token.type in _STYLES:
            lists.append((_STYLES[token.type], int(token.attrs.get("start", 1) or 1)))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "heading_open":
            style = "Title" if token.tag == "h1" else f"Heading {int(token.tag[1]) - 1}"
            paragraph = document.add_paragraph(style=style)
            _write(paragraph, next(at), folder)
        elif token.type == "table_open":
            _table(document, at, folder)
        elif token.type == "inline":
            paragraph = document.add_paragraph()
            if lists:
                style, number = lists[-1]
                paragraph.paragraph_format.left_indent = Cm(0.9)
                paragraph.paragraph_format.first_line_indent = Cm(-0.9)
                if style == "List Number":
                    lists[-1] = (style, number + 1)
                # The number is written out: a list of Word's own would go on counting from the list before.
                paragraph.add_run(f"{number}.\t" if style == "List Number" else "•\t")
                paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))
            _write(paragraph, token, folder)


def _table(document: Any, at: Iterator[Token], folder: Path) -> None:
    rows: list[list[Token]] = []
    for token in at:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token)
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    table.autofit = False
    narrow = Cm(1.8) if len(rows[0]) == 2 else _WIDTH / len(rows[0])
    widths = [narrow, *[(_WIDTH - narrow) / (len(rows[0]) - 1)] * (len(rows[0]) - 1)]
    for width, each in zip(widths, table.columns, strict=True):
        each.width = int(width)
    cells = table._cells  # noqa: SLF001 - table.cell() walks the whole table for each cell
    for number, row in enumerate(rows):
        for column, token in enumerate(row):
            cell = cells[number * len(row) + column]
            cell.width = int(widths[column])
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.line_spacing, paragraph.paragraph_format.space_after = 1, Pt(2)
            paragraph.paragraph_format.space_before = Pt(2)
            _write(paragraph, token, folder)
            for run in paragraph.runs:
                run.font.size, run.bold = Pt(9.5), True if number == 0 else run.bold
    head = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no word for a heading row
    head.append(head.makeelement(qn("w:tblHeader"), {}))
    document.add_paragraph()


def _write(paragraph: Any, token: Token, folder: Path) -> None:
    bold = False
    for part in token.children or ():
        if part.type == "strong_open":
            bold = True
        elif part.type == "strong_close":
            bold = False
        elif part.type == "image":
            _picture(paragraph, folder / str(part.attrs["src"]), part.content)
        elif part.type in {"text", "code_inline"}:
            run = paragraph.add_run(part.content)
            run.bold = bold or None
        elif part.type == "softbreak" and not (paragraph.text and "\u2e80" <= paragraph.text[-1] <= "\uffef"):
            paragraph.add_run(" ")


def _picture(paragraph: Any, place: Path, words: str) -> None:
    shape = paragraph.add_run().add_picture(str(place), width=_WIDTH)
    if shape.height > _TALLEST:
        shape.width, shape.height = int(shape.width * _TALLEST / shape.height), _TALLEST
    described = shape._inline.docPr  # noqa: SLF001 - python-docx has no word for what a picture shows
    described.set("descr", words)
    described.set("name", words)

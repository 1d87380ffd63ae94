"""Attachments whose tables are denser than 10.5 points allow on an upright page lie across it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from pipeline.render.phrases import width_in_characters
from pipeline.render.word.document import Block, FilledDocument, plain_text, style_id_of, style_of
from pipeline.render.word.forms import Form

LABEL, ANCHOR, CAPTION = "AttachmentLabel", "Anchor", "TableCaption"
WIDE, DENSE = {"WideHead", "WideText"}, {"WideHead": "TableHead", "WideText": "TableText"}
"""Styles of tables that may lie across: 10.5 points; and what they become where even that page is too narrow."""
_UPRIGHT, _ACROSS = 8844, 12_756
"""The widths of the text in twips, upright and across."""
_AIR = 60
"""Twips that a cell keeps free at its sides, margins included."""
_HIGHEST = 130 * 36_000
"""The highest chart that a page lying across holds with its caption, in English metric units."""
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_WIDTH, _VALUE = qn("w:w"), qn("w:val")
_PROPERTIES, _STYLE = qn("w:pPr"), qn("w:pStyle")


def lay_wide_attachments(document: FilledDocument, forms: Mapping[str, Form]) -> None:
    """Give each attachment with a table too wide for 10.5 points a section of its own that lies across.

    The table gets the width of that page. An attachment begins at a paragraph of the style for its label and ends
    before the next one or the 版记. A template without these styles is left as it is.
    """
    if LABEL not in document.text:
        return
    blocks = document.blocks
    starts = [i for i, b in enumerate(blocks) if isinstance(b, Paragraph) and style_id_of(b) == LABEL]
    ends = [*starts[1:], _end_of_text(blocks)] if starts else []
    turned = False
    for start, end in zip(starts, ends, strict=True):
        wide = [b for b in blocks[start:end] if isinstance(b, Table) and _is_wide(document, b)]
        widths = [_needed(document, table, forms) for table in wide]
        if not widths or max(widths) <= _UPRIGHT:
            continue
        turned = True
        _close(document, blocks[:start], across=False)
        for at, across in _parts(blocks, start, end):
            _close(document, blocks[:at], across=across)
        for table, needed in zip(wide, widths, strict=True):
            table._tbl.tblPr.find(qn("w:tblW")).set(_WIDTH, str(_ACROSS))  # noqa: SLF001 - python-docx has no width of a table
            if needed > _ACROSS:
                _make_dense(document, table)
    if turned:
        document.root.body.sectPr.titlePg_val = None


def _parts(blocks: Sequence[Block], start: int, end: int) -> Iterator[tuple[int, bool]]:
    """(Where a section of the attachment ends, whether it lies across): a high chart is upright, with its caption."""
    for i in range(start, end):
        block = blocks[i]
        if not isinstance(block, Paragraph) or _height(block) <= _HIGHEST:
            continue
        before = blocks[i - 1]
        captioned = isinstance(before, Paragraph) and style_id_of(before) == CAPTION
        yield (i - 1 if captioned else i), True
        yield i + 1, False
    yield end, True


def _height(block: Paragraph) -> int:
    """The height of the drawings in a paragraph, in English metric units."""
    return sum(int(extent.get("cy")) for extent in block._p.iter(_EXTENT))  # noqa: SLF001


def _end_of_text(blocks: Sequence[Block]) -> int:
    """The index behind the last block before the 版记, or behind all."""
    for i, block in enumerate(blocks):
        if isinstance(block, Table) and block._tbl.tblPr.find(qn("w:tblpPr")) is not None:  # noqa: SLF001
            return i - 1
    return len(blocks)


def _close(document: FilledDocument, blocks: Sequence[Block], *, across: bool) -> None:
    """End a section with the last of ``blocks``; behind a table, with a paragraph that takes no room."""
    last = blocks[-1]
    if isinstance(last, Paragraph):
        paragraph = last._p  # noqa: SLF001 - sections have no other door
    else:
        paragraph = document.root.body._new_p()  # noqa: SLF001
        last._tbl.addnext(paragraph)  # noqa: SLF001
        paragraph.style = ANCHOR
    if paragraph.pPr is not None and paragraph.pPr.sectPr is not None:
        return
    section = deepcopy(document.root.body.sectPr)
    if across:
        section.titlePg_val = None
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        top, right, bottom, left = section.top_margin, section.right_margin, section.bottom_margin, section.left_margin
        # Turned as the sheet is: its upper edge is the side at which an odd page is bound. The number's distance stays.
        section.footer = right - (bottom - section.footer)
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = left, top, right, bottom
    paragraph.set_sectPr(section)


def _is_wide(document: FilledDocument, table: Table) -> bool:
    plain = document.rows_of(table._tbl)  # noqa: SLF001
    if plain is not None:
        return any(cell.style in WIDE for row in plain.rows for cell in row.cells)
    return any(style_of(p) in WIDE for p in table._tbl.iter(qn("w:p")))  # noqa: SLF001


def _needed(document: FilledDocument, table: Table, forms: Mapping[str, Form]) -> int:
    """The twips at which no line of a cell below the header breaks; a column of stated width needs that."""
    plain = document.rows_of(table._tbl)  # noqa: SLF001
    if plain is not None:
        return sum(
            max(cell.width or round(max(cell.lines) * 20 * forms[cell.style].size) + _AIR for cell in column)
            for column in zip(*(row.cells for row in plain.rows[1:]), strict=True)
        )
    columns: dict[int, int] = {}
    for row in table._tbl.tr_lst[1:]:  # noqa: SLF001
        for at, cell in enumerate(row.tc_lst):
            size = cell.tcPr.find(qn("w:tcW")) if cell.tcPr is not None else None
            stated = int(size.get(_WIDTH)) if size is not None and size.get(qn("w:type")) == "dxa" else 0
            columns[at] = max(columns.get(at, 0), stated or _ink(cell, forms) + _AIR)
    return sum(columns.values())


def _ink(cell: Any, forms: Mapping[str, Form]) -> int:
    """The longest line of a cell in twips."""
    lines = [
        (line, forms[style_of(paragraph)].size)
        for paragraph in cell.p_lst
        for line in plain_text(paragraph).split("\n")
    ]
    return max((round(width_in_characters(line) * 20 * size) for line, size in lines), default=0)


def _make_dense(document: FilledDocument, table: Table) -> None:
    plain = document.rows_of(table._tbl)  # noqa: SLF001
    if plain is not None:
        plain.styles = DENSE
    for style in table._tbl.iter(_STYLE):  # noqa: SLF001
        style.set(_VALUE, DENSE.get(style.get(_VALUE), style.get(_VALUE)))

"""Whether the 版记 has room at the foot of the last page; otherwise it gets a page of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from math import ceil
from typing import Any

from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from pipeline.render.phrases import width_in_characters
from pipeline.render.word.document import Block, FilledDocument, plain_text, style_id_of
from pipeline.render.word.forms import Form, twips
from pipeline.render.word.layout import LINE_POINTS

_PAGE = 12_756  # twips between the margins
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_EMU = 635  # English metric units per twip
_UNDER = 120  # twips that a line of auto height leaves under a drawing
_SPARE = 700  # twips: the rules of the 版记, and one line by which a count of characters may be wrong


def make_room_for_imprint(document: FilledDocument, forms: Mapping[str, Form], *, even: bool = False) -> None:
    """Give the 版记 a page of its own where the text of the last page would run into it.

    All heights are exact, so the lines of paragraphs and the heights of rows on the last page are added up. ``forms``:
    measures of the paragraph styles by id; page breaks of a style or a paragraph count too. ``even``: the 版记 always
    begins the next even page, so that it closes the back of a sheet; a section does this in every program, without a
    sum.
    """
    blocks = document.blocks
    place = next((i for i, b in reversed(list(enumerate(blocks))) if isinstance(b, Table) and _floats(b)), None)
    if not place:
        return
    imprint, anchor = blocks[place], blocks[place - 1]
    if even and isinstance(anchor, Paragraph):
        _begin_even_page(document, anchor)
    elif (
        isinstance(anchor, Paragraph)
        and _used(document, blocks[: place - 1], forms) + sum(_heights(document, imprint, forms)) + _SPARE > _PAGE
    ):
        anchor.paragraph_format.page_break_before = True


def _begin_even_page(document: FilledDocument, anchor: Paragraph) -> None:
    """End a section before the anchor; what follows begins on an even page, without the head of a first page."""
    last = document.root.body.sectPr
    closing = anchor._p.add_p_before()  # noqa: SLF001
    closing.style = style_id_of(anchor)
    closing.set_sectPr(deepcopy(last))
    last.titlePg_val = None
    last.start_type = WD_SECTION.EVEN_PAGE


def _used(document: FilledDocument, blocks: Sequence[Block], forms: Mapping[str, Form]) -> int:
    """The twips that are taken on the page on which ``blocks`` end."""
    used = 0
    first = next((i for i in reversed(range(len(blocks))) if _begins_page(blocks[i], forms)), 0)
    for block in blocks[first:]:
        for height in _heights(document, block, forms):
            used = used + height if used + height <= _PAGE else height
    return used


def _begins_page(block: Block, forms: Mapping[str, Form]) -> bool:
    if isinstance(block, Table):
        return False
    properties = block._p.pPr  # noqa: SLF001 - paragraph_format takes several times as long
    breaks: Any = None if properties is None else properties.pageBreakBefore
    return forms[style_id_of(block)].breaks or (breaks is not None and bool(breaks.val))


def _heights(document: FilledDocument, block: Block, forms: Mapping[str, Form]) -> list[int]:
    """The height of each line of a paragraph or each row of a table, in twips."""
    if isinstance(block, Table):
        plain = document.rows_of(block._tbl)  # noqa: SLF001
        return [twips(row.height) for row in block.rows] if plain is None else [row.height or 0 for row in plain.rows]
    form = forms[style_id_of(block)]
    drawn = sum(int(extent.get("cy")) // _EMU for extent in block._p.iter(_EXTENT))  # noqa: SLF001 - python-docx has no drawings
    if drawn:
        return [drawn + form.before + form.after + _UNDER]
    inks = [width_in_characters(text) * form.size for text in plain_text(block._p).split("\n")]  # noqa: SLF001
    inks[0] += form.first / Pt(1).twips
    lines = sum(max(1, ceil(ink / (LINE_POINTS - form.indents / Pt(1).twips))) for ink in inks)
    heights = [form.line] * lines
    heights[0] += form.before
    heights[-1] += form.after
    return heights


def _floats(table: Table) -> bool:
    return table._tbl.tblPr.find(qn("w:tblpPr")) is not None  # noqa: SLF001

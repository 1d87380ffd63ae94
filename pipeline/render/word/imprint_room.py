"""Whether the 版记 has room at the foot of the last page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from math import ceil

from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from pipeline.render.phrases import width_in_characters
from pipeline.render.word.document import Block, FilledDocument, Form, style_id_of, twips
from pipeline.render.word.layout import LINE_POINTS

_PAGE = 12_756  # twips between the margins
_EXTENT, _EMU = (
    "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent",
    635,
)  # English metric units to a twip
_UNDER = 120  # twips that a line of auto height leaves under a drawing
_SPARE = 700  # twips: the rules of the 版记, and a line that a count of characters may be out by


def make_room_for_imprint(document: FilledDocument, forms: Mapping[str, Form], *, even: bool = False) -> None:
    """Where the text of the last page would run into the 版记 at its foot, the 版记 gets a page of its own.

    All heights are exact, so what stands on the last page is counted: lines of paragraphs, heights of rows. ``forms``:
    what the styles say, by id; a paragraph that breaks the page by itself is heeded too. ``even``: the 版记 begins the
    next even page whatever stands on the last one, so that it closes the back of a sheet; no count decides, for a
    section does it in every program.
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
        and _used(blocks[: place - 1], forms) + sum(_heights(imprint, forms)) + _SPARE > _PAGE
    ):
        anchor.paragraph_format.page_break_before = True


def _begin_even_page(document: FilledDocument, anchor: Paragraph) -> None:
    """End a section before the anchor; what follows begins on an even page, without the first page's own head."""
    last = document.root.body.sectPr
    closing = anchor._p.add_p_before()  # noqa: SLF001
    closing.style = style_id_of(anchor)
    closing.set_sectPr(deepcopy(last))
    last.titlePg_val = None
    last.start_type = WD_SECTION.EVEN_PAGE


def _used(blocks: Sequence[Block], forms: Mapping[str, Form]) -> int:
    """Twips taken on the page on which ``blocks`` end."""
    used = 0
    for block in blocks:
        if isinstance(block, Paragraph) and (
            forms[style_id_of(block)].breaks or block.paragraph_format.page_break_before
        ):
            used = 0
        for height in _heights(block, forms):
            used = used + height if used + height <= _PAGE else height
    return used


def _heights(block: Block, forms: Mapping[str, Form]) -> list[int]:
    """The lines of a paragraph or the rows of a table, each a height in twips."""
    if isinstance(block, Table):
        return [twips(row.height) for row in block.rows]
    form = forms[style_id_of(block)]
    drawn = sum(int(extent.get("cy")) // _EMU for extent in block._p.iter(_EXTENT))  # noqa: SLF001 - python-docx has no drawings
    if drawn:
        return [drawn + form.before + form.after + _UNDER]
    inks = [width_in_characters(text) * form.size for text in block.text.split("\n")]
    inks[0] += form.first / Pt(1).twips
    lines = sum(max(1, ceil(ink / (LINE_POINTS - form.indents / Pt(1).twips))) for ink in inks)
    heights = [form.line] * lines
    heights[0] += form.before
    heights[-1] += form.after
    return heights


def _floats(table: Table) -> bool:
    return table._tbl.tblPr.find(qn("w:tblpPr")) is not None  # noqa: SLF001

"""Whether the 版记 has room at the foot of the last page; otherwise the end of the text goes on to the next with it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from pipeline.render.word.document import FilledDocument, style_id_of, switch_on
from pipeline.render.word.forms import Form
from pipeline.render.word.last_page import PAGE, heights, last_page

_SPARE = 700  # twips: the rules of the 版记, and one line by which a count of characters may be wrong


def make_room_for_imprint(
    document: FilledDocument, forms: Mapping[str, Form], *, even: bool = False, lowered: int = 0
) -> None:
    """Take care that the text of the last page doesn't run into the 版记.

    Where it would, the last paragraph begins the page of the 版记, with all that is kept together before it, so that
    no page holds the 版记 alone. That page has it alone where the text ends in a table, or where what is kept together
    has no room beside it or fills the page before. ``forms``: measures of the paragraph styles by id. ``even``: the
    版记 always begins the next even page, so that it closes the back of a sheet; a section does this in every program,
    without a sum. ``lowered``: as of ``last_page``.
    """
    blocks = document.blocks
    place = next((i for i, b in reversed(list(enumerate(blocks))) if isinstance(b, Table) and _floats(b)), None)
    if not place:
        return
    imprint, anchor = blocks[place], blocks[place - 1]
    if not isinstance(anchor, Paragraph):
        return
    if even:
        _begin_even_page(document, anchor)
        return
    page = last_page(document, blocks[: place - 1], forms, lowered)
    needed = sum(heights(document, imprint, forms)) + _SPARE
    if needed <= page.left:
        return
    first = blocks[page.begins]
    goes_on = isinstance(first, Paragraph) and not page.alone and page.last + needed <= PAGE
    switch_on((first if goes_on and isinstance(first, Paragraph) else anchor)._p, "pageBreakBefore")  # noqa: SLF001


def _begin_even_page(document: FilledDocument, anchor: Paragraph) -> None:
    """End a section before the anchor; what follows begins on an even page, without the head of a first page."""
    last = document.root.body.sectPr
    closing = anchor._p.add_p_before()  # noqa: SLF001
    closing.style = style_id_of(anchor)
    closing.set_sectPr(deepcopy(last))
    last.titlePg_val = None
    last.start_type = WD_SECTION.EVEN_PAGE


def _floats(table: Table) -> bool:
    return table._tbl.tblPr.find(qn("w:tblpPr")) is not None  # noqa: SLF001

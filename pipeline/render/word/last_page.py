"""How much of its last page a document takes, and what could go on to the next one: a sum of exact heights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from pipeline.render.phrases import width_in_characters
from pipeline.render.word.document import Block, FilledDocument, plain_text, style_id_of
from pipeline.render.word.forms import Form, twips
from pipeline.render.word.layout import LINE_POINTS

PAGE = 12_756
"""Twips between the margins of an upright page."""
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_EMU = 635  # English metric units per twip
_UNDER = 120  # twips that a line of auto height leaves under a drawing


@dataclass(frozen=True, slots=True)
class LastPage:
    """``used``: the twips taken; ``left``: those that are free.

    ``last``: those of what is kept together at the end, from the block ``begins`` on. ``alone``: whether nothing of the
    page stands before that, so that it can't go on to another.
    """

    used: int
    left: int
    last: int
    begins: int
    alone: bool


def last_page(
    document: FilledDocument, blocks: Sequence[Block], forms: Mapping[str, Form], lowered: int = 0
) -> LastPage:
    """The page on which ``blocks`` of the document end. ``forms``: measures of the paragraph styles by id.

    A paragraph that is kept with what follows goes on to the next page with it, as do the title rows of a table with
    its first row. ``lowered``: the twips by which the text of the first page begins lower than on others.
    """
    # What stands before the last break takes nothing of the page.
    start = next((at for at in reversed(range(len(blocks))) if _begins_page(blocks[at], forms)), 0)
    used, room = 0, PAGE - lowered
    page = LastPage(0, room, 0, 0, alone=True)
    while start < len(blocks):
        if _begins_page(blocks[start], forms):
            used, room = 0, PAGE
        end = start
        while end + 1 < len(blocks) and _keeps(blocks[end], forms) and not _begins_page(blocks[end + 1], forms):
            end += 1
        lines = [height for block in blocks[start:end] for height in heights(document, block, forms)]
        first, *others = _pieces(document, blocks[end], forms)
        kept = sum(lines) + first
        pieces = [kept, *others] if kept <= PAGE else [*lines, first, *others]
        alone = not used or used + pieces[0] > room
        pages = 0
        for piece in pieces:
            if used + piece > room:
                used, room, pages = 0, PAGE, pages + 1
            used += piece
        page = LastPage(used, room - used, sum(pieces), start, alone or pages > 0)
        if _ends_section(blocks[end]):
            used, room, page = 0, PAGE, LastPage(0, PAGE, 0, end, alone=True)
        start = end + 1
    return page


def heights(document: FilledDocument, block: Block, forms: Mapping[str, Form]) -> list[int]:
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
    found = [form.line] * lines
    found[0] += form.before
    found[-1] += form.after
    return found


def _pieces(document: FilledDocument, block: Block, forms: Mapping[str, Form]) -> list[int]:
    """``heights``, with the title rows of a table and its first row as one."""
    found = heights(document, block, forms) or [0]
    titles = _title_rows(document, block) if isinstance(block, Table) else 0
    return [sum(found[: titles + 1]), *found[titles + 1 :]]


def _title_rows(document: FilledDocument, table: Table) -> int:
    plain = document.rows_of(table._tbl)  # noqa: SLF001
    if plain is not None:
        return sum(bool(row.head) for row in plain.rows)
    return sum(row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows)  # noqa: SLF001


def _begins_page(block: Block, forms: Mapping[str, Form]) -> bool:
    if isinstance(block, Table):
        return False
    return forms[style_id_of(block)].breaks or bool(_said(block, "pageBreakBefore"))


def _keeps(block: Block, forms: Mapping[str, Form]) -> bool:
    if isinstance(block, Table) or _ends_section(block):
        return False
    own = _said(block, "keepNext")
    return forms[style_id_of(block)].keeps if own is None else own


def _said(paragraph: Paragraph, name: str) -> bool | None:
    """What the paragraph itself says of a property, as ``paragraph_format`` does in several times the time."""
    properties = paragraph._p.pPr  # noqa: SLF001
    said: Any = None if properties is None else getattr(properties, name)
    return None if said is None else bool(said.val)


def _ends_section(block: Block) -> bool:
    return isinstance(block, Paragraph) and block._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None  # noqa: SLF001

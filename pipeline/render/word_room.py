"""Whether the 版记 has room at the foot of the last page."""

from __future__ import annotations

from math import ceil

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from pipeline.render.phrases import width_in_characters
from pipeline.render.word_layout import LINE_POINTS

_PAGE = 12_756  # twips between the margins
_SPARE = 700  # twips: the rules of the 版记, and a line that a count of characters may be out by


def make_room_for_imprint(document: Document) -> None:
    """Where the text of the last page would run into the 版记 at its foot, the 版记 gets a page of its own.

    All heights are exact, so what stands on the last page is counted: lines of paragraphs, heights of rows.
    """
    blocks = list(document.iter_inner_content())
    place = next((i for i, b in reversed(list(enumerate(blocks))) if isinstance(b, Table) and _floats(b)), None)
    if not place:
        return
    imprint, anchor = blocks[place], blocks[place - 1]
    if isinstance(imprint, Table) and isinstance(anchor, Paragraph) and _used(blocks[: place - 1]) + _rows(imprint) + _SPARE > _PAGE:
        anchor.paragraph_format.page_break_before = True


def _used(blocks: list[Paragraph | Table]) -> int:
    """Twips taken on the page on which ``blocks`` end."""
    used = 0
    for block in blocks:
        if isinstance(block, Paragraph) and _breaks(block):
            used = 0
        for height in _heights(block):
            used = used + height if used + height <= _PAGE else height
    return used


def _heights(block: Paragraph | Table) -> list[int]:
    """The lines of a paragraph or the rows of a table, each a height in twips."""
    if isinstance(block, Table):
        return [row.height.twips if row.height is not None else 0 for row in block.rows]
    style = block.style
    size = style.font.size if style is not None else None
    points = size.pt if size is not None else 16.0
    indents = sum(_length(block, name) for name in ("left_indent", "right_indent"))
    ink = width_in_characters(block.text) * points + max(0, _length(block, "first_line_indent")) / Pt(1).twips
    lines = max(1, ceil(ink / (LINE_POINTS - indents / Pt(1).twips)))
    heights = [_length(block, "line_spacing")] * lines
    heights[0] += _length(block, "space_before")
    heights[-1] += _length(block, "space_after")
    return heights


def _length(paragraph: Paragraph, name: str) -> int:
    """A length of the paragraph's format, its own before its style's, in twips; 0 when neither says."""
    for form in (paragraph.paragraph_format, paragraph.style.paragraph_format if paragraph.style is not None else None):
        value = getattr(form, name, None)
        if isinstance(value, Length):
            return int(value.twips)
    return 0


def _breaks(paragraph: Paragraph) -> bool:
    style = paragraph.style.paragraph_format if paragraph.style is not None else None
    return bool(paragraph.paragraph_format.page_break_before or (style is not None and style.page_break_before))


def _rows(table: Table) -> int:
    return sum(_heights(table))


def _floats(table: Table) -> bool:
    return table._tbl.tblPr.find(qn("w:tblpPr")) is not None  # noqa: SLF001

"""Whether the 版记 has room at the foot of the last page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from pipeline.render.phrases import width_in_characters
from pipeline.render.word_layout import LINE_POINTS

_PAGE = 12_756  # twips between the margins
_SPARE = 700  # twips: the rules of the 版记, and a line that a count of characters may be out by


@dataclass(frozen=True, slots=True)
class _Form:
    """What a paragraph style says: twips, the size in points."""

    size: float
    line: int
    before: int
    after: int
    indents: int
    first: int
    breaks: bool


def make_room_for_imprint(document: Document) -> None:
    """Where the text of the last page would run into the 版记 at its foot, the 版记 gets a page of its own.

    All heights are exact, so what stands on the last page is counted: lines of paragraphs, heights of rows. Only styles are
    asked; a paragraph that breaks the page by itself is heeded too.
    """
    blocks = list(document.iter_inner_content())
    place = next((i for i, b in reversed(list(enumerate(blocks))) if isinstance(b, Table) and _floats(b)), None)
    if not place:
        return
    imprint, anchor = blocks[place], blocks[place - 1]
    forms = {s.style_id: _form(s) for s in document.styles if isinstance(s, ParagraphStyle)}
    if isinstance(anchor, Paragraph) and _used(blocks[: place - 1], forms) + sum(_heights(imprint, forms)) + _SPARE > _PAGE:
        anchor.paragraph_format.page_break_before = True


def _used(blocks: list[Paragraph | Table], forms: Mapping[str, _Form]) -> int:
    """Twips taken on the page on which ``blocks`` end."""
    used = 0
    for block in blocks:
        if isinstance(block, Paragraph) and (forms[_style_id(block)].breaks or block.paragraph_format.page_break_before):
            used = 0
        for height in _heights(block, forms):
            used = used + height if used + height <= _PAGE else height
    return used


def _heights(block: Paragraph | Table, forms: Mapping[str, _Form]) -> list[int]:
    """The lines of a paragraph or the rows of a table, each a height in twips."""
    if isinstance(block, Table):
        return [0 if row.height is None else row.height.twips for row in block.rows]
    form = forms[_style_id(block)]
    ink = width_in_characters(block.text) * form.size + form.first / Pt(1).twips
    lines = max(1, ceil(ink / (LINE_POINTS - form.indents / Pt(1).twips)))
    heights = [form.line] * lines
    heights[0] += form.before
    heights[-1] += form.after
    return heights


def _style_id(paragraph: Paragraph) -> str:
    return paragraph._p.style or "Normal"  # noqa: SLF001 - paragraph.style looks through all styles each time


def _form(style: ParagraphStyle) -> _Form:
    form = style.paragraph_format
    return _Form(
        size=16.0 if style.font.size is None else style.font.size.pt, line=_twips(form.line_spacing), before=_twips(form.space_before),
        after=_twips(form.space_after), indents=_twips(form.left_indent) + _twips(form.right_indent), first=max(0, _twips(form.first_line_indent)),
        breaks=bool(form.page_break_before),
    )  # fmt: skip


def _twips(value: object) -> int:
    return value.twips if isinstance(value, Length) else 0


def _floats(table: Table) -> bool:
    return table._tbl.tblPr.find(qn("w:tblpPr")) is not None  # noqa: SLF001

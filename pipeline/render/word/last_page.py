"""How much of its last page a document takes, and what could go on to the next one: a sum of exact heights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, NamedTuple, cast

from docx.oxml.ns import qn
from docx.table import Table

from pipeline.render.phrases import width_in_characters
from pipeline.render.word.document import Block, FilledDocument, plain_text
from pipeline.render.word.forms import Form, twips
from pipeline.render.word.layout import LINE_POINTS

PAGE = 12_756
"""Twips between the margins of an upright page."""
_EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
_PROPERTIES, _STYLE, _KEEPS, _BREAKS, _SECTION, _VALUE = (
    qn(f"w:{name}") for name in ("pPr", "pStyle", "keepNext", "pageBreakBefore", "sectPr", "val")
)
_POINT = 20  # twips
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
    measured: list[_Measured] = []
    for block in reversed(blocks):  # What stands before the last break takes nothing of the page.
        measured.append(_measured(block, forms))
        if measured[-1].breaks:
            break
    measured.reverse()
    before = len(blocks) - len(measured)
    used, room = 0, PAGE - lowered
    page = LastPage(0, room, 0, before, alone=True)
    start = 0
    while start < len(measured):
        if measured[start].breaks:
            used, room = 0, PAGE
        end = start
        while end + 1 < len(measured) and measured[end].keeps and not measured[end + 1].breaks:
            end += 1
        lines = [height for each in measured[start:end] for height in _heights(document, each)]
        first, *others = _pieces(document, measured[end])
        kept = sum(lines) + first
        pieces = [kept, *others] if kept <= PAGE else [*lines, first, *others]
        alone = not used or used + pieces[0] > room
        pages = 0
        for piece in pieces:
            if used + piece > room:
                used, room, pages = 0, PAGE, pages + 1
            used += piece
        page = LastPage(used, room - used, sum(pieces), before + start, alone or pages > 0)
        if measured[end].ends_section:
            used, room, page = 0, PAGE, LastPage(0, PAGE, 0, before + end, alone=True)
        start = end + 1
    return page


def heights(document: FilledDocument, block: Block, forms: Mapping[str, Form]) -> list[int]:
    """The height of each line of a paragraph or each row of a table, in twips."""
    return _heights(document, _measured(block, forms))


class _Measured(NamedTuple):
    """A block; ``form``: that of a paragraph's style, None for a table; and what the block or its style says."""

    block: Block
    form: Form | None
    breaks: bool
    keeps: bool
    ends_section: bool


def _measured(block: Block, forms: Mapping[str, Form]) -> _Measured:
    """What counts of a block, read in one pass over its properties."""
    if isinstance(block, Table):
        return _Measured(block, None, breaks=False, keeps=False, ends_section=False)
    said: dict[str, Any] = {}
    for properties in block._p.iterchildren(_PROPERTIES):  # noqa: SLF001 - python-docx takes several times as long
        for each in properties.iterchildren(_STYLE, _KEEPS, _BREAKS, _SECTION):
            said.setdefault(each.tag, each)
    form = forms[said[_STYLE].get(_VALUE) if _STYLE in said else "Normal"]
    breaks = form.breaks or (_BREAKS in said and bool(said[_BREAKS].val))
    keeps, ends = bool(said[_KEEPS].val) if _KEEPS in said else form.keeps, _SECTION in said
    return _Measured(block, form, breaks, keeps and not ends, ends)


def _heights(document: FilledDocument, measured: _Measured) -> list[int]:
    block = measured.block
    if isinstance(block, Table):
        plain = document.rows_of(block._tbl)  # noqa: SLF001
        return [twips(row.height) for row in block.rows] if plain is None else [row.height or 0 for row in plain.rows]
    form = cast("Form", measured.form)
    drawn = sum(int(extent.get("cy")) // _EMU for extent in block._p.iter(_EXTENT))  # noqa: SLF001 - python-docx has no drawings
    if drawn:
        return [drawn + form.before + form.after + _UNDER]
    inks = [width_in_characters(text) * form.size for text in plain_text(block._p).split("\n")]  # noqa: SLF001
    inks[0] += form.first / _POINT
    lines = sum(max(1, ceil(ink / (LINE_POINTS - form.indents / _POINT))) for ink in inks)
    found = [form.line] * lines
    found[0] += form.before
    found[-1] += form.after
    return found


def _pieces(document: FilledDocument, measured: _Measured) -> list[int]:
    """``heights``, with the title rows of a table and its first row as one."""
    found = _heights(document, measured) or [0]
    titles = _title_rows(document, measured.block) if isinstance(measured.block, Table) else 0
    return [sum(found[: titles + 1]), *found[titles + 1 :]]


def _title_rows(document: FilledDocument, table: Table) -> int:
    plain = document.rows_of(table._tbl)  # noqa: SLF001
    if plain is not None:
        return sum(bool(row.head) for row in plain.rows)
    return sum(row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows)  # noqa: SLF001

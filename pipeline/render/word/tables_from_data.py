"""What data do to tables: cells that they merge are put in order, and a table in which a loop found nothing says so.

Word opens no table without a row, and a reader asks why there is none.
"""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from pipeline.messages import paper_words
from pipeline.render.word.document import FilledDocument

_TABLE, _ROW, _CELL, _PARAGRAPH = (qn(f"w:{name}") for name in ("tbl", "tr", "tc", "p"))
_HEAD, _STYLE = f"{qn('w:trPr')}/{qn('w:tblHeader')}", f"{qn('w:pPr')}/{qn('w:pStyle')}"
_ORDER = "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"
_RANK = {qn(f"w:{name}"): place for place, name in enumerate(_ORDER.split())}
_OFF = ("0", "false", "off")
_BEGUN, _BEGUN_TAG = "<w:begun/>", qn("w:begun")
"""Stands in a filled table where the first tag over its rows stood, behind a row that isn't marked as a head."""
_ROW_TAG = re.compile(r"(</w:tr>)(\s*\{%-?\s*(?:for|if)\b)")


def order_cells(document: FilledDocument) -> None:
    """Put the properties of each cell in the order that the format demands; docxtpl's merging tags don't."""
    for properties in document.root.iter(qn("w:tcPr")):
        properties[:] = sorted(properties, key=lambda each: _RANK.get(each.tag, len(_RANK)))


def mark_loops(source: str) -> str:
    """The text of a part for Jinja with a mark before each tag over rows whose row above doesn't repeat as a head.

    Of a table from a county's own template nothing else tells afterwards whether the rows in it came from a loop.
    """

    def marked(found: re.Match[str]) -> str:
        row = source[source.rfind("<w:tr", 0, found.start()) : found.start()]
        return found[0] if "<w:tblHeader" in row else f"{found[1]}{_BEGUN}{found[2]}"

    return _ROW_TAG.sub(marked, source)


def say_empty(document: FilledDocument) -> None:
    """Add a row that says so to each table that has none, or none but its head.

    Its head are rows that repeat, or those above its first tag over rows. The row is one cell over all columns, in the
    style of the head's first cell. Rows behind a loop are content of their own: such a table is left as it is.
    """
    for table in document.root.iter(_TABLE):
        begun = table.find(_BEGUN_TAG)
        behind = begun is not None and next(begun.itersiblings(_ROW), None) is not None
        for mark in table.findall(_BEGUN_TAG):
            table.remove(mark)
        rows = list(table.iterchildren(_ROW))
        headed = all(_is_head(row) for row in rows) if begun is None else not behind
        if headed and document.rows_of(table) is None:
            table.append(_row(rows[-1] if rows else None, _columns(table, rows)))


def _is_head(row: Any) -> bool:
    head = row.find(_HEAD)
    return head is not None and head.get(qn("w:val")) not in _OFF


def _columns(table: Any, rows: list[Any]) -> int:
    """How many columns the row has to span: the widest head's, else the grid's."""
    spans = [sum(_span(cell) for cell in row.iterchildren(_CELL)) for row in rows]
    return max([*spans, len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")) if not rows else 0, 1])


def _span(cell: Any) -> int:
    span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
    return 1 if span is None else int(span.get(qn("w:val")))


def _row(head: Any, columns: int) -> Any:
    row, cell, paragraph, run, text = (OxmlElement(f"w:{name}") for name in ("tr", "tc", "p", "r", "t"))
    text.text = paper_words.EMPTY_TABLE
    run.append(text)
    style = None if head is None else next((p.find(_STYLE) for p in head.iter(_PARAGRAPH)), None)
    if style is not None:
        properties, named = OxmlElement("w:pPr"), OxmlElement("w:pStyle")
        named.set(qn("w:val"), style.get(qn("w:val")))
        properties.append(named)
        paragraph.append(properties)
    paragraph.append(run)
    if columns > 1:
        properties, span = OxmlElement("w:tcPr"), OxmlElement("w:gridSpan")
        span.set(qn("w:val"), str(columns))
        properties.append(span)
        cell.append(properties)
    cell.append(paragraph)
    row.append(cell)
    return row

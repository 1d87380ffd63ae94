"""Page numbers of pages that lie across: where those of the upright pages are once the sheets are bound.

GB/T 9704 asks that a page lying across has its number in the same place as the others, and its upper edge at the side
that is bound (odd pages) or cut (even ones), which is the left side of the upright sheet on both. So the number's line
runs down the left edge of the page lying across, turned a quarter to the right.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from itertools import count
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

from pipeline.render.word.chart_parts import RELATIONS, TYPES
from pipeline.render.word.document import FilledDocument
from pipeline.render.word.wide_pages import ANCHOR

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FOOTER = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"
_FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
_REFERENCE, _LINK, _KIND = qn("w:footerReference"), qn("r:id"), qn("w:type")
_PARAGRAPH, _CELL = qn("w:p"), qn("w:tc")
_LINE = 360
"""The height of the number's line in twips, as the styles of page numbers have it."""


def turn_numbers(document: FilledDocument, parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the sections that lie across footers of their own; returns the parts to add and the lists that name them.

    They are the template's footers, turned; one without a page number, or with more than paragraphs in it, stays as it
    is. Nothing is returned where no section lies across.
    """
    across = [s for s in document.root.body.iter(qn("w:sectPr")) if s.orientation == WD_ORIENT.LANDSCAPE]
    if not across:
        return {}
    types, relations = parse_xml(parts[TYPES]), parse_xml(parts[RELATIONS])
    targets = {each.get("Id"): f"word/{each.get('Target')}" for each in relations if each.get("Type") == _FOOTER}
    upright = document.root.body.sectPr
    free = (f"footer{n}.xml" for n in count(1) if f"word/footer{n}.xml" not in parts)
    added: dict[str, bytes] = {}
    turned: dict[str, str] = {}
    for section in across:
        for reference in section.findall(_REFERENCE):
            link = reference.get(_LINK)
            if link not in turned:
                part = parts.get(targets.get(link, ""))
                made = None if part is None else _turned(part, upright)
                if made is None:
                    continue
                name = next(free)
                turned[link], added[f"word/{name}"] = f"{link}Across", made
                etree.SubElement(
                    types,
                    f"{{{_PACKAGE}/content-types}}Override",
                    PartName=f"/word/{name}",
                    ContentType=_FOOTER_TYPE,
                )
                etree.SubElement(
                    relations, f"{{{_PACKAGE}/relationships}}Relationship", Id=turned[link], Type=_FOOTER, Target=name
                )
            reference.set(_LINK, turned[link])
    lists = {TYPES: types, RELATIONS: relations} if added else {}
    return added | {
        name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        for name, root in lists.items()
    }


def _turned(footer: bytes, upright: Any) -> bytes | None:
    """A footer whose lines stand in a cell along the left edge, as long as the line of an upright page is wide."""
    root = parse_xml(footer)
    lines = list(root)
    instructions = "".join(
        [*root.itertext(qn("w:instrText")), *(field.get(qn("w:instr")) for field in root.iter(qn("w:fldSimple")))]
    )
    if any(line.tag != _PARAGRAPH for line in lines) or "PAGE" not in instructions.split():
        return None
    length = upright.page_width.twips - upright.left_margin.twips - upright.right_margin.twips
    table = parse_xml(
        f'<w:tbl xmlns:w="{_MAIN}"><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" '
        f'w:horzAnchor="page" w:tblpX="{upright.footer.twips}" w:tblpY="{upright.left_margin.twips}"/>'
        f'<w:tblW w:w="{_LINE}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{_LINE}"/></w:tblGrid>'
        f'<w:tr><w:trPr><w:trHeight w:val="{length}" w:hRule="exact"/></w:trPr>'
        f'<w:tc><w:tcPr><w:tcW w:w="{_LINE}" w:type="dxa"/><w:textDirection w:val="tbRl"/></w:tcPr></w:tc>'
        "</w:tr></w:tbl>"
    )
    cell = next(table.iter(_CELL))
    cell.extend(deepcopy(line) for line in lines)
    for line in lines:
        root.remove(line)
    root.append(table)
    last = parse_xml(f'<w:p xmlns:w="{_MAIN}"><w:pPr><w:pStyle w:val="{ANCHOR}"/></w:pPr></w:p>')
    root.append(last)
    turned: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return turned

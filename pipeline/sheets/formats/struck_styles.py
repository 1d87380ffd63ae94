"""Which cells of a workbook are struck out, by their styles and by the runs of their texts."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from pipeline.sheets.formats.archives import local_name
from pipeline.sheets.formats.sheet_xml import column_number, styled_cells

_TEXT_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^<>]*\bt="s"[^<>]*><v>(\d{1,9})</v>')


def is_struck(font: ET.Element | None) -> bool:
    """Whether a font, or the font of a run of text, is struck out."""
    return font is not None and any(
        local_name(e.tag) == "strike" and e.get("val", "1") not in {"0", "false"} for e in font
    )


def struck_styles(styles: ET.Element) -> frozenset[int]:
    """The indexes of the cell styles with a struck-out font; ``styles`` is the root of styles.xml."""
    fonts = [font for group in styles if local_name(group.tag) == "fonts" for font in group]
    struck = {str(at) for at, font in enumerate(fonts) if is_struck(font)}
    cells = [style for group in styles if local_name(group.tag) == "cellXfs" for style in group] if struck else []
    return frozenset(at for at, style in enumerate(cells) if style.get("fontId") in struck)


def struck_cells(xml: bytes, styles: frozenset[int], texts: frozenset[int]) -> dict[tuple[int, int], bool]:
    """(row from 1, column from 0) -> whether the whole cell is struck out.

    ``texts``: the indexes of the shared strings that are struck out in part.
    """
    cells = {place: True for place, _ in styled_cells(xml, styles)} if styles else {}
    if texts:
        for letters, row, text in _TEXT_CELL.findall(xml):
            if int(text) in texts:
                cells.setdefault((int(row), column_number(letters)), False)
    return cells

"""Which cells of a workbook are struck out, by their styles and by the runs of their texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from pipeline.sheets.formats.archives import local_name
from pipeline.sheets.formats.sheet_xml import column_number, styled_cells

_TEXT_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^<>]*\bt="s"[^<>]*><v>(\d{1,9})</v>')
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


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


def standing_text(item: ET.Element) -> str | None:
    """What stands of a text whose runs are struck out in part; None when no run is."""
    runs = [part for part in item if local_name(part.tag) == "r"]
    struck = [run for run in runs if any(local_name(e.tag) == "rPr" and is_struck(e) for e in run)]
    if not struck:
        return None
    return "".join(e.text or "" for run in runs if run not in struck for e in run if local_name(e.tag) == "t")


def standing_texts(strings: bytes) -> dict[int, str]:
    """Index of a shared string -> what stands of it, for those that are struck out in part or as a whole."""
    if b"strike" not in strings:
        return {}
    items = ET.fromstring(strings)  # noqa: S314 - whoever read the part has refused any DOCTYPE
    standing = {at: standing_text(item) for at, item in enumerate(items)}
    return {at: text for at, text in standing.items() if text is not None}


def struck_anyhow(xml: bytes, styles: frozenset[int], texts: Mapping[int, str]) -> dict[tuple[int, int], str | None]:
    """(row from 1, column from 0) -> what stands of a struck cell, None when all of it is struck out.

    It is for sheets that aren't built as usual: with prefixes, with texts in the cells. ``texts``: standing_texts.
    """
    if not styles and not texts and b"strike" not in xml:
        return {}
    cells: dict[tuple[int, int], str | None] = {}
    for cell in ET.fromstring(xml).iter():  # noqa: S314 - the same
        place = _PLACE.fullmatch(cell.get("r", "")) if local_name(cell.tag) == "c" else None
        if place is None:
            continue
        at = (int(place[2]), column_number(place[1].encode()))
        if int(cell.get("s", "0")) in styles:
            cells[at] = None
            continue
        for part in cell:
            name, text = local_name(part.tag), part.text or ""
            if name == "is" and (standing := standing_text(part)) is not None:
                cells[at] = standing or None
            elif name == "v" and cell.get("t") == "s" and text.isdigit() and int(text) in texts:
                cells[at] = texts[int(text)] or None
    return cells

"""Text that is struck out: a cell or part of one isn't read, a whole row still counts; both are told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from xml.etree import ElementTree as ET

from pipeline.base.grid import Grid
from pipeline.base.model import column_letter
from pipeline.ledgers.shapes import filled_cells
from pipeline.ledgers.sheet_decisions import row_ranges
from pipeline.sheets.formats.archives import local_name
from pipeline.sheets.formats.faults import Issue
from pipeline.sheets.formats.sheet_xml import column_number, styled_cells

_TEXT_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^<>]*\bt="s"[^<>]*><v>(\d{1,9})</v>')
_MOST_CELLS = 12


def is_struck(font: ET.Element | None) -> bool:
    """Whether a font, or the font of a run of text, is struck out."""
    return font is not None and any(
        local_name(e.tag) == "strike" and e.get("val", "1") not in {"0", "false"} for e in font
    )


def struck_styles(styles: ET.Element) -> frozenset[int]:
    """The styles of cells whose font is struck out; ``styles`` is the root of styles.xml."""
    fonts = [font for group in styles if local_name(group.tag) == "fonts" for font in group]
    struck = {str(at) for at, font in enumerate(fonts) if is_struck(font)}
    cells = [style for group in styles if local_name(group.tag) == "cellXfs" for style in group] if struck else []
    return frozenset(at for at, style in enumerate(cells) if style.get("fontId") in struck)


def struck_cells(xml: bytes, styles: frozenset[int], texts: frozenset[int]) -> dict[tuple[int, int], bool]:
    """(row from 1, column from 0) -> whether all of the cell is struck out; ``texts``: the shared texts that are so in part."""
    found = {place: True for place, _ in styled_cells(xml, styles)} if styles else {}
    if texts:
        for letters, row, text in _TEXT_CELL.findall(xml):
            if int(text) in texts:
                found.setdefault((int(row), column_number(letters)), False)
    return found


def without_struck(grid: Grid, header_last: int) -> tuple[Grid, list[Issue]]:
    """The grid without the cells below the header that are struck out as a whole, and what is told; rows that are so as a whole stay."""
    if not grid.struck:
        return grid, []
    rows = [list(row) for row in grid.rows]
    whole: list[int] = []
    cells: list[tuple[int, int]] = []
    for row in sorted({row for row, _ in grid.struck if header_last < row <= len(rows)}):
        filled = [column for column, _ in filled_cells(rows[row - 1])]
        if filled and all(grid.struck.get((row, column), False) for column in filled):
            whole.append(row)
            continue
        for column in filled:
            if (row, column) in grid.struck:
                cells.append((row, column))
                if grid.struck[row, column]:
                    rows[row - 1][column] = None
    return replace(grid, rows=tuple(map(tuple, rows))), list(_issues(grid.name, whole, cells))


def _issues(sheet: str, whole: Sequence[int], cells: Sequence[tuple[int, int]]) -> list[Issue]:
    issues = []
    if whole:
        issues.append(Issue("R093", sheet, f"A{whole[0]}", whole[0], len(whole), {"rows": row_ranges(whole)}))
    if cells:
        places = [f"{column_letter(column)}{row}" for row, column in cells]
        place = "、".join(places[:_MOST_CELLS]) + ("等" if len(places) > _MOST_CELLS else "")
        issues.append(Issue("R094", sheet, place, cells[0][0], len(cells), {"count": len(cells)}))
    return issues

"""A matter's number is what its cell shows, also where a number format makes part of it ("QH2023"0000).

Only the columns of matters' numbers are read so; elsewhere a format (3人) says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.base.grid import Grid
from pipeline.ledgers.sheet.headers import find_header
from pipeline.sheets.formats.number_formats import shown

NUMBERS = ("case_no", "related_case_no", "subject")


def as_shown(grid: Grid, lookup: Mapping[str, str], least: int) -> tuple[Grid, dict[int, list[int]]]:
    """The grid with the shown text in place of the stored value in columns of numbers; column -> sheet rows changed."""
    if not grid.shapes:
        return grid, {}
    header = find_header(grid, lookup, least)
    if header is None:
        return grid, {}
    columns = {
        column
        for id_ in NUMBERS
        for column in header.doubles.get(id_, (header.columns[id_],) if id_ in header.columns else ())
    }
    changed: dict[int, list[int]] = {}
    rows = [list(row) for row in grid.rows]
    for (row, column), code in sorted(grid.shapes.items()):
        if row <= header.last or column not in columns or row > len(rows) or column >= len(rows[row - 1]):
            continue
        text = shown(rows[row - 1][column], code)
        if text is not None:
            rows[row - 1][column] = text
            changed.setdefault(column, []).append(row)
    return (replace(grid, rows=tuple(map(tuple, rows))), changed) if changed else (grid, {})
